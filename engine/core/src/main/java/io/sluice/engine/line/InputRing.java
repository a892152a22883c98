package io.sluice.engine.line;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.sluice.record.EnvelopeEncoder;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The ring between all senders and the engine thread: fixed slots in one stretch of memory, each with room for the
 * longest envelope that a sender can make. Any thread publishes and never waits; one thread consumes.
 */
public final class InputRing {
    /** Bytes of the longest envelope of a sender. */
    public static final int MAX_ENVELOPE = EnvelopeEncoder.MAX_LENGTH;

    private static final int SLOT_BYTES = BitUtil.align(MAX_ENVELOPE, BitUtil.CACHE_LINE_LENGTH);

    /** One envelope. */
    public static final class Slot {
        public final UnsafeBuffer buffer;
        public int length;

        Slot(final UnsafeBuffer buffer) {
            this.buffer = buffer;
        }
    }

    private final RingBuffer<Slot> ring;
    private final Sequence consumed = new Sequence();
    private final int batch;
    private long next;

    /** @param size slots, a power of two. */
    public InputRing(final int size) {
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
    public boolean publish(final DirectBuffer envelope, final int offset, final int length, final int reserve) {
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
    public int size() {
        return ring.getBufferSize();
    }

    /** Slots in use at present; may be asked from any thread. */
    public long occupied() {
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    /** The next envelope, to be left with {@link #advance()}; null if there is none. Engine thread only. */
    public Slot peek() {
        return ring.isAvailable(next) ? ring.get(next) : null;
    }

    /** Leaves the envelope; slots are given back a few at a time. */
    public void advance() {
        if (next - consumed.get() >= batch) {
            consumed.set(next);
        }
        next++;
    }

    /** Gives back every slot that was left. */
    public void free() {
        if (consumed.get() != next - 1) {
            consumed.set(next - 1);
        }
    }
}
