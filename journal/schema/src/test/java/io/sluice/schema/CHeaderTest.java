package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The offsets that the client in C is compiled with are those of the schema. */
class CHeaderTest {
    private static final Path FILE = Path.of("..", "..", "engine", "clients", "c", "sluice_schema.h");
    private static final int LAST_OUTCOME = 249;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Long> defined = new LinkedHashMap<>();
    private final Map<String, EnumSpec> enums = new LinkedHashMap<>();

    @Test
    void shouldGiveTheClientInCTheOffsetsOfTheSchema() throws IOException {
        text.append(
                """
                /*
                 * Generated from sluice-schema.xml by CHeaderTest (-Dgolden.write=true); do not edit.
                 *
                 * SLUICE_X is the template id of message X, SLUICE_X_BLOCK the length of its block, and
                 * SLUICE_X_FIELD the offset of a field from the start of the message header. The texts follow the
                 * block in the order given, each a uint16 length and its bytes. Decimals are int64 scaled by 10^8.
                 */
                #ifndef SLUICE_SCHEMA_H
                #define SLUICE_SCHEMA_H

                """);
        define("SLUICE_SCHEMA_ID", MessageHeaderDecoder.SCHEMA_ID);
        define("SLUICE_SCHEMA_VERSION", MessageHeaderDecoder.SCHEMA_VERSION);
        define("SLUICE_HEADER", RecordSizes.MESSAGE_HEADER);
        Schema.messages().stream().filter(CHeaderTest::isWanted).forEach(this::message);
        text.append("\n/* Values of enums; in sets the number of the bit. */\n");
        enums.values().forEach(this::values);
        text.append("\n#endif\n\n#ifdef SLUICE_SCHEMA_TABLES\n");
        tables();
        text.append("#endif\n");
        Golden.check(FILE, text.toString());
    }

    private static boolean isWanted(final MessageSpec message) {
        return message.id() >= MessageIds.FIRST_SESSION && message.id() <= LAST_OUTCOME;
    }

    private void define(final String name, final long value) {
        assertThat(defined.putIfAbsent(name, value))
                .as("another constant is called " + name)
                .isNull();
        text.append("#define ").append(name).append(' ').append(value).append('\n');
    }

    private void message(final MessageSpec message) {
        final String name = "SLUICE_" + snake(message.name());
        text.append("\n/* ").append(message.name()).append(": ").append(message.description());
        if (!message.texts().isEmpty()) {
            text.append(" Texts: ")
                    .append(message.texts().stream().map(FieldSpec::name).collect(Collectors.joining(", ")))
                    .append('.');
        }
        text.append(" */\n");
        define(name, message.id());
        define(name + "_BLOCK", message.blockLength());
        for (final FieldSpec field : message.fields()) {
            if (field.kind() != FieldKind.TEXT) {
                define(name + "_" + snake(field.name()), RecordSizes.MESSAGE_HEADER + field.offset());
            }
            if (field.values() != null) {
                enums.putIfAbsent(field.values().name(), field.values());
            }
        }
    }

    private void values(final EnumSpec values) {
        text.append('\n');
        for (final String spelling : values.spellings()) {
            define("SLUICE_" + snake(values.name()) + "_" + snake(spelling), values.value(spelling));
        }
    }

    /** What an absent field holds, where that is not zero. */
    private void tables() {
        text.append("static const struct { uint16_t id, block; } sluice_messages[] = {\n");
        Schema.messages().stream()
                .filter(CHeaderTest::isWanted)
                .forEach(message -> text.append("    {%d, %d},\n".formatted(message.id(), message.blockLength())));
        text.append("};\nstatic const struct { uint16_t id, offset, length; uint64_t value; } sluice_absent[] = {\n");
        Schema.messages().stream().filter(CHeaderTest::isWanted).forEach(this::absent);
        text.append("};\n");
    }

    private void absent(final MessageSpec message) {
        for (final FieldSpec field : message.fields()) {
            if (field.kind() == FieldKind.TEXT) {
                continue;
            }
            long value = 0;
            for (int i = field.length() - 1; i >= 0; i--) {
                final int each = message.absentBlock()[field.offset() + i] & 0xFF;
                assertThat(each == 0 || i < Long.BYTES).as(field.name()).isTrue();
                value = i < Long.BYTES ? value << 8 | each : 0;
            }
            if (value != 0) {
                text.append("    {%d, %d, %d, 0x%xu},\n"
                        .formatted(message.id(), RecordSizes.MESSAGE_HEADER + field.offset(), field.length(), value));
            }
        }
    }

    /** As {@code OrderIntent} or {@code not-reducing} is written as a constant. */
    static String snake(final String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toUpperCase(Locale.ROOT);
    }
}
