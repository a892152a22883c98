package io.sluice.schema;

import io.sluice.codec.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.agrona.DirectBuffer;

/**
 * The check at a binary door: whether bytes that claim to be an input can be read as one at all. It runs in the
 * sender's thread, so that nothing unreadable ever reaches the ring. What the values mean is the machine's business.
 */
public final class FrameCheck {
    private static final MessageSpec[] INPUTS = new MessageSpec[MessageIds.FIRST_OUTCOME];
    private static final FieldCheck[][] FIELDS = new FieldCheck[MessageIds.FIRST_OUTCOME][];

    static {
        for (int id = MessageIds.FIRST_SESSION; id < MessageIds.FIRST_OUTCOME; id++) {
            INPUTS[id] = Schema.message(id);
            FIELDS[id] = INPUTS[id] == null ? null : checks(INPUTS[id]);
        }
    }

    /** Most bytes of a message within a message of a session; no text of an input may be as long. */
    private static final int MESSAGE =
            Schema.message("Told").field("outcome").orElseThrow().maxLength();

    private FrameCheck() {}

    private static FieldCheck[] checks(final MessageSpec spec) {
        return spec.fields().stream()
                .map(FieldCheck::of)
                .filter(Objects::nonNull)
                .toArray(FieldCheck[]::new);
    }

    /**
     * Checks one input message of the present version of the schema.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     * @return null if it can be read, else what is wrong, with the field's name.
     */
    public static String check(final DirectBuffer buffer, final int offset, final int length) {
        final String wrong = check(buffer, offset, length, MessageHeaderDecoder.SCHEMA_VERSION, MessageIds::isInput);
        if (wrong != null) {
            return wrong;
        }
        final FieldSpec missing = Required.missing(buffer, offset);
        return missing == null ? null : INPUTS[templateId(buffer, offset)].name() + "." + missing.name() + ": missing";
    }

    /**
     * As the other, of a message in a record: an earlier version may have written it, and what it lacks the machine has
     * refused (W-0).
     */
    public static String checkRecorded(final DirectBuffer buffer, final int offset, final int length) {
        return check(buffer, offset, length, 1, MessageIds::isInput);
    }

    /** As the other, of a message of a session: what is in it as bytes is checked by itself. */
    public static String checkSession(final DirectBuffer buffer, final int offset, final int length) {
        return check(buffer, offset, length, MessageHeaderDecoder.SCHEMA_VERSION, MessageIds::isSession);
    }

    private static String check(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int oldest,
            final IntPredicate isWanted) {
        if (length < RecordSizes.MESSAGE_HEADER || length > buffer.capacity() - offset) {
            return "too short for a message header";
        }
        final int version = buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (version < oldest || version > MessageHeaderDecoder.SCHEMA_VERSION) {
            return "schema version " + version + " wrote it, and this program knows "
                    + MessageHeaderDecoder.SCHEMA_VERSION;
        }
        final int templateId = templateId(buffer, offset);
        final MessageSpec spec = isWanted.test(templateId) ? INPUTS[templateId] : null;
        if (spec == null) {
            return "no such input: template " + templateId;
        }
        final int blockLength = spec.blockLength(version);
        if ((buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) != blockLength
                || length < RecordSizes.MESSAGE_HEADER + blockLength) {
            return spec.name() + ": block length";
        }
        int position = offset + RecordSizes.MESSAGE_HEADER + blockLength;
        for (final FieldCheck field : FIELDS[templateId]) {
            if (field.spec().since() > version) {
                continue;
            }
            if (field.isText()) {
                position = textEnd(buffer, position, offset + length, field.spec());
                if (position < 0) {
                    return spec.name() + "." + field.spec().name() + ": not acceptable text";
                }
            } else if (!field.isReadable(buffer, offset)) {
                return spec.name() + "." + field.spec().name() + ": not a readable value";
            }
        }
        return position == offset + length ? null : spec.name() + ": bytes after the message";
    }

    private static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** A message within a message is no text. */
    private static boolean isClean(final DirectBuffer buffer, final int start, final int size, final FieldSpec field) {
        return field.maxLength() == MESSAGE || Utf8.isClean(buffer, start, size);
    }

    private static int textEnd(final DirectBuffer buffer, final int position, final int end, final FieldSpec field) {
        if (position + field.length() > end) {
            return -1;
        }
        final long size = field.length() == Short.BYTES
                ? buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF
                : buffer.getInt(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        final int start = position + field.length();
        if (size > field.maxLength() || size > end - start || !isClean(buffer, start, (int) size, field)) {
            return -1;
        }
        return start + (int) size;
    }
}
