package io.sluice.control.trade;

import io.sluice.control.image.Image;
import org.agrona.collections.Long2LongHashMap;

/** How much was counted of closes that have ended, the last 4,096 of them: their fills may still come (H-3a). */
public final class FilledMemory {
    /** Nothing is known of that command. */
    public static final long UNKNOWN = -1;

    private static final int REMEMBERED = 4096;

    private final Long2LongHashMap filled = new Long2LongHashMap(2 * REMEMBERED, 0.6f, UNKNOWN, true);
    private final long[] ring = new long[REMEMBERED];
    private int next;

    /** What was counted of a command, or UNKNOWN. */
    public long of(final long commandId) {
        return filled.get(commandId);
    }

    /** So much was counted of a command. */
    public void put(final long commandId, final long totalE8) {
        if (filled.put(commandId, totalE8) == UNKNOWN) {
            if (ring[next] != 0) {
                filled.remove(ring[next]);
            }
            ring[next] = commandId;
            next = (next + 1) % REMEMBERED;
        }
    }

    /** Images what is remembered, the oldest first. */
    public void image(final Image image) {
        final int count = image.count(filled.size(), REMEMBERED);
        for (int i = 0; i < count; i++) {
            final int at = (next - count + i + REMEMBERED) % REMEMBERED;
            final long commandId = image.int64(ring[at]);
            final long totalE8 = image.int64(filled.get(commandId));
            if (image.isReading()) {
                put(commandId, totalE8);
            }
        }
    }
}
