package io.sluice.control.intent;

import io.sluice.codec.DecisionDecoder;
import io.sluice.control.image.Image;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last decisions of one strategy (G-4). Intent ids rise, so the ring is in their order and can be searched by
 * halves. A slot holds the block of the Decision as it was given.
 */
public final class DecisionMemory {
    private final long[] intentIds;
    private final long[] fingerprints;
    private final UnsafeBuffer blocks;
    private long count;

    /** @param remembered most decisions. */
    DecisionMemory(final int remembered) {
        intentIds = new long[remembered];
        fingerprints = new long[remembered];
        blocks = new UnsafeBuffer(new byte[remembered * DecisionDecoder.BLOCK_LENGTH]);
        Arrays.fill(intentIds, -1);
    }

    /** Remembers a new intent with its decision; the oldest one is forgotten. */
    void add(final long intentId, final long fingerprint, final DirectBuffer block, final int offset) {
        final int slot = (int) (count++ % intentIds.length);
        intentIds[slot] = intentId;
        fingerprints[slot] = fingerprint;
        put(slot, block, offset);
    }

    /** Slot of an intent, or -1 if it is not remembered. */
    public int find(final long intentId) {
        long low = Math.max(0, count - intentIds.length);
        long high = count - 1;
        while (low <= high) {
            final long middle = low + high >>> 1;
            final int slot = (int) (middle % intentIds.length);
            if (intentIds[slot] == intentId) {
                return slot;
            }
            if (intentIds[slot] < intentId) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** What the intent of a slot said. */
    public long fingerprint(final int slot) {
        return fingerprints[slot];
    }

    /** Replaces the decision of a slot by a later one. */
    void put(final int slot, final DirectBuffer block, final int offset) {
        blocks.putBytes(slot * DecisionDecoder.BLOCK_LENGTH, block, offset, DecisionDecoder.BLOCK_LENGTH);
    }

    /** The blocks of all slots, one after the other. */
    public UnsafeBuffer blocks() {
        return blocks;
    }

    /** Images the decisions, the oldest first. */
    void image(final Image image) {
        count = image.int64(count);
        if (count < 0) {
            throw image.wrong("it counts " + count + " decisions");
        }
        for (long i = Math.max(0, count - intentIds.length); i < count; i++) {
            final int slot = (int) (i % intentIds.length);
            intentIds[slot] = image.int64(intentIds[slot]);
            fingerprints[slot] = image.int64(fingerprints[slot]);
            image.bytes(blocks, slot * DecisionDecoder.BLOCK_LENGTH, DecisionDecoder.BLOCK_LENGTH);
        }
    }
}
