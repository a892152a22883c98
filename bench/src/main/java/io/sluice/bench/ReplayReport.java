package io.sluice.bench;

import io.sluice.bench.ReplayHarness.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints every round, the medians, and the ratio of recovery to a bare read, with the conditions. */
record ReplayReport(
        Path directory, String mix, long records, long bytes, double loadBefore, Map<Kind, List<ReadResult>> results) {
    private static final double NS = 1e9;
    private static final double MEGA = 1e6;
    private static final String HEAD = String.format(
            Locale.ROOT,
            "%-12s %9s %13s %9s %10s %7s %9s %4s%n",
            "",
            "s",
            "records/s",
            "MB/s",
            "cpu ns/rec",
            "cores",
            "heap MB",
            "GCs");
    private static final String ROW = "%-12s %9.3f %,13.0f %9.0f %10.0f %7.2f %9.1f %4d%n";

    void print(final PrintStream out, final boolean json) throws IOException {
        if (json) {
            Harness.printJson(out, asMap());
            return;
        }
        Harness.print(out, conditions());
        out.print(HEAD);
        final int rounds = results.get(Kind.RECOVERY).size();
        for (int i = 0; i < rounds; i++) {
            for (final Kind kind : Kind.values()) {
                row(out, name(kind) + " " + (i + 1), results.get(kind).get(i));
            }
        }
        out.println();
        out.println("median");
        for (final Kind kind : Kind.values()) {
            row(out, name(kind), median(kind));
        }
        out.printf(
                Locale.ROOT,
                "recovery takes %.2f times a bare read of its records, %.2f times one of its files%n",
                ratio(Kind.READ),
                ratio(Kind.FILES));
    }

    private void row(final PrintStream out, final String name, final ReadResult result) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                result.ns() / NS,
                records * NS / result.ns(),
                bytes * NS / result.ns() / MEGA,
                (double) result.cpuNs() / records,
                (double) result.cpuNs() / result.ns(),
                result.heapPeakBytes() / MEGA,
                result.collections());
    }

    private Map<String, Object> conditions() {
        final Map<String, Object> conditions = Harness.conditions();
        conditions.put("load", String.format(Locale.ROOT, "%.1f before, %.1f after", loadBefore, ReadResult.load()));
        conditions.put("directory", directory + ", " + ScratchDirectory.fileSystem(directory));
        conditions.put("journal", mix);
        conditions.put("records", records);
        conditions.put("bytes", bytes);
        return conditions;
    }

    private Map<String, Object> asMap() {
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("conditions", conditions());
        for (final Kind kind : Kind.values()) {
            all.put(name(kind), results.get(kind));
            all.put(name(kind) + "Median", median(kind));
        }
        all.put(
                "recoveryRecordsPerSecond",
                Math.round(records * NS / median(Kind.RECOVERY).ns()));
        all.put("ratioToRead", ratio(Kind.READ));
        all.put("ratioToFiles", ratio(Kind.FILES));
        return all;
    }

    private double ratio(final Kind to) {
        return (double) median(Kind.RECOVERY).ns() / median(to).ns();
    }

    private ReadResult median(final Kind kind) {
        return ReadResult.median(results.get(kind));
    }

    private static String name(final Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
