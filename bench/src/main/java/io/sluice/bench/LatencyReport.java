package io.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints every run, the medians, and the ratio of the engine to its floor, with the conditions. */
record LatencyReport(LaneSetup setup, int intents, int warmUps, List<RunResult> engine, List<RunResult> floor) {
    private static final String ROW = "%-10s %8d %8d %8d %8d %10d %10d %10d%n";
    private static final String RATIO = "%-10s %8.2f %8.2f %8.2f %8.2f %10.2f %10.2f %10.2f%n";
    private static final String HEAD = String.format(
                    Locale.ROOT,
                    "%-10s %8s %8s %8s %8s %10s %10s %10s%n",
                    "ns",
                    "p50",
                    "p90",
                    "p99",
                    "p99.9",
                    "max",
                    "1 at a",
                    "burst")
            + String.format(Locale.ROOT, "%-10s %46s %10s %10s%n", "", "", "time /s", "/s");

    void print(final PrintStream out, final boolean json) throws IOException {
        if (json) {
            Harness.printJson(out, asMap());
            return;
        }
        Harness.print(out, conditions());
        out.print(HEAD);
        for (int i = 0; i < engine.size(); i++) {
            row(out, "engine " + (i + 1), engine.get(i));
            row(out, "floor  " + (i + 1), floor.get(i));
        }
        out.println();
        compare(out, "median", RunResult.median(engine), RunResult.median(floor));
        out.println();
        compare(out, "best", RunResult.best(engine), RunResult.best(floor));
    }

    private static void compare(final PrintStream out, final String what, final RunResult a, final RunResult b) {
        out.println(what);
        row(out, "engine", a);
        row(out, "floor", b);
        out.printf(
                Locale.ROOT,
                RATIO,
                "ratio",
                ratio(a.p50(), b.p50()),
                ratio(a.p90(), b.p90()),
                ratio(a.p99(), b.p99()),
                ratio(a.p999(), b.p999()),
                ratio(a.max(), b.max()),
                ratio(a.closedRate(), b.closedRate()),
                ratio(a.burstRate(), b.burstRate()));
    }

    private Map<String, Object> conditions() {
        final Map<String, Object> conditions = Harness.conditions();
        conditions.put("wait", setup.waitStrategy());
        conditions.put("sync", setup.sync());
        conditions.put("follower", setup.followed() ? "follows" : "held");
        conditions.put("directory", setup.directory() + ", " + ScratchDirectory.fileSystem(setup.directory()));
        conditions.put("intents a run", intents);
        conditions.put("runs", engine.size() + " of each in turn, after " + warmUps + " to warm up");
        conditions.put(
                "record bytes",
                "engine " + engine.get(0).recordBytes() + ", floor "
                        + floor.get(0).recordBytes());
        return conditions;
    }

    private Map<String, Object> asMap() {
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("conditions", conditions());
        all.put("engine", engine);
        all.put("floor", floor);
        all.put("median", summary(RunResult.median(engine), RunResult.median(floor)));
        all.put("best", summary(RunResult.best(engine), RunResult.best(floor)));
        return all;
    }

    private static Map<String, Object> summary(final RunResult a, final RunResult b) {
        final Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("engine", a);
        summary.put("floor", b);
        summary.put("ratioP50", ratio(a.p50(), b.p50()));
        summary.put("ratioP99", ratio(a.p99(), b.p99()));
        return summary;
    }

    private static void row(final PrintStream out, final String name, final RunResult run) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                run.p50(),
                run.p90(),
                run.p99(),
                run.p999(),
                run.max(),
                run.closedRate(),
                run.burstRate());
    }

    private static double ratio(final long a, final long b) {
        return (double) a / b;
    }
}
