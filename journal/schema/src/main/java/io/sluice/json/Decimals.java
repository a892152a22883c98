package io.sluice.json;

/** Decimals as plain strings (SPEC W-1): {@code -?digits[.digits]}, no exponent, at most 8 significant decimals. */
public final class Decimals {
    private static final int SCALE = 8;
    private static final long UNIT = 100_000_000;
    private static final int MAX_WHOLE_DIGITS = 10;

    private Decimals() {}

    /**
     * Reads a decimal.
     *
     * @return scaled by 10^8, absolute value below 10^18.
     * @throws MalformedException whatever else it is: nothing is rounded.
     */
    public static long parse(final String text) throws MalformedException {
        final int start = text.startsWith("-") ? 1 : 0;
        final int point = text.indexOf('.');
        final int wholeEnd = point < 0 ? text.length() : point;
        requireDigits(text, start, wholeEnd);
        if (wholeEnd - start > 1 && text.charAt(start) == '0') {
            throw new MalformedException("not a plain decimal: leading zero");
        }
        if (wholeEnd - start > MAX_WHOLE_DIGITS) {
            throw new MalformedException("decimal out of range: 10^10 or more");
        }
        long value = Long.parseLong(text, start, wholeEnd, 10);
        for (int i = 0; i < SCALE; i++) {
            final int at = wholeEnd + 1 + i;
            value = value * 10 + (at < text.length() ? text.charAt(at) - '0' : 0);
        }
        if (point >= 0) {
            requireDigits(text, point + 1, text.length());
            for (int at = point + 1 + SCALE; at < text.length(); at++) {
                if (text.charAt(at) != '0') {
                    throw new MalformedException("more than " + SCALE + " significant decimals");
                }
            }
        }
        return start == 1 ? -value : value;
    }

    /** Writes a decimal with as few digits as it takes. */
    public static StringBuilder append(final StringBuilder to, final long e8) {
        final long whole = e8 / UNIT;
        long fraction = Math.abs(e8 % UNIT);
        if (e8 < 0) {
            to.append('-');
        }
        to.append(Math.abs(whole));
        for (long unit = UNIT / 10; fraction != 0; unit /= 10) {
            to.append(unit == UNIT / 10 ? "." : "").append((char) ('0' + fraction / unit));
            fraction %= unit;
        }
        return to;
    }

    /** A decimal with as few digits as it takes. */
    public static String toString(final long e8) {
        return append(new StringBuilder(), e8).toString();
    }

    private static void requireDigits(final String text, final int from, final int to) throws MalformedException {
        boolean digits = from < to;
        for (int i = from; i < to; i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw new MalformedException("not a plain decimal");
        }
    }
}
