drop table cash_flows

drop table model_versions

drop table decisions

drop table policy_history

drop table equity

drop table executions

drop table trades

drop table symbol_lockouts

drop table mode_transitions

drop table deep_link_tokens

drop table audit_log

drop table post_trade_snapshots

drop table hitl_approvals

drop table sink_cursor
