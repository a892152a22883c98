package io.sluice.schema;

import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.DirectBuffer;

/**
 * The check at a binary door: whether bytes that claim to be an input can be read as one at all. It runs in the
 * sender's thread, so that nothing unreadable ever reaches the ring. What the values mean is the machine's business.
 */
public final class FrameCheck {
    private static final int FIRST_INPUT = 100;
    private static final int LAST_INPUT = 199;
    private static final MessageSpec[] INPUTS = new MessageSpec[LAST_INPUT + 1];
    private static final FieldCheck[][] FIELDS = new FieldCheck[LAST_INPUT + 1][];

    static {
        for (int id = FIRST_INPUT; id <= LAST_INPUT; id++) {
            INPUTS[id] = Schema.message(id);
            FIELDS[id] = INPUTS[id] == null ? null : checks(INPUTS[id]);
        }
    }

    private FrameCheck() {}

    private static FieldCheck[] checks(final MessageSpec spec) {
        return spec.fields().stream()
                .map(FieldCheck::of)
                .filter(Objects::nonNull)
                .toArray(FieldCheck[]::new);
    }

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
        for (final FieldCheck field : FIELDS[templateId]) {
            if (field.isText()) {
                position = textEnd(buffer, position, offset + length, field.spec());
                if (position < 0) {
                    return spec.name() + "." + field.spec().name() + ": not acceptable text";
                }
            } else if (!field.isReadable(buffer, offset)) {
                return spec.name() + "." + field.spec().name() + ": not a readable value";
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
}
