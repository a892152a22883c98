package io.sluice;

import io.sluice.codec.ActionType;
import io.sluice.codec.PolicyField;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.MessageWriter;
import io.sluice.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes messages with random values, every field over its whole range, by the schema alone. */
public final class RandomMessage {
    private static final List<String> ALPHABET =
            List.of("a", "Z", "0", " ", "\"", "\\", "/", "{", "}", "ß", "é", "中", "𝄞", "\u00a0", "<", "&", "\ufeff");
    private static final String SYMBOL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-&=+^@#";

    private final Random random;
    private final MessageWriter writer = new MessageWriter();

    /** @param seed which message. */
    public RandomMessage(final long seed) {
        random = new Random(seed);
    }

    /** Bytes of a message: message header, block, texts. */
    public byte[] next(final MessageSpec spec) {
        writer.begin(spec);
        for (final FieldSpec field : spec.fields()) {
            if (!field.optional() || random.nextInt(3) > 0) {
                set(field);
            }
        }
        switch (spec.name()) {
            case "OrderIntent" -> completeOrder(spec);
            case "PolicyChanged" -> agree(spec);
            case "RequestView" -> hold(spec);
            default -> {
                // any values agree with each other
            }
        }
        final byte[] message = new byte[writer.end()];
        writer.buffer().getBytes(0, message);
        return message;
    }

    /** A message of the inputs, outcomes and views; not the record header, which has no JSON form of its own. */
    public static List<MessageSpec> specs() {
        return Schema.messages().stream().filter(spec -> spec.id() >= 100).toList();
    }

    private void set(final FieldSpec field) {
        switch (field.kind()) {
            case INTEGER, ID, DECIMAL -> writer.number(field, number(field.min(), field.max()));
            case TIME -> writer.number(field, number(field.min(), field.max()));
            case ENUM, BOOL -> writer.number(field, oneOf(field));
            case SET -> writer.number(field, random.nextLong() & field.values().mask());
            case SYMBOL -> writer.bytes(field, text(SYMBOL, 1 + random.nextInt(field.length())));
            case BYTES -> writer.bytes(field, bytes(field.length()));
            case UUID -> writer.uuid(field, random.nextLong(), random.nextLong() | 1);
            case TEXT -> {
                final byte[] text = text(field);
                writer.bytes(field, text.length < field.min() ? new byte[] {'x'} : text);
            }
        }
    }

    private long number(final long min, final long max) {
        return switch (random.nextInt(6)) {
            case 0 -> min;
            case 1 -> max;
            case 2 -> Math.max(min, Math.min(max, random.nextInt(1000)));
            case 3 -> Math.max(min, Math.min(max, 100_000_000L * random.nextInt(100_000)));
            default -> min + Math.floorMod(random.nextLong(), Math.max(1, max / 2 - min / 2)) * 2;
        };
    }

    private long oneOf(final FieldSpec field) {
        while (true) {
            final int value = random.nextInt(256);
            if (field.values().has(value)) {
                return value;
            }
        }
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] |= 1;
        return bytes;
    }

    private byte[] text(final FieldSpec field) {
        final int limit =
                random.nextInt(4) == 0 ? field.maxLength() : random.nextInt(1 + Math.min(40, field.maxLength()));
        final StringBuilder text = new StringBuilder();
        int size = 0;
        while (size < Math.min(limit, 600)) {
            final String next = ALPHABET.get(random.nextInt(ALPHABET.size()));
            size += next.getBytes(StandardCharsets.UTF_8).length;
            text.append(size <= field.maxLength() ? next : "");
        }
        text.append(field.length() == Integer.BYTES ? "\nline" : "");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] text(final String alphabet, final int length) {
        final byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return text;
    }

    /** An intent's action says which keys it must have. */
    private void completeOrder(final MessageSpec spec) {
        final boolean isQuery = writer.number(field(spec, "action")) == ActionType.QUERY.value();
        final boolean isCancel = writer.number(field(spec, "action")) == ActionType.CANCEL.value();
        for (final String name : isQuery ? List.<String>of() : List.of("symbol", "side", "quantity", "price")) {
            if (name.equals("symbol") || !isCancel) {
                set(field(spec, name));
            }
        }
    }

    /** A request holds a whole command, or none. */
    private void hold(final MessageSpec spec) {
        final byte[] command = new RandomMessage(random.nextLong())
                .next(Schema.message(random.nextBoolean() ? "ForceMode" : "CashFlow"));
        writer.bytes(field(spec, "input"), random.nextInt(4) == 0 ? new byte[0] : command);
    }

    /** The field that changed says what its values can be; the emergency's reason shows one decimal only. */
    private void agree(final MessageSpec spec) {
        final PolicyField changed = PolicyField.get((short) writer.number(field(spec, "field")));
        for (final String side : List.of("old", "new")) {
            final FieldSpec text = field(spec, side + "Text");
            final FieldSpec value = field(spec, side + "Value");
            final boolean isReason = changed == PolicyField.EMERGENCY_REASON;
            writer.bytes(text, isReason && random.nextBoolean() ? text(text) : new byte[0]);
            final boolean isAbsent = writer.text(text).length > 0 || random.nextInt(4) == 0;
            writer.number(value, isAbsent ? Long.MIN_VALUE : policyValue(changed));
        }
    }

    private long policyValue(final PolicyField changed) {
        return switch (changed) {
            case EMERGENCY_REASON -> 10_000_000L * (random.nextInt(2000) - 1000);
            case EMERGENCY_ACTIVATED_AT, OVERRIDE_EXPIRES_AT -> number(0, Long.MAX_VALUE);
            case APPROVAL_TIMEOUT_SECONDS -> random.nextInt(Integer.MAX_VALUE);
            case SLIPPAGE_MAX_PERCENT -> number(0, 100_00000000L);
            case TRADING_MODE -> random.nextInt(3);
            case OVERRIDE_MODE -> random.nextInt(6);
            default -> random.nextInt(2);
        };
    }

    private static FieldSpec field(final MessageSpec spec, final String name) {
        return spec.field(name).filter(f -> f.kind() != FieldKind.UUID).orElseThrow();
    }
}
