package io.sluice.schema;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Reads the fields of one encoded message by table. Not thread safe; wrapping allocates nothing. */
public final class MessageReader {
    private static final int MAX_FIELDS = 64;

    private final int[] textOffset = new int[MAX_FIELDS];
    private final int[] textLength = new int[MAX_FIELDS];
    private MessageSpec spec;
    private DirectBuffer buffer;
    private int block;
    private int version;

    /**
     * Takes a message.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     * @throws IllegalArgumentException if these bytes are no message of the schema.
     */
    public MessageReader wrap(final DirectBuffer source, final int offset, final int length) {
        final int templateId = source.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        spec = Schema.message(templateId);
        if (spec == null) {
            throw new IllegalArgumentException("no message with template id " + templateId);
        }
        buffer = source;
        block = offset + RecordSizes.MESSAGE_HEADER;
        version = source.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        int position = block + (source.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        for (final FieldSpec field : spec.texts()) {
            if (field.since() > version) {
                textLength[field.index()] = 0;
                continue;
            }
            require(position >= block && position + field.length() <= offset + length);
            textLength[field.index()] = field.length() == Short.BYTES
                    ? source.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF
                    : source.getInt(position, ByteOrder.LITTLE_ENDIAN);
            textOffset[field.index()] = position + field.length();
            position = textOffset[field.index()] + textLength[field.index()];
        }
        require(position == offset + length);
        return this;
    }

    /** The message that is wrapped. */
    public MessageSpec spec() {
        return spec;
    }

    /**
     * Whether an optional field is absent, be it that the version that wrote the message had none; a field that is not
     * optional never is.
     */
    public boolean isAbsent(final FieldSpec field) {
        if (field.since() > version) {
            return true;
        }
        if (!field.optional()) {
            return false;
        }
        return switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> number(field)
                    == (field.length() == Integer.BYTES ? Integer.MIN_VALUE : Long.MIN_VALUE);
            case ENUM, BOOL -> number(field) == EnumSpec.ABSENT;
            case SET -> false;
            case SYMBOL, BYTES, UUID -> isZero(block + field.offset(), field.length());
            case TEXT -> textLength[field.index()] == 0;
        };
    }

    /** The number in a field of a numeric kind, the raw value of an enum or bool, the bits of a set. */
    public long number(final FieldSpec field) {
        final int at = block + field.offset();
        return switch (field.kind()) {
            case ENUM, BOOL -> buffer.getByte(at) & 0xFF;
            case SET -> field.length() == 1
                    ? buffer.getByte(at) & 0xFF
                    : buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            case INTEGER, ID, DECIMAL, TIME -> field.length() == Integer.BYTES
                    ? buffer.getInt(at, ByteOrder.LITTLE_ENDIAN)
                    : buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            case SYMBOL, BYTES, UUID, TEXT -> throw new IllegalArgumentException(field.name() + " holds no number");
        };
    }

    /** First half of a UUID. */
    public long mostSignificant(final FieldSpec field) {
        return buffer.getLong(block + field.offset(), ByteOrder.LITTLE_ENDIAN);
    }

    /** Second half of a UUID. */
    public long leastSignificant(final FieldSpec field) {
        return buffer.getLong(block + field.offset() + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** One byte of a field of kind {@link FieldKind#BYTES}. */
    public int byteAt(final FieldSpec field, final int index) {
        return buffer.getByte(block + field.offset() + index) & 0xFF;
    }

    /** A text or symbol. */
    public String text(final FieldSpec field) {
        if (field.kind() == FieldKind.TEXT) {
            return buffer.getStringWithoutLengthUtf8(textOffset[field.index()], textLength[field.index()]);
        }
        int size = 0;
        while (size < field.length() && buffer.getByte(block + field.offset() + size) != 0) {
            size++;
        }
        return buffer.getStringWithoutLengthAscii(block + field.offset(), size);
    }

    /** The raw bytes of a text field. */
    public byte[] bytes(final FieldSpec field) {
        final byte[] bytes = new byte[textLength[field.index()]];
        buffer.getBytes(textOffset[field.index()], bytes);
        return bytes;
    }

    private void require(final boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(spec.name() + " does not fill its bytes");
        }
    }

    private boolean isZero(final int at, final int length) {
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(at + i) != 0) {
                return false;
            }
        }
        return true;
    }
}
