package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.MessageType;
import io.sluice.codec.Role;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    @Tag("W-8")
    void shouldSayWhoMaySendWhat() throws IOException {
        final StringBuilder table = new StringBuilder("| type | who may send |\n| --- | --- |\n");
        for (final MessageSpec spec : Schema.messages()) {
            final String roles = Senders.roles(spec.id()).stream()
                    .map(role -> Schema.values("Role").spelling(role.value()))
                    .collect(Collectors.joining(", "));
            if (!roles.isEmpty()) {
                table.append("| ")
                        .append(spec.name())
                        .append(" | ")
                        .append(roles)
                        .append(" |\n");
            }
        }
        Golden.check("senders.md", table.toString());
    }

    /**
     * J-9: a record is executed again in the version that wrote it, which holds as long as the present machine makes
     * the same outcomes. Who appends a field to an outcome raises the machine's behaviour version, and then this test:
     * version 2 of the behaviour began with version 3 of the schema.
     */
    @Test
    void shouldHaveAppendedNoFieldToAnOutcome() {
        assertThat(Schema.messages().stream()
                        .filter(message -> message.id() >= 200 && message.id() < 300)
                        .flatMap(message -> message.fields().stream())
                        .filter(field -> field.since() > 3))
                .isEmpty();
    }

    @Test
    @Tag("W-8")
    void shouldLetNobodyElseSendIt() {
        for (int id = -1; id < 400; id++) {
            for (int role = -1; role < 256; role++) {
                final boolean isListed = role >= 0
                        && role <= Role.ENGINE.value()
                        && Senders.roles(id).contains(Role.get((short) role));
                assertThat(Senders.may(id, role)).isEqualTo(isListed);
            }
        }
    }

    @Test
    void shouldHaveATypeAndSendersForEveryInput() {
        for (final MessageSpec spec : Schema.messages()) {
            final boolean isInput = spec.id() >= 100 && spec.id() < 200;
            assertThat(Senders.roles(spec.id()).isEmpty()).as(spec.name()).isEqualTo(!isInput);
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
