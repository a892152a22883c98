package io.sluice.bench;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.BrokerDoor;
import io.sluice.client.DecisionHandler;
import io.sluice.client.MarketDoor;
import io.sluice.client.OperatorDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.JournalKind;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What one fresh JVM measures: paced decisions of the engine or of its floor, or the first of each other thing. It
 * prints a line {@code NAME NANOSECONDS} each; {@link FreshHarness} starts it and reads them.
 */
public final class FreshLane {
    /** What a child measures. */
    enum Kind {
        /** Decisions of an engine with its follower. */
        ENGINE,
        /** The same through a floor that was warmed in the same JVM: it has no start of its own. */
        FLOOR,
        /** The first hold, approval, fill and stop of an engine. */
        OTHERS
    }

    private static final StringBuilder SAID = new StringBuilder();
    private static final int FLOOR_WARM_UP = 40_000;

    private FreshLane() {}

    /**
     * @param arguments kind, directory, wait strategy, intents, intents a second, warm-up, keep-warm and the
     *                  nanoseconds between two rehearsals.
     */
    public static void main(final String[] arguments) {
        final LaneSetup setup = LaneSetup.fresh(Path.of(arguments[1]), arguments[2], arguments[5], arguments[6]);
        final int intents = Integer.parseInt(arguments[3]);
        final long rehearseNs = Long.parseLong(arguments[7]);
        final long gapNs = TimeUnit.SECONDS.toNanos(1) / Integer.parseInt(arguments[4]);
        switch (Kind.valueOf(arguments[0])) {
            case ENGINE -> {
                final long begin = System.nanoTime();
                try (Lane lane = new EngineLane(setup)) {
                    note("open", System.nanoTime() - begin);
                    paced(lane, intents, gapNs, rehearseNs);
                }
            }
            case FLOOR -> {
                try (Lane warm = new FloorLane(setup)) {
                    for (int i = 0; i < FLOOR_WARM_UP; i++) {
                        Paced.roundTrip(warm);
                    }
                }
                try (Lane lane = new FloorLane(setup)) {
                    paced(lane, intents, gapNs, rehearseNs);
                }
            }
            case OTHERS -> new Others(setup).run();
        }
        System.out.print(SAID);
    }

    private static void paced(final Lane lane, final int intents, final long gapNs, final long rehearseNs) {
        for (final long each : Paced.run(lane, intents, gapNs, rehearseNs)) {
            note("decision", each);
        }
    }

    /** To be said at the end: a reader that wakes up at each would take a processor. */
    private static void note(final String name, final long ns) {
        SAID.append(name).append(' ').append(ns).append('\n');
    }

    /** The first of each: a live order held, approved, filled, and an emergency stop on record. */
    private static final class Others implements DecisionHandler {
        private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(30);

        private final LaneSetup setup;
        private long held;
        private long allowed;

        private Others(final LaneSetup setup) {
            this.setup = setup;
        }

        private void run() {
            final ScratchDirectory scratch = ScratchDirectory.in(setup.directory());
            try (Engine engine = Engine.open(EngineOptions.of(setup.config())
                            .in(scratch.path())
                            .kind(JournalKind.DEMO)
                            .startNormal(true)
                            .segmentBytes(setup.segmentBytes()));
                    StrategyClient client = engine.strategy(Inputs.STRATEGY)) {
                LaneSetup.awaitSpareSegment(scratch.path());
                measure(engine, client);
            }
            scratch.close();
        }

        private void measure(final Engine engine, final StrategyClient client) {
            final BrokerDoor broker = engine.broker("broker");
            final MarketDoor market = engine.market("feed");
            final OperatorDoor alice = engine.operator("alice");
            recorded(engine, "quote", () -> market.quote(Inputs.SYMBOL, Inputs.BID_E8, Inputs.ASK_E8));
            client.intent(1, ActionType.OPEN, TradingMode.LIVE)
                    .symbol(Inputs.SYMBOL)
                    .side(Side.BUY)
                    .quantity(Inputs.QUANTITY_E8)
                    .price(Inputs.PRICE_E8);
            // Each condition is made before the clock starts: the linkage of a lambda is not the engine's time.
            final BooleanSupplier isHeld = () -> client.poll(this, 1) > 0;
            final BooleanSupplier isAllowed = () -> client.poll(this, 1) > 0 && allowed != 0;
            long start = System.nanoTime();
            client.offer();
            until(isHeld);
            note("hold", System.nanoTime() - start);
            start = System.nanoTime();
            alice.approve(held, "");
            until(isAllowed);
            note("approval", System.nanoTime() - start);
            recorded(engine, "fill", () -> broker.execution(allowed, ExecutionStatus.FILLED)
                    .order(Inputs.SYMBOL, Side.BUY)
                    .fill("first", Inputs.QUANTITY_E8, Inputs.PRICE_E8)
                    .leaves(0)
                    .offer());
            recorded(engine, "stop", () -> alice.emergencyStop("measured"));
        }

        private static void recorded(final Engine engine, final String name, final Runnable input) {
            final long before = engine.beacon().lastSequence();
            final BooleanSupplier isRecorded = () -> engine.beacon().lastSequence() > before;
            final long start = System.nanoTime();
            input.run();
            until(isRecorded);
            note(name, System.nanoTime() - start);
        }

        private static void until(final BooleanSupplier condition) {
            final long begin = System.nanoTime();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - begin > LIMIT_NS) {
                    throw new IllegalStateException("nothing came within 30 s");
                }
                Thread.onSpinWait();
            }
        }

        @Override
        public void onAllowed(final AllowedOrder order) {
            allowed = order.tradeId();
        }

        @Override
        public void onHeld(final Answer answer) {
            held = answer.tradeId();
        }

        @Override
        public void onRefused(final Answer answer) {
            throw new IllegalStateException(answer.toString());
        }

        @Override
        public void onLapsed(final Answer answer) {
            throw new IllegalStateException(answer.toString());
        }
    }
}
