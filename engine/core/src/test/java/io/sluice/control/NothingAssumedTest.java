package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Role;
import io.sluice.control.gate.Senders;
import io.sluice.control.view.View;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.MessageWriter;
import io.sluice.schema.Required;
import io.sluice.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a sender forgot is refused by the machine with its name, whatever the message, and does nothing (W-0). */
@Tag("W-0")
class NothingAssumedTest {
    @Test
    void shouldRefuseEachInputWithoutARequiredField() {
        final List<String> unnamed = new ArrayList<>();
        int fields = 0;
        for (final MessageSpec spec : Schema.messages()) {
            for (final FieldSpec field : !MessageIds.isOffered(spec.id()) ? List.<FieldSpec>of() : spec.fields()) {
                final byte[] message = without(spec, field);
                if (Required.missing(new UnsafeBuffer(message), 0) != field) {
                    continue;
                }
                final Outcome said = said(spec, message);
                final String named = said.get("code") + " " + said.get("field");
                if (!named.equals("MALFORMED " + field.name())) {
                    unnamed.add(spec.name() + "." + field.name() + ": " + named);
                }
                fields++;
            }
        }
        assertThat(unnamed).isEmpty();
        assertThat(fields).isGreaterThan(80);
    }

    private static Outcome said(final MessageSpec spec, final byte[] message) {
        final Scenario engine = Scenario.free();
        final String before = state(engine);
        final List<Role> roles = Senders.roles(spec.id());
        final Role role = roles.contains(Role.OPERATOR) ? Role.OPERATOR : roles.get(0);
        final Said said = engine.raw(role, role == Role.STRATEGY ? "1" : "alice", message);
        assertThat(state(engine)).as(spec.name() + " changes nothing").isEqualTo(before);
        return said.one(spec.name().equals("OrderIntent") ? "Decision" : "CommandResult");
    }

    private static String state(final Scenario engine) {
        final Outcome status = engine.status();
        return engine.permissions() + status.get("mode") + status.get("causes") + status.get("allowNewTrades");
    }

    @Test
    void shouldNotApproveWithoutADecision() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        final MessageSpec spec = Schema.message("ApprovalDecision");
        final MessageWriter writer = new MessageWriter();
        writer.begin(spec);
        writer.number(spec.field("tradeId").orElseThrow(), trade);
        writer.number(spec.field("channel").orElseThrow(), 0);
        writer.bytes(spec.field("operatorId").orElseThrow(), "alice".getBytes(StandardCharsets.UTF_8));
        writer.bytes(spec.field("reason").orElseThrow(), "far too big, no".getBytes(StandardCharsets.UTF_8));
        final Outcome result = engine.raw(Role.OPERATOR, "alice", bytes(writer)).one("CommandResult");
        assertThat(result.get("code")).isEqualTo("MALFORMED");
        assertThat(result.get("field")).isEqualTo("decision");
        assertThat(result.get("message")).contains("decision is missing");
        assertThat(engine.view(View.PENDING)).hasSize(1);
    }

    @Test
    void shouldNameTheFieldOfAnIntentThatCannotBeAsItIs() {
        final Scenario engine = Scenario.free();
        assertThat(engine.open(1, "quantity=0").get("field")).isEqualTo("quantity");
        assertThat(engine.open(2, "price=-1").get("field")).isEqualTo("price");
        assertThat(engine.open(3, "riskPct=101").get("field")).isEqualTo("riskPct");
        assertThat(engine.open(4, "confidence=2").get("field")).isEqualTo("confidence");
        assertThat(engine.open(5, "leverage=0").get("field")).isEqualTo("leverage");
        assertThat(engine.open(6, "symbol=A$B").get("field")).isEqualTo("symbol");
        final Outcome again = engine.open(1, "quantity=0");
        assertThat(again.get("repeat")).isEqualTo("true");
        assertThat(again.get("field")).as("of a repeat too").isEqualTo("quantity");
    }

    /** Everything is set, but for one field that is as the writer begins it. */
    private static byte[] without(final MessageSpec spec, final FieldSpec left) {
        final MessageWriter writer = new MessageWriter();
        writer.begin(spec);
        for (final FieldSpec field : spec.fields()) {
            if (field != left && (!field.optional() || field.name().equals("operatorId"))) {
                set(writer, field);
            }
        }
        return bytes(writer);
    }

    private static void set(final MessageWriter writer, final FieldSpec field) {
        switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> writer.number(field, 1);
            case ENUM, BOOL -> writer.number(field, 0);
            case SYMBOL -> writer.bytes(field, "BTCUSD".getBytes(StandardCharsets.US_ASCII));
            case BYTES -> writer.bytes(field, "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
            case TEXT -> writer.bytes(
                    field, (field.name().equals("operatorId") ? "alice" : "x").getBytes(StandardCharsets.US_ASCII));
            case SET, UUID -> {
                // none is required
            }
        }
    }

    private static byte[] bytes(final MessageWriter writer) {
        final byte[] message = new byte[writer.end()];
        writer.buffer().getBytes(0, message);
        return message;
    }
}
