package io.sluice.engine;

import io.sluice.client.EngineListener;
import io.sluice.codec.JournalKind;
import io.sluice.config.ConfigLoader;
import io.sluice.config.EngineConfig;
import io.sluice.config.EngineConfig.WaitStrategy;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.AppendRehearsal;
import io.sluice.journal.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a fresh JVM fast before an engine opens. A strategy that sends a few hundred intents a day would never leave
 * the interpreter otherwise: its first decisions would take milliseconds. A process warms up once: compiled code serves
 * every engine in it.
 *
 * <p>For half of the limit {@code sluice.pipeline.warm-up}, throw-away engines of the same classes, in a scratch
 * directory, take generated inputs ({@link WarmUpLife}), or until the compiler adds nothing more. Then the compiler has
 * the processors until it rests, and a little longer once the engine is open.
 *
 * <p>The warm-up touches neither the engine nor its directory, and live behaviour does not depend on it. If it fails,
 * that is a notice and the engine opens cold.
 */
final class WarmUp {
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final int SEGMENT_BYTES = 4 << 20;
    /** A life that adds no more than this found the compiler done. */
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(40);

    /** Of the twin, beside each life: enough that the compiler takes to its code now, and not in the first seconds. */
    private static final int TWIN_STEPS = 20_000;

    /** While it waits for the compiler: as many a second as an idle engine takes. */
    private static final int TWIN_STEPS_A_PAUSE = 200;

    /** Of the limit at most, for the compiler once the engine is open: no client can reach it meanwhile. */
    private static final long OPEN_NS = TimeUnit.MILLISECONDS.toNanos(600);

    private static final long STILL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Of the compiler between two looks: what any running program makes it do. */
    private static final long TRIFLE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final String CONFIG =
            """
            sluice.hitl.allowed-operators = [warm]
            sluice.capacity { symbols = 16, trades = 256, pending = 8, strategies = 4 }
            sluice.capacity { decisions-per-strategy = 1024, history = 1024 }
            sluice.journal.max-record = 1 MiB
            sluice.client.engine-timeout = 1 min
            sluice.decision.valid = 1 min
            sluice.recovery { stable = 1 ms, reconcile-grace = 1 ms }
            sluice.health { broker-timeout = 1 h, market-data-stale = 1 h, quote-stale = 1 h }
            sluice.pipeline { warm-up = 0 s, keep-warm = 0 s }
            """;

    private static final EngineListener SILENT = new EngineListener() {
        @Override
        public void onNotice(final String sentence) {
            // nobody needs to hear of an engine that is thrown away
        }
    };

    private final Path scratch;
    private final EngineConfig.Pipeline pipeline;
    private final String sync;
    private final long limitNs;

    /** @param scratch existing directory, below which each life makes one of its own and removes it. */
    WarmUp(final EngineConfig config, final Path scratch) {
        this.scratch = scratch;
        pipeline = config.pipeline();
        sync = spelling(config.journal().sync());
        limitNs = pipeline.warmUpNs();
    }

    /**
     * Warms this process up, unless that was done before or is switched off.
     *
     * @return whether it did; then {@link #settle} is due once the engine is open.
     */
    static boolean run(final EngineConfig config, final Consumer<String> notices) {
        final boolean isDue = config.pipeline().warmUpNs() != 0 && DONE.compareAndSet(false, true);
        if (isDue) {
            new WarmUp(config, Scratch.directory()).run(notices);
        }
        return isDue;
    }

    /** Warms up, whatever was done before. */
    void run(final Consumer<String> notices) {
        final long begin = System.nanoTime();
        try {
            live();
            final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            notices.accept("warmed up in " + tookMs + " ms (sluice.pipeline.warm-up = 0 s switches it off)");
        } catch (final RuntimeException | IOException | LinkageError e) {
            notices.accept("the warm-up failed, the engine opens cold: " + e);
        }
    }

    private void live() throws IOException {
        final long begin = System.nanoTime();
        final long livesUntilNs = begin + limitNs / 2;
        try (IdleTwin twin = new IdleTwin(config(), AppendRehearsal.in(scratch))) {
            long compiledNs = -1;
            int quiet = 0;
            for (int life = 0; quiet < 2 && System.nanoTime() - livesUntilNs < 0; life++) {
                // Beside the engine, as later: compiled code that knew the engine alone would be thrown away.
                step(twin, TWIN_STEPS, (livesUntilNs - System.nanoTime()) / 4);
                live(life, livesUntilNs);
                final long nowNs = CompilerLoad.ns();
                quiet = Math.abs(nowNs - compiledNs) <= QUIET_NS ? quiet + 1 : 0;
                compiledNs = nowNs;
            }
            final long leftNs = begin + limitNs - afterNs(limitNs) - System.nanoTime();
            settle(leftNs, () -> step(twin, TWIN_STEPS_A_PAUSE, PAUSE_NS));
        }
    }

    private static void step(final IdleTwin twin, final int steps, final long limitNs) {
        final long begin = System.nanoTime();
        for (int i = 0; i < steps && System.nanoTime() - begin < limitNs; i++) {
            twin.run();
        }
    }

    /** Once the engine is open: leaves the processors to the compiler until it has done what it was asked for. */
    static void settle(final EngineConfig config) {
        settle(afterNs(config.pipeline().warmUpNs()), () -> {});
    }

    private static long afterNs(final long limitNs) {
        return Math.min(limitNs / 4, OPEN_NS);
    }

    private static void settle(final long limitNs, final Runnable meanwhile) {
        final long[] last = {-1, System.nanoTime()};
        Threads.await(
                () -> {
                    meanwhile.run();
                    final long nowNs = CompilerLoad.ns();
                    if (Math.abs(nowNs - last[0]) > TRIFLE_NS) {
                        last[1] = System.nanoTime();
                    }
                    last[0] = nowNs;
                    return System.nanoTime() - last[1] > STILL_NS;
                },
                limitNs,
                PAUSE_NS);
    }

    /** One engine, from its start to its stop. Most give way to the compiler; every fourth waits like the real one. */
    private void live(final int life, final long untilNs) throws IOException {
        final Path directory = Files.createTempDirectory(scratch, "sluice-warm-up-");
        try {
            final WaitStrategy waits = life % 4 == 3 ? pipeline.waitStrategy() : WaitStrategy.YIELD;
            final EngineOptions options = EngineOptions.of(config(waits))
                    .in(directory)
                    .kind(JournalKind.DEMO)
                    .startNormal(true)
                    .listener(SILENT)
                    .segmentBytes(SEGMENT_BYTES);
            try (Engine engine = Engine.open(options)) {
                new WarmUpLife(engine, life, "warm").run(untilNs);
            }
        } finally {
            delete(directory);
        }
    }

    private LoadedConfig config(final WaitStrategy waitStrategy) {
        return config(
                "sluice.pipeline.ring-size=" + pipeline.ringSize(),
                "sluice.pipeline.wait-strategy=" + spelling(waitStrategy),
                "sluice.journal.sync=" + sync);
    }

    /** Configuration of a small engine. */
    static LoadedConfig config(final String... more) {
        return ConfigLoader.load("warm-up", CONFIG, Map.of(), List.of(more));
    }

    private static String spelling(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
