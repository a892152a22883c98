package io.sluice.engine.line;

import io.sluice.client.DecisionSource;
import io.sluice.codec.RecordHeaderDecoder;
import java.util.function.Consumer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Decisions on their way to one strategy: the engine thread puts, the strategy's thread takes, neither waits. A
 * decision that finds no room is dropped and counted; the strategy finds it again by asking (SPEC G-4).
 */
public final class DecisionQueue implements DecisionSource {
    private static final int TYPE = 1;

    private final OneToOneRingBuffer ring;
    private final Runnable detach;
    private volatile long dropped;

    /** @param bytes a power of two. */
    public DecisionQueue(final int bytes, final Consumer<DecisionQueue> onClose) {
        detach = () -> onClose.accept(this);
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    }

    /**
     * Engine thread only.
     *
     * @return false if it found no room.
     */
    public boolean put(
            final RecordHeaderDecoder header, final DirectBuffer record, final int offset, final int length) {
        final int index = ring.tryClaim(TYPE, MESSAGE + length);
        if (index < 0) {
            dropped = dropped + 1;
            return false;
        }
        final org.agrona.concurrent.AtomicBuffer to = ring.buffer();
        to.putLong(index + SEQUENCE, header.sequence());
        to.putLong(index + TIME, header.timeNs());
        to.putLong(index + CORRELATION, header.correlationId().msb());
        to.putLong(index + CORRELATION + Long.BYTES, header.correlationId().lsb());
        to.putBytes(index + MESSAGE, record, offset, length);
        ring.commit(index);
        return true;
    }

    @Override
    public int take(final MessageHandler handler, final int limit) {
        return ring.read(handler, limit);
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        detach.run();
    }
}
