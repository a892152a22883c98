package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Strict readers of the JSON value that a parser stands on, one for each kind of value. */
final class Values {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private Values() {}

    static String string(final JsonParser from, final String what) throws IOException, MalformedException {
        if (from.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedException("wrong type: " + what + " is a string");
        }
        return from.getText();
    }

    static long integer(final JsonParser from, final FieldSpec field) throws IOException, MalformedException {
        if (from.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new MalformedException("wrong type: must be a whole number");
        }
        final boolean fits = from.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!fits || from.getLongValue() < field.min() || from.getLongValue() > field.max()) {
            throw new MalformedException("out of range: must be " + field.min() + " to " + field.max());
        }
        return from.getLongValue();
    }

    static long decimal(final JsonParser from) throws IOException, MalformedException {
        return Decimals.parse(string(from, "a decimal"));
    }

    /** A time: ISO-8601, or whole nanoseconds. */
    static long time(final JsonParser from) throws IOException, MalformedException {
        if (from.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return Times.parse(string(from, "a time"));
        }
        if (from.getNumberType() == JsonParser.NumberType.BIG_INTEGER || from.getLongValue() == Long.MIN_VALUE) {
            throw new MalformedException("time out of range");
        }
        return from.getLongValue();
    }

    static int spelling(final JsonParser from, final EnumSpec values) throws IOException, MalformedException {
        return spelling(string(from, "a value of " + values.name()), values);
    }

    static int spelling(final String given, final EnumSpec values) throws MalformedException {
        final int value = values.value(given);
        if (value < 0) {
            throw new MalformedException("not one of " + String.join(", ", values.spellings()));
        }
        return value;
    }

    static int bool(final JsonParser from) throws MalformedException {
        return switch (from.currentToken()) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default -> throw new MalformedException("wrong type: must be true or false");
        };
    }

    /** An array of choices, each at most once. */
    static long set(final JsonParser from, final EnumSpec choices) throws IOException, MalformedException {
        if (from.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedException("wrong type: must be an array");
        }
        long bits = 0;
        while (from.nextToken() != JsonToken.END_ARRAY) {
            final long bit = 1L << spelling(from, choices);
            if ((bits & bit) != 0) {
                throw new MalformedException("named twice: " + from.getText());
            }
            bits |= bit;
        }
        return bits;
    }

    /** A symbol: printable ASCII, small letters raised; "" where it is optional. What it may hold the machine says. */
    static byte[] symbol(final JsonParser from, final FieldSpec field) throws IOException, MalformedException {
        final String text = string(from, "a symbol");
        if (text.length() > field.length() || text.isEmpty() && !field.optional()) {
            throw new MalformedException("a symbol has 1 to " + field.length() + " characters");
        }
        final byte[] symbol = new byte[text.length()];
        for (int i = 0; i < symbol.length; i++) {
            final char c = text.charAt(i);
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
                throw new MalformedException("a symbol is of printable ASCII characters");
            }
            symbol[i] = (byte) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
        return symbol;
    }

    static byte[] text(final JsonParser from, final FieldSpec field) throws IOException, MalformedException {
        // Only the engine itself writes the long kind, the configuration, which has lines.
        final boolean hasLines = field.length() == Integer.BYTES;
        return text(string(from, "text"), field.maxLength(), hasLines);
    }

    /** Text that may come in (SPEC W-7), as UTF-8. */
    static byte[] text(final String text, final int maxBytes, final boolean hasLines) throws MalformedException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                final boolean isPair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    throw new MalformedException("half of a surrogate pair");
                }
                i++;
            }
        }
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > maxBytes) {
            throw new MalformedException("text of more than " + maxBytes + " bytes of UTF-8");
        }
        if (!hasLines && !Utf8.isClean(new UnsafeBuffer(utf8), 0, utf8.length)) {
            throw new MalformedException("text with control or bidirectional-control characters");
        }
        return utf8;
    }
}
