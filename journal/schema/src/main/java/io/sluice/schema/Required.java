package io.sluice.schema;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.agrona.DirectBuffer;

/**
 * Which fields of an input have to be set (W-0): the one table, made from the schema, asked at the doors and by the
 * machine. What a sender left out has its null value: it must never be taken for the first value of an enum. The
 * engine's own inputs are not asked: it sets every field. It is pure; asking allocates nothing.
 */
public final class Required {
    private static final Check[][] CHECKS = new Check[MessageIds.FIRST_OUTCOME][];

    static {
        Arrays.fill(CHECKS, new Check[0]);
        for (final MessageSpec spec : Schema.messages()) {
            if (MessageIds.isOffered(spec.id())) {
                CHECKS[spec.id()] = checks(spec);
            }
        }
    }

    /** How a field shows that it was left out. */
    private enum Form {
        INT,
        LONG,
        BYTE,
        SYMBOL,
        HASH,
        TEXT
    }

    /**
     * One required field.
     *
     * @param at offset in the block, or how many texts stand before it.
     */
    private record Check(FieldSpec field, Form form, int at) {}

    private Required() {}

    /**
     * The first required field that was left out, in the order of the schema; null if there is none.
     *
     * @param offset of the message header; the message can be read (see {@link FrameCheck}).
     */
    public static FieldSpec missing(final DirectBuffer buffer, final int offset) {
        final int templateId = buffer.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (templateId >= MessageIds.FIRST_OUTCOME) {
            return null;
        }
        final int block = offset + RecordSizes.MESSAGE_HEADER;
        for (final Check check : CHECKS[templateId]) {
            if (isMissing(check, buffer, block)) {
                return check.field;
            }
        }
        return null;
    }

    private static boolean isMissing(final Check check, final DirectBuffer buffer, final int block) {
        final int at = block + check.at;
        return switch (check.form) {
            case INT -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) == Integer.MIN_VALUE;
            case LONG -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) == Long.MIN_VALUE;
            case BYTE -> buffer.getByte(at) == (byte) EnumSpec.ABSENT;
            case SYMBOL -> buffer.getByte(at) == 0;
            case HASH -> isZero(buffer, at, check.field.length());
            case TEXT -> textLength(buffer, block, check.at) == 0;
        };
    }

    private static int textLength(final DirectBuffer buffer, final int block, final int texts) {
        int at = block + (buffer.getShort(block - RecordSizes.MESSAGE_HEADER, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        for (int i = 0; i < texts; i++) {
            at += Short.BYTES + (buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static boolean isZero(final DirectBuffer buffer, final int at, final int length) {
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Check[] checks(final MessageSpec spec) {
        return spec.fields().stream()
                .map(field -> check(spec, field))
                .filter(Objects::nonNull)
                .toArray(Check[]::new);
    }

    private static Check check(final MessageSpec spec, final FieldSpec field) {
        if (field.optional() || field.kind() == FieldKind.TEXT && field.min() == 0) {
            return null;
        }
        final Form form =
                switch (field.kind()) {
                    case INTEGER, ID, DECIMAL, TIME -> field.length() == Integer.BYTES ? Form.INT : Form.LONG;
                    case ENUM, BOOL -> Form.BYTE;
                    case SYMBOL -> Form.SYMBOL;
                    case BYTES, UUID -> Form.HASH;
                    case TEXT -> Form.TEXT;
                    case SET -> null;
                };
        final int at = form == Form.TEXT ? spec.texts().indexOf(field) : field.offset();
        return form == null ? null : new Check(field, form, at);
    }
}
