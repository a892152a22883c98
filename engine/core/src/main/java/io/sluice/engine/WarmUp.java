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
 * the interpreter otherwise: its first decisions would take milliseconds. Throw-away engines of the same classes, in a
 * scratch directory, take generated inputs ({@link WarmUpLife}) until the compiler adds nothing more, or the limit
 * {@code sluice.pipeline.warm-up} is over. A process warms up once: compiled code serves every engine in it.
 *
 * <p>The warm-up touches neither the engine nor its directory, and live behaviour does not depend on it. If it fails,
 * that is a notice and the engine opens cold.
 */
final class WarmUp {
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long SCRATCH_BYTES = 64 << 20;
    private static final int SEGMENT_BYTES = 4 << 20;
    /** A life that adds no more than this found the compiler done. */
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(40);

    /** Of the twin, beside each life: enough that the compiler takes to its code now, and not in the first seconds. */
    private static final int TWIN_STEPS = 20_000;

    private static final long STILL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

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
     * @return what is left of the limit, in nanoseconds: for {@link #settle} once the engine is open; 0 for none.
     */
    static long run(final EngineConfig config, final Consumer<String> notices) {
        final long limitNs = config.pipeline().warmUpNs();
        if (limitNs == 0 || !DONE.compareAndSet(false, true)) {
            return 0;
        }
        final long begin = System.nanoTime();
        new WarmUp(config, scratch()).run(notices);
        return Math.max(0, begin + limitNs - System.nanoTime());
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
        long compiledNs = -1;
        int quiet = 0;
        // The other half is the compiler's, once the engine is open.
        final long untilNs = begin + limitNs / 2;
        try (IdleTwin twin = new IdleTwin(config(), AppendRehearsal.in(scratch))) {
            for (int life = 0; quiet < 2 && System.nanoTime() - untilNs < 0; life++) {
                // Beside the engine, as later: compiled code that knew the engine alone would be thrown away.
                for (int i = 0; i < TWIN_STEPS && System.nanoTime() - untilNs < 0; i++) {
                    twin.run();
                }
                live(life, untilNs);
                final long nowNs = CompilerLoad.ns();
                quiet = nowNs - compiledNs <= QUIET_NS ? quiet + 1 : 0;
                compiledNs = nowNs;
            }
        }
    }

    /** Once the engine is open: leaves the processors to the compiler until it has done what it was asked for. */
    static void settle(final long limitNs) {
        final long[] last = {-1, System.nanoTime()};
        Threads.await(
                () -> {
                    final long nowNs = CompilerLoad.ns();
                    if (nowNs != last[0]) {
                        last[0] = nowNs;
                        last[1] = System.nanoTime();
                    }
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

    /** Memory rather than a disk, where there is room. */
    static Path scratch() {
        final boolean fits =
                Files.isWritable(SHARED_MEMORY) && SHARED_MEMORY.toFile().getUsableSpace() >= SCRATCH_BYTES;
        return fits ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
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
