package io.sluice.serve.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The row hash of a request, computed again from its columns (SPEC H-9): SHA-256 over the fields in their order, each
 * {@code name=value} and a line feed, absent ones empty, decimals with eight places, times in nanoseconds.
 */
final class ApprovalHash {
    static final String COLUMN = "row_hash";

    private static final List<String> ORDER = List.of(
            "id",
            "tradeId",
            "strategyId",
            "intentId",
            "action",
            "tradingMode",
            "symbol",
            "side",
            "quantity",
            "leverage",
            "orderPrice",
            "riskPct",
            "confidence",
            "requestPrice",
            "modelName",
            "modelVersion",
            "reasoningSummary",
            "correlationId",
            "status",
            "requestedAt",
            "expiresAt",
            "decidedAt",
            "decidedBy",
            "decisionChannel",
            "decisionReason",
            "decisionComment");

    private ApprovalHash() {}

    /** @param row column and value, as in memory. */
    static String of(final Map<String, Object> row) {
        final StringBuilder text = new StringBuilder();
        for (final String field : ORDER) {
            final String name = MirrorTables.APPROVAL_NAMES.getOrDefault(field, MirrorTables.snake(field));
            final boolean isTime = row.containsKey(name + "_ns");
            final Object value = row.get(isTime ? name + "_ns" : name);
            text.append(field).append('=').append(shown(name, value)).append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String shown(final String column, final Object value) {
        if (value == null) {
            return "";
        }
        final boolean isDecimal = MirrorTables.table("hitl_approvals").columns().stream()
                .anyMatch(each -> each.name().equals(column) && each.type() == ColumnType.DECIMAL);
        return isDecimal ? BigDecimal.valueOf((Long) value, 8).toPlainString() : value.toString();
    }
}
