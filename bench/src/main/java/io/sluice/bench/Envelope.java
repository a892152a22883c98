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
    private final int message;

    private Envelope(final EnvelopeEncoder door, final MessageEncoderFlyweight encoder, final Runnable fill) {
        door.begin(buffer, 0, encoder);
        fill.run();
        length = door.end(encoder);
        message = door.inputOffset();
    }

    static <E extends MessageEncoderFlyweight> Envelope of(
            final EnvelopeEncoder door, final E encoder, final Consumer<E> fill) {
        return new Envelope(door, encoder, () -> fill.accept(encoder));
    }

    /** Offset of the input's message header. */
    int message() {
        return message;
    }

    /** Bytes of the input, message header included. */
    int messageLength() {
        return length - message;
    }

    /** Offset of a field, given the encoding offset that the codec names. */
    int at(final int fieldOffset) {
        return message + MessageHeaderEncoder.ENCODED_LENGTH + fieldOffset;
    }

    /** Changes an integer field of eight bytes. */
    void put(final int fieldOffset, final long value) {
        buffer.putLong(at(fieldOffset), value, ByteOrder.LITTLE_ENDIAN);
    }
}
