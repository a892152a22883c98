package io.sluice.sim;

import java.util.List;
import java.util.Locale;

/**
 * What came of a simulation.
 *
 * @param steps    inputs given to machines.
 * @param records  that they made, each held against every invariant.
 * @param replayed records executed again after crashes, and compared.
 * @param seconds  it took.
 * @param failures one paragraph each.
 * @param counts   faults, inputs, outcomes and codes by kind, to be printed.
 */
public record SimReport(long steps, long records, long replayed, double seconds, List<String> failures, String counts) {
    /** Whether every invariant held. */
    public boolean isGood() {
        return failures.isEmpty();
    }

    /** Everything, to be printed. */
    public String text() {
        final StringBuilder out = new StringBuilder(counts);
        out.append("invariants: ").append(String.join(", ", Checker.names())).append('\n');
        out.append(String.format(Locale.ROOT, "   each held against %,d records%n", records));
        out.append(String.format(
                Locale.ROOT,
                "%n%,.0f steps/s; %,.0f records/s, replayed ones among them%n",
                steps / seconds,
                (records + replayed) / seconds));
        failures.forEach(failure -> out.append(failure).append(System.lineSeparator()));
        out.append(isGood() ? "Every invariant held." : failures.size() + " broken.");
        return out.append(System.lineSeparator()).toString();
    }
}
