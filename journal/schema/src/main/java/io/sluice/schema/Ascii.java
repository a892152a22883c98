package io.sluice.schema;

/** Eight bytes of zero-padded ASCII at a time, as one little-endian word. */
public final class Ascii {
    /** A one in each byte. */
    public static final long EACH = 0x0101_0101_0101_0101L;
    /** The highest bit of each byte. */
    public static final long HIGH_BITS = 0x80 * EACH;

    private Ascii() {}

    /** A word other than zero with a character in the place of each zero byte at its end. */
    public static long fill(final long word, final char with) {
        final int zeros = Long.numberOfLeadingZeros(word) & -Byte.SIZE;
        return zeros == 0 ? word : word | -1L << Long.SIZE - zeros & EACH * with;
    }

    /** Whether the last byte of a word is zero: then only zeros may follow. */
    public static boolean endsWithin(final long word) {
        return word >>> Long.SIZE - Byte.SIZE == 0;
    }

    /** The highest bit of each byte that lies between two, both included; means nothing if a byte is over 0x7F. */
    public static long between(final long word, final int low, final int high) {
        return word + EACH * (0x80 - low) & ~(word + EACH * (0x7F - high)) & HIGH_BITS;
    }
}
