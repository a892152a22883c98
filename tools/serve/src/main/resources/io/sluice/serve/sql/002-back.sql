-- only sqlite
drop trigger tr_hitl_approvals_delete

-- only sqlite
drop trigger tr_audit_log_delete

-- only sqlite
drop trigger tr_audit_log_update

-- only postgresql
drop trigger tr_hitl_approvals_delete on hitl_approvals

-- only postgresql
drop trigger tr_audit_log_delete on audit_log

-- only postgresql
drop trigger tr_audit_log_update on audit_log

-- only postgresql
grant delete, truncate on hitl_approvals, audit_log to current_user

-- only postgresql
drop function sluice_refuse
