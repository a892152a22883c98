import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Runs in the build: writes the schema as a table of lines, so that a program can read it without the SBE tool. Cells
 * are separated by tabs; {@code io.sluice.schema.Schema} reads them.
 *
 * <pre>
 *  V version
 *  E enum
 *  C number spelling                      constant of the enum above
 *  M id name blockLength description
 *  F id name type signal offset length min max since optional enum description     field of the message above
 * </pre>
 */
final class SchemaTable {
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> enums = new LinkedHashMap<>();

    public static void main(final String[] args) throws IOException {
        try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(Files.readAllBytes(Path.of(args[0]))))) {
            final Path file = Path.of(args[1]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, new SchemaTable().table(decoder.decode()));
        }
    }

    private String table(final Ir ir) {
        ir.messages().forEach(this::message);
        return line("V", ir.version()) + String.join("", enums.values()) + out;
    }

    private void message(final List<Token> tokens) {
        final Token head = tokens.get(0);
        out.append(line("M", head.id(), head.name(), head.encodedLength(), head.description()));
        for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
            final Token field = tokens.get(i);
            final Token type = tokens.get(i + 1);
            final boolean isText = field.signal() == Signal.BEGIN_VAR_DATA;
            final Token range = isText ? tokens.get(i + 2) : type;
            final boolean isEnum = type.signal() == Signal.BEGIN_ENUM || type.signal() == Signal.BEGIN_SET;
            if (isEnum) {
                final List<Token> rest = tokens.subList(i + 1, tokens.size());
                enums.computeIfAbsent(type.name(), name -> constants(name, rest));
            }
            final boolean isPlain = isText || type.signal() == Signal.ENCODING && type.arrayLength() == 1;
            out.append(line(
                    "F",
                    field.id(),
                    field.name(),
                    type.name(),
                    isText ? "TEXT" : type.signal(),
                    isText ? -1 : field.offset(),
                    isText ? range.encodedLength() : field.encodedLength(),
                    isPlain ? range.encoding().applicableMinValue().longValue() : 0,
                    isPlain ? range.encoding().applicableMaxValue().longValue() : 0,
                    field.version(),
                    field.isOptionalEncoding() || type.isOptionalEncoding(),
                    isEnum ? type.name() : "",
                    field.description()));
        }
    }

    private static String constants(final String name, final List<Token> tokens) {
        return line("E", name)
                + tokens.subList(1, tokens.get(0).componentTokenCount() - 1).stream()
                        .map(value -> line(
                                "C",
                                value.encoding().constValue().longValue(),
                                value.description().split(":", 2)[0]))
                        .collect(Collectors.joining());
    }

    private static String line(final Object... cells) {
        return Stream.of(cells)
                        .map(cell -> String.valueOf(cell).replaceAll("\\s+", " "))
                        .collect(Collectors.joining("\t"))
                + "\n";
    }
}
