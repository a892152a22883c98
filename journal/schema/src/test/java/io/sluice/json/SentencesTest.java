package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.MessageType;
import io.sluice.codec.ReasonCode;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.MessageWriter;
import io.sluice.schema.Schema;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W-7")
class SentencesTest {
    /** The field that tells the phases of a type apart; the table of MESSAGES and SPEC O-2 are by it. */
    private static final List<String> PHASES = List.of(
            "Decision.verdict",
            "ModeChanged.toMode",
            "RecoveryProgress.result",
            "ComponentChanged.toLevel",
            "DrawdownBreach.level",
            "EmergencyChanged.phase",
            "GuardianChanged.locked",
            "LockoutChanged.phase",
            "SizingAdjusted.reason",
            "ModelChanged.promoted",
            "DeepLinkChanged.phase",
            "CommandResult.accepted",
            "BookDiffers.phase",
            "StrategyChanged.phase",
            "SymbolWatchChanged.watched");

    private final MessageWriter writer = new MessageWriter();

    @Test
    @Tag("O-2")
    void shouldNameEveryOutcomeByPhaseWithAFixedSeverity() throws IOException {
        final StringBuilder table = new StringBuilder();
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() < 200 || spec.id() > 299) {
                continue;
            }
            final FieldSpec phase = spec.fields().stream()
                    .filter(field -> PHASES.contains(spec.name() + "." + field.name()))
                    .findFirst()
                    .orElse(null);
            if (phase == null) {
                describe(table, spec, null, 0);
            } else {
                for (final String value : phase.values().spellings()) {
                    final boolean isSizing = !phase.name().equals("reason") || value.matches("RL_.*|HIGH_.*");
                    if (isSizing) {
                        describe(table, spec, phase, phase.values().value(value));
                    }
                }
            }
        }
        Golden.check("outcomes.txt", table.toString());
    }

    @Test
    void shouldHaveASentenceForEveryCode() throws IOException {
        final StringBuilder table = new StringBuilder();
        for (final Code code : Code.values()) {
            if (code != Code.NULL_VAL) {
                final String sentence = Sentences.message(code);
                assertThat(sentence).matches("[^{}\\[\\]]+");
                table.append(Schema.values("Code").spelling(code.value()))
                        .append(" | ")
                        .append(sentence)
                        .append('\n');
            }
        }
        Golden.check("codes.txt", table.toString());
    }

    /** Two sentences: everything given, and everything that may be absent absent. */
    private void describe(final StringBuilder table, final MessageSpec spec, final FieldSpec phase, final int value) {
        for (final boolean isFull : new boolean[] {true, false}) {
            writer.begin(spec);
            for (final FieldSpec field : spec.fields()) {
                if (isFull || !field.optional()) {
                    sample(field, isFull);
                }
            }
            if (phase != null) {
                writer.number(phase, value);
            }
            final MessageReader message = new MessageReader().wrap(writer.buffer(), 0, writer.end());
            if (isFull) {
                table.append(spec.name())
                        .append(phase == null ? "" : " " + phase.values().spelling(value))
                        .append(" | ")
                        .append(Sentences.event(message))
                        .append(" | ")
                        .append(Sentences.severity(message).name().toLowerCase(Locale.ROOT))
                        .append('\n');
            }
            final String warning = Sentences.warning(message);
            table.append("    ").append(Sentences.message(message)).append('\n');
            table.append(warning == null ? "" : "    (" + warning + ")\n");
            assertThat(Sentences.message(message)).doesNotContain("{", "}", "[", "]");
            if (isFull) {
                assertThat(Sentences.message(message)).doesNotContain("?");
            }
        }
    }

    private void sample(final FieldSpec field, final boolean isFull) {
        switch (field.kind()) {
            case INTEGER, ID -> writer.number(field, isFull ? 7 : 0);
            case DECIMAL -> writer.number(field, field.name().equals("drawdownPct") ? -12_00000000L : 12_50000000L);
            case TIME -> writer.number(field, 1_385_337_600_000_000_000L);
            case ENUM, BOOL -> writer.number(
                    field,
                    switch (field.values().name()) {
                        case "MessageType" -> MessageType.START_RECOVERY.value();
                        case "Code" -> isFull ? Code.SYMBOL_LOCKED.value() : 0;
                        case "ReasonCode" -> ReasonCode.RISK_BREACH_HARD.value();
                        case "ActionType" -> ActionType.OPEN.value();
                        default -> isFull ? 1 : 0;
                    });
            case SET -> writer.number(field, isFull ? field.values().mask() : 0);
            case SYMBOL -> writer.bytes(field, "BTCUSD".getBytes(StandardCharsets.US_ASCII));
            case TEXT -> writer.bytes(field, field.name().getBytes(StandardCharsets.UTF_8));
            case UUID -> writer.uuid(field, 1, 2);
            case BYTES -> {
                // no sentence shows a hash
            }
        }
    }
}
