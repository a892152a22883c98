package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.control.gate.GateTable;
import io.sluice.control.gate.Senders;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of SPEC.md that the program has as tables too: the page may not say anything else. */
class SpecTablesTest {
    private static final List<String> SPEC = page();

    @Test
    @Tag("W-9")
    void shouldSpellTheValuesOfEnumsAsThePageDoes() {
        final List<String> rows = rows("W-9");
        assertThat(rows).hasSizeGreaterThan(10);
        for (final String row : rows) {
            final String[] cells = row.split("\\|");
            final EnumSpec values = Schema.values(cells[1].strip().replaceFirst(",.*", ""));
            final List<String> spellings = Pattern.compile("`([^`]+)`")
                    .matcher(cells[2])
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(values.spellings()).as(row).containsExactlyElementsOf(spellings);
        }
    }

    @Test
    @Tag("G-1")
    void shouldAllowWhatTheMatrixOfThePageAllows() {
        final List<String> rows = rows("G-1");
        assertThat(rows).hasSize(SystemMode.values().length - 2 + RecoveryStage.values().length - 1);
        for (final String row : rows) {
            final String[] cells = row.replace(" ", "").split("\\|");
            final int gate = gate(cells[1]);
            for (int i = 2; i < cells.length; i++) {
                final ActionType action = ActionType.get((short) (i - 2));
                final String cell = GateTable.warns(gate, action) ? "w" : GateTable.allows(gate, action) ? "Y" : "-";
                assertThat(cell).as(row + " " + action).isEqualTo(cells[i]);
            }
        }
    }

    @Test
    @Tag("O-4")
    void shouldExplainEveryNumberedCode() {
        final Matcher onPage = Pattern.compile("SEC-\\d+").matcher(String.join("\n", rows("O-4")));
        final List<String> explained =
                onPage.results().map(found -> found.group()).sorted().toList();
        final EnumSpec codes = Schema.values("Code");
        assertThat(codes.spellings())
                .filteredOn(code -> code.startsWith("SEC-"))
                .containsExactlyInAnyOrderElementsOf(explained);
    }

    @Test
    @Tag("W-8")
    void shouldLetSendWhoThePageOfMessagesNames() throws IOException {
        final List<String> page = Files.readAllLines(Path.of("..", "..", "journal", "MESSAGES.md"));
        for (final MessageSpec spec : Schema.messages()) {
            final String senders = Senders.roles(spec.id()).stream()
                    .map(role -> Schema.values("Role").spelling(role.value()))
                    .collect(Collectors.joining(", "));
            assertThat(page)
                    .as(spec.name())
                    .anyMatch(line -> senders.isEmpty() || line.startsWith("| `" + spec.name() + "` | " + senders));
        }
    }

    private static int gate(final String row) {
        final int stage = row.indexOf('/');
        return stage < 0
                ? GateTable.row(
                        SystemMode.get((short) Schema.values("SystemMode").value(row)))
                : GateTable.row(
                        RecoveryStage.get((short) Schema.values("RecoveryStage").value(row.substring(stage + 1))));
    }

    /** The rows of the first table below the heading of a rule. */
    private static List<String> rows(final String tag) {
        return SPEC.stream()
                .dropWhile(line -> !line.startsWith("### " + tag + " "))
                .dropWhile(line -> !line.startsWith("| ---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .collect(Collectors.toList());
    }

    private static List<String> page() {
        try {
            return Files.readAllLines(Path.of("..", "SPEC.md"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
