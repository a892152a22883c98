package io.sluice.tools;

import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines of a play file, made from the schema: good ones, nearly good ones and nonsense. */
final class RandomLines {
    private static final int FIRST_INPUT = 100;
    private static final int FIRST_OF_THE_ENGINE = 180;
    private static final List<MessageSpec> INPUTS = Schema.messages().stream()
            .filter(spec -> spec.id() >= FIRST_INPUT && spec.id() < FIRST_OF_THE_ENGINE)
            .toList();
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "1e5",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "\"1.123456789\"",
        "9007199254740992",
        "0.5",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "99999999999999999999",
        "\"NaN\"",
        "\"2026-01-05T09:00:00Z\"",
        "\"\\u202e\"",
        "\"12345678901.0\""
    };

    private final Random random;

    RandomLines(final long seed) {
        random = new Random(seed);
    }

    /** A line that can be read, unless chance has it otherwise. */
    String good() {
        return "{" + String.join(",", keys()) + "}";
    }

    /** A line in which one thing is not as it should be; some are good all the same. */
    String spoilt() {
        final List<String> keys = keys();
        final int at = random.nextInt(keys.size());
        switch (random.nextInt(8)) {
            case 0 -> keys.remove(at);
            case 1 -> keys.add(keys.get(at));
            case 2 -> keys.add("\"nonsense\":1");
            case 3 -> keys.set(at, keys.get(at).replaceFirst(":.*", ":") + VALUES[random.nextInt(VALUES.length)]);
            case 4 -> keys.add("\"time\":" + VALUES[random.nextInt(VALUES.length)]);
            case 5 -> keys.add("\"origin\":\"" + text(12) + "\"");
            case 6 -> {
                final String line = "{" + String.join(",", keys) + "}";
                final int place = random.nextInt(line.length());
                return line.substring(0, place) + (char) (' ' + random.nextInt(95)) + line.substring(place + 1);
            }
            default -> {
                final String line = "{" + String.join(",", keys) + "}";
                return line.substring(0, random.nextInt(line.length()));
            }
        }
        return "{" + String.join(",", keys) + "}";
    }

    /** Bytes that are hardly ever a line. */
    byte[] bytes() {
        final byte[] bytes = new byte[1 + random.nextInt(60)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) 'x' : bytes[i];
        }
        bytes[0] = '{';
        return bytes;
    }

    private List<String> keys() {
        final MessageSpec spec = INPUTS.get(random.nextInt(INPUTS.size()));
        final List<String> keys = new ArrayList<>();
        keys.add("\"type\":\"" + spec.name() + "\"");
        for (final FieldSpec field : spec.fields()) {
            if (!field.optional() || random.nextInt(4) > 0) {
                keys.add("\"" + field.name() + "\":" + value(field));
            }
        }
        return keys;
    }

    private String value(final FieldSpec field) {
        return switch (field.kind()) {
            case INTEGER -> Long.toString(Math.max(field.min(), Math.min(field.max(), random.nextInt(1000))));
            case ID -> Long.toString(1 + random.nextInt(random.nextBoolean() ? 20 : 200_000));
            case DECIMAL -> "\"" + random.nextInt(1000) + "." + random.nextInt(100) + "\"";
            case TIME -> "\"2026-01-05T09:00:00Z\"";
            case ENUM -> "\"" + oneOf(field.values().spellings()) + "\"";
            case BOOL -> Boolean.toString(random.nextBoolean());
            case SET -> "[]";
            case SYMBOL -> "\"" + (random.nextBoolean() ? "BTCUSD" : "ETH.X") + "\"";
            case BYTES -> "\"" + "0".repeat(2 * field.length()) + "\"";
            case UUID -> "\"00000000-0000-0001-0000-00000000000" + random.nextInt(10) + "\"";
            case TEXT -> "\"" + (field.name().equals("operatorId") ? "alice" : text(Math.min(20, field.maxLength())))
                    + "\"";
        };
    }

    private String oneOf(final Iterable<String> spellings) {
        final List<String> all = new ArrayList<>();
        spellings.forEach(all::add);
        return all.get(random.nextInt(all.size()));
    }

    private String text(final int most) {
        final StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
