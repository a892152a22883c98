package io.sluice.bench;

import io.sluice.codec.Road;
import io.sluice.config.EngineConfig.WaitStrategy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the way of an intent through the door, from before it is written to after its decision was taken in another
 * process than the engine's, in a closed loop. Each run has a server of its own, in a fresh JVM, warmed up by as many
 * intents before.
 */
@Command(
        name = "bench/run door",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures both roads of the door against a floor of two processes, rings and an append.")
public final class DoorHarness implements Callable<Integer> {
    private static final String ROW = "%-14s %10.1f %10.1f %10.1f %10.1f %10.1f%n";

    /** What takes turns. */
    enum Kind {
        FLOOR,
        FAST,
        FAST_AND_IDLE,
        SLOW
    }

    @Option(names = "--runs", description = "Runs of each.", paramLabel = "N")
    private int runs = 5;

    @Option(names = "--intents", description = "Intents of a run, and as many before.", paramLabel = "N")
    private int intents = 20_000;

    @Option(names = "--idle", description = "Idle clients beside the one that is measured.", paramLabel = "N")
    private int idle = 32;

    @Option(names = "--wait", description = "Wait strategy of all threads.", paramLabel = "STRATEGY")
    private WaitStrategy waitStrategy = WaitStrategy.YIELD;

    @Option(names = "--dir", description = "Where the journals are made, and removed.", paramLabel = "DIR")
    private Path directory = Path.of("target", "bench");

    private final PrintStream out;

    DoorHarness(final PrintStream out) {
        this.out = out;
    }

    /** Exit code 0, or 2 for bad usage. */
    public static void main(final String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(final PrintStream out, final String... arguments) {
        return Harness.run(new DoorHarness(out), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (runs < 1 || intents < Lane.BATCH) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--runs takes at least 1, --intents at least " + Lane.BATCH);
        }
        Files.createDirectories(directory);
        final LaneSetup setup = LaneSetup.ofDoor(directory, waitStrategy, 64 << 20);
        final Map<String, Object> conditions = Harness.conditions();
        conditions.put("wait", waitStrategy);
        conditions.put("directory", directory + ", " + ScratchDirectory.fileSystem(directory));
        conditions.put("intents a run", intents + ", after as many to warm up, in a fresh process each");
        conditions.put("idle clients", idle);
        Harness.print(out, conditions);
        out.printf(Locale.ROOT, "%-14s %10s %10s %10s %10s %10s%n", "us", "p50", "p90", "p99", "p99.9", "max");
        final Map<Kind, List<RunResult>> results = new EnumMap<>(Kind.class);
        for (int run = 1; run <= runs; run++) {
            for (final Kind kind : Kind.values()) {
                final RunResult result = measure(kind, setup);
                results.computeIfAbsent(kind, any -> new ArrayList<>()).add(result);
                row(name(kind) + " " + run, result);
            }
        }
        summary(results);
        return 0;
    }

    private static String name(final Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace("_and_", "+");
    }

    private Lane open(final Kind kind, final LaneSetup setup) throws IOException {
        return switch (kind) {
            case FLOOR -> new DoorFloorLane(setup, Path.of("/dev/shm"));
            case FAST -> new DoorLane(setup, Road.FAST, 0);
            case FAST_AND_IDLE -> new DoorLane(setup, Road.FAST, idle);
            case SLOW -> new DoorLane(setup, Road.SLOW, 0);
        };
    }

    private RunResult measure(final Kind kind, final LaneSetup setup) throws IOException {
        final Histogram latencies = new Histogram(3);
        final Lane lane = open(kind, setup);
        long sumNs = 0;
        try (lane) {
            loop(lane, new Histogram(3));
            sumNs = loop(lane, latencies);
        }
        return RunResult.of(latencies, lane.recordBytes(), sumNs, 1, 1);
    }

    private long loop(final Lane lane, final Histogram latencies) {
        long sumNs = 0;
        for (int i = 1; i <= intents; i++) {
            final long start = System.nanoTime();
            lane.offer();
            while (lane.poll() == 0) {
                if (waitStrategy == WaitStrategy.BUSY_SPIN) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
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

    private void row(final String name, final RunResult run) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                run.p50() / 1e3,
                run.p90() / 1e3,
                run.p99() / 1e3,
                run.p999() / 1e3,
                run.max() / 1e3);
    }

    private void summary(final Map<Kind, List<RunResult>> results) {
        out.println("\nmedian");
        results.forEach((kind, all) -> row(name(kind), RunResult.median(all)));
        final RunResult floor = RunResult.median(results.get(Kind.FLOOR));
        final RunResult fast = RunResult.median(results.get(Kind.FAST));
        out.printf(
                Locale.ROOT,
                "%-14s %10.2f %10.2f %10.2f%n",
                "fast/floor",
                (double) fast.p50() / floor.p50(),
                (double) fast.p90() / floor.p90(),
                (double) fast.p99() / floor.p99());
        final RunResult crowded = RunResult.median(results.get(Kind.FAST_AND_IDLE));
        out.printf(Locale.ROOT, "%d idle clients add %d ns to p50%n", idle, crowded.p50() - fast.p50());
    }
}
