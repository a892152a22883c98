package io.sluice.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A value of a field in the golden file.
 *
 * @param number of a number, enum, bool or set; else 0.
 * @param bytes  of everything else, a uuid's most significant first; else null.
 */
record GoldenValue(long number, byte[] bytes) {
    /** Most bytes of the texts that hold a whole message: InputOpt and MessageOpt. */
    private static final Set<Integer> MESSAGES = Set.of(1024, 65533);

    private static final int SCALE = 8;
    private static final long SOME_TIME_NS = 1_700_000_000_123_456_789L;
    private static final String UUID_TAIL = "-89ab-4cde-8f01-23456789abcd";

    private static GoldenValue of(final long number) {
        return new GoldenValue(number, null);
    }

    private static GoldenValue of(final String text) {
        return new GoldenValue(0, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One for a field: other fields have others, and signs, fractions and characters of several bytes occur.
     *
     * @param isBound whether a number is the least or greatest that there is.
     */
    static GoldenValue of(final MessageSpec spec, final FieldSpec field, final boolean isBound) {
        final int some = spec.id() * 100 + field.index() + 1;
        final boolean isEven = field.index() % 2 == 0;
        return switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> of(isBound ? isEven ? field.min() : field.max() : number(field, some));
            case ENUM, BOOL -> of(choice(field.values(), some));
            case SET -> of(field.values().mask() & (isEven ? 0x5555_5555L : 0x3333_3333L));
            case SYMBOL -> of(isBound ? "Z" : "BTC/USD-" + some);
            case BYTES -> new GoldenValue(0, bytes(field.length(), some));
            case UUID -> of(UUID.fromString(String.format("%08x", some) + UUID_TAIL));
            case TEXT -> MESSAGES.contains(field.maxLength())
                    ? new GoldenValue(0, HexFormat.of().parseHex("040065009f1d030007000000"))
                    : of(isBound ? "x" : "text " + some + " é中𝄞");
        };
    }

    private static GoldenValue of(final UUID id) {
        return new GoldenValue(0, HexFormat.of().parseHex(id.toString().replace("-", "")));
    }

    private static long number(final FieldSpec field, final int some) {
        final long signed = field.min() < 0 && field.index() % 2 == 1 ? -some : some;
        return switch (field.kind()) {
            case DECIMAL -> signed * 12_345_678L;
            case TIME -> SOME_TIME_NS + some;
            default -> signed;
        };
    }

    private static long choice(final EnumSpec values, final int some) {
        final List<Integer> all = new ArrayList<>();
        values.spellings().forEach(spelling -> all.add(values.value(spelling)));
        return all.get(some % all.size());
    }

    private static byte[] bytes(final int length, final int some) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (some + i);
        }
        return bytes;
    }

    /** What a message holds. */
    static GoldenValue read(final MessageReader reader, final FieldSpec field) {
        return switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME, ENUM, BOOL, SET -> of(reader.number(field));
            case SYMBOL -> of(reader.text(field));
            case TEXT -> new GoldenValue(0, reader.bytes(field));
            case UUID -> of(new UUID(reader.mostSignificant(field), reader.leastSignificant(field)));
            case BYTES -> {
                final byte[] bytes = new byte[field.length()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) reader.byteAt(field, i);
                }
                yield new GoldenValue(0, bytes);
            }
        };
    }

    /** As in the file: decimals in full, enums and bools as they are spelled, sets with commas, bytes in hex. */
    String text(final FieldSpec field) {
        return switch (field.kind()) {
            case INTEGER, ID, TIME -> Long.toString(number);
            case DECIMAL -> BigDecimal.valueOf(number, SCALE).toPlainString();
            case ENUM, BOOL -> field.values().spelling((int) number);
            case SET -> choices(field.values());
            case SYMBOL -> new String(bytes, StandardCharsets.US_ASCII);
            case BYTES, UUID -> HexFormat.of().formatHex(bytes);
            case TEXT -> MESSAGES.contains(field.maxLength())
                    ? HexFormat.of().formatHex(bytes)
                    : new String(bytes, StandardCharsets.UTF_8);
        };
    }

    private String choices(final EnumSpec values) {
        final List<String> set = new ArrayList<>();
        for (int i = 0; i < Integer.SIZE; i++) {
            if ((number >> i & 1) != 0) {
                set.add(values.spelling(i));
            }
        }
        return String.join(",", set);
    }
}
