package io.sluice.engine;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An engine in a process of its own under mixed load, to be killed at any moment: a strategy that opens and asks, a
 * feed, a broker that cancels. Every decision is said in one line as soon as it is there; whoever reads them is the
 * witness.
 */
public final class WitnessChild {
    /** First line, said when the engine is open. */
    static final String OPEN = "open";

    static final int STRATEGY = 7;
    private static final int WINDOW = 16;
    private static final long BID_E8 = 100 * TestEngine.ONE;

    private final PrintStream out =
            new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.US_ASCII);
    private final Deque<Long> open = new ArrayDeque<>();
    private final StrategyClient client;
    private final Door broker;
    private final Door market;
    private long answered;
    private long reports;

    private WitnessChild(final Engine engine) {
        client = engine.strategy(STRATEGY);
        broker = engine.door(Role.BROKER, "broker");
        market = engine.door(Role.MARKET, "feed");
    }

    /** @param arguments directory, first intent id, overrides of the configuration. */
    public static void main(final String[] arguments) {
        final String[] overrides = java.util.Arrays.copyOfRange(arguments, 2, arguments.length);
        // Never closed: it ends by a kill.
        final Engine engine =
                Engine.open(TestEngine.options(Path.of(arguments[0]), overrides).segmentBytes(SEGMENT_BYTES));
        new WitnessChild(engine).run(Long.parseLong(arguments[1]));
    }

    /** Small, so that the journal goes over to another segment again and again while kills come. */
    static final int SEGMENT_BYTES = 4 << 20;

    private void run(final long firstId) {
        out.println(OPEN);
        out.flush();
        answered = firstId - 1;
        for (long id = firstId; ; id++) {
            market.quote("BTCUSD", BID_E8 + id % 100, BID_E8 + id % 100 + 10);
            ask(id);
            do {
                if (client.poll(handler, WINDOW) > 0) {
                    out.flush();
                    cancel();
                }
            } while (id - answered >= WINDOW);
        }
    }

    /** What an intent says follows from its id alone, so that it can be asked again after a kill. */
    private void ask(final long id) {
        do {
            if (id % 3 == 0) {
                client.intent(id, ActionType.QUERY, TradingMode.LIVE);
            } else {
                client.intent(id, ActionType.OPEN, TradingMode.LIVE)
                        .symbol("BTCUSD")
                        .side(id % 2 == 0 ? Side.BUY : Side.SELL)
                        .quantity((1 + id % 5) * TestEngine.ONE)
                        .price(BID_E8);
            }
        } while (client.offer() != Offer.OFFERED);
    }

    private void cancel() {
        for (Long trade = open.poll(); trade != null; trade = open.poll()) {
            final long tradeId = trade;
            while (broker.execution(
                            tradeId,
                            0,
                            "x" + tradeId + "-" + ++reports,
                            ExecutionStatus.CANCELLED,
                            "BTCUSD",
                            Side.BUY,
                            0,
                            0,
                            0)
                    != Offer.OFFERED) {
                Thread.onSpinWait();
            }
        }
    }

    private final DecisionHandler handler = new DecisionHandler() {
        @Override
        public void onAllowed(final AllowedOrder order) {
            if (order.tradeId() != 0) {
                open.add(order.tradeId());
            }
            say(order);
            out.append(orderLine(order.sequence(), order.quantityE8(), order.priceE8(), order.validUntilNs()))
                    .append('\n');
        }

        @Override
        public void onHeld(final Answer answer) {
            say(answer);
        }

        @Override
        public void onRefused(final Answer answer) {
            say(answer);
        }

        @Override
        public void onLapsed(final Answer answer) {
            say(answer);
        }
    };

    private void say(final Answer answer) {
        answered = Math.max(answered, answer.intentId());
        out.append(line(
                        answer.sequence(),
                        answer.timeNs(),
                        answer.intentId(),
                        answer.tradeId(),
                        answer.verdict(),
                        answer.code(),
                        answer.mode(),
                        answer.isRepeat()))
                .append('\n');
    }

    /** A decision in one line, as the witness hears it and as the journal must have it. */
    static String line(
            final long sequence,
            final long timeNs,
            final long intentId,
            final long tradeId,
            final Verdict verdict,
            final Code code,
            final SystemMode mode,
            final boolean isRepeat) {
        return sequence + " " + timeNs + " " + intentId + " " + tradeId + " " + verdict + " " + code + " " + mode + " "
                + isRepeat;
    }

    /** What an allowed order says beside that. */
    static String orderLine(final long sequence, final long quantityE8, final long priceE8, final long validUntilNs) {
        return sequence + " order " + quantityE8 + " " + priceE8 + " " + validUntilNs;
    }
}
