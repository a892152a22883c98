package io.sluice.schema;

import io.sluice.codec.RecordHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes one message after the other by table, into the same memory. What is not set is absent, or zero and empty
 * where it may not be. Values are not checked. Not thread safe.
 */
public final class MessageWriter {
    private static final byte[] EMPTY = new byte[0];

    private final UnsafeBuffer buffer;
    private final byte[][] texts;
    private MessageSpec spec;

    /** Makes a writer that has room for the longest message of the schema. */
    public MessageWriter() {
        buffer = new UnsafeBuffer(
                new byte
                        [Schema.messages().stream()
                                .mapToInt(MessageSpec::maxLength)
                                .max()
                                .orElseThrow()]);
        texts = new byte
                [Schema.messages().stream()
                        .mapToInt(message -> message.fields().size())
                        .max()
                        .orElseThrow()][];
    }

    /** Begins a message. */
    public void begin(final MessageSpec message) {
        spec = message;
        buffer.putShort(0, (short) message.blockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(2, (short) message.id(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(4, (short) RecordHeaderEncoder.SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) RecordHeaderEncoder.SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(RecordSizes.MESSAGE_HEADER, message.absentBlock());
        message.texts().forEach(field -> texts[field.index()] = EMPTY);
    }

    /** Ends the message; returns its length, message header included. */
    public int end() {
        int position = RecordSizes.MESSAGE_HEADER + spec.blockLength();
        for (final FieldSpec field : spec.texts()) {
            final byte[] text = texts[field.index()];
            if (field.length() == Short.BYTES) {
                buffer.putShort(position, (short) text.length, ByteOrder.LITTLE_ENDIAN);
            } else {
                buffer.putInt(position, text.length, ByteOrder.LITTLE_ENDIAN);
            }
            buffer.putBytes(position + field.length(), text);
            position += field.length() + text.length;
        }
        return position;
    }

    /** The memory; the message begins at 0. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Sets a number, the raw value of an enum or bool, or the bits of a set. */
    public void number(final FieldSpec field, final long value) {
        final int at = RecordSizes.MESSAGE_HEADER + field.offset();
        switch (field.length()) {
            case Byte.BYTES -> buffer.putByte(at, (byte) value);
            case Integer.BYTES -> buffer.putInt(at, (int) value, ByteOrder.LITTLE_ENDIAN);
            case Long.BYTES -> buffer.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
            default -> throw new IllegalArgumentException(field.name() + " takes no number");
        }
    }

    /** Sets a UUID. */
    public void uuid(final FieldSpec field, final long mostSignificant, final long leastSignificant) {
        final int at = RecordSizes.MESSAGE_HEADER + field.offset();
        buffer.putLong(at, mostSignificant, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + Long.BYTES, leastSignificant, ByteOrder.LITTLE_ENDIAN);
    }

    /** Sets text (UTF-8), a symbol (ASCII, at most the field's length) or raw bytes. */
    public void bytes(final FieldSpec field, final byte[] value) {
        if (field.kind() == FieldKind.TEXT) {
            texts[field.index()] = value;
            return;
        }
        final int at = RecordSizes.MESSAGE_HEADER + field.offset();
        buffer.setMemory(at, field.length(), (byte) 0);
        buffer.putBytes(at, value);
    }

    /** The text that was set so far; not to be changed. */
    public byte[] text(final FieldSpec field) {
        return texts[field.index()];
    }

    /** The number that was set so far. */
    public long number(final FieldSpec field) {
        final int at = RecordSizes.MESSAGE_HEADER + field.offset();
        return switch (field.length()) {
            case Byte.BYTES -> buffer.getByte(at) & 0xFF;
            case Integer.BYTES -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            default -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
        };
    }
}
