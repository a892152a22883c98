package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page that describes the door gives the offsets of the schema. */
class DoorPageTest {
    private static final Path PAGE = Path.of("..", "..", "engine", "DOOR.md");
    private static final String BEGIN = "<!-- messages -->\n";
    private static final String END = "<!-- end of messages -->";

    @Test
    void shouldGiveEverySessionMessageItsOffsets() throws IOException {
        final String page = Files.readString(PAGE);
        final int begin = page.indexOf(BEGIN);
        final int end = page.indexOf(END);
        assertThat(begin).isPositive().isLessThan(end);
        final StringBuilder tables = new StringBuilder();
        Schema.messages().stream()
                .filter(message -> MessageIds.isSession(message.id()))
                .forEach(message -> table(message, tables));
        Golden.check(PAGE, page.substring(0, begin) + BEGIN + tables + "\n" + page.substring(end));
    }

    private static void table(final MessageSpec message, final StringBuilder out) {
        out.append("\n### %d %s\n\n%s Block of %d bytes.\n\n| offset | bytes | field | is | absent | what |\n"
                .formatted(message.id(), message.name(), message.description(), message.blockLength()));
        out.append("| --- | --- | --- | --- | --- | --- |\n");
        for (final FieldSpec field : message.fields()) {
            final boolean isText = field.kind() == FieldKind.TEXT;
            out.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            isText ? "text" : RecordSizes.MESSAGE_HEADER + field.offset(),
                            isText ? "up to " + field.maxLength() : field.length(),
                            field.name(),
                            kind(field),
                            field.optional() && !isText ? absent(message, field) : "",
                            field.description()));
        }
    }

    private static String kind(final FieldSpec field) {
        final String kind = field.kind().name().toLowerCase(Locale.ROOT);
        return field.values() == null || field.kind() == FieldKind.BOOL
                ? kind
                : kind + " " + field.values().name();
    }

    private static String absent(final MessageSpec message, final FieldSpec field) {
        final StringBuilder hex = new StringBuilder("0x");
        for (int i = Math.min(field.length(), Long.BYTES) - 1; i >= 0; i--) {
            hex.append("%02x".formatted(message.absentBlock()[field.offset() + i]));
        }
        return hex.toString();
    }
}
