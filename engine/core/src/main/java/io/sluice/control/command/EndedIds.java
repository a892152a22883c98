package io.sluice.control.command;

import io.sluice.control.image.Image;
import org.agrona.collections.LongHashSet;

/** The ids of the last 4,096 commands that have ended, so that a late answer is told from one to no command. */
final class EndedIds {
    private static final int REMEMBERED = 4096;

    private final LongHashSet ids = new LongHashSet(2 * REMEMBERED, 0.6f, true);
    private final long[] ring = new long[REMEMBERED];
    private int next;
    private int size;

    boolean contains(final long id) {
        return ids.contains(id);
    }

    void add(final long id) {
        if (size == REMEMBERED) {
            ids.remove(ring[next]);
        }
        ring[next] = id;
        next = (next + 1) % REMEMBERED;
        size = Math.min(REMEMBERED, size + 1);
        ids.add(id);
    }

    void image(final Image image) {
        final int count = image.count(size, REMEMBERED);
        for (int i = 0; i < count; i++) {
            final long id = image.int64(ring[(next + REMEMBERED - count + i) % REMEMBERED]);
            if (image.isReading()) {
                add(id);
            }
        }
    }
}
