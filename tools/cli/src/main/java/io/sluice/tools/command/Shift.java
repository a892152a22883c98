package io.sluice.tools.command;

import io.sluice.codec.BreachLevel;
import io.sluice.replay.whatif.Moment;
import io.sluice.replay.whatif.WhatIf;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much sooner or later something would have happened.
 *
 * @param what  happened.
 * @param was   when it did, null if it did not.
 * @param would when it would have, null if it would not.
 */
record Shift(String what, Moment was, Moment would) {
    /** Those of the drawdown. */
    static List<Shift> of(final WhatIf whatIf) {
        return List.of(
                new Shift(
                        "soft",
                        whatIf.was().breach(BreachLevel.SOFT),
                        whatIf.would().breach(BreachLevel.SOFT)),
                new Shift(
                        "hard",
                        whatIf.was().breach(BreachLevel.HARD),
                        whatIf.would().breach(BreachLevel.HARD)),
                new Shift("emergency", whatIf.was().stop(), whatIf.would().stop()));
    }

    /** Whether it happened, or would have. */
    boolean isKnown() {
        return was != null || would != null;
    }

    /** Whether it happened both here and there, so that the two can be compared. */
    boolean isBoth() {
        return was != null && would != null;
    }

    /** Nanoseconds by which it would have been later, below 0 sooner. */
    long laterNs() {
        return would.timeNs() - was.timeNs();
    }

    /** Recorded records by which it would have been later, below 0 sooner. */
    long laterRecords() {
        return would.sequence() - was.sequence();
    }

    /** In words, behind "would have come". */
    String words() {
        if (!isBoth()) {
            return was == null && would != null ? "though it never did" : "never";
        }
        if (laterNs() == 0 && laterRecords() == 0) {
            return "alike";
        }
        return duration(Math.abs(laterNs())) + " and "
                + String.format(Locale.ROOT, "%,d", Math.abs(laterRecords())) + " records "
                + (laterNs() < 0 || laterNs() == 0 && laterRecords() < 0 ? "sooner" : "later");
    }

    private static String duration(final long ns) {
        final Duration length = Duration.ofNanos(ns);
        final StringBuilder words = new StringBuilder();
        append(words, length.toDays(), " d ");
        append(words, length.toHoursPart(), " h ");
        append(words, length.toMinutesPart(), " min ");
        if (words.isEmpty()) {
            final long ms = length.toMillisPart();
            words.append(length.toSecondsPart()).append(ms == 0 ? "" : String.format(Locale.ROOT, ".%03d", ms));
        } else {
            words.append(length.toSecondsPart());
        }
        return words.append(" s").toString();
    }

    private static void append(final StringBuilder to, final long count, final String unit) {
        if (count > 0 || !to.isEmpty()) {
            to.append(count).append(unit);
        }
    }
}
