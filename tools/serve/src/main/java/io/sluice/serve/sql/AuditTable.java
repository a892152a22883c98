package io.sluice.serve.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The audit log: which outcomes it takes, and what each is about. Every row keeps the whole outcome as JSON. */
final class AuditTable {
    /**
     * How an outcome is shown.
     *
     * @param target   what it is about.
     * @param targetId field that names it; empty: there is one such thing only.
     * @param previous field of the state before; empty for none.
     * @param next     field of the state after; empty for none.
     * @param code     field of the code; empty for none.
     */
    private record Row(String type, String target, String targetId, String previous, String next, String code) {}

    private static final List<Row> ROWS = List.of(
            new Row("TradeTransition", "trade", "tradeId", "from", "to", "reason"),
            new Row("ApprovalCreated", "approval", "id", "", "status", ""),
            new Row("ApprovalDecided", "approval", "id", "", "status", ""),
            new Row("ApprovalExpired", "approval", "id", "", "status", ""),
            new Row("ApprovalRestored", "approval", "id", "", "status", ""),
            new Row("ModeChanged", "mode", "", "fromMode", "toMode", "reasonCode"),
            new Row("RecoveryProgress", "recovery", "runId", "", "result", ""),
            new Row("ComponentChanged", "component", "source", "fromLevel", "toLevel", "reasonCode"),
            new Row("DrawdownBreach", "drawdown", "level", "", "", ""),
            new Row("EmergencyChanged", "emergency", "", "", "phase", "reasonCode"),
            new Row("BookAdjusted", "position", "symbol", "fromQuantity", "toQuantity", ""),
            new Row("BookDiffers", "position", "symbol", "", "phase", ""),
            new Row("PolicyChanged", "policy", "field", "oldValue", "newValue", ""),
            new Row("GuardianChanged", "guardian", "", "", "locked", ""),
            new Row("LockoutChanged", "lockout", "lockoutId", "", "phase", ""),
            new Row("ModelChanged", "model", "modelName", "oldVersion", "newVersion", ""),
            new Row("DeepLinkChanged", "link", "tradeId", "", "phase", "code"),
            new Row("CommandRequested", "request", "requestId", "", "", ""),
            new Row("CommandResult", "command", "command", "", "accepted", "code"),
            new Row("SecurityAlert", "security", "tradeId", "", "", "code"),
            new Row("CashFlowed", "account", "flowId", "", "", ""),
            new Row("SymbolWatchChanged", "symbol", "symbol", "", "watched", ""),
            new Row("StrategyChanged", "strategy", "strategyId", "", "phase", "code"),
            new Row("ClientSeen", "client", "clientId", "", "phase", "code"));

    private AuditTable() {}

    static Table make() {
        final Table table = Table.log("audit_log");
        final Map<String, Function<Moment, Object>> standard = MirrorTables.standard(table);
        List.of("id", "actor_id", "action", "target_type", "target_id", "previous_state", "new_state", "error_code")
                .forEach(column -> table.column(column, ColumnType.TEXT));
        table.column("payload", ColumnType.JSON);
        for (final Row row : ROWS) {
            final Map<String, Function<Moment, Object>> values = new LinkedHashMap<>(standard);
            values.put("id", Moment::uuid);
            values.put("actor_id", Moment::actor);
            values.put("action", Moment::event);
            values.put("target_type", moment -> row.target);
            values.put("target_id", text(row.targetId));
            values.put("previous_state", text(row.previous));
            values.put("new_state", text(row.next));
            values.put("error_code", text(row.code));
            values.put("payload", Moment::payload);
            table.from(MirrorTables.id(row.type), moment -> true, values);
        }
        return table;
    }

    private static Function<Moment, Object> text(final String field) {
        return moment -> {
            final Object value = field.isEmpty() ? null : moment.field(field);
            return value == null ? null : value.toString();
        };
    }
}
