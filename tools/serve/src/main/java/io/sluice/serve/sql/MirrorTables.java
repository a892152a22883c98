package io.sluice.serve.sql;

import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Every table of the mirror, column by column: which field of which message it comes from (SPEC K-2). The order is that
 * in which a batch is written, so that a row comes after the one that it refers to.
 */
final class MirrorTables {
    private static final Predicate<Moment> ALWAYS = moment -> true;
    private static final Predicate<Moment> TAKEN = moment -> !moment.isRefused();

    /** The outcomes that show a request; one layout for all. */
    static final List<String> APPROVALS =
            List.of("ApprovalCreated", "ApprovalDecided", "ApprovalExpired", "ApprovalRestored");

    /** Columns of a request that are not called as the field is. */
    static final Map<String, String> APPROVAL_NAMES = Map.of("symbol", "instrument");

    static final List<Table> ALL = List.of(
            approvals(),
            snapshots(),
            AuditTable.make(),
            links(),
            modes(),
            lockouts(),
            trades(),
            log("executions", "ExecutionReport", TAKEN),
            log("equity", "EquityUpdate", TAKEN),
            log("policy_history", "PolicyChanged", ALWAYS),
            log("decisions", "Decision", ALWAYS),
            models(),
            log("cash_flows", "CashFlowed", ALWAYS));

    private MirrorTables() {}

