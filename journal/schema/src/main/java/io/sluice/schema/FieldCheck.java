package io.sluice.schema;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Whether one field of a block can be read or is absent, worked out beforehand as far as the schema goes. */
final class FieldCheck {
    /** How the bytes are looked at. */
    private enum Form {
        INT,
        LONG,
        BYTE,
        BITS,
        SYMBOL,
        TEXT
    }

    private final FieldSpec spec;
    private final Form form;
    private final int at;
    private final long min;
    private final long max;
    private final long absent;
    private final long mask;
    /** Of a byte the values that it may have, a bit each. */
    private final long[] allowed = new long[4];

    private FieldCheck(final FieldSpec spec, final Form form) {
        this.spec = spec;
        this.form = form;
        at = RecordSizes.MESSAGE_HEADER + spec.offset();
        min = spec.min();
        max = spec.max();
        absent = form == Form.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
        mask = spec.kind() == FieldKind.SET ? ~spec.values().mask() : 0;
        for (int value = 0; form == Form.BYTE && value <= EnumSpec.ABSENT; value++) {
            if (mayBe(value)) {
                allowed[value >>> 6] |= 1L << value;
            }
        }
    }

    /** Of a field; null if any bytes can be read. */
    static FieldCheck of(final FieldSpec spec) {
        return switch (spec.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> new FieldCheck(
                    spec, spec.length() == Integer.BYTES ? Form.INT : Form.LONG);
            case ENUM, BOOL -> new FieldCheck(spec, Form.BYTE);
            case SET -> new FieldCheck(spec, spec.length() == 1 ? Form.BYTE : Form.BITS);
            case SYMBOL -> new FieldCheck(spec, Form.SYMBOL);
            case TEXT -> new FieldCheck(spec, Form.TEXT);
            case BYTES, UUID -> null;
        };
    }

    private boolean mayBe(final int value) {
        return spec.kind() == FieldKind.SET
                ? (value & mask) == 0
                : spec.values().has(value) || value == EnumSpec.ABSENT;
    }

    /** The field. */
    FieldSpec spec() {
        return spec;
    }

    /** Whether it stands behind the block. */
    boolean isText() {
        return form == Form.TEXT;
    }

    /** Whether it can be read in a message, given the offset of its header; a text always can. */
    boolean isReadable(final DirectBuffer buffer, final int message) {
        final int index = message + at;
        return switch (form) {
            case INT -> isWithin(buffer.getInt(index, ByteOrder.LITTLE_ENDIAN));
            case LONG -> isWithin(buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
            case BYTE -> {
                final int value = buffer.getByte(index) & 0xFF;
                yield (allowed[value >>> 6] & 1L << value) != 0;
            }
            case BITS -> (buffer.getInt(index, ByteOrder.LITTLE_ENDIAN) & mask & 0xFFFF_FFFFL) == 0;
            case SYMBOL -> isPadded(buffer, index);
            case TEXT -> true;
        };
    }

    private boolean isWithin(final long value) {
        return value >= min && value <= max || value == absent;
    }

    /**
     * Printable ASCII, then zeros to the end, eight bytes at a time; the form of a symbol itself is the machine's to
     * refuse (G-3).
     */
    private boolean isPadded(final DirectBuffer buffer, final int index) {
        boolean over = false;
        for (int i = index; i < index + spec.length(); i += Long.BYTES) {
            final long word = buffer.getLong(i, ByteOrder.LITTLE_ENDIAN);
            if (word != 0 && (over || !isPrintable(Ascii.fill(word, '.')))) {
                return false;
            }
            over = Ascii.endsWithin(word);
        }
        return true;
    }

    private static boolean isPrintable(final long word) {
        return (Ascii.between(word, ' ', '~') & ~word) == Ascii.HIGH_BITS;
    }
}
