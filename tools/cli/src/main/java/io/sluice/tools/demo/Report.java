package io.sluice.tools.demo;

import io.sluice.codec.Code;
import io.sluice.codec.Verdict;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What is shown when the trades are over: the drawdown, the counts, the times, the self-check, what to try next. */
final class Report {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final double SOFT_PCT = 5;
    private static final double HARD_PCT = 10;
    private static final int COLUMN = 42;

    private final Path directory;
    private final String launcher;
    private final Paint paint;

    Report(final Path directory, final String launcher, final Paint paint) {
        this.launcher = launcher;
        this.directory = directory;
        this.paint = paint;
    }

    List<String> drawdown(final Equities equities, final String from, final String to) {
        final double[] worst = equities.worstPct();
        final List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + paint.bold("Drawdown of the live account") + " since its peak, worst of each stretch");
        lines.addAll(new Chart(worst, SOFT_PCT, HARD_PCT, paint).lines());
        lines.add("       └" + "─".repeat(worst.length));
        lines.add("        " + from + " ".repeat(Math.max(1, worst.length - from.length() - to.length())) + to);
        return lines;
    }

    List<String> counts(final Tally tally) {
        final List<String> left = new ArrayList<>();
        left.add(paint.bold("Decisions"));
        rows(left, "ALLOW", tally.decisions(Verdict.ALLOW));
        rows(left, "HOLD", tally.decisions(Verdict.HOLD));
        rows(left, "REJECT", tally.decisions(Verdict.REJECT));
        final List<String> right = new ArrayList<>();
        right.add(paint.bold("Requests for approval"));
        right.add(row("asked", tally.held()));
        right.add(row("approved", tally.fate(Code.OPERATOR_APPROVED)));
        right.add(row("rejected", tally.fate(Code.OPERATOR_REJECTED)));
        right.add(row("expired without an answer", tally.fate(Code.HITL_TIMEOUT)));
        right.add(row("price moved too far (SEC-050)", tally.fate(Code.SEC_050)));
        right.add(row("ended by the guardian", tally.fate(Code.GUARDIAN_LOCK)));
        right.add(row("ended by the stop", tally.fate(Code.EMERGENCY_STOP)));
        if (tally.repeats() > 0) {
            right.add(row("decisions given again", tally.repeats()));
        }
        return sideBySide(left, right);
    }

    private void rows(final List<String> to, final String verdict, final Map<Code, Integer> counts) {
        String shown = verdict;
        for (final Map.Entry<Code, Integer> entry : counts.entrySet()) {
            to.add(String.format(
                    "%-8s%-24s%8s",
                    shown, ViewerPage.word("Code", entry.getKey().value()), Words.count(entry.getValue())));
            shown = "";
        }
    }

    private static String row(final String what, final int count) {
        return String.format(Locale.ROOT, "%-30s%6s", what, Words.count(count));
    }

    private List<String> sideBySide(final List<String> left, final List<String> right) {
        final List<String> lines = new ArrayList<>();
        lines.add("");
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            final String first = i < left.size() ? left.get(i) : "";
            final int invisible = i == 0 ? paint.bold("").length() : 0;
            final String gap = " ".repeat(Math.max(1, COLUMN + invisible - first.length()));
            lines.add((" " + first + gap + (i < right.size() ? right.get(i) : "")).stripTrailing());
        }
        return lines;
    }

    /**
     * The times from an offer to its answer.
     *
     * @param demo of the intents of the demo.
     * @param idle of queries to an engine that has nothing else to do; empty if that was not measured.
     */
    List<String> times(final Histogram demo, final Histogram idle) {
        final List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + paint.bold("Latency") + "  from the offer of an intent to its answer, journal included");
        lines.add(times("demo", demo));
        lines.add(paint.dim("     the intents above: each waits for the inputs that were offered before it"));
        if (idle.getTotalCount() > 0) {
            lines.add(times("alone", idle));
            lines.add(paint.dim("     one query after the other to an idle engine, on the "
                    + Runtime.getRuntime().availableProcessors() + " cores of this machine"));
        }
        lines.add("");
        return lines;
    }

    private static String times(final String which, final Histogram latency) {
        final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-5s", which));
        for (final double percentile : PERCENTILES) {
            line.append("  p")
                    .append(percentile % 1 == 0 ? Integer.toString((int) percentile) : percentile)
                    .append(' ')
                    .append(Words.micros(latency.getValueAtPercentile(percentile)));
        }
        return line.append("  of ").append(Words.count(latency.getTotalCount())).toString();
    }

    List<String> journal(final long records, final long elapsedNs) {
        final long bytes = size(directory);
        final double seconds = elapsedNs / 1e9;
        return List.of(" " + paint.bold("Journal") + "  " + Words.count(records) + " records, "
                + Words.megabytes(bytes) + ", " + bytes / Math.max(1, records) + " bytes a record"
                + String.format(Locale.ROOT, "; %.1f s, ", seconds)
                + Words.count((long) (records / seconds)) + " records/s");
    }

    List<String> check(final SelfCheck check) {
        final List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + paint.bold("Checked in the journal") + ", from its first record to its last");
        for (final SelfCheck.Finding finding : check.findings()) {
            lines.add("  " + (finding.holds() ? paint.good("✓ ") : paint.critical("✗ ")) + finding.text());
        }
        return lines;
    }

    List<String> next(final Equities equities) {
        final String where = " --dir " + Shell.quote(directory);
        final long sequence = equities.hardSequence() > 0 ? equities.hardSequence() : equities.softSequence();
        final List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(" " + paint.bold("Look at it"));
        lines.add("  " + launcher + " verify" + where);
        if (sequence > 0) {
            lines.add("  " + launcher + " tail --from " + Math.max(1, sequence - 1) + where + " | head -40");
            lines.add("  " + launcher + " state --at " + sequence + where);
        } else {
            lines.add("  " + launcher + " tail --last 20" + where);
            lines.add("  " + launcher + " state" + where);
        }
        return lines;
    }

    static long size(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
