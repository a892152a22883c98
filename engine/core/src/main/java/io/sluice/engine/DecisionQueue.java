package io.sluice.engine;

import io.sluice.codec.RecordHeaderDecoder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Decisions on their way to one strategy: the engine thread puts, the strategy's thread takes, neither waits. A
 * decision that finds no room is dropped and counted; the strategy finds it again by asking (SPEC G-4).
 *
 * <pre>
 *   0         8         16         24         32
 *   +---------+---------+----------+----------+------------------+
 *   |  seq    |  time   | correlation id      | Decision message |
 *   +---------+---------+----------+----------+------------------+
 * </pre>
 */
final class DecisionQueue {
    static final int SEQUENCE = 0;
    static final int TIME = 8;
    static final int CORRELATION = 16;
    static final int MESSAGE = 32;

    private static final int TYPE = 1;

    private final OneToOneRingBuffer ring;
    private volatile long dropped;

    /** @param bytes a power of two. */
    DecisionQueue(final int bytes) {
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    }

    /** Engine thread only. */
    void put(final RecordHeaderDecoder header, final DirectBuffer record, final int offset, final int length) {
        final int index = ring.tryClaim(TYPE, MESSAGE + length);
        if (index < 0) {
            dropped = dropped + 1;
            return;
        }
        final org.agrona.concurrent.AtomicBuffer to = ring.buffer();
        to.putLong(index + SEQUENCE, header.sequence());
        to.putLong(index + TIME, header.timeNs());
        to.putLong(index + CORRELATION, header.correlationId().msb());
        to.putLong(index + CORRELATION + Long.BYTES, header.correlationId().lsb());
        to.putBytes(index + MESSAGE, record, offset, length);
        ring.commit(index);
    }

    /** Strategy's thread only. */
    int take(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }

    /** Decisions that found no room. */
    long dropped() {
        return dropped;
    }
}
