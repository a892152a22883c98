package io.sluice.bench;

import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.record.EnvelopeEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** An input as it lies in a slot of the ring, encoded once; single fields are changed in place between uses. */
final class Envelope {
    private static final int CAPACITY = 2048;

    final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    final int length;
    private final int block;

    private Envelope(final EnvelopeEncoder door, final MessageEncoderFlyweight message, final Runnable fill) {
        door.begin(buffer, 0, message);
        fill.run();
        length = door.end(message);
        block = door.inputOffset() + MessageHeaderEncoder.ENCODED_LENGTH;
    }

    static <E extends MessageEncoderFlyweight> Envelope of(
            final EnvelopeEncoder door, final E message, final Consumer<E> fill) {
        return new Envelope(door, message, () -> fill.accept(message));
    }

    /** Changes an integer field of eight bytes, given the encoding offset that the codec names. */
    void put(final int fieldOffset, final long value) {
        buffer.putLong(block + fieldOffset, value, ByteOrder.LITTLE_ENDIAN);
    }
}
