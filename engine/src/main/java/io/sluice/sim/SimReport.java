package io.sluice.sim;

import java.util.List;

/**
 * What came of a simulation.
 *
 * @param steps    inputs given to machines.
 * @param failures one paragraph each.
 * @param counts   faults, inputs, outcomes and codes by kind, to be printed.
 */
public record SimReport(long steps, double stepsPerSecond, List<String> failures, String counts) {
    /** Whether every invariant held. */
    public boolean isGood() {
        return failures.isEmpty();
    }

    /** Everything, to be printed. */
    public String text() {
        final StringBuilder out = new StringBuilder(counts);
        out.append(String.format("%n%,.0f steps/s%n", stepsPerSecond));
        failures.forEach(failure -> out.append(failure).append(System.lineSeparator()));
        out.append(isGood() ? "Every invariant held." : failures.size() + " broken.");
        return out.append(System.lineSeparator()).toString();
    }
}
