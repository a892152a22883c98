package io.sluice.sim;

import io.sluice.codec.Code;
import io.sluice.codec.MessageType;
import io.sluice.codec.TradeState;
import io.sluice.codec.Verdict;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.sim.Facts.Pending;
import io.sluice.sim.Facts.Quoted;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests for approval (H-4 to H-12): each ends exactly once, none by an approval at or after its end. */
final class ApprovalInvariant extends Invariant {
    private static final List<String> ROW = List.of(
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

    private final Facts facts;
    private final MessageDigest sha256;
    private final Map<Integer, List<FieldSpec>> rows = new HashMap<>();
    private final Map<Long, Pending> before = new HashMap<>();
    private int rejected;
    private int restored;
    private int expired;
    private int finals;
    private int ends;

    ApprovalInvariant(final Facts facts) {
        this.facts = facts;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    void input(final Seen seen) {
        before.clear();
        before.putAll(facts.pending);
        rejected = 0;
        restored = 0;
        expired = 0;
        finals = 0;
        ends = 0;
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 200 -> finals += before.containsKey(seen.decision.tradeId())
                            && seen.decision.verdict() != Verdict.HOLD
                            && isOf(seen, before.get(seen.decision.tradeId()))
                    ? 1
                    : 0;
            case 202 -> {
                before.put(seen.approval.tradeId(), facts.pending.get(seen.approval.tradeId()));
                hold(
                        seen.approval.status() == TradeState.AWAITING_APPROVAL,
                        "A request awaits approval (H-4)",
                        "%s",
                        seen.approval.status());
                hash(seen);
            }
            case 203, 204 -> ended(seen);
            case 205 -> {
                restored++;
                hold(
                        before.containsKey(seen.approval.tradeId()),
                        "Only a pending request is announced again (H-12)",
                        "%d",
                        seen.approval.tradeId());
                hash(seen);
            }
            case 209 -> {
                hold(
                        seen.summary.restored() == restored
                                && seen.summary.expired() == expired
                                && seen.summary.pending() == facts.pending.size(),
                        "RecoverySummary counts what the start did (W-5, H-12)",
                        "restored %d expired %d pending %d",
                        restored,
                        expired,
                        facts.pending.size());
                hold(
                        seen.summary.corrupted() == 0,
                        "No row of a healthy journal is corrupted (H-9)",
                        "%d",
                        seen.summary.corrupted());
            }
            case 217 -> hold(
                    seen.guardian.pendingRejected() == rejected,
                    "A lock counts what it rejected (H-8)",
                    "%d, says %d",
                    rejected,
                    seen.guardian.pendingRejected());
            default -> {
                // no part of it
            }
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        hold(
                finals == ends,
                "Whatever ends a request gives the final Decision (H-4)",
                "%d ends, %d decisions",
                ends,
                finals);
    }

    private static boolean isOf(final Seen seen, final Pending pending) {
        return seen.decision.intentId() == pending.intentId() && seen.decision.strategyId() == pending.strategyId();
    }

    private void ended(final Seen seen) {
        final long id = seen.approval.tradeId();
        final Pending pending = before.get(id);
        final TradeState status = seen.approval.status();
        ends++;
        hold(pending != null, "A request ends exactly once (H-4)", "trade %d", id);
        final boolean ranOut = seen.type == 204;
        hold(
                status == TradeState.REJECTED || status == TradeState.ACCEPTED && !ranOut,
                "A request is decided (H-5)",
                "%s",
                status);
        if (ranOut) {
            expired++;
            hold(
                    seen.isTick()
                            ? seen.timeNs == pending.expiresNs()
                            : seen.inputType == 180 && seen.timeNs >= pending.expiresNs(),
                    "A request runs out exactly at its end (H-7)",
                    "at %d, end %d",
                    seen.timeNs,
                    pending.expiresNs());
        } else if (status == TradeState.ACCEPTED) {
            accepted(seen, pending);
        } else {
            rejected++;
            hold(
                    facts.command != MessageType.APPROVAL_DECISION || seen.timeNs < pending.expiresNs(),
                    "At or after its end an answer never wins (H-5)",
                    "at %d",
                    seen.timeNs);
        }
        hash(seen);
    }

    private void accepted(final Seen seen, final Pending pending) {
        hold(
                seen.timeNs < pending.expiresNs(),
                "At or after its end an answer never wins (H-5)",
                "at %d, end %d",
                seen.timeNs,
                pending.expiresNs());
        if (seen.inputType == 100) {
            hold(
                    !facts.is(io.sluice.codec.PolicyField.HITL_ENABLED),
                    "Nobody is asked only with HITL off (H-2)",
                    "trade %d",
                    pending.tradeId());
            return;
        }
        final TradeModel trade = facts.trades.get(pending.tradeId());
        final Quoted quote = facts.fresh(trade.symbol, seen.timeNs);
        hold(quote != null, "An approval needs a fresh quote (H-6)", "%s", trade.symbol);
        final BigInteger request = BigInteger.valueOf(pending.requestPriceE8());
        final BigInteger twice = BigInteger.valueOf(quote.bidE8() + quote.askE8());
        final BigInteger limit =
                BigInteger.valueOf(facts.policy[io.sluice.codec.PolicyField.SLIPPAGE_MAX_PERCENT.value()]);
        final BigInteger off = twice.subtract(request.shiftLeft(1)).abs().multiply(BigInteger.valueOf(10_000_000_000L));
        hold(
                off.compareTo(request.shiftLeft(1).multiply(limit)) <= 0,
                "No approval beyond the slippage limit (H-6)",
                "%s of %s",
                twice,
                request);
        hold(
                seen.inputType == 141 && facts.answer == Code.OK,
                "Only a person's decision approves (H-5)",
                "%d",
                seen.inputType);
    }

    /** H-9, from the fields as anyone can read them. */
    private void hash(final Seen seen) {
        final MessageReader reader = seen.reader();
        final StringBuilder row = new StringBuilder();
        for (final FieldSpec field : fields(reader.spec())) {
            row.append(field.name())
                    .append('=')
                    .append(reader.isAbsent(field) ? "" : show(reader, field))
                    .append('\n');
        }
        final byte[] mine = sha256.digest(row.toString().getBytes(StandardCharsets.UTF_8));
        final byte[] theirs = new byte[32];
        seen.approval.getRowHash(theirs, 0, 32);
        hold(
                MessageDigest.isEqual(mine, theirs),
                "The row hash is the SHA-256 of the row (H-9)",
                "%s over%n%s",
                HexFormat.of().formatHex(theirs),
                row);
    }

    private List<FieldSpec> fields(final MessageSpec spec) {
        return rows.computeIfAbsent(
                spec.id(),
                id -> ROW.stream().map(name -> spec.field(name).orElseThrow()).toList());
    }

    private static String show(final MessageReader reader, final FieldSpec field) {
        return switch (field.kind()) {
            case TEXT, SYMBOL -> reader.text(field);
            case DECIMAL -> java.math.BigDecimal.valueOf(reader.number(field), 8)
                    .toPlainString();
            case ENUM -> field.values().spelling((int) reader.number(field));
            case UUID -> new UUID(reader.mostSignificant(field), reader.leastSignificant(field)).toString();
            default -> Long.toString(reader.number(field));
        };
    }
}
