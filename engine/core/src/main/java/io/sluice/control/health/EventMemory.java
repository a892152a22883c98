package io.sluice.control.health;

import io.sluice.control.image.Image;
import org.agrona.collections.LongHashSet;

/** The last 65,536 event ids (M-6), each by 64 bits mixed from its 128. */
public final class EventMemory {
    /** How many are remembered. */
    public static final int REMEMBERED = 65_536;

    private final LongHashSet seen = new LongHashSet(2 * REMEMBERED, 0.6f, true);
    private final long[] ring = new long[REMEMBERED];
    private int next;
    private boolean full;

    /** Remembers an event; false if it was known. */
    public boolean add(final long msb, final long lsb) {
        final long print = print(msb, lsb);
        if (!seen.add(print)) {
            return false;
        }
        if (full) {
            seen.remove(ring[next]);
        }
        ring[next] = print;
        next = (next + 1) % REMEMBERED;
        full |= next == 0;
        return true;
    }

    /** One half is mixed before the other joins it: ids that differ in a pattern of bits do not meet. */
    private static long print(final long msb, final long lsb) {
        return mix(mix(msb) ^ lsb);
    }

    /** Each value gives another one. */
    private static long mix(final long value) {
        final long half = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        final long whole = (half ^ half >>> 33) * 0xC4CEB9FE1A85EC53L;
        return whole ^ whole >>> 33;
    }

    /** Images what is remembered, the oldest first. */
    public void image(final Image image) {
        final int count = image.count(full ? REMEMBERED : next, REMEMBERED);
        final int from = full ? next : 0;
        for (int i = 0; i < count; i++) {
            final int at = (from + i) % REMEMBERED;
            ring[at] = image.int64(ring[at]);
            if (image.isReading()) {
                seen.add(ring[at]);
            }
        }
        if (image.isReading()) {
            next = count % REMEMBERED;
            full = count == REMEMBERED;
        }
    }
}
