package io.sluice.client;

import io.sluice.codec.ToldDecoder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Decisions between the client's thread, which puts, and the strategy's, which takes; neither waits. */
final class RemoteDecisions implements DecisionSource {
    private static final int TYPE = 1;
    private static final int BYTES = 1 << 20;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    private final Runnable hear;
    private final Runnable onClose;
    private volatile long dropped;

    /** @param hear called before decisions are taken: the strategy's thread may listen for itself. */
    RemoteDecisions(final Runnable hear, final Runnable onClose) {
        this.hear = hear;
        this.onClose = onClose;
    }

    void put(final ToldDecoder told, final DirectBuffer message, final int offset, final int length) {
        final int index = ring.tryClaim(TYPE, MESSAGE + length);
        if (index < 0) {
            dropped = dropped + 1;
            return;
        }
        final AtomicBuffer to = ring.buffer();
        to.putLong(index + SEQUENCE, told.sequence());
        to.putLong(index + TIME, told.timeNs());
        to.putLong(index + CORRELATION, told.correlationId().msb());
        to.putLong(index + CORRELATION + Long.BYTES, told.correlationId().lsb());
        to.putBytes(index + MESSAGE, message, offset, length);
        ring.commit(index);
    }

    @Override
    public int take(final MessageHandler handler, final int limit) {
        hear.run();
        return ring.read(handler, limit);
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
