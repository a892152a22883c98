package io.sluice.schema;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Encodes one message with the encoder that the SBE tool made for it, called by name. */
final class GeneratedCodec {
    private static final int ROOM = 4096;
    private static final byte[] NOTHING = new byte[0];

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ROOM]);
    private final MessageEncoderFlyweight encoder;

    GeneratedCodec(final MessageSpec spec) {
        final MessageWriter head = new MessageWriter();
        head.begin(spec);
        buffer.putBytes(0, head.buffer(), 0, RecordSizes.MESSAGE_HEADER + spec.blockLength());
        try {
            encoder = (MessageEncoderFlyweight) Class.forName("io.sluice.codec." + spec.name() + "Encoder")
                    .getConstructor()
                    .newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        encoder.wrap(buffer, RecordSizes.MESSAGE_HEADER);
    }

    /** Sets a field; null leaves it absent. Texts have to be put in their order, the absent ones too. */
    void put(final FieldSpec field, final GoldenValue value) {
        if (value == null && field.kind() != FieldKind.TEXT) {
            return;
        }
        switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> call(
                    method(field.name(), 1),
                    field.length() == Integer.BYTES ? (Object) (int) value.number() : value.number());
            case ENUM, BOOL -> call(method(field.name(), 1), constant(method(field.name(), 1), value.number()));
            case SET -> choose(call(method(field.name(), 0)), field.values(), value.number());
            case SYMBOL -> call(find(encoder, field.name(), String.class), value.text(field));
            case BYTES -> putBytes(field, value.bytes());
            case UUID -> putUuid(call(method(field.name(), 0)), new UnsafeBuffer(value.bytes()));
            case TEXT -> putBytes(field, value == null ? NOTHING : value.bytes());
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.byteArray(), RecordSizes.MESSAGE_HEADER + encoder.encodedLength());
    }

    private void putBytes(final FieldSpec field, final byte[] bytes) {
        final String name = "put" + Character.toUpperCase(field.name().charAt(0))
                + field.name().substring(1);
        call(find(encoder, name, byte[].class, int.class, int.class), bytes, 0, bytes.length);
    }

    private static void putUuid(final Object id, final UnsafeBuffer bytes) {
        call(id, find(id, "msb", long.class), bytes.getLong(0, BIG_ENDIAN));
        call(id, find(id, "lsb", long.class), bytes.getLong(Long.BYTES, BIG_ENDIAN));
    }

    private static void choose(final Object set, final EnumSpec values, final long bits) {
        for (final String spelling : values.spellings()) {
            if ((bits >> values.value(spelling) & 1) != 0) {
                final Method choice = Arrays.stream(set.getClass().getMethods())
                        .filter(each -> each.getParameterCount() == 1)
                        .filter(each -> each.getName().equalsIgnoreCase(spelling.replace('.', '_')))
                        .findFirst()
                        .orElseThrow();
                call(set, choice, true);
            }
        }
    }

    /** The constant of an enum, as its own {@code get} finds it. */
    private static Object constant(final Method setter, final long number) {
        try {
            return setter.getParameterTypes()[0].getMethod("get", short.class).invoke(null, (short) number);
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A setter of one value, or the getter of a part; words of Java have an underscore after them. */
    private Method method(final String name, final int parameters) {
        return Arrays.stream(encoder.getClass().getMethods())
                .filter(each -> each.getName().equals(name) || each.getName().equals(name + "_"))
                .filter(each -> each.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow();
    }

    private static Method find(final Object owner, final String name, final Class<?>... parameters) {
        try {
            return owner.getClass().getMethod(name, parameters);
        } catch (final NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private Object call(final Method method, final Object... arguments) {
        return call((Object) encoder, method, arguments);
    }

    private static Object call(final Object owner, final Method method, final Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
