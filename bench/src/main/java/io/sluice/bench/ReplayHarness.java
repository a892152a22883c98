package io.sluice.bench;

import io.sluice.bench.JournalMaker.Mix;
import io.sluice.journal.JournalScan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures recovery from scratch: a journal is written, then in turn its files are read, its records are read and
 * checked, and it is recovered as an engine does it at its start: every record executed again and compared.
 */
@Command(
        name = "bench/run replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures recovery from scratch against a bare read of the same journal.")
public final class ReplayHarness implements Callable<Integer> {
    private static final int WINDOW = 1 << 18;

    /** What takes turns. */
    enum Kind {
        /** The files' bytes, by plain reads. */
        FILES,
        /** The records: structure, checksum, sequence; one thread, nobody listens. */
        READ,
        /** Recovery as at an engine's start. */
        RECOVERY;

        private long run(final Path directory) throws IOException {
            return switch (this) {
                case FILES -> readFiles(directory);
                case READ -> JournalScan.run(directory, (record, position) -> {})
                        .lastSequence();
                case RECOVERY -> Replays.recover(directory);
            };
        }
    }

    @Option(names = "--records", description = "Records of the journal, about.", paramLabel = "N")
    private long records = 10_000_000;

    @Option(
            names = "--mix",
            description = "DAY: of 100 inputs 80 quotes, 5 equities, 5 heartbeats, 5 intents, 5 fills; one intent in "
                    + "50 is approved by a person. ORDERS: intents and their fills in turn.")
    private Mix mix = Mix.DAY;

    @Option(names = "--rounds", description = "Measured rounds, all shown.", paramLabel = "N")
    private int rounds = 5;

    @Option(names = "--dir", description = "Where the journal is made, and removed.", paramLabel = "DIR")
    private Path parent = Path.of("target", "bench");

    @Option(
            names = "--journal",
            description = "Data directory of a live journal to measure in the place of making one.",
            paramLabel = "DIR")
    private Path journal;

    @Option(names = "--json", description = "Prints JSON in the place of the table.")
    private boolean json;

    private final PrintStream out;

    ReplayHarness(final PrintStream out) {
        this.out = out;
    }

    /** Exit code 0, or 2 for bad usage. */
    public static void main(final String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(final PrintStream out, final String... arguments) {
        return Harness.run(new ReplayHarness(out), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (records < 1 || rounds < 1) {
            throw new CommandLine.ParameterException(new CommandLine(this), "--records and --rounds take at least 1");
        }
        if (journal != null) {
            measure(journal, "that in " + journal);
            return 0;
        }
        try (ScratchDirectory scratch = ScratchDirectory.in(parent)) {
            JournalMaker.make(scratch.path(), mix, records);
            measure(scratch.path(), mix.name());
        }
        return 0;
    }

    private void measure(final Path directory, final String what) throws IOException {
        final Map<Kind, List<ReadResult>> results = new EnumMap<>(Kind.class);
        final long bytes = bytes(directory);
        final double loadBefore = ReadResult.load();
        long expected = 0;
        for (int round = 0; round < rounds; round++) {
            for (final Kind kind : Kind.values()) {
                final ReadResult.Watch watch = ReadResult.watch();
                final long last = kind.run(directory);
                final ReadResult result = watch.stop();
                if (kind == Kind.READ) {
                    expected = last;
                } else if (last != (kind == Kind.FILES ? bytes : expected)) {
                    throw new IllegalStateException(kind + " came to " + last + ", not to " + expected);
                }
                results.computeIfAbsent(kind, any -> new ArrayList<>()).add(result);
            }
        }
        new ReplayReport(directory, what, expected, bytes, loadBefore, results).print(out, json);
    }

    private static long bytes(final Path directory) throws IOException {
        long sum = 0;
        for (final Path file : files(directory)) {
            sum += Files.size(file);
        }
        return sum;
    }

    private static long readFiles(final Path directory) throws IOException {
        final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
        long sum = 0;
        for (final Path file : files(directory)) {
            try (FileChannel channel = FileChannel.open(file)) {
                int count = 0;
                for (long at = 0; count >= 0; at += count) {
                    window.clear();
                    count = channel.read(window, at);
                    sum += Math.max(0, count);
                }
            }
        }
        return sum;
    }

    private static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve("journal"))) {
            return tree.filter(path -> path.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }
}
