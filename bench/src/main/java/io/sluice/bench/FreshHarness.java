package io.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what a user gets who starts an engine and sends what real strategies send: in fresh JVMs, with the follower,
 * at a few intents a second. The floor takes turns, warm and paced alike. {@code bench/run first} looks at the first
 * hundred decisions and the first of everything else, {@code bench/run paced} at some twenty seconds.
 */
@Command(
        name = "bench/run first | paced",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures engine and floor in fresh JVMs, paced like a real strategy.")
public final class FreshHarness implements Callable<Integer> {
    @Option(names = "--jvms", description = "Fresh JVMs of each kind.", paramLabel = "N")
    private int jvms = 5;

    @Option(names = "--intents", description = "Decisions in each JVM; 0: 100 of first, 2000 of paced.")
    private int intents;

    @Option(names = "--rate", description = "Intents a second.", paramLabel = "N")
    private int rate = 100;

    @Option(names = "--wait", description = "Wait strategy of the engine thread.", paramLabel = "STRATEGY")
    private String waitStrategy = "busy-spin";

    @Option(names = "--warm-up", description = "sluice.pipeline.warm-up of the engine.", paramLabel = "TIME")
    private String warmUp = "3 s";

    @Option(names = "--keep-warm", description = "sluice.pipeline.keep-warm of the engine.", paramLabel = "TIME")
    private String keepWarm = LaneSetup.KEEP_WARM;

    @Option(
            names = "--rehearse",
            description = "Microseconds between two rehearsals of the client; 0: never.",
            paramLabel = "US")
    private int rehearseUs = 1000;

    @Option(names = "--dir", description = "Where the journals are made, and removed.", paramLabel = "DIR")
    private Path directory = Path.of("target", "bench");

    private final PrintStream out;
    private final boolean first;

    private FreshHarness(final PrintStream out, final boolean first) {
        this.out = out;
        this.first = first;
    }

    /** @param arguments {@code first} or {@code paced}, then the options. */
    public static void main(final String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(final PrintStream out, final String... arguments) {
        final FreshHarness harness = new FreshHarness(out, "first".equals(arguments[0]));
        return Harness.run(harness, Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(directory);
        final int each = intents > 0 ? intents : first ? 100 : 2000;
        final Map<String, List<long[]>> all = new LinkedHashMap<>();
        out.printf(
                "%d JVMs of each in turn; %d intents, %d a second; warm-up %s, keep-warm %s, rehearsal each %d us%n%n",
                jvms, each, rate, warmUp, keepWarm, rehearseUs);
        out.println("us                 first      p50      p90      p99      max  of the others");
        for (int i = 1; i <= jvms; i++) {
            for (final FreshLane.Kind kind : FreshLane.Kind.values()) {
                if (kind == FreshLane.Kind.OTHERS && !first) {
                    continue;
                }
                final Map<String, List<Long>> said = child(kind, each);
                said.forEach((name, values) -> {
                    if (values.size() == 1) {
                        show(kind + " " + name, i(values), all);
                    } else {
                        show(kind + "", summary(values), all);
                    }
                });
            }
        }
        out.println("\nmedian");
        all.forEach((name, rows) -> line(name, median(rows)));
        final long[] engine = median(all.get("ENGINE"));
        final long[] floor = median(all.get("FLOOR"));
        out.printf("%-16s", "ratio");
        for (int i = 0; i < engine.length; i++) {
            out.printf(" %8.2f", engine[i] / (double) floor[i]);
        }
        out.println();
        return 0;
    }

    private static long[] i(final List<Long> values) {
        return new long[] {values.get(0)};
    }

    private void show(final String name, final long[] row, final Map<String, List<long[]>> all) {
        all.computeIfAbsent(name, any -> new ArrayList<>()).add(row);
        line(name, row);
    }

    private void line(final String name, final long[] row) {
        out.printf("%-16s", name.toLowerCase(java.util.Locale.ROOT));
        for (final long ns : row) {
            out.printf(" %8.1f", ns / 1000.0);
        }
        out.println();
    }

    /** First, then percentiles of the others. */
    private static long[] summary(final List<Long> values) {
        final long[] others =
                values.stream().skip(1).mapToLong(Long::longValue).sorted().toArray();
        return new long[] {values.get(0), at(others, 0.5), at(others, 0.9), at(others, 0.99), others[others.length - 1]
        };
    }

    private static long at(final long[] sorted, final double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private static long[] median(final List<long[]> rows) {
        final long[] median = new long[rows.get(0).length];
        for (int i = 0; i < median.length; i++) {
            final int column = i;
            median[i] = at(rows.stream().mapToLong(row -> row[column]).sorted().toArray(), 0.5);
        }
        return median;
    }

    private Map<String, List<Long>> child(final FreshLane.Kind kind, final int each)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FreshLane.class.getName()));
        command.addAll(List.of(
                kind.name(),
                directory.toString(),
                waitStrategy,
                "" + each,
                "" + rate,
                warmUp,
                keepWarm,
                "" + TimeUnit.MICROSECONDS.toNanos(rehearseUs)));
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final Map<String, List<Long>> said = new LinkedHashMap<>();
        try (Stream<String> lines = process.inputReader().lines()) {
            lines.map(line -> line.split(" ")).forEach(pair -> said.computeIfAbsent(pair[0], any -> new ArrayList<>())
                    .add(Long.parseLong(pair[1])));
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the JVM for " + kind + " ended with " + process.exitValue());
        }
        return said;
    }
}
