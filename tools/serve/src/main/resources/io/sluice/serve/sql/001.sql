create table sink_cursor (
  sink varchar(32) not null,
  journal_id ${uuid} not null,
  first_seq ${id} not null,
  seq ${id} not null,
  updated_at ${time} not null,
  primary key (sink, journal_id)
)

create table hitl_approvals (
  journal_id ${uuid} not null,
  seq ${id} not null,
  id ${id} not null,
  trade_id ${id} not null,
  strategy_id ${id} not null,
  intent_id ${id} not null,
  action text not null,
  trading_mode text not null,
  instrument text not null,
  side varchar(4) not null constraint ck_hitl_side check (side in ('BUY', 'SELL')),
  quantity ${decimal} not null,
  leverage ${decimal} not null,
  risk_pct ${decimal},
  confidence ${decimal},
  request_price ${decimal} not null,
  correlation_id ${uuid},
  status varchar(20) not null constraint ck_hitl_status check (status in ('PENDING', 'AWAITING_APPROVAL', 'ACCEPTED',
    'REJECTED', 'FILLED', 'CLOSED', 'SETTLED', 'CANCELLED')),
  requested_at ${time} not null,
  requested_at_ns ${id} not null,
  expires_at ${time} not null,
  expires_at_ns ${id} not null,
  decided_at ${time},
  decided_at_ns ${id},
  decision_channel text,
  row_hash ${hash} not null,
  order_price ${decimal},
  model_name text,
  model_version text,
  reasoning_summary text,
  decided_by text,
  decision_reason text,
  decision_comment text,
  primary key (journal_id, id)
)

create table post_trade_snapshots (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  id ${uuid} not null,
  approval_id ${id} not null,
  bid ${decimal},
  ask ${decimal},
  spread ${decimal},
  mid_price ${decimal},
  response_latency_ms ${id},
  price_deviation_pct ${decimal},
  primary key (journal_id, seq, idx),
  unique (id),
  constraint fk_snapshot_approval foreign key (journal_id, approval_id) references hitl_approvals (journal_id, id)
    deferrable initially deferred
)

create table audit_log (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  id ${uuid} not null,
  actor_id text not null,
  action text not null,
  target_type text not null,
  target_id text,
  previous_state text,
  new_state text,
  error_code text,
  payload ${json} not null,
  primary key (journal_id, seq, idx),
  unique (id)
)

create table deep_link_tokens (
  journal_id ${uuid} not null,
  seq ${id} not null,
  id ${hash} not null,
  token_hash ${hash} not null,
  trade_id ${id},
  correlation_id ${uuid},
  created_at ${time},
  created_at_ns ${id},
  used_at ${time},
  used_at_ns ${id},
  expires_at ${time},
  primary key (journal_id, id)
)

create table mode_transitions (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  id ${uuid} not null,
  timestamp ${time} not null,
  timestamp_ns ${id} not null,
  from_mode varchar(30) not null constraint ck_mode_transitions_from_mode check (from_mode in ('normal', 'recovering', 'degraded', 'safe_mode', 'safe_mode_disconnected',
    'halt')),
  to_mode varchar(30) not null constraint ck_mode_transitions_to_mode check (to_mode in ('normal', 'recovering', 'degraded', 'safe_mode', 'safe_mode_disconnected',
    'halt')),
  reason_code varchar(50) not null,
  source varchar(30) not null,
  operator_id varchar(100),
  override_ttl ${int},
  details ${json} not null,
  primary key (journal_id, seq, idx),
  unique (id)
)

create table symbol_lockouts (
  journal_id ${uuid} not null,
  seq ${id} not null,
  id ${id} not null,
  phase text,
  symbol text,
  lockout_type text,
  expires_at ${time},
  expires_at_ns ${id},
  trading_mode text,
  reason text,
  created_at ${time},
  created_at_ns ${id},
  created_by text,
  ended_at ${time},
  ended_at_ns ${id},
  primary key (journal_id, id)
)

create table trades (
  journal_id ${uuid} not null,
  seq ${id} not null,
  id ${id} not null,
  trade_id ${id} not null,
  strategy_id ${id},
  intent_id ${id},
  action text,
  symbol text,
  side text,
  trading_mode text,
  quantity ${decimal},
  price ${decimal},
  leverage ${decimal},
  state text,
  since ${time},
  since_ns ${id},
  reason text,
  correlation_id ${uuid},
  primary key (journal_id, id),
  unique (journal_id, trade_id)
)

create table executions (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  trade_id ${id},
  status text,
  symbol text,
  side text,
  last_quantity ${decimal},
  last_price ${decimal},
  leaves_quantity ${decimal},
  cum_quantity ${decimal},
  command_id ${id},
  trading_mode text,
  exec_id text,
  primary key (journal_id, seq, idx)
)

create table equity (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  equity ${decimal},
  primary key (journal_id, seq, idx)
)

create table policy_history (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  field text,
  old_value ${id},
  new_value ${id},
  version ${id},
  operator_id text,
  old_text text,
  new_text text,
  primary key (journal_id, seq, idx)
)

create table decisions (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  strategy_id ${id},
  intent_id ${id},
  trade_id ${id},
  action text,
  symbol text,
  side text,
  trading_mode text,
  verdict text,
  code text,
  mode text,
  stage text,
  override ${flag},
  final ${flag},
  repeat ${flag},
  actionable ${flag},
  quantity ${decimal},
  price ${decimal},
  leverage ${decimal},
  valid_until ${time},
  valid_until_ns ${id},
  warnings text,
  blocked_by ${id},
  blocked_until ${time},
  blocked_until_ns ${id},
  held ${decimal},
  working ${decimal},
  field ${id},
  primary key (journal_id, seq, idx)
)

create table model_versions (
  journal_id ${uuid} not null,
  seq ${id} not null,
  id text not null,
  model_name text,
  version text,
  old_version text,
  promoted_at ${time},
  promoted_at_ns ${id},
  promoted_by text,
  consumer text,
  acknowledged_at ${time},
  acknowledged_at_ns ${id},
  primary key (journal_id, id)
)

create table cash_flows (
  journal_id ${uuid} not null,
  seq ${id} not null,
  idx ${int} not null,
  created_at ${time} not null,
  created_at_ns ${id} not null,
  correlation_id ${uuid},
  amount ${decimal},
  equity ${decimal},
  peak ${decimal},
  drawdown_pct ${decimal},
  flow_id text,
  primary key (journal_id, seq, idx)
)

create index idx_hitl_pending on hitl_approvals (journal_id, expires_at_ns) where status = 'AWAITING_APPROVAL'

create index idx_hitl_correlation on hitl_approvals (correlation_id)

create index idx_hitl_trade on hitl_approvals (trade_id)

create index idx_snapshot_approval on post_trade_snapshots (journal_id, approval_id)

create index idx_snapshot_correlation on post_trade_snapshots (correlation_id)

create index idx_audit_correlation on audit_log (correlation_id)

create index idx_audit_target on audit_log (target_type, target_id)

create index idx_audit_action on audit_log (action)

create index idx_links_unused on deep_link_tokens (journal_id, trade_id) where used_at is null

create index idx_mode_transitions_timestamp on mode_transitions (timestamp desc)
