package io.sluice.control.intent;

/**
 * Highest intent ids that a new epoch goes on from, as text: {@code id:highest}, comma separated (SPEC J-2). What an
 * earlier journal may have answered is not answered anew.
 */
public final class Fences {
    private static final long MAX_INTENT_ID = (1L << 53) - 1;

    private Fences() {}

    /** Takes one fence after the other. */
    @FunctionalInterface
    public interface Taker {
        /** @param highest intent id of a strategy that counts as answered. */
        void onFence(int strategyId, long highest);
    }

    /** Adds one to a text. */
    public static void append(final StringBuilder text, final int strategyId, final long highest) {
        text.append(text.length() == 0 ? "" : ",")
                .append(strategyId)
                .append(':')
                .append(Math.min(highest, MAX_INTENT_ID));
    }

    /** Reads a text; false if it is not what {@link #append} writes. What came before the fault was taken then. */
    public static boolean read(final CharSequence text, final Taker taker) {
        int at = 0;
        while (at < text.length()) {
            final int colon = digits(text, at);
            final int end = colon < text.length() ? digits(text, colon + 1) : colon;
            final boolean isSound = colon > at
                    && end > colon + 1
                    && text.charAt(colon) == ':'
                    && (end == text.length() || text.charAt(end) == ',' && end + 1 < text.length());
            if (!isSound || end - colon > 17 || colon - at > 10) {
                return false;
            }
            final long id = number(text, at, colon);
            final long highest = number(text, colon + 1, end);
            if (id > Integer.MAX_VALUE || highest > MAX_INTENT_ID) {
                return false;
            }
            taker.onFence((int) id, highest);
            at = end + 1;
        }
        return true;
    }

    private static int digits(final CharSequence text, final int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static long number(final CharSequence text, final int from, final int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
