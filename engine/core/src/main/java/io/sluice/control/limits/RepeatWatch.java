package io.sluice.control.limits;

import io.sluice.control.image.Image;

/** The last orders of one strategy, to see the same one sent again and again (section 11). */
public final class RepeatWatch {
    private static final int SIZE = 1024;

    private final long[] prints = new long[SIZE];
    private final long[] timesNs = new long[SIZE];
    private long count;

    /** How many of the remembered orders since a time look like this. */
    int since(final long print, final long fromNs) {
        int same = 0;
        for (long i = count - 1; i >= 0 && i >= count - SIZE && timesNs[(int) (i % SIZE)] >= fromNs; i--) {
            same += prints[(int) (i % SIZE)] == print ? 1 : 0;
        }
        return same;
    }

    /** Remembers an order. */
    void add(final long print, final long nowNs) {
        prints[(int) (count % SIZE)] = print;
        timesNs[(int) (count % SIZE)] = nowNs;
        count++;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /** Images what is remembered, the oldest first. */
    public void image(final Image image) {
        count = image.int64(count);
        if (count < 0) {
            throw image.wrong("it counts " + count + " orders");
        }
        for (long i = Math.max(0, count - SIZE); i < count; i++) {
            final int at = (int) (i % SIZE);
            prints[at] = image.int64(prints[at]);
            timesNs[at] = image.int64(timesNs[at]);
        }
    }
}
