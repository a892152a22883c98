package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code sluice play --types}: what a play file may hold, from the schema. */
class PlayTypesTest {
    private static final String TEXT = Cli.run("play", "--types").out();

    @Test
    void shouldExplainEveryInputThatMayBePlayed() {
        final List<String> types = Cli.run("play", "--types", "--json").lines();
        int inputs = 0;
        for (final MessageSpec spec : Schema.messages()) {
            final boolean isEnginesOwn = spec.id() >= 180 && !spec.name().equals("Tick");
            if (spec.id() < 100 || spec.id() > 199 || isEnginesOwn) {
                continue;
            }
            inputs++;
            assertThat(TEXT).contains("\n" + spec.name() + " (");
            final String begin =
                    "{\"type\":\"" + spec.name() + "\",\"description\":\"" + spec.description() + "\",\"senders\":[\"";
            assertThat(types)
                    .filteredOn(line -> line.startsWith(begin))
                    .singleElement()
                    .satisfies(line -> {
                        String rest = line;
                        for (final FieldSpec field : spec.fields()) {
                            assertThat(rest).contains("{\"key\":\"" + field.name() + "\",\"type\":\"");
                            rest = rest.substring(rest.indexOf("{\"key\":\"" + field.name() + "\""));
                            assertThat(rest.substring(0, rest.indexOf('}')))
                                    .contains("\"required\":" + !field.optional())
                                    .endsWith("\"description\":\"" + field.description() + "\"");
                        }
                    });
        }
        assertThat(types).hasSize(inputs);
    }

    @Test
    void shouldShowSendersTypesAndValues() {
        assertThat(TEXT)
                .contains("\nEmergencyStop (operator, risk, monitor)\n  Stop everything and go flat (E-1).\n")
                .contains("\n  operatorId?             text(64)          ")
                .contains("\n  decision                ApprovalAnswer    ")
                .contains("\n  ApprovalAnswer          APPROVE, REJECT, CANCEL\n")
                .contains("\nTick (engine, play files)\n")
                .doesNotContain("EngineStarted", "SnapshotTaken");
        assertThat(TEXT.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldNeedNeitherFileNorConfiguration() {
        final Cli types = Cli.run("play", "--types");
        assertThat(types.code()).isZero();
        assertThat(types.err()).isEmpty();
    }
}
