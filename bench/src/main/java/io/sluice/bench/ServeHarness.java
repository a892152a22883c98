package io.sluice.bench;

import io.sluice.config.EngineConfig.Sync;
import io.sluice.config.EngineConfig.WaitStrategy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the second process costs the first: paced decisions of an engine alone, with {@code sluice serve} beside it, and
 * with one whose database cannot be reached. They take turns; each run has an engine and a serve of its own.
 */
@Command(
        name = "bench/run serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures an engine alone, with sluice serve beside it, and with one whose mirror is down.")
public final class ServeHarness implements Callable<Integer> {
    private static final int SEGMENT_BYTES = 64 << 20;
    private static final int PERCENT = 100;
    private static final double NS_PER_US = 1e3;

    /** What is beside the engine. */
    enum Beside {
        NONE,
        MIRROR_UP,
        MIRROR_DOWN
    }

    /**
     * A run; times in nanoseconds.
     *
     * @param engineCores processor time of the engine's process, its client included, by the elapsed time.
     * @param serveCores  that of serve.
     * @param behind      records that the mirror did not hold at the end.
     */
    private record Result(long p50, long p90, long p99, long max, double engineCores, double serveCores, long behind) {}

    @Option(names = "--runs", description = "Measured runs of each.", paramLabel = "N")
    private int runs = 5;

    @Option(names = "--intents", description = "Intents of a run.", paramLabel = "N")
    private int intents = 10_000;

    @Option(names = "--unmeasured", description = "Intents before them, not shown.", paramLabel = "N")
    private int unmeasured = 20_000;

    @Option(names = "--rate", description = "Intents a second while measured.", paramLabel = "N")
    private int rate = 1_000;

    @Option(names = "--wait", description = "Wait strategy: ${COMPLETION-CANDIDATES}.", paramLabel = "STRATEGY")
    private WaitStrategy waitStrategy = WaitStrategy.BUSY_SPIN;

    @Option(names = "--serve-cpus", description = "Processors for serve, as taskset takes them.", paramLabel = "LIST")
    private String serveCpus = "";

    @Option(names = "--sluice", description = "The launcher.", paramLabel = "FILE")
    private Path launcher = Path.of("..", "tools", "sluice");

    @Option(names = "--dir", description = "Where the journals are made, and removed.", paramLabel = "DIR")
    private Path directory = Path.of("target", "bench");

    private final PrintStream out;

    ServeHarness(final PrintStream out) {
        this.out = out;
    }

    /** Exit code 0, or 2 for bad usage. */
    public static void main(final String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(final PrintStream out, final String... arguments) {
        return Harness.run(new ServeHarness(out), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (runs < 1 || intents < 1 || rate < 1 || unmeasured < 0) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--runs, --intents and --rate take 1 or more, --unmeasured 0 or more");
        }
        Files.createDirectories(directory);
        final Map<String, Object> conditions = Harness.conditions();
        conditions.put("file system", ScratchDirectory.fileSystem(directory));
        conditions.put("wait strategy", waitStrategy);
        conditions.put(
                "intents", intents + " a run, " + rate + " a second, after " + unmeasured + " as fast as it goes");
        conditions.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
        conditions.put(
                "cores",
                "engine thread, follower and the client that measures are one process; serve "
                        + (serveCpus.isEmpty() ? "may use the same cores" : "is bound to " + serveCpus));
        Harness.print(out, conditions);
        final Map<Beside, List<Result>> results = new EnumMap<>(Beside.class);
        for (int i = 0; i < runs; i++) {
            for (final Beside beside : Beside.values()) {
                results.computeIfAbsent(beside, first -> new ArrayList<>()).add(measure(beside));
            }
        }
        print(results);
        return 0;
    }

    private Result measure(final Beside beside) throws IOException {
        final LaneSetup setup =
                new LaneSetup(directory, waitStrategy, SEGMENT_BYTES, Sync.NONE, true, "0 s", LaneSetup.KEEP_WARM);
        try (EngineLane lane = new EngineLane(setup, true)) {
            if (beside == Beside.NONE) {
                return measure(lane, null, beside);
            }
            try (ServeProcess serve =
                    new ServeProcess(launcher, lane.directory(), serveCpus, beside == Beside.MIRROR_UP)) {
                return measure(lane, serve, beside);
            }
        }
    }

    private Result measure(final EngineLane lane, final ServeProcess serve, final Beside beside) {
        Paced.run(lane, unmeasured, 0, 0);
        final long startNs = System.nanoTime();
        final Duration engineBefore = cpu();
        final Duration serveBefore = serve == null ? Duration.ZERO : serve.cpu();
        final long[] took = Paced.run(lane, intents, TimeUnit.SECONDS.toNanos(1) / rate, 0);
        final double elapsedNs = System.nanoTime() - startNs;
        final double serveNs =
                serve == null ? 0 : serve.cpu().minus(serveBefore).toNanos();
        final long mirrored = serve == null ? 0 : serve.mirrored();
        if (mirrored > 0 != (beside == Beside.MIRROR_UP)) {
            throw new IllegalStateException(beside + ", and the mirror holds record " + mirrored);
        }
        final long[] sorted = LongStream.of(took).sorted().toArray();
        return new Result(
                at(sorted, 50),
                at(sorted, 90),
                at(sorted, 99),
                sorted[sorted.length - 1],
                cpu().minus(engineBefore).toNanos() / elapsedNs,
                serveNs / elapsedNs,
                lane.lastSequence() - mirrored);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long at(final long[] sorted, final int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / PERCENT)];
    }

    private void print(final Map<Beside, List<Result>> results) {
        out.printf(
                "%-12s %9s %9s %9s %9s %7s %7s %13s %12s %10s%n",
                "beside",
                "p50 us",
                "p90 us",
                "p99 us",
                "max us",
                "p50 x",
                "p99 x",
                "engine cores",
                "serve cores",
                "behind");
        final List<Result> none = results.get(Beside.NONE);
        results.forEach((beside, all) -> out.printf(
                Locale.ROOT,
                "%-12s %9.1f %9.1f %9.1f %9.1f %7.2f %7.2f %13.2f %12.2f %10.0f%n",
                beside.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                median(all, Result::p50) / NS_PER_US,
                median(all, Result::p90) / NS_PER_US,
                median(all, Result::p99) / NS_PER_US,
                median(all, Result::max) / NS_PER_US,
                median(all, Result::p50) / median(none, Result::p50),
                median(all, Result::p99) / median(none, Result::p99),
                median(all, Result::engineCores),
                median(all, Result::serveCores),
                beside == Beside.NONE ? 0.0 : median(all, Result::behind)));
        out.println();
        out.println("Medians of " + runs + " runs, each figure on its own; x is against none.");
    }

    private static double median(final List<Result> results, final ToDoubleFunction<Result> figure) {
        final double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
