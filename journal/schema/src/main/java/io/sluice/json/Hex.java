package io.sluice.json;

/** Hashes and UUIDs as text. */
final class Hex {
    private static final String DIGITS = "0123456789abcdef";
    private static final int UUID_LENGTH = 36;

    private Hex() {}

    /** Reads exactly so many bytes of hex, in either case. */
    static byte[] parse(final String text, final int bytes) throws MalformedException {
        if (text.length() != 2 * bytes) {
            throw new MalformedException("not " + 2 * bytes + " hex digits");
        }
        final byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = (byte) (digit(text, 2 * i) << 4 | digit(text, 2 * i + 1));
        }
        return value;
    }

    /** Reads the first or second half of a UUID of the form 8-4-4-4-12. */
    static long parseUuid(final String text, final boolean firstHalf) throws MalformedException {
        if (text.length() != UUID_LENGTH) {
            throw new MalformedException("not a UUID");
        }
        long value = 0;
        for (int i = firstHalf ? 0 : 19; i < (firstHalf ? 18 : UUID_LENGTH); i++) {
            if (i == 8 || i == 13 || i == 23) {
                requireDash(text, i);
            } else {
                value = value << 4 | digit(text, i);
            }
        }
        requireDash(text, 18);
        return value;
    }

    static void appendByte(final StringBuilder to, final int value) {
        to.append(DIGITS.charAt(value >> 4 & 0xF)).append(DIGITS.charAt(value & 0xF));
    }

    static void appendUuid(final StringBuilder to, final long mostSignificant, final long leastSignificant) {
        for (int i = 0; i < 16; i++) {
            final long half = i < 8 ? mostSignificant : leastSignificant;
            to.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "");
            appendByte(to, (int) (half >> 56 - 8 * (i % 8)) & 0xFF);
        }
    }

    private static void requireDash(final String text, final int at) throws MalformedException {
        if (text.charAt(at) != '-') {
            throw new MalformedException("not a UUID");
        }
    }

    private static int digit(final String text, final int at) throws MalformedException {
        final char c = text.charAt(at);
        final int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new MalformedException("not hex digits");
        }
        return digit;
    }
}
