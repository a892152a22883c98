package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code sluice play --types}: what a play file may hold, from the schema. */
class PlayTypesTest {
    private static final String TEXT = Cli.run("play", "--types").out();

    @Test
    void shouldExplainEveryInputThatMayBePlayed() throws Exception {
        final Map<String, JsonNode> types = new HashMap<>();
        final Cli asJson = Cli.run("play", "--types", "--json");
        for (final String line : asJson.lines()) {
            final JsonNode type = new ObjectMapper().readTree(line);
            types.put(type.get("type").asText(), type);
        }
        int inputs = 0;
        for (final MessageSpec spec : Schema.messages()) {
            final boolean isEnginesOwn = spec.id() >= 180 && !spec.name().equals("Tick");
            if (spec.id() < 100 || spec.id() > 199 || isEnginesOwn) {
                continue;
            }
            inputs++;
            final JsonNode type = types.get(spec.name());
            assertThat(type.get("senders")).as(spec.name()).isNotEmpty();
            assertThat(type.get("keys")).hasSameSizeAs(spec.fields());
            for (final FieldSpec field : spec.fields()) {
                final JsonNode key = type.get("keys").get(field.index());
                assertThat(key.get("key").asText()).isEqualTo(field.name());
                assertThat(key.get("required").asBoolean()).isNotEqualTo(field.optional());
                assertThat(key.get("description").asText()).isNotBlank();
            }
            assertThat(TEXT).contains("\n" + spec.name() + " (");
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
