package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders of events that users of other systems have seen at real brokers, each a play file. */
class BrokerCasesTest {
    private static String lines(final String name) {
        try (InputStream in = BrokerCasesTest.class.getResourceAsStream("/broker-cases/" + name + ".jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Scenario play(final String name, final String... overrides) {
        final Scenario engine = Scenario.free(overrides);
        engine.json(lines(name));
        Invariants.check(engine.machine());
        engine.replay();
        return engine;
    }

    private static List<String> said(final Scenario engine, final String... types) {
        return engine.everything().briefs(types);
    }

    private static void assertCompleted(final Scenario engine) {
        final List<Outcome> phases = engine.everything().all("EmergencyChanged");
        assertThat(phases.get(phases.size() - 1).get("phase")).isEqualTo("COMPLETED");
    }

    private static void assertNotCompleted(final Scenario engine) {
        assertThat(engine.everything().all("EmergencyChanged"))
                .isNotEmpty()
                .noneMatch(phase -> phase.is("phase", "COMPLETED"));
    }

    @Test
    @Tag("E-2")
    @Tag("R-4")
    void shouldCloseADifferenceThatIsKnownAtTheStop() {
        final Scenario engine = play("stop-with-open-difference");
        assertNotCompleted(engine);
        assertThat(said(engine, "BookAdjusted")).containsExactly("Book BTCUSD 0->2");
        assertThat(said(engine, "ClosePosition")).startsWith("Close SELL 2 BTCUSD #1");
        assertThat(engine.reset().result()).isEqualTo("NOT_FLAT");
    }

    @Test
    @Tag("E-2")
    @Tag("D-1")
    void shouldCloseADifferenceThatIsJudgedAfterAHardBreach() {
        final Scenario engine = play("hard-breach-with-open-difference");
        assertNotCompleted(engine);
        assertThat(said(engine, "BookAdjusted")).containsExactly("Book BTCUSD 0->2");
        assertThat(said(engine, "ClosePosition")).startsWith("Close SELL 2 BTCUSD #1");
    }

    @Test
    @Tag("R-4")
    void shouldWriteNoOrderOffForOneReport() {
        final Scenario engine = play("order-written-off-is-alive");
        assertThat(engine.trade(16384).get("state")).isEqualTo("ACCEPTED");
        assertThat(engine.everything().all("Decision").get(1).get("verdict")).isEqualTo("ALLOW");
        assertThat(said(engine, "CancelOrder")).containsExactly("Cancel BTCUSD #1");
        assertNotCompleted(engine);
    }

    @Test
    @Tag("H-3a")
    void shouldNotCountAFillAgainThatAReportBroughtIn() {
        final Scenario engine = play("fill-after-reconciliation");
        assertThat(engine.position("BTCUSD")).isEqualTo("53");
        assertThat(said(engine, "ClosePosition")).containsExactly("Close SELL 53 BTCUSD #1");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("H-3a")
    void shouldTakeAFillAtANegativePrice() {
        final Scenario engine = play("negative-price");
        assertThat(engine.position("CL-MAY20")).isEqualTo("0");
        assertCompleted(engine);
    }

    @Test
    @Tag("H-3a")
    void shouldNotCountAReplayedFillOfACloseAgain() {
        final Scenario engine = play("replayed-execution");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(said(engine, "ClosePosition")).containsExactly("Close SELL 5 BTCUSD #1");
        assertThat(said(engine, "EmergencyChanged")).containsExactly("Emergency TRIGGERED", "Emergency COMPLETED");
    }

    @Test
    @Tag("H-3a")
    void shouldCancelAnOrderThatWasReplacedByALargerOne() {
        final Scenario engine = play(
                "oversize-replaced",
                "sluice.limits.default.max-order-quantity=1",
                "sluice.limits.default.max-position=2");
        assertThat(said(engine, "SecurityAlert")).containsExactly("Alert OVERSIZE_REPLACED", "Alert OVERFILL");
        assertThat(said(engine, "CancelOrder")).containsExactly("Cancel BTCUSD #1");
        assertThat(engine.position("BTCUSD")).isEqualTo("50");
    }

    @Test
    @Tag("E-2")
    void shouldCountRejectedClosesAndSayWhatStaysOpen() {
        final Scenario engine = play("rejected-closes", "sluice.emergency.max-retries=2");
        final List<Outcome> unconfirmed = engine.everything().all("EmergencyChanged").stream()
                .filter(phase -> phase.is("phase", "UNCONFIRMED"))
                .toList();
        assertThat(unconfirmed).hasSize(1);
        assertThat(unconfirmed.get(0).get("severity")).isEqualTo("critical");
        assertThat(unconfirmed.get(0).get("open")).contains("BTCUSD");
        assertThat(said(engine, "ClosePosition"))
                .containsExactly(
                        "Close SELL 0.0001 BTCUSD #1", "Close SELL 0.0001 BTCUSD #2", "Close SELL 0.0001 BTCUSD #3");
        assertThat(engine.pass("60s").all("EmergencyChanged"))
                .as("every minute")
                .anyMatch(phase -> phase.is("phase", "UNCONFIRMED"));
    }

    @Test
    @Tag("R-4")
    void shouldAddTheLinesOfAHedgedAccount() {
        final Scenario engine = Scenario.cold("sluice.hitl.require-approval-for-live=false");
        engine.json(lines("hedged-report"));
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        assertThat(said(engine, "ClosePosition")).containsExactly("Close SELL 1 BTCUSD #1");
    }

    @Test
    @Tag("H-3a")
    void shouldTakeAStatusUnderAnExecIdThatIsKnown() {
        assertCompleted(play("status-under-known-execid"));
    }

    @Test
    @Tag("R-4")
    void shouldSayWhatDiffers() {
        final Scenario engine = play("fee-in-base-asset");
        final Outcome differs = engine.everything().one("BookDiffers");
        assertThat(differs.get("bookQuantity")).isEqualTo("1");
        assertThat(differs.get("reportedQuantity")).isEqualTo("0.999");
        final Outcome position = engine.view(View.POSITIONS).get(0);
        assertThat(position.get("quantity")).isEqualTo("1");
        assertThat(position.get("reportedQuantity")).isEqualTo("0.999");
        assertThat(position.get("differs")).isEqualTo("true");
        final Outcome halted = engine.everything().one("ModeChanged");
        assertThat(halted.get("reasonCode")).isEqualTo("broker.mismatch");
        assertThat(halted.get("detail")).isEqualTo("BTCUSD book 1 reported 0.999");
    }

    @Test
    @Tag("R-4")
    void shouldTakeOverADifferenceWithinTheTolerance() {
        final Scenario engine = play("fee-in-base-asset", "sluice.reconcile.tolerance=0.01");
        assertThat(engine.everything().all("BookDiffers")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("0.999");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("R-4")
    void shouldNotCompleteWhileAnOrderOfOthersWorks() {
        final Scenario engine = play("foreign-order");
        assertThat(said(engine, "SecurityAlert")).containsExactly("Alert UNKNOWN_ORDER");
        assertNotCompleted(engine);
        assertThat(said(engine, "CancelOrder")).as("it has no name").isEmpty();
    }

    @Test
    @Tag("R-4")
    void shouldCancelAnOrderOfOthersByItsOrderRef() {
        final Scenario engine = Scenario.free();
        engine.json(lines("foreign-order").replace("\"leavesQuantity\"", "\"orderRef\": \"V-1\", \"leavesQuantity\""));
        final Outcome cancel = engine.everything().all("CancelOrder").get(0);
        assertThat(cancel.get("orderRef")).isEqualTo("V-1");
        assertThat(cancel.get("tradeId")).isEqualTo("0");
        assertThat(cancel.get("symbol")).isEqualTo("ETHUSD");
        assertNotCompleted(engine);
    }

    @Test
    @Tag("E-2")
    void shouldSendNothingWhileTheLinkIsDown() {
        final Scenario engine = play("stop-while-link-is-down");
        assertThat(said(engine, "ClosePosition")).containsExactly("Close SELL 3 BTCUSD #1");
    }
}
