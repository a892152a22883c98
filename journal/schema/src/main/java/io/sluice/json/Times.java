package io.sluice.json;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Times as ISO-8601 UTC with up to nine decimals, as {@code 2013-11-25T09:30:00.000000001Z}. */
public final class Times {
    private static final long NANOS = 1_000_000_000;
    private static final int SECONDS_A_DAY = 86_400;
    private static final String FORM = "dddd-dd-ddTdd:dd:dd";

    private Times() {}

    /**
     * Reads a time.
     *
     * @return nanoseconds since the epoch.
     * @throws MalformedException if it has another form, does not exist, or does not fit (1677 to 2262).
     */
    public static long parse(final String text) throws MalformedException {
        final int end = text.length() - 1;
        boolean matches = end >= FORM.length() && text.charAt(end) == 'Z';
        for (int i = 0; matches && i < end; i++) {
            final char form = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : 'd';
            final char c = text.charAt(i);
            matches = form == 'd' ? c >= '0' && c <= '9' : c == form;
        }
        final int decimals = end - FORM.length() - 1;
        if (!matches || decimals == 0 || decimals > 9) {
            throw new MalformedException("not a time: ISO-8601 UTC with up to nine decimals, ending in Z");
        }
        try {
            final long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            final int hour = number(text, 11, 13);
            final int minute = number(text, 14, 16);
            final int second = number(text, 17, 19);
            if (hour > 23 || minute > 59 || second > 59) {
                throw new MalformedException("no such time of day");
            }
            long nanos = decimals > 0 ? number(text, FORM.length() + 1, end) : 0;
            for (int i = Math.max(decimals, 0); i < 9; i++) {
                nanos *= 10;
            }
            return scale(day * SECONDS_A_DAY + hour * 3600L + minute * 60L + second, nanos);
        } catch (final DateTimeException e) {
            throw new MalformedException("no such day");
        } catch (final ArithmeticException e) {
            throw new MalformedException("time out of range");
        }
    }

    /** Writes a time; trailing zeros of the fraction are left out. */
    public static StringBuilder append(final StringBuilder to, final long timeNs) {
        final long seconds = Math.floorDiv(timeNs, NANOS);
        final int second = (int) Math.floorMod(seconds, (long) SECONDS_A_DAY);
        final LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) SECONDS_A_DAY));
        pad(to, day.getYear(), 1000).append('-');
        pad(to, day.getMonthValue(), 10).append('-');
        pad(to, day.getDayOfMonth(), 10).append('T');
        pad(to, second / 3600, 10).append(':');
        pad(to, second / 60 % 60, 10).append(':');
        pad(to, second % 60, 10);
        long fraction = Math.floorMod(timeNs, NANOS);
        for (long unit = NANOS / 10; fraction != 0; unit /= 10) {
            to.append(unit == NANOS / 10 ? "." : "").append((char) ('0' + fraction / unit));
            fraction %= unit;
        }
        return to.append('Z');
    }

    /** A time; trailing zeros of the fraction are left out. */
    public static String toString(final long timeNs) {
        return append(new StringBuilder(), timeNs).toString();
    }

    /** Before the epoch the whole seconds alone may not fit although the time does, so borrow one. */
    private static long scale(final long seconds, final long nanos) {
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS), nanos - NANOS)
                : Math.addExact(Math.multiplyExact(seconds, NANOS), nanos);
    }

    private static int number(final String text, final int from, final int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static StringBuilder pad(final StringBuilder to, final int value, final int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            to.append((char) ('0' + value / unit % 10));
        }
        return to;
    }
}
