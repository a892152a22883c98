package io.sluice.engine;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.sluice.record.RecordLayout;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The ring between all senders and the engine thread: fixed slots in one stretch of memory, each with room for the
 * longest envelope that a sender can make. Any thread publishes and never waits; one thread consumes.
 */
final class InputRing {
    private static final int FIRST_INPUT = 100;
    private static final int LAST_INPUT = 179;

    /** Bytes of the longest envelope of a sender. */
    static final int MAX_ENVELOPE = maxEnvelope();

    private static final int SLOT_BYTES = BitUtil.align(MAX_ENVELOPE, BitUtil.CACHE_LINE_LENGTH);

    /** One envelope. */
    static final class Slot {
        final UnsafeBuffer buffer;
        int length;

        Slot(final UnsafeBuffer buffer) {
            this.buffer = buffer;
        }
    }

    private final RingBuffer<Slot> ring;
    private final Sequence consumed = new Sequence();
    private final int batch;
    private long next;

    /** @param size slots, a power of two. */
    InputRing(final int size) {
        final ByteBuffer memory = BufferUtil.allocateDirectAligned(size * SLOT_BYTES, BitUtil.CACHE_LINE_LENGTH);
        final int[] made = new int[1];
        ring = RingBuffer.createMultiProducer(
                () -> new Slot(new UnsafeBuffer(memory, made[0]++ * SLOT_BYTES, SLOT_BYTES)),
                size,
                new YieldingWaitStrategy());
        ring.addGatingSequences(consumed);
        next = consumed.get() + 1;
        batch = Math.max(1, Math.min(16, size / 64));
    }

    /**
     * Publishes a copy of an envelope.
     *
     * @param reserve slots that must stay free for others.
     * @return false if there is no room.
     */
    boolean publish(final DirectBuffer envelope, final int offset, final int length, final int reserve) {
        if (!ring.hasAvailableCapacity(reserve + 1)) {
            return false;
        }
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException e) {
            // Another sender took the last slot since the question; the exception is one preallocated object.
            return false;
        }
        try {
            final Slot slot = ring.get(sequence);
            slot.buffer.putBytes(0, envelope, offset, length);
            slot.length = length;
        } finally {
            ring.publish(sequence);
        }
        return true;
    }

    /** Slots in all. */
    int size() {
        return ring.getBufferSize();
    }

    /** Slots in use at present; may be asked from any thread. */
    long occupied() {
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    /** The next envelope, to be left with {@link #advance()}; null if there is none. Engine thread only. */
    Slot peek() {
        return ring.isAvailable(next) ? ring.get(next) : null;
    }

    /** Leaves the envelope; slots are given back a few at a time. */
    void advance() {
        if (next - consumed.get() >= batch) {
            consumed.set(next);
        }
        next++;
    }

    /** Gives back every slot that was left. */
    void free() {
        if (consumed.get() != next - 1) {
            consumed.set(next - 1);
        }
    }

    private static int maxEnvelope() {
        final int header = RecordLayout.FRAME_PREFIX_LENGTH
                + Schema.message("RecordHeader").maxLength();
        return header
                + RecordLayout.FRAME_PREFIX_LENGTH
                + Schema.messages().stream()
                        .filter(message -> message.id() >= FIRST_INPUT && message.id() <= LAST_INPUT)
                        .mapToInt(MessageSpec::maxLength)
                        .max()
                        .orElseThrow();
    }
}
