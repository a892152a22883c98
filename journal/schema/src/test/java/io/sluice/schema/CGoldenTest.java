package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.CClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client in C encodes and reads every message as the golden bytes have it: a program is made of them, with the
 * functions and offsets that a user has.
 */
class CGoldenTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "messages.tsv");
    private static final int LAST_OUTCOME = 249;
    private static final int SCALE = 8;
    /** Most bytes of the texts that hold a whole message: InputOpt and MessageOpt. */
    private static final Set<Integer> MESSAGES = Set.of(1024, 65533);

    @TempDir
    private Path temp;

    private final StringBuilder program = new StringBuilder(
            """
            #include "sluice.h"
            #include "sluice_schema.h"
            #include <stdio.h>
            #include <string.h>

            static uint8_t message[1 << 17];
            static int wrong;

            static uint32_t raw(uint32_t length, const char *bytes, uint16_t count) {
                sluice_put16(message, length, count);
                memcpy(message + length + 2, bytes, count);
                return length + 2 + count;
            }

            static void check(const char *line, uint32_t length, const char *golden, uint32_t expected) {
                if (length != expected || memcmp(message, golden, expected) != 0) {
                    wrong = 1;
                    printf("%s is encoded otherwise\\n", line);
                }
            }

            static void same(const char *field, int is_same) {
                if (!is_same) {
                    wrong = 1;
                    printf("%s is read otherwise\\n", field);
                }
            }

            """);

    @Test
    void shouldEncodeAndReadEveryMessageInCAsTheGoldenBytesHaveIt() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(GOLDEN), "there are no golden bytes in " + GOLDEN);
        final List<String> lines = Files.readAllLines(GOLDEN);
        final List<String> calls = new ArrayList<>();
        for (final String line : lines) {
            final String[] cells = line.split("\t", -1);
            final MessageSpec spec = Schema.message(cells[0]);
            if (isWanted(spec)) {
                calls.add("line" + calls.size() + "();");
                function(calls.size() - 1, spec, cells);
            }
        }
        program.append("int main(void) {\n").append(String.join("\n", calls)).append("\nreturn wrong;\n}\n");
        assertThat(calls).hasSizeGreaterThan(100);
        final Path source = Files.writeString(temp.resolve("golden.c"), program);
        final Path compiled = CClient.compile(temp, List.of(source, CClient.source("sluice.c")));
        final Process process = new ProcessBuilder(compiled.toString())
                .redirectErrorStream(true)
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    /** A text with a length of four bytes is in the engine's own input alone. */
    private static boolean isWanted(final MessageSpec spec) {
        return spec.id() >= MessageIds.FIRST_SESSION
                && spec.id() <= LAST_OUTCOME
                && spec.texts().stream().allMatch(text -> text.length() == Short.BYTES);
    }

    private void function(final int number, final MessageSpec spec, final String[] cells) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (int i = 3; i < cells.length; i++) {
            final String[] pair = cells[i].split("=", 2);
            values.put(pair[0], pair[1]);
        }
        final String name = "SLUICE_" + CHeaderTest.snake(spec.name());
        final StringBuilder puts = new StringBuilder();
        final StringBuilder reads = new StringBuilder();
        for (final FieldSpec field : spec.fields()) {
            final String at = name + "_" + CHeaderTest.snake(field.name());
            final String value = values.get(field.name());
            if (field.kind() == FieldKind.TEXT) {
                puts.append(text(field, value));
            } else if (value != null) {
                fixed(field, value, at, puts, reads);
            }
        }
        final byte[] golden = HexFormat.of().parseHex(cells[2]);
        program.append("static void line%d(void) {\n".formatted(number))
                .append("uint32_t n = sluice_begin(message, sizeof message, %s);\n".formatted(name))
                .append(puts)
                .append("check(\"%s %s\", n, %s, %d);\n".formatted(cells[0], cells[1], literal(golden), golden.length))
                .append("memcpy(message, %s, %d);\n".formatted(literal(golden), golden.length))
                .append(reads)
                .append("}\n\n");
    }

    private static String text(final FieldSpec field, final String value) {
        if (value == null) {
            return "n = sluice_text(message, sizeof message, n, NULL);\n";
        }
        if (MESSAGES.contains(field.maxLength())) {
            final byte[] bytes = HexFormat.of().parseHex(value);
            return "n = raw(n, %s, %d);\n".formatted(literal(bytes), bytes.length);
        }
        return "n = sluice_text(message, sizeof message, n, %s);\n"
                .formatted(literal(value.getBytes(StandardCharsets.UTF_8)));
    }

    private static void fixed(
            final FieldSpec field,
            final String value,
            final String at,
            final StringBuilder puts,
            final StringBuilder reads) {
        final byte[] bytes =
                switch (field.kind()) {
                    case SYMBOL -> value.getBytes(StandardCharsets.US_ASCII);
                    case BYTES -> HexFormat.of().parseHex(value);
                    case UUID -> halves(HexFormat.of().parseHex(value));
                    case INTEGER, ID, DECIMAL, TIME, ENUM, BOOL, SET, TEXT -> null;
                };
        if (bytes != null) {
            puts.append("memcpy(message + %s, %s, %d);\n".formatted(at, literal(bytes), bytes.length));
            reads.append("same(\"%s\", memcmp(message + %s, %s, %d) == 0);\n"
                    .formatted(at, at, literal(bytes), bytes.length));
            return;
        }
        final long number = number(field, value);
        final int bits = 8 * field.length();
        final String cast = bits == 8 ? "(uint8_t)" : "(int%d_t)".formatted(bits);
        // The least int64 has no literal of its own.
        final String literal = "%s0x%xu".formatted(cast, bits == 64 ? number : number & (1L << bits) - 1);
        puts.append("sluice_put%d(message, %s, %s);\n".formatted(bits, at, literal));
        reads.append("same(\"%s\", sluice_get%d(message, %s) == %s);\n".formatted(at, bits, at, literal));
    }

    private static long number(final FieldSpec field, final String value) {
        return switch (field.kind()) {
            case DECIMAL -> new BigDecimal(value).movePointRight(SCALE).longValueExact();
            case ENUM, BOOL -> field.values().value(value);
            case SET -> {
                long bits = 0;
                for (final String each : value.isEmpty() ? new String[0] : value.split(",")) {
                    bits |= 1L << field.values().value(each);
                }
                yield bits;
            }
            case INTEGER, ID, TIME, SYMBOL, BYTES, UUID, TEXT -> Long.parseLong(value);
        };
    }

    /** Most significant half first, each of them little-endian. */
    private static byte[] halves(final byte[] uuid) {
        final byte[] halves = new byte[uuid.length];
        for (int i = 0; i < uuid.length; i++) {
            halves[i] = uuid[i < 8 ? 7 - i : 23 - i];
        }
        return halves;
    }

    private static String literal(final byte[] bytes) {
        final StringBuilder literal = new StringBuilder("\"");
        for (final byte each : bytes) {
            // Three digits always, so that no digit after them belongs to it.
            literal.append("\\%03o".formatted(each & 0xFF));
        }
        return literal.append('"').toString();
    }
}
