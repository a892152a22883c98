package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Role;
import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is at the door, and who was refused there: for the record and for show. */
@Tag("X-5")
class ClientTest {
    @Test
    void shouldShowWhoIsAttachedAndForgetThemAtAStart() {
        Scenario engine = Scenario.healthy();
        assertThat(engine.client(1, "ATTACHED", "name=bot", "roles=[\"strategy\"]")
                        .one("ClientSeen")
                        .get("phase"))
                .isEqualTo("ATTACHED");
        engine.client(2, "ATTACHED", "name=desk");
        engine.client(1, "DETACHED", "name=bot", "code=GONE");
        assertThat(engine.view(View.CLIENTS)).hasSize(1);
        assertThat(engine.view(View.CLIENTS).get(0).get("name")).isEqualTo("desk");
    }

    @Test
    void shouldTakeAClientForOneHoweverOftenItIsTold() {
        final Scenario engine = Scenario.healthy();
        engine.client(1, "ATTACHED", "name=bot");
        engine.client(1, "ATTACHED", "name=bot");
        assertThat(engine.view(View.CLIENTS)).hasSize(1);
        engine.client(7, "DETACHED", "name=stranger");
        assertThat(engine.view(View.CLIENTS)).hasSize(1);
    }

    @Test
    @Tag("X-4")
    void shouldRaiseAnAlertForWhoeverWasRefused() {
        final Scenario engine = Scenario.healthy();
        final var alert = engine.raw(
                        Role.ENGINE,
                        "",
                        Scenario.message("AccessRefused", "principal=mallory", "what=attach", "code=SEC-001"))
                .one("SecurityAlert");
        assertThat(alert.get("code")).isEqualTo("SEC-001");
        assertThat(alert.get("detail")).isEqualTo("mallory: attach");
    }

    @Test
    @Tag("H-5")
    void shouldVoidAnAnswerToARequestThatThePersonDidNotSee() {
        final Scenario engine = Scenario.healthy();
        final long trade = engine.open(1).id("tradeId");
        final String seen = engine.view(View.PENDING).get(0).get("rowHash");
        final String other = (seen.charAt(0) == '0' ? "1" : "0") + seen.substring(1);
        assertThat(engine.approve(trade, "rowHash=" + other)
                        .one("CommandResult")
                        .get("code"))
                .isEqualTo("VOID");
        assertThat(engine.view(View.PENDING)).hasSize(1);
        assertThat(engine.approve(trade, "rowHash=" + seen).one("CommandResult").get("code"))
                .isEqualTo("OK");
        assertThat(engine.view(View.PENDING)).isEmpty();
    }
}
