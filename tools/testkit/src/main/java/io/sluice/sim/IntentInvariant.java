package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** One intent, one answer (G-4, G-4a). */
final class IntentInvariant extends Invariant {
    private static final long MAX_ID = (1L << 53) - 1;
    private static final long MAX_GAP = 1_000_000;

    /** What a strategy was told last of an intent. */
    private static final class Told {
        private byte[] content;
        private byte[] block;
        private long actionableTrade = -1;
    }

    private static final class Client {
        private long highest;
        private final Map<Long, Told> told = new LinkedHashMap<>();
    }

    private final Facts facts;
    private final Map<Integer, Client> clients = new HashMap<>();
    private int answers;
    private byte[] content;
    private Told before;
    private Client client;

    IntentInvariant(final Facts facts) {
        this.facts = facts;
    }

    @Override
    void input(final Seen seen) {
        answers = 0;
        if (seen.inputType != 100) {
            return;
        }
        final OrderIntentDecoder in = seen.intent;
        content = contentOf(seen);
        client = clients.get(in.strategyId());
        before = client == null ? null : client.told.get(in.intentId());
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type != 200) {
            return;
        }
        final DecisionDecoder out = seen.decision;
        if (seen.inputType == 100
                && out.intentId() == seen.intent.intentId()
                && out.strategyId() == seen.intent.strategyId()) {
            answers++;
            if (out.repeat() == Bool.TRUE) {
                repeated(seen);
            } else {
                decided(seen);
            }
            return;
        }
        hold(
                out.repeat() == Bool.FALSE && out.final_() == Bool.TRUE,
                "A later decision is the final one of a held intent (H-4)",
                "intent %d",
                out.intentId());
        final Client owner = clients.get(out.strategyId());
        final Told held = owner == null ? null : owner.told.get(out.intentId());
        if (held != null) {
            final DecisionDecoder was = wrap(held.block);
            hold(
                    was.verdict() == Verdict.HOLD,
                    "Only a held intent gets a later decision (G-4)",
                    "was %s",
                    was.verdict());
            held.block = blockOf(out);
            acted(held, out);
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.inputType == 100) {
            hold(answers == 1, "Every intent gets exactly one Decision (G-4)", "%d", answers);
        }
    }

    private void decided(final Seen seen) {
        final DecisionDecoder out = seen.decision;
        final long id = seen.intent.intentId();
        final Code expected = refusal(seen);
        if (expected != null) {
            hold(
                    out.verdict() == Verdict.REJECT && out.code() == expected,
                    "Rows 1 and 2 decide first (G-3, G-4)",
                    "intent %d: %s %s, expected %s",
                    id,
                    out.verdict(),
                    out.code(),
                    expected);
            return;
        }
        hold(before == null, "An intent that is remembered gets its decision again (G-4)", "intent %d", id);
        hold(
                out.actionable() == Bool.TRUE == (out.verdict() == Verdict.ALLOW),
                "An ALLOW is actionable when first given, and nothing else is (G-4a)",
                "%s",
                out.verdict());
        hold(
                out.final_() == Bool.TRUE == (out.verdict() != Verdict.HOLD),
                "All but a HOLD is final (G-4)",
                "%s",
                out.verdict());
        if (out.code() == Code.CAPACITY) {
            return;
        }
        client = clients.computeIfAbsent(seen.intent.strategyId(), key -> new Client());
        client.highest = id;
        final Told told = new Told();
        told.content = content;
        told.block = blockOf(out);
        acted(told, out);
        client.told.put(id, told);
        if (client.told.size() > facts.config.capacity().decisionsPerStrategy()) {
            final Iterator<Long> oldest = client.told.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** A second actionable answer can only be about the same trade. */
    private static void acted(final Told told, final DecisionDecoder out) {
        if (out.actionable() == Bool.TRUE) {
            hold(
                    told.actionableTrade == -1 || told.actionableTrade == out.tradeId(),
                    "No two actionable ALLOWs for one intent's content (G-4)",
                    "trades %d and %d",
                    told.actionableTrade,
                    out.tradeId());
            told.actionableTrade = out.tradeId();
        }
    }

    private void repeated(final Seen seen) {
        final DecisionDecoder out = seen.decision;
        hold(
                before != null && Arrays.equals(before.content, content),
                "Only the same content is answered by a repeat (G-4)",
                "intent %d",
                out.intentId());
        final byte[] now = blockOf(out);
        final byte[] then = before.block.clone();
        now[DecisionDecoder.repeatEncodingOffset()] = then[DecisionDecoder.repeatEncodingOffset()];
        now[DecisionDecoder.actionableEncodingOffset()] = then[DecisionDecoder.actionableEncodingOffset()];
        hold(
                Arrays.equals(now, then),
                "A repeat equals the latest decision of its intent (G-4)",
                "intent %d",
                out.intentId());
        if (out.actionable() == Bool.TRUE) {
            final TradeModel trade = facts.trades.get(out.tradeId());
            hold(
                    out.verdict() == Verdict.ALLOW
                            && trade != null
                            && trade.works()
                            && !trade.reported
                            && seen.timeNs <= out.validUntil(),
                    "A repeat is actionable only while its trade is accepted, unreported and the ALLOW valid (G-4a)",
                    "intent %d at %d",
                    out.intentId(),
                    seen.timeNs);
            acted(before, out);
        }
    }

    /** What rows 1 and 2 say, null if nothing. */
    private Code refusal(final Seen seen) {
        final OrderIntentDecoder in = seen.intent;
        if (seen.role != io.sluice.codec.Role.STRATEGY || !seen.principal.equals(Integer.toString(in.strategyId()))) {
            return Code.SEC_001;
        }
        if (!isFramed(in)) {
            return Code.MALFORMED;
        }
        if (client == null) {
            return null;
        }
        if (in.intentId() > client.highest) {
            return client.highest > 0 && in.intentId() - client.highest > MAX_GAP ? Code.INTENT_ID_GAP : null;
        }
        if (before == null) {
            return Code.DUPLICATE_INTENT;
        }
        return Arrays.equals(before.content, content) ? null : Code.INTENT_ID_REUSED;
    }

    private static boolean isFramed(final OrderIntentDecoder in) {
        final boolean order = in.action() != ActionType.CANCEL && in.action() != ActionType.QUERY;
        final String symbol = in.symbol();
        if (in.intentId() < 1
                || in.intentId() > MAX_ID
                || in.action() == ActionType.NULL_VAL
                || in.tradingMode() == TradingMode.NULL_VAL
                || (order || !symbol.isEmpty()) && !Market.isSymbol(symbol)) {
            return false;
        }
        return !order
                || in.side() != Side.NULL_VAL
                        && in.quantity() != OrderIntentDecoder.quantityNullValue()
                        && in.price() != OrderIntentDecoder.priceNullValue();
    }

    private static byte[] contentOf(final Seen seen) {
        final byte[] bytes = new byte[seen.record().messageLength()];
        seen.record().buffer().getBytes(seen.record().messageOffset(), bytes);
        return bytes;
    }

    private static byte[] blockOf(final DecisionDecoder out) {
        final byte[] bytes = new byte[DecisionDecoder.BLOCK_LENGTH];
        out.buffer().getBytes(out.offset(), bytes);
        return bytes;
    }

    private static DecisionDecoder wrap(final byte[] block) {
        return new DecisionDecoder()
                .wrap(
                        new org.agrona.concurrent.UnsafeBuffer(block),
                        0,
                        DecisionDecoder.BLOCK_LENGTH,
                        DecisionDecoder.SCHEMA_VERSION);
    }
}
