package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Measures, closed loop, from the offer of an intent to its decision, and a start; a main, no test. */
final class LatencyMeasure {
    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 200_000;

    private LatencyMeasure() {}

    /** @param arguments overrides of the configuration. */
    public static void main(final String[] arguments) throws IOException {
        final Path directory = Files.createTempDirectory("latency");
        final String[] overrides = Arrays.copyOf(arguments, arguments.length + 2);
        overrides[arguments.length] = "sluice.capacity.trades=8000";
        overrides[arguments.length + 1] = "sluice.journal.max-record=8 MiB";
        final EngineOptions options = TestEngine.options(directory, overrides).segmentBytes(64 << 20);
        try (Engine engine = Engine.open(options);
                StrategyClient client = engine.strategy(7)) {
            final Door market = engine.door(Role.MARKET, "feed");
            long id = 1;
            for (int round = 0; round < 4; round++) {
                final long[] took = new long[round == 0 ? WARM_UP : MEASURED];
                for (int i = 0; i < took.length; i++) {
                    if (i % 1000 == 0) {
                        market.quote("BTCUSD", 100 * ONE, 101 * ONE);
                    }
                    TestEngine.order(client, id++, ONE);
                    final long from = System.nanoTime();
                    client.offer();
                    while (client.poll(NOTHING, 1) == 0) {
                        Thread.onSpinWait();
                    }
                    took[i] = System.nanoTime() - from;
                }
                report("offer to decision, round " + round, took);
            }
            commands(engine);
        }
        final long from = System.nanoTime();
        try (Engine engine = Engine.open(options)) {
            System.out.printf(
                    "start behind %d records: %d ms%n",
                    engine.startSequence() - 1, (System.nanoTime() - from) / 1_000_000);
        }
    }

    private static void commands(final Engine engine) {
        final long[] took = new long[2_000];
        try (CommandFeed feed = engine.commands(TradingMode.LIVE)) {
            final CommandHandler handler = new CommandHandler() {
                @Override
                public void onClosePosition(final ClosePositionDecoder command) {}

                @Override
                public void onCancelOrder(final CancelOrderDecoder command) {}
            };
            final Door door = engine.door(Role.BROKER, "sim");
            while (feed.sequence() < engine.beacon().lastSequence()) {
                feed.poll(handler, 1024);
            }
            for (int i = 0; i < took.length; i++) {
                final long last = feed.sequence();
                final long from = System.nanoTime();
                door.equity(100 * ONE);
                while (feed.sequence() == last) {
                    feed.poll(handler, 16);
                }
                took[i] = System.nanoTime() - from;
            }
        }
        report("offer to command feed", took);
    }

    private static void report(final String what, final long[] took) {
        Arrays.sort(took);
        System.out.printf(
                "%s: p50 %d ns, p90 %d ns, p99 %d ns, p99.9 %d ns, max %d us%n",
                what,
                took[took.length / 2],
                took[took.length * 9 / 10],
                took[took.length * 99 / 100],
                took[took.length * 999 / 1000],
                took[took.length - 1] / 1000);
    }

    private static final DecisionHandler NOTHING = new DecisionHandler() {
        @Override
        public void onAllowed(final AllowedOrder order) {}

        @Override
        public void onHeld(final Answer answer) {}

        @Override
        public void onRefused(final Answer answer) {}

        @Override
        public void onLapsed(final Answer answer) {}
    };
}
