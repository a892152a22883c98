package io.sluice.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The row hash of a request, computed again from its fields (SPEC H-9): SHA-256 over the fields in their order, each
 * {@code name=value} and a line feed, absent ones empty, decimals with eight places, times in nanoseconds. For readers
 * of stores; the machine computes its own without allocating. Any thread.
 */
public final class ApprovalHash {
    /** The field that holds the hash. */
    public static final String FIELD = "rowHash";

    private static final int PLACES = 8;

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

    /**
     * Of values that a store holds.
     *
     * @param values value of a field as it enters the hash, see {@link #decimal}; null where it is absent.
     * @return 64 lower-case hex digits.
     */
    public static String of(final Function<String, String> values) {
        final StringBuilder text = new StringBuilder();
        for (final String field : ORDER) {
            final String value = values.apply(field);
            text.append(field).append('=').append(value == null ? "" : value).append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Of a message that has the fields of a request.
     *
     * @throws java.util.NoSuchElementException if it lacks one.
     */
    public static String of(final MessageReader approval) {
        return of(name -> value(approval, approval.spec().field(name).orElseThrow()));
    }

    /** A decimal as it enters the hash. */
    public static String decimal(final long e8) {
        return BigDecimal.valueOf(e8, PLACES).toPlainString();
    }

    private static String value(final MessageReader from, final FieldSpec field) {
        if (from.isAbsent(field)) {
            return null;
        }
        return switch (field.kind()) {
            case INTEGER, ID, TIME, BOOL, SET -> Long.toString(from.number(field));
            case DECIMAL -> decimal(from.number(field));
            case ENUM -> field.values().spelling((int) from.number(field));
            case SYMBOL, TEXT -> from.text(field);
            case UUID -> new UUID(from.mostSignificant(field), from.leastSignificant(field)).toString();
            case BYTES -> throw new IllegalArgumentException(field.name() + " is no part of a row hash");
        };
    }
}
