package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.MessageType;
import org.junit.jupiter.api.Test;

class SchemaTest {
    /**
     * J-9: a record is executed again in the version that wrote it, which holds as long as the present machine makes
     * the same outcomes. Who appends a field to an outcome raises the machine's behaviour version, and then this test:
     * version 2 of the behaviour began with version 3 of the schema.
     */
    @Test
    void shouldHaveAppendedNoFieldToAnOutcome() {
        assertThat(Schema.messages().stream()
                        .filter(message -> MessageIds.isOutcome(message.id()))
                        .flatMap(message -> message.fields().stream())
                        .filter(field -> field.since() > 3))
                .isEmpty();
    }

    @Test
    void shouldHaveATypeForEveryInput() {
        for (final MessageSpec spec : Schema.messages()) {
            final boolean isInput = MessageIds.isInput(spec.id());
            if (isInput) {
                assertThat(Schema.values("MessageType").spelling(spec.id())).isEqualTo(spec.name());
                assertThat(MessageType.get((short) spec.id())).isNotEqualTo(MessageType.NULL_VAL);
            }
        }
    }

    @Test
    void shouldDescribeEveryMessageAndField() {
        for (final MessageSpec spec : Schema.messages()) {
            assertThat(spec.description()).isNotBlank();
            assertThat(spec.fields()).allSatisfy(field -> {
                assertThat(field.description()).isNotBlank();
                assertThat(spec.fields().get(field.index())).isSameAs(field);
            });
        }
    }

    @Test
    void shouldHoldAbsentWhatIsOptionalInTheAbsentBlock() {
        final MessageWriter writer = new MessageWriter();
        for (final MessageSpec spec : Schema.messages()) {
            writer.begin(spec);
            final MessageReader reader = new MessageReader().wrap(writer.buffer(), 0, writer.end());
            for (final FieldSpec field : spec.fields()) {
                final boolean isSet = field.kind() == FieldKind.SET;
                assertThat(reader.isAbsent(field))
                        .as(spec.name() + "." + field.name())
                        .isEqualTo(field.optional() && !isSet);
            }
        }
    }
}
