package io.sluice.engine;

import io.sluice.codec.LockoutCreateEncoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.Role;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Measures what each sync mode costs (SPEC J-5): from offer to release, one thing after the other. Not a test: run by
 * hand. Arguments: a directory on the disk that counts, things to measure (default 2,000).
 */
final class SyncMeasure {
    private static final String[] MODES = {"none", "interval", "operator", "each"};

    private SyncMeasure() {}

    public static void main(final String[] arguments) {
        final int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        for (final String mode : MODES) {
            final Path directory = Path.of(arguments[0], mode + "-" + System.nanoTime());
            try (Engine engine = TestEngine.open(
                            directory, "sluice.journal.sync=" + mode, "sluice.pipeline.ring-size=1024");
                    StrategyClient client = engine.strategy(7)) {
                final Decisions decisions = new Decisions();
                final long[] next = {0};
                final LongConsumer ask = asked -> EngineTest.offerQuery(client, asked);
                final LongConsumer query = i -> {
                    ask.accept(++next[0]);
                    answered(client, decisions, 1);
                };
                final LongConsumer batch = i -> {
                    for (int k = 0; k < 50; k++) {
                        ask.accept(++next[0]);
                    }
                    answered(client, decisions, 50);
                };
                final Door alice = engine.door(Role.OPERATOR, "alice");
                measure(mode, "intent", count, 1, query);
                measure(mode, "intent, 50 at a time", count / 10, 50, batch);
                measure(mode, "operator's command", Math.min(count, 500), 1, i -> command(engine, alice));
            }
        }
    }

    private static void command(final Engine engine, final Door alice) {
        final long before = engine.beacon().lastSequence();
        alice.offer(alice.begin(new LockoutCreateEncoder())
                .symbol("BTCUSD")
                .lockoutType(LockoutType.MANUAL)
                .durationSeconds(3_600)
                .reason("measured")
                .operatorId("alice"));
        while (engine.beacon().lastSequence() == before) {
            Thread.onSpinWait();
        }
    }

    private static void answered(final StrategyClient client, final Decisions decisions, final int count) {
        decisions.all.clear();
        while (decisions.all.size() < count) {
            client.poll(decisions, 64);
        }
    }

    private static void measure(
            final String mode, final String what, final int count, final int records, final LongConsumer action) {
        final long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            action.accept(i);
        }
        for (int i = 0; i < count; i++) {
            final long start = System.nanoTime();
            action.accept(i);
            times[i] = (System.nanoTime() - start) / records;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-9s %-22s p50 %9.1f us, p99 %9.1f us a record%n",
                mode,
                what,
                times[count / 2] / 1e3,
                times[count * 99 / 100] / 1e3);
    }
}
