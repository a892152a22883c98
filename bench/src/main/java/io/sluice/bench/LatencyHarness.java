package io.sluice.bench;

import io.sluice.config.EngineConfig.Sync;
import io.sluice.config.EngineConfig.WaitStrategy;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the way of an intent, from before it is written to after its decision was taken, in a closed loop: one
 * intent, its decision, the next. The engine and its floor take turns in one process, each run with a journal of its
 * own in the same file system, reserved and touched alike; the ratio of their percentiles is what the engine costs.
 */
@Command(
        name = "bench/run latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures the engine against its floor: the same ring, append and release, no machine.")
public final class LatencyHarness implements Callable<Integer> {
    private static final int MAX_INTENTS = 200_000;
    private static final int MIN_SEGMENT_BYTES = 32 << 20;
    /** Of an intent, the report that it was filled, and its share of the burst. */
    private static final int BYTES_EACH = 1024;

    private static final int BURST_SHARE = 4;

    /** What takes turns. */
    enum Kind {
        ENGINE,
        FLOOR;

        Lane open(final LaneSetup setup) {
            return switch (this) {
                case ENGINE -> new EngineLane(setup);
                case FLOOR -> new FloorLane(setup);
            };
        }
    }

    @Option(names = "--runs", description = "Measured runs of each.", paramLabel = "N")
    private int runs = 7;

    @Option(names = "--warm-ups", description = "Runs of each before, not shown.", paramLabel = "N")
    private int warmUps = 3;

    @Option(
            names = "--intents",
            description = "Intents of a run, at most " + MAX_INTENTS + ": a run stays within one segment.",
            paramLabel = "N")
    private int intents = 100_000;

    @Option(names = "--wait", description = "Wait strategy: ${COMPLETION-CANDIDATES}.", paramLabel = "STRATEGY")
    private WaitStrategy waitStrategy = WaitStrategy.BUSY_SPIN;

    @Option(
            names = "--sync",
            description = "When the engine forces its journal: ${COMPLETION-CANDIDATES}. The floor never does.",
            paramLabel = "MODE")
    private Sync sync = Sync.NONE;

    @Option(
            names = "--followed",
            description = "Lets shadow, sealer and state map follow the engine meanwhile: takes a third core.")
    private boolean followed;

    @Option(names = "--dir", description = "Where the journals are made, and removed.", paramLabel = "DIR")
    private Path directory = Path.of("target", "bench");

    @Option(names = "--json", description = "Prints JSON in the place of the table.")
    private boolean json;

    private final PrintStream out;

    LatencyHarness(final PrintStream out) {
        this.out = out;
    }

    /** Exit code 0, or 2 for bad usage. */
    public static void main(final String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(final PrintStream out, final String... arguments) {
        return Harness.run(new LatencyHarness(out), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (intents < 1 || intents > MAX_INTENTS || runs < 1 || warmUps < 0) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--intents takes 1 to " + MAX_INTENTS + ", --runs at least 1");
        }
        Files.createDirectories(directory);
        final int segmentBytes = Math.max(MIN_SEGMENT_BYTES, intents * BYTES_EACH / 4096 * 4096);
        final LaneSetup setup =
                new LaneSetup(directory, waitStrategy, segmentBytes, sync, followed, "0 s", LaneSetup.KEEP_WARM);
        final Map<Kind, List<RunResult>> results = new EnumMap<>(Kind.class);
        for (int turn = -warmUps; turn < runs; turn++) {
            for (final Kind kind : Kind.values()) {
                final RunResult result = measure(kind, setup);
                if (turn >= 0) {
                    results.computeIfAbsent(kind, any -> new ArrayList<>()).add(result);
                }
            }
        }
        new LatencyReport(setup, intents, warmUps, results.get(Kind.ENGINE), results.get(Kind.FLOOR)).print(out, json);
        return 0;
    }

    private RunResult measure(final Kind kind, final LaneSetup setup) {
        final Lane lane = kind.open(setup);
        final Histogram latencies = new Histogram(3);
        final long closedNs;
        final long burstNs;
        try (lane) {
            closedNs = closedLoop(lane, latencies);
            burstNs = burst(lane);
        }
        return RunResult.of(latencies, lane.recordBytes(), closedNs, burstsOf(intents), burstNs);
    }

    /** One after the other; returns the time that the round trips took in all. */
    private long closedLoop(final Lane lane, final Histogram latencies) {
        long sumNs = 0;
        for (int i = 1; i <= intents; i++) {
            final long start = System.nanoTime();
            lane.offer();
            while (lane.poll() == 0) {
                pause();
            }
            final long ns = System.nanoTime() - start;
            latencies.recordValue(ns);
            sumNs += ns;
            if (i % Lane.BATCH == 0) {
                lane.settle();
            }
        }
        lane.settle();
        return sumNs;
    }

    /** So many at once, then all their decisions; returns the time from each first offer to the last decision. */
    private long burst(final Lane lane) {
        long sumNs = 0;
        for (int bursts = burstsOf(intents) / Lane.BATCH; bursts > 0; bursts--) {
            final long start = System.nanoTime();
            for (int i = 0; i < Lane.BATCH; i++) {
                lane.offer();
            }
            for (int taken = lane.poll(); taken < Lane.BATCH; taken += lane.poll()) {
                pause();
            }
            sumNs += System.nanoTime() - start;
            lane.settle();
        }
        return sumNs;
    }

    private static int burstsOf(final int intents) {
        return Math.max(1, intents / BURST_SHARE / Lane.BATCH) * Lane.BATCH;
    }

    private void pause() {
        if (waitStrategy == WaitStrategy.BUSY_SPIN) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
