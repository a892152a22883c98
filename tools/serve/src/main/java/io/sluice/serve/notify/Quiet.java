package io.sluice.serve.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Hours of the day, in UTC, at which a notice waits; they may go over midnight.
 *
 * @param text {@code HH:mm-HH:mm}; empty for none.
 */
record Quiet(String text) {
    static final Quiet NONE = new Quiet("");
    private static final int TIME = "HH:mm".length();

    static Quiet of(final String text) {
        return text.isEmpty() ? NONE : new Quiet(text);
    }

    /** Whether a time, in milliseconds since the epoch, is among them. */
    boolean covers(final long wallMs) {
        if (text.isEmpty()) {
            return false;
        }
        final LocalTime now =
                Instant.ofEpochMilli(wallMs).atZone(ZoneOffset.UTC).toLocalTime();
        final LocalTime from = LocalTime.parse(text.substring(0, TIME));
        final LocalTime to = LocalTime.parse(text.substring(TIME + 1));
        final boolean isAfter = !now.isBefore(from);
        final boolean isBefore = now.isBefore(to);
        return from.isBefore(to) ? isAfter && isBefore : isAfter || isBefore;
    }
}
