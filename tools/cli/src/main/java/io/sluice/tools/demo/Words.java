package io.sluice.tools.demo;

import io.sluice.control.num.Wide;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times for the screen. */
final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd MMM HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MICRO = 1_000;
    private static final double MEGA = 1_000_000;

    private Words() {}

    /** {@code 25 Nov 06:00:10}. */
    static String moment(final long timeNs) {
        return MOMENT.format(
                Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L)));
    }

    /** {@code 100,000}. */
    static String count(final long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1,163.00}. */
    static String money(final long e8) {
        return String.format(Locale.ROOT, "%,.2f", (double) e8 / Wide.ONE);
    }

    /** {@code 2.5}. */
    static String quantity(final long e8) {
        return String.format(Locale.ROOT, "%.1f", (double) e8 / Wide.ONE);
    }

    /** {@code -5.02 %}. */
    static String percent(final double percent) {
        return String.format(Locale.ROOT, "%.2f %%", percent == 0 ? 0.0 : percent);
    }

    /** {@code 3.4 us}. */
    static String micros(final long ns) {
        return String.format(Locale.ROOT, "%,.1f us", ns / MICRO);
    }

    /** {@code 84.2 MB}. */
    static String megabytes(final long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGA);
    }
}
