package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of what outcomes are about holds to the schema. */
@Tag("T-3")
class SubjectTest {
    @Test
    void shouldHaveARowForEachOutcome() {
        final List<String> outcomes = Schema.messages().stream()
                .filter(spec -> Sentences.isOutcome(spec.id()))
                .map(MessageSpec::name)
                .toList();
        assertThat(Subject.all()).extracting(Subject::type).containsExactlyInAnyOrderElementsOf(outcomes);
    }

    @Test
    void shouldNameFieldsThatTheOutcomesHave() {
        for (final Subject row : Subject.all()) {
            assertThat(Stream.of(row.targetId(), row.previous(), row.next(), row.code()))
                    .filteredOn(field -> !field.isEmpty())
                    .as(row.type())
                    .allMatch(field -> Schema.message(row.type()).field(field).isPresent());
        }
    }
}
