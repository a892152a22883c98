-- only sqlite
create trigger tr_hitl_approvals_delete before delete on hitl_approvals begin
  select raise(abort, 'no request may be deleted');
end

-- only sqlite
create trigger tr_audit_log_delete before delete on audit_log begin
  select raise(abort, 'the audit log only grows');
end

-- only sqlite
create trigger tr_audit_log_update before update on audit_log begin
  select raise(abort, 'the audit log only grows');
end

-- only postgresql
create function sluice_refuse() returns trigger language plpgsql as $$ begin
  raise exception '%', tg_argv[0];
end $$

-- only postgresql
create trigger tr_hitl_approvals_delete before delete or truncate on hitl_approvals
  for each statement execute function sluice_refuse('no request may be deleted')

-- only postgresql
create trigger tr_audit_log_delete before delete or truncate on audit_log
  for each statement execute function sluice_refuse('the audit log only grows')

-- only postgresql
create trigger tr_audit_log_update before update on audit_log
  for each statement execute function sluice_refuse('the audit log only grows')

-- only postgresql
revoke delete, truncate on hitl_approvals, audit_log from public

-- only postgresql
revoke delete, truncate on hitl_approvals, audit_log from current_user
