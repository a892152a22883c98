package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The bytes of every message in one file, to which the codecs of all languages are held. A line has cells between tabs:
 * message, variant, bytes in hex, then {@code field=value} for each field that is not absent. Values are those of
 * {@link GoldenValue#text}.
 */
class GoldenBytesTest {
    private static final String FILE = "messages.tsv";
    private static final List<String> VARIANTS = List.of("all", "required");

    private static String table() {
        final StringBuilder out = new StringBuilder();
        final List<MessageSpec> inOrder = Schema.messages().stream()
                .sorted(Comparator.comparingInt(MessageSpec::id))
                .toList();
        for (final MessageSpec spec : inOrder) {
            for (final String variant : VARIANTS) {
                out.append(line(spec, variant)).append('\n');
            }
        }
        return out.toString();
    }

    private static String line(final MessageSpec spec, final String variant) {
        final GeneratedCodec codec = new GeneratedCodec(spec);
        final StringBuilder values = new StringBuilder();
        for (final FieldSpec field : spec.fields()) {
            final boolean isWanted =
                    variant.equals("all") || !field.optional() && !(field.kind() == FieldKind.TEXT && field.min() == 0);
            final GoldenValue value = isWanted ? GoldenValue.of(spec, field, variant.equals("required")) : null;
            codec.put(field, value);
            values.append(value == null ? "" : "\t" + field.name() + "=" + value.text(field));
        }
        return spec.name() + "\t" + variant + "\t" + HexFormat.of().formatHex(codec.bytes()) + values;
    }

    @Test
    void shouldEncodeEveryMessageAsTheFileHasIt() throws IOException {
        Golden.check(FILE, table());
    }

    @Test
    void shouldReadEveryLineByTheTableOfTheSchema() {
        for (final String line : table().lines().toList()) {
            final String[] cells = line.split("\t", -1);
            final byte[] bytes = HexFormat.of().parseHex(cells[2]);
            final MessageReader reader = new MessageReader().wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            assertThat(reader.spec().name()).isEqualTo(cells[0]);
            assertThat(read(reader)).as(line).isEqualTo(meant(cells));
        }
    }

    private static Map<String, String> meant(final String[] cells) {
        final Map<String, String> values = new TreeMap<>();
        for (int i = 3; i < cells.length; i++) {
            final String[] pair = cells[i].split("=", 2);
            values.put(pair[0], pair[1]);
        }
        return values;
    }

    private static Map<String, String> read(final MessageReader reader) {
        final Map<String, String> values = new HashMap<>();
        for (final FieldSpec field : reader.spec().fields()) {
            final boolean isEmpty = field.kind() == FieldKind.TEXT && reader.bytes(field).length == 0
                    || field.kind() == FieldKind.SET && field.optional() && reader.number(field) == 0;
            if (!reader.isAbsent(field) && !isEmpty) {
                values.put(field.name(), GoldenValue.read(reader, field).text(field));
            }
        }
        return values;
    }
}
