package io.sluice.control.trade;

import org.agrona.collections.Long2LongHashMap;

/**
 * How much was counted of what is no longer in any book: closes that have ended, orders nobody knows (H-3a). The last
 * 4,096 are remembered.
 */
final class FilledMemory {
    static final int REMEMBERED = 4096;

    private final Long2LongHashMap filled = new Long2LongHashMap(2 * REMEMBERED, 0.6f, 0, true);
    private final long[] ring = new long[REMEMBERED];
    private int next;

    /** What was counted of a subject, 0 if nothing is known. */
    long of(final long subject) {
        return filled.get(subject);
    }

    /** More was counted of a subject; 0 names none. */
    void put(final long subject, final long totalE8) {
        if (subject == 0 || totalE8 == 0) {
            return;
        }
        if (!filled.containsKey(subject)) {
            filled.remove(ring[next]);
            ring[next] = subject;
            next = (next + 1) % REMEMBERED;
        }
        filled.put(subject, totalE8);
    }
}