    static Table table(final String name) {
        return ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Table approvals() {
        final Table table = Table.things("hitl_approvals", ColumnType.NUMBER);
        final Map<String, Function<Moment, Object>> values = fields(table, APPROVALS.get(0), APPROVAL_NAMES);
        APPROVALS.forEach(type -> table.from(id(type), ALWAYS, values));
        return table;
    }

    private static Table snapshots() {
        final Table table = Table.log("post_trade_snapshots");
        final Map<String, Function<Moment, Object>> values = standard(table);
        table.column("id", ColumnType.TEXT);
        values.put("id", Moment::uuid);
        values.putAll(fields(table, "MarketSnapshot", Map.of("tradeId", "approval_id")));
        return table.from(id("MarketSnapshot"), ALWAYS, values);
    }

    private static Table links() {
        final Table table = Table.things("deep_link_tokens", ColumnType.TEXT)
                .column("token_hash", ColumnType.TEXT)
                .column("trade_id", ColumnType.NUMBER)
                .column("correlation_id", ColumnType.TEXT)
                .time("created_at")
                .time("used_at")
                .derived("expires_at", ColumnType.TIME);
        table.from(
                id("DeepLinkIssue"),
                TAKEN,
                Map.of(
                        "id", of("tokenHash"),
                        "token_hash", of("tokenHash"),
                        "trade_id", of("tradeId"),
                        "correlation_id", Moment::correlationId,
                        "created_at", Moment::timeNs));
        return table.from(
                id("DeepLinkUse"),
                TAKEN,
                Map.of("id", of("tokenHash"), "token_hash", of("tokenHash"), "used_at", Moment::timeNs));
    }

    private static Table modes() {
        final Table table = Table.log("mode_transitions")
                .column("id", ColumnType.TEXT)
                .column("timestamp", ColumnType.TIME)
                .column("timestamp_ns", ColumnType.NUMBER)
                .column("from_mode", ColumnType.TEXT)
                .column("to_mode", ColumnType.TEXT)
                .column("reason_code", ColumnType.TEXT)
                .column("source", ColumnType.TEXT)
                .column("operator_id", ColumnType.TEXT)
                .column("override_ttl", ColumnType.NUMBER)
                .column("details", ColumnType.JSON);
        return table.from(
                id("ModeChanged"),
                ALWAYS,
                Map.of(
                        "id", Moment::uuid,
                        "timestamp", Moment::timeNs,
                        "from_mode", of("fromMode"),
                        "to_mode", of("toMode"),
                        "reason_code", of("reasonCode"),
                        "source", of("source"),
                        "operator_id", of("operatorId"),
                        "override_ttl", of("overrideTtlSeconds"),
                        "details", Moment::payload));
    }

    private static Table lockouts() {
        final Table table = Table.things("symbol_lockouts", ColumnType.NUMBER);
        final Map<String, Function<Moment, Object>> values =
                fields(table, "LockoutChanged", Map.of("lockoutId", Table.ID));
        table.time("created_at").column("created_by", ColumnType.TEXT).time("ended_at");
        final Map<String, Function<Moment, Object>> begun = new LinkedHashMap<>(values);
        begun.put("created_at", Moment::timeNs);
        begun.put("created_by", Moment::actor);
        final Map<String, Function<Moment, Object>> ended = new LinkedHashMap<>(values);
        ended.put("ended_at", Moment::timeNs);
        final Predicate<Moment> isBegun = moment -> "CREATED".equals(moment.field("phase"));
        return table.from(id("LockoutChanged"), isBegun, begun).from(id("LockoutChanged"), isBegun.negate(), ended);
    }

    /** As it was ordered, and the state it came to; what a later amend asked for is in decisions. */
    private static Table trades() {
        final Table table = Table.things("trades", ColumnType.NUMBER);
        final Map<String, Function<Moment, Object>> ordered = new LinkedHashMap<>();
        for (final String field : List.of(
                "tradeId",
                "strategyId",
                "intentId",
                "action",
                "symbol",
                "side",
                "tradingMode",
                "quantity",
                "price",
                "leverage")) {
            ordered.putAll(field(table, spec("Decision").field(field).orElseThrow(), snake(field)));
        }
        ordered.put(Table.ID, of("tradeId"));
        table.column("state", ColumnType.TEXT)
                .time("since")
                .column("reason", ColumnType.TEXT)
                .column("correlation_id", ColumnType.TEXT);
        ordered.put("correlation_id", Moment::correlationId);
        table.from(id("Decision"), MirrorTables::isOrder, ordered);
        return table.from(
                id("TradeTransition"),
                ALWAYS,
                Map.of(
                        Table.ID,
                        of("tradeId"),
                        "trade_id",
                        of("tradeId"),
                        "state",
                        of("to"),
                        "reason",
                        of("reason"),
                        "since",
                        Moment::timeNs));
    }

    /** The first decision about an order; a repeat, an amend and a cancel say nothing new of it. */
    private static boolean isOrder(final Moment moment) {
        final Object action = moment.field("action");
        return !"REJECT".equals(moment.field("verdict"))
                && Long.valueOf(0).equals(moment.field("repeat"))
                && (Long) moment.field("tradeId") != 0
                && !"amend".equals(action)
                && !"cancel".equals(action)
                && !"query".equals(action);
    }

    private static Table models() {
        final Table table = Table.things("model_versions", ColumnType.TEXT)
                .column("model_name", ColumnType.TEXT)
                .column("version", ColumnType.TEXT)
                .column("old_version", ColumnType.TEXT)
                .time("promoted_at")
                .column("promoted_by", ColumnType.TEXT)
                .column("consumer", ColumnType.TEXT)
                .time("acknowledged_at");
        final Map<String, Function<Moment, Object>> common = Map.of(
                Table.ID,
                moment -> moment.field("modelName") + " " + moment.field("newVersion"),
                "model_name",
                of("modelName"),
                "version",
                of("newVersion"));
        final Map<String, Function<Moment, Object>> promoted = new LinkedHashMap<>(common);
        promoted.put("old_version", of("oldVersion"));
        promoted.put("promoted_at", Moment::timeNs);
        promoted.put("promoted_by", Moment::actor);
        final Map<String, Function<Moment, Object>> acknowledged = new LinkedHashMap<>(common);
        acknowledged.put("consumer", of("consumer"));
        acknowledged.put("acknowledged_at", Moment::timeNs);
        final Predicate<Moment> isPromoted = moment -> Long.valueOf(1).equals(moment.field("promoted"));
        return table.from(id("ModelChanged"), isPromoted, promoted)
                .from(id("ModelChanged"), isPromoted.negate(), acknowledged);
    }

    /** A log with a column for each field of a message. */
    private static Table log(final String name, final String type, final Predicate<Moment> when) {
        final Table table = Table.log(name);
        final Map<String, Function<Moment, Object>> values = standard(table);
        values.putAll(fields(table, type, Map.of()));
        return table.from(id(type), when, values);
    }

    /** What every log has beside its key: when it happened, and the correlation id of the record. */
    static Map<String, Function<Moment, Object>> standard(final Table table) {
        table.time("created_at").column("correlation_id", ColumnType.TEXT);
        final Map<String, Function<Moment, Object>> values = new LinkedHashMap<>();
        values.put("created_at", Moment::timeNs);
        values.put("correlation_id", Moment::correlationId);
        return values;
    }

    private static Map<String, Function<Moment, Object>> fields(
            final Table table, final String type, final Map<String, String> names) {
        final Map<String, Function<Moment, Object>> values = new LinkedHashMap<>();
        spec(type)
                .fields()
                .forEach(
                        each -> values.putAll(field(table, each, names.getOrDefault(each.name(), snake(each.name())))));
        return values;
    }

    private static Map<String, Function<Moment, Object>> field(
            final Table table, final FieldSpec field, final String column) {
        if (!column.equals(Table.ID)) {
            if (field.kind() == FieldKind.TIME) {
                table.time(column);
            } else {
                table.column(column, type(field.kind()));
            }
        }
        return Map.of(column, of(field.name()));
    }

    private static ColumnType type(final FieldKind kind) {
        return switch (kind) {
            case INTEGER, ID -> ColumnType.NUMBER;
            case DECIMAL -> ColumnType.DECIMAL;
            case TIME -> ColumnType.TIME;
            case BOOL -> ColumnType.FLAG;
            case ENUM, SET, SYMBOL, BYTES, UUID, TEXT -> ColumnType.TEXT;
        };
    }

    static Function<Moment, Object> of(final String field) {
        return moment -> moment.field(field);
    }

    static int id(final String type) {
        return spec(type).id();
    }

    private static MessageSpec spec(final String type) {
        return Schema.message(type);
    }

    /** {@code requestPrice} as {@code request_price}. */
    static String snake(final String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
