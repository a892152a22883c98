package io.sluice.schema;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The check at a binary door: whether bytes that claim to be an input can be read as one at all. It runs in the
 * sender's thread, so that nothing unreadable ever reaches the ring. What the values mean is the machine's business.
 */
public final class FrameCheck {
    private static final int FIRST_INPUT = 100;
    private static final int LAST_INPUT = 199;
    private static final MessageSpec[] INPUTS = new MessageSpec[LAST_INPUT + 1];
    private static final FieldSpec[][] FIELDS = new FieldSpec[LAST_INPUT + 1][];

    static {
        for (int id = FIRST_INPUT; id <= LAST_INPUT; id++) {
            INPUTS[id] = Schema.message(id);
            FIELDS[id] = INPUTS[id] == null ? null : INPUTS[id].fields().toArray(FieldSpec[]::new);
        }
    }

    private FrameCheck() {}

    /**
     * Checks one input message.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     * @return null if it can be read, else what is wrong, with the field's name.
     */
    public static String check(final DirectBuffer buffer, final int offset, final int length) {
        if (length < RecordSizes.MESSAGE_HEADER || length > buffer.capacity() - offset) {
            return "too short for a message header";
        }
        final int templateId = buffer.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final MessageSpec spec = templateId <= LAST_INPUT ? INPUTS[templateId] : null;
        if (spec == null) {
            return "no such input: template " + templateId;
        }
        if ((buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) != spec.blockLength()
                || length < RecordSizes.MESSAGE_HEADER + spec.blockLength()) {
            return spec.name() + ": block length";
        }
        int position = offset + RecordSizes.MESSAGE_HEADER + spec.blockLength();
        for (final FieldSpec field : FIELDS[templateId]) {
            if (field.kind() == FieldKind.TEXT) {
                final int next = textEnd(buffer, position, offset + length, field);
                if (next < 0) {
                    return spec.name() + "." + field.name() + ": not acceptable text";
                }
                position = next;
            } else if (!isReadable(buffer, offset + RecordSizes.MESSAGE_HEADER + field.offset(), field)) {
                return spec.name() + "." + field.name() + ": not a readable value";
            }
        }
        return position == offset + length ? null : spec.name() + ": bytes behind the message";
    }

    private static int textEnd(final DirectBuffer buffer, final int position, final int end, final FieldSpec field) {
        if (position + field.length() > end) {
            return -1;
        }
        final long size = field.length() == Short.BYTES
                ? buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF
                : buffer.getInt(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        final int start = position + field.length();
        if (size > field.maxLength() || size > end - start || !Utf8.isClean(buffer, start, (int) size)) {
            return -1;
        }
        return start + (int) size;
    }

    private static boolean isReadable(final DirectBuffer buffer, final int at, final FieldSpec field) {
        return switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> {
                final boolean isInt = field.length() == Integer.BYTES;
                final long value = isInt
                        ? buffer.getInt(at, ByteOrder.LITTLE_ENDIAN)
                        : buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
                yield value >= field.min() && value <= field.max()
                        || field.optional() && value == (isInt ? Integer.MIN_VALUE : Long.MIN_VALUE);
            }
            case ENUM, BOOL -> {
                final int value = buffer.getByte(at) & 0xFF;
                yield field.values().has(value) || field.optional() && value == EnumSpec.ABSENT;
            }
            case SET -> {
                final long bits = field.length() == 1
                        ? buffer.getByte(at) & 0xFF
                        : buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
                yield (bits & ~field.values().mask()) == 0;
            }
            case SYMBOL -> isPadded(buffer, at, field);
            case BYTES, UUID, TEXT -> true;
        };
    }

    /** Printable ASCII, then zeros to the end; the form of a symbol itself is the machine's to refuse (G-3). */
    private static boolean isPadded(final DirectBuffer buffer, final int at, final FieldSpec field) {
        int size = 0;
        while (size < field.length() && buffer.getByte(at + size) > ' ' && buffer.getByte(at + size) < 0x7F) {
            size++;
        }
        return isZero(buffer, at + size, at + field.length()) && (size > 0 || field.optional());
    }

    private static boolean isZero(final DirectBuffer buffer, final int from, final int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            if (buffer.getLong(i) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (buffer.getByte(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
