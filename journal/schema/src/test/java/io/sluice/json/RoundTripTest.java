package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.RandomMessage;
import io.sluice.json.JsonInput.Source;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;

/** SBE to JSON and back, for every message of the schema. */
class RoundTripTest {
    private static final Set<String> SPECIAL = Set.of(
            "Decision.field",
            "CommandResult.field",
            "CommandResult.standing",
            "RequestView.input",
            "Decision.warnings",
            "EmergencyChanged.reason",
            "StatusView.emergencyReason",
            "PolicyView.emergencyReason",
            "PolicyChanged.oldValue",
            "PolicyChanged.newValue",
            "PolicyChanged.oldText",
            "PolicyChanged.newText",
            "PermissionsView.allowed",
            "PermissionsView.warned",
            "RecoveryView.brokerHealthy",
            "RecoveryView.quotesFresh",
            "RecoveryView.riskHealthy",
            "RecoveryView.bookReconciled",
            "RecoveryView.equityFresh",
            "RecoveryView.requiredHeard");

    private final ObjectMapper oracle = new ObjectMapper();
    private final JsonOutput output = new JsonOutput();
    private final JsonInput shown = new JsonInput(Source.SHOWN);
    private final JsonInput play = new JsonInput(Source.PLAY);

    @Provide
    Arbitrary<MessageSpec> messages() {
        return Arbitraries.of(RandomMessage.specs());
    }

    @Property(tries = 4_000)
    void shouldReadBackTheVeryBytesItWrote(@ForAll("messages") final MessageSpec spec, @ForAll final long seed)
            throws MalformedException {
        final byte[] message = new RandomMessage(seed).next(spec);

        shown.parse(json(message));

        assertThat(shown.templateId()).isEqualTo(spec.id());
        assertThat(bytes(shown)).as(() -> json(message)).isEqualTo(message);
    }

    @Property(tries = 200)
    void shouldReadInputsAsAPlayFileAndPassTheBinaryDoor(@ForAll final long seed) throws MalformedException {
        for (final MessageSpec spec : RandomMessage.specs()) {
            final byte[] message = new RandomMessage(seed).next(spec);
            final boolean hasLines = spec.name().equals("EngineStarted");
            if (spec.id() >= 200 || hasLines) {
                continue;
            }
            play.parse(json(message));
            assertThat(bytes(play)).isEqualTo(message);
            assertThat(FrameCheck.check(play.buffer(), 0, play.length())).isNull();
        }
    }

    @Property(tries = 2_000)
    void shouldShowEveryFieldAsMessagesSays(@ForAll("messages") final MessageSpec spec, @ForAll final long seed)
            throws Exception {
        final byte[] message = new RandomMessage(seed).next(spec);
        final MessageReader reader = new MessageReader().wrap(new UnsafeBuffer(message), 0, message.length);

        final JsonNode json = oracle.readTree(json(message));

        assertThat(json.get("type").asText()).isEqualTo(spec.name());
        for (final FieldSpec field : spec.fields()) {
            if (!SPECIAL.contains(spec.name() + "." + field.name())) {
                assertField(shown(json, field), field, reader);
            }
        }
    }

    /** The safeguards stand in an object of their own, under names with underscores. */
    private static JsonNode shown(final JsonNode json, final FieldSpec field) {
        final boolean isSafeguard =
                field.kind() == FieldKind.ENUM && field.values().name().equals("SafeguardState");
        return isSafeguard
                ? json.get("safeguards")
                        .get(field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                : json.get(field.name());
    }

    private static void assertField(final JsonNode value, final FieldSpec field, final MessageReader reader) {
        if (reader.isAbsent(field)) {
            assertThat(value).as(field.name()).isNull();
            return;
        }
        switch (field.kind()) {
            case INTEGER, ID -> {
                assertThat(value.isIntegralNumber()).isTrue();
                assertThat(value.longValue()).isEqualTo(reader.number(field));
            }
            case DECIMAL -> {
                final BigDecimal exact = BigDecimal.valueOf(reader.number(field), 8);
                assertThat(value.textValue())
                        .isEqualTo(
                                exact.signum() == 0
                                        ? "0"
                                        : exact.stripTrailingZeros().toPlainString());
            }
            case TIME -> {
                final Instant time = Instant.parse(value.textValue());
                assertThat(BigDecimal.valueOf(time.getEpochSecond())
                                .movePointRight(9)
                                .add(BigDecimal.valueOf(time.getNano())))
                        .isEqualByComparingTo(BigDecimal.valueOf(reader.number(field)));
            }
            case ENUM -> assertThat(value.textValue()).isEqualTo(field.values().spelling((int) reader.number(field)));
            case BOOL -> assertThat(value.booleanValue()).isEqualTo(reader.number(field) == 1);
            case SET -> assertThat(value).hasSize(Long.bitCount(reader.number(field)));
            case SYMBOL, TEXT -> assertThat(value.textValue()).isEqualTo(reader.text(field));
            case BYTES -> assertThat(HexFormat.of().parseHex(value.textValue())).satisfies(bytes -> {
                for (int i = 0; i < bytes.length; i++) {
                    assertThat(bytes[i] & 0xFF).isEqualTo(reader.byteAt(field, i));
                }
            });
            case UUID -> assertThat(UUID.fromString(value.textValue()))
                    .isEqualTo(new UUID(reader.mostSignificant(field), reader.leastSignificant(field)));
        }
    }

    private String json(final byte[] message) {
        final StringBuilder json = new StringBuilder();
        output.message(json, new UnsafeBuffer(message), 0, message.length);
        return json.toString();
    }

    private static byte[] bytes(final JsonInput input) {
        final byte[] bytes = new byte[input.length()];
        input.buffer().getBytes(0, bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }
}
