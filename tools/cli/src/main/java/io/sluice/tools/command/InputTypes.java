package io.sluice.tools.command;

import io.sluice.codec.Role;
import io.sluice.codec.TickDecoder;
import io.sluice.control.gate.Senders;
import io.sluice.json.JsonText;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of all inputs, made from the schema: {@code sluice play --types}. */
final class InputTypes {
    private static final String KEY = "  %-23s %-17s ";
    private static final int DESCRIPTION_AT = 43;
    private static final int COLUMNS = 100;
    private static final String HEADING =
            """
            Inputs: a line of a play file is a JSON object of one of these types.
            A key with ? may be left out. Decimals are strings ("430.12"), ids numbers, times ISO-8601 in UTC.

            Keys of every input
              type                    text              The name below.
              time?                   time              That of the line before, where missing.
              correlationId?          uuid              Every outcome carries it.
              origin?                 role:principal    Else the operator or strategy that the line names.
            """;

    private InputTypes() {}

    /** For a person to read. */
    static String text() {
        final StringBuilder out = new StringBuilder(HEADING);
        final Map<String, EnumSpec> enums = new TreeMap<>();
        for (final MessageSpec spec : inputs()) {
            out.append('\n')
                    .append(spec.name())
                    .append(" (")
                    .append(String.join(", ", senders(spec)))
                    .append(")\n");
            wrap(out.append("  "), spec.description(), 2);
            for (final FieldSpec field : spec.fields()) {
                out.append(String.format(KEY, field.name() + (field.optional() ? "?" : ""), type(field)));
                wrap(out, field.description(), DESCRIPTION_AT);
                if (field.kind() == FieldKind.ENUM) {
                    enums.put(field.values().name(), field.values());
                }
            }
        }
        out.append("\nValues\n");
        enums.forEach((name, values) ->
                wrap(out.append(String.format("  %-23s ", name)), String.join(", ", values.spellings()), 26));
        return out.toString();
    }

    /** A JSON object a line. */
    static String json() {
        return inputs().stream().map(InputTypes::json).collect(Collectors.joining());
    }

    private static String json(final MessageSpec spec) {
        final StringBuilder out = new StringBuilder();
        final JsonText json = new JsonText(out).open('{');
        json.key("type").string(spec.name()).key("description").string(spec.description());
        json.key("senders").open('[');
        senders(spec).forEach(json::string);
        json.close(']').key("keys").open('[');
        for (final FieldSpec field : spec.fields()) {
            json.open('{').key("key").string(field.name());
            json.key("type").string(type(field)).key("required").bool(!field.optional());
            if (field.kind() == FieldKind.ENUM) {
                json.key("values").open('[');
                field.values().spellings().forEach(json::string);
                json.close(']');
            }
            json.key("description").string(field.description()).close('}');
        }
        json.close(']').close('}');
        return out.append('\n').toString();
    }

    /** What a play file may hold: everything but what an engine alone writes. */
    private static List<MessageSpec> inputs() {
        return Schema.messages().stream()
                .filter(spec -> spec.id() == TickDecoder.TEMPLATE_ID
                        || Senders.roles(spec.id()).stream().anyMatch(role -> role != Role.ENGINE))
                .sorted(Comparator.comparingInt(MessageSpec::id))
                .toList();
    }

    private static List<String> senders(final MessageSpec spec) {
        final List<String> senders = new ArrayList<>();
        Senders.roles(spec.id())
                .forEach(role -> senders.add(Schema.values("Role").spelling(role.value())));
        if (spec.id() == TickDecoder.TEMPLATE_ID) {
            senders.add("play files");
        }
        return senders;
    }

    private static String type(final FieldSpec field) {
        return switch (field.kind()) {
            case INTEGER -> "integer";
            case ID -> "id";
            case DECIMAL -> "decimal";
            case TIME -> "time";
            case ENUM -> field.values().name();
            case BOOL -> "true or false";
            case SET -> "list of " + field.values().name();
            case SYMBOL -> "symbol";
            case BYTES -> "hex(" + 2 * field.length() + ")";
            case UUID -> "uuid";
            case TEXT -> "text(" + field.maxLength() + ")";
        };
    }

    /** Appends words and a line end; what does not fit goes on in the next line, as far in. */
    private static void wrap(final StringBuilder out, final String words, final int indent) {
        int column = indent;
        for (final String word : words.split(" ")) {
            if (column > indent && column + word.length() >= COLUMNS) {
                out.setLength(out.length() - 1);
                out.append('\n').append(" ".repeat(indent));
                column = indent;
            }
            out.append(word).append(' ');
            column += word.length() + 1;
        }
        out.setLength(out.length() - 1);
        out.append('\n');
    }
}
