package io.sluice.bench;

import io.sluice.config.ConfigLoader;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.config.EngineConfig.WaitStrategy;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.JournalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What both lanes have in common.
 *
 * @param directory    below which each lane makes one of its own.
 * @param segmentBytes stretch of a journal that is reserved and touched at once; it should hold a whole run.
 * @param sync         when the engine forces its journal; the floor never does.
 * @param followed     whether shadow, sealer and state map follow the engine meanwhile, or when it is closed.
 * @param warmUp       longest warm-up of an engine.
 * @param keepWarm     between two steps of the twin of an idle engine.
 */
record LaneSetup(
        Path directory,
        WaitStrategy waitStrategy,
        int segmentBytes,
        Sync sync,
        boolean followed,
        String warmUp,
        String keepWarm) {
    /** As users have it. */
    static final String KEEP_WARM = "100 us";

    private static final long READY_NS = TimeUnit.SECONDS.toNanos(30);

    /** For lanes that measure a start: followed, with a warm-up of the engine's own. */
    static LaneSetup fresh(
            final Path directory, final String waitStrategy, final String warmUp, final String keepWarm) {
        final WaitStrategy waits =
                WaitStrategy.valueOf(waitStrategy.toUpperCase(Locale.ROOT).replace('-', '_'));
        return new LaneSetup(directory, waits, 32 << 20, Sync.NONE, true, warmUp, keepWarm);
    }

    /** For both sides of a door. */
    static LaneSetup ofDoor(final Path directory, final WaitStrategy waitStrategy, final int segmentBytes) {
        return new LaneSetup(directory, waitStrategy, segmentBytes, Sync.NONE, false, "0 s", "0 s");
    }

    LoadedConfig config() {
        return ConfigLoader.load(
                "bench",
                "",
                Map.of(),
                List.of(
                        "sluice.hitl.allowed-operators=[alice]",
                        // A stall is to be measured, not to end the run.
                        "sluice.client.engine-timeout=10 min",
                        "sluice.decision.valid=10 min",
                        "sluice.health.broker-timeout=1 h",
                        "sluice.health.market-data-stale=1 h",
                        "sluice.health.quote-stale=1 h",
                        "sluice.pipeline.warm-up=" + warmUp,
                        "sluice.pipeline.keep-warm=" + keepWarm,
                        "sluice.pipeline.wait-strategy=" + spelling(waitStrategy),
                        "sluice.door.wait-strategy=" + spelling(waitStrategy),
                        // Idle clients are so idle that they give no sign of life.
                        "sluice.door.silence=1 h",
                        "sluice.journal.sync=" + spelling(sync)));
    }

    private static String spelling(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    JournalSettings journal(final LoadedConfig config) {
        return new JournalSettings(segmentBytes, config.engine().journal().maxRecordBytes(), true);
    }

    /** Waits until a journal has its spare segment too, so that nobody else uses a core from then on. */
    static void awaitSpareSegment(final Path directory) {
        final Path segments = directory.resolve("journal");
        final long giveUpAt = System.nanoTime() + READY_NS;
        while (count(segments) < 2) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new IllegalStateException("no spare segment in " + segments);
            }
            Thread.yield();
        }
    }

    private static long count(final Path segments) {
        try (Stream<Path> made = Files.list(segments)) {
            return made.filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
