package io.sluice.journal;

/** A place in a journal as one number: segment and byte offset in its roll file. Rises with the sequence. */
public final class JournalPosition {
    private static final int OFFSET_BITS = 36;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private JournalPosition() {}

    /** Number of the segment. */
    public static int segment(final long position) {
        return (int) (position >>> OFFSET_BITS);
    }

    /** Offset of the excerpt's header in the roll file. */
    public static long offset(final long position) {
        return position & OFFSET_MASK;
    }

    /** In words. */
    public static String describe(final long position) {
        return "segment " + segment(position) + ", byte " + offset(position);
    }

    static long of(final int segment, final long offset) {
        return (long) segment << OFFSET_BITS | offset;
    }
}
