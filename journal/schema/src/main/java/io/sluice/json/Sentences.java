package io.sluice.json;

import io.sluice.codec.Code;
import io.sluice.codec.Severity;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person is told: for every outcome, by its phase, the event name, the severity (SPEC O-2) and the sentence;
 * for every code and warning its words (SPEC W-7). Nothing here ever reaches a record, so a sentence may be mended at
 * any time.
 */
public final class Sentences {
    private static final int ANY = -1;
    private static final String SEPARATOR = " \\| ";
    private static final Map<Integer, List<Row>> OUTCOMES = new HashMap<>();
    private static final Template[] CODES = templates(Schema.values("Code"), SentenceTable.CODES);
    private static final Map<Integer, Template> LOOSENS = SentenceTable.LOOSENS
            .lines()
            .map(line -> line.split(SEPARATOR, 2))
            .collect(Collectors.toMap(cells -> Schema.message(cells[0]).id(), cells -> Template.of(cells[1])));
    private static final Template[] WARNINGS = templates(Schema.values("WarningSet"), SentenceTable.WARNINGS);

    static {
        SentenceTable.OUTCOMES.lines().map(Row::of).forEach(row -> OUTCOMES.computeIfAbsent(
                        row.templateId, id -> new ArrayList<>())
                .add(row));
    }

    /**
     * One line of the table of outcomes.
     *
     * @param phase the field that tells the rows of a type apart, null if there is only one.
     * @param value its raw value, or ANY.
     */
    private record Row(int templateId, FieldSpec phase, int value, String event, Severity severity, Template sentence) {
        private static Row of(final String line) {
            final String[] cells = line.split(SEPARATOR, 2);
            final String[] words = cells[0].split(" ");
            final MessageSpec spec = Schema.message(words[0]);
            final String[] phase = words[1].split("=");
            final FieldSpec field = spec.field(phase[0]).orElse(null);
            return new Row(
                    spec.id(),
                    field,
                    field == null || phase[1].equals("*") ? ANY : rawValue(field.values(), phase[1]),
                    words[2],
                    Severity.get((short) rawValue(Schema.values("Severity"), words[3])),
                    Template.of(cells[1]));
        }
    }

    private Sentences() {}

    /** Whether a message is an outcome that the table knows. */
    public static boolean isOutcome(final int templateId) {
        return OUTCOMES.containsKey(templateId);
    }

    /** Event name of an outcome. */
    public static String event(final MessageReader outcome) {
        return row(outcome).event;
    }

    /** Severity of an outcome. */
    public static Severity severity(final MessageReader outcome) {
        return row(outcome).severity;
    }

    /** The sentence of an outcome. */
    public static String message(final MessageReader outcome) {
        return row(outcome).sentence.render(outcome);
    }

    /** What an outcome warns of, or null. */
    public static String warning(final MessageReader outcome) {
        final FieldKey warnings = Shape.of(outcome.spec().id()).field("warnings");
        final long bits = warnings == null ? 0 : outcome.number(warnings.field());
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < WARNINGS.length; i++) {
            if ((bits & 1L << i) != 0) {
                text.append(text.isEmpty() ? "" : "; ").append(WARNINGS[i].render(outcome));
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** What a command that waits for a second operator would loosen; null for a command that loosens nothing. */
    public static String loosens(final MessageReader command) {
        final Template sentence = LOOSENS.get(command.spec().id());
        return sentence == null ? null : sentence.render(command);
    }

    /** The sentence of a code, without any message's numbers. */
    public static String message(final Code code) {
        return code(code).toString().replaceAll("\\[\\{[^]]*\\|([^]]*)]", "$1").replaceAll("\\[[^]]*]", "");
    }

    static Template code(final Code code) {
        return CODES[code.value()];
    }

    private static Row row(final MessageReader outcome) {
        for (final Row row : OUTCOMES.getOrDefault(outcome.spec().id(), List.of())) {
            if (row.value == ANY || row.value == outcome.number(row.phase)) {
                return row;
            }
        }
        throw new IllegalArgumentException("no outcome: " + outcome.spec().name());
    }

    private static Template[] templates(final EnumSpec values, final String table) {
        final List<String> lines = table.lines().toList();
        final Template[] templates = new Template[lines.size()];
        for (final String line : lines) {
            final String[] cells = line.split(SEPARATOR, 2);
            templates[rawValue(values, cells[0])] = Template.of(cells[1]);
        }
        return templates;
    }

    private static int rawValue(final EnumSpec values, final String spelling) {
        final int value = values.value(spelling);
        if (value < 0) {
            throw new IllegalArgumentException("no such value of " + values.name() + ": " + spelling);
        }
        return value;
    }
}
