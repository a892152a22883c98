package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guardian (H-8) and one-time links to what waits (H-13). */
class GuardianTest {
    private static final String TOKEN = "11".repeat(32);
    private static final String OTHER = "22".repeat(32);

    private static Said lock(final Scenario engine) {
        return engine.in("GuardianLock", "reason=margin call", "origin=risk:desk");
    }

    private static Said unlock(final Scenario engine) {
        return engine.in("GuardianUnlock", "operatorId=alice", "reason=paid");
    }

    @Test
    @Tag("H-8")
    void shouldRejectEveryPendingRequestAndCountThem() {
        final Scenario engine = Scenario.normal();
        final long first = engine.open(1).id("tradeId");
        engine.pass("1s");
        final long second = engine.open(2).id("tradeId");
        engine.pass("1s");
        final Said said = lock(engine);
        assertThat(said.briefs())
                .containsExactly(
                        "Policy guardianLocked false->true",
                        "AWAITING_APPROVAL->REJECTED GUARDIAN_LOCK",
                        "ApprovalDecided",
                        "Decision REJECT GUARDIAN_LOCK",
                        "AWAITING_APPROVAL->REJECTED GUARDIAN_LOCK",
                        "ApprovalDecided",
                        "Decision REJECT GUARDIAN_LOCK",
                        "GuardianChanged");
        assertThat(said.all("ApprovalDecided").stream().map(row -> row.id("tradeId")))
                .as("by ascending id")
                .containsExactly(first, second);
        assertThat(said.all("ApprovalDecided").get(0).get("decisionChannel")).isEqualTo("SYSTEM");
        final Outcome changed = said.one("GuardianChanged");
        assertThat(changed.get("locked")).isEqualTo("true");
        assertThat(changed.get("pendingRejected")).isEqualTo("2");
        assertThat(changed.get("reason")).isEqualTo("margin call");
        assertThat(engine.view(View.PENDING)).isEmpty();
        final Outcome status = engine.status();
        assertThat(status.get("guardianLocked")).isEqualTo("true");
        assertThat(status.get("guardianReason")).isEqualTo("margin call");
        assertThat(status.get("guardianSince")).isEqualTo("2026-01-05T09:00:02Z");
        assertThat(engine.approve(first).result()).isEqualTo("ALREADY_DECIDED");
    }

    @Test
    @Tag("H-8")
    @Tag("H-4")
    void shouldBlockWhatAddsRiskAndAskNobody() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final long working = engine.open(2, "quantity=3").id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        lock(engine);
        for (final String action : new String[] {"open", "send"}) {
            assertThat(engine.intent(action.equals("open") ? 3 : 4, action).brief())
                    .isEqualTo("Decision REJECT SEC-020");
        }
        assertThat(engine.view(View.PENDING)).isEmpty();
        final String named = "tradeId=" + working;
        assertThat(engine.intent(5, "amend", named, "quantity=4").get("code")).isEqualTo("SEC-020");
        assertThat(engine.intent(6, "amend", named, "quantity=2").get("code"))
                .as("lowering")
                .isEqualTo("OK");
        assertThat(engine.intent(7, "reduce_only", "side=SELL", "quantity=5").get("code"))
                .isEqualTo("OK");
        assertThat(engine.intent(8, "cancel", named).get("code")).isEqualTo("OK");
        assertThat(engine.intent(9, "query").get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("H-8")
    void shouldChangeNothingByASecondLock() {
        final Scenario engine = Scenario.normal();
        lock(engine);
        engine.pass("5s");
        assertThat(engine.in("GuardianLock", "reason=other", "origin=monitor:m").isNothing())
                .isTrue();
        assertThat(engine.status().get("guardianReason")).isEqualTo("margin call");
        assertThat(engine.status().get("guardianSince")).isEqualTo("2026-01-05T09:00:00Z");
    }

    @Test
    @Tag("H-8")
    void shouldUnlockByAnAllowedOperatorWithAReason() {
        final Scenario engine = Scenario.free();
        assertThat(unlock(engine).result()).isEqualTo("NOT_ACTIVE");
        lock(engine);
        assertThat(engine.in("GuardianUnlock", "operatorId=eve", "reason=x").result())
                .isEqualTo("SEC-090");
        assertThat(engine.open(1).get("code")).isEqualTo("SEC-020");
        final Said said = unlock(engine);
        assertThat(said.one("GuardianChanged").get("locked")).isEqualTo("false");
        assertThat(said.one("GuardianChanged").get("reason")).isEqualTo("paid");
        assertThat(said.one("PolicyChanged").get("operatorId")).isEqualTo("alice");
        assertThat(engine.status().get("guardianSince")).isNull();
        assertThat(engine.open(2).get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("H-8")
    @Tag("P-1")
    void shouldStayLockedOverARestart() {
        final Scenario engine = Scenario.free();
        lock(engine);
        engine.restartAfter("1h");
        assertThat(engine.status().get("guardianReason")).isEqualTo("margin call");
        assertThat(engine.view(View.POLICY).get(0).get("guardianLocked")).isEqualTo("true");
        engine.in("ForceMode", "mode=normal", "ttlSeconds=60", "operatorId=alice", "reason=x");
        assertThat(engine.open(1).get("code")).as("never overridden").isEqualTo("SEC-020");
    }

    // ---- links

    private static Said issue(final Scenario engine, final long tradeId, final String token) {
        return engine.in("DeepLinkIssue", "tradeId=" + tradeId, "tokenHash=" + token, "origin=monitor:notifier");
    }

    private static Said use(final Scenario engine, final String token) {
        return engine.in("DeepLinkUse", "tokenHash=" + token, "channel=DISCORD", "origin=monitor:notifier");
    }

    @Test
    @Tag("H-13")
    void shouldServeOnceAndRecordIt() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        assertThat(issue(engine, trade, TOKEN).one("DeepLinkChanged").get("event"))
                .isEqualTo("hitl.link.issued");
        final Outcome used = use(engine, TOKEN).one("DeepLinkChanged");
        assertThat(used.get("event")).isEqualTo("hitl.link.used");
        assertThat(used.id("tradeId")).isEqualTo(trade);
        final Said again = use(engine, TOKEN);
        assertThat(again.one("DeepLinkChanged").get("event")).isEqualTo("hitl.link.refused");
        assertThat(again.result()).isEqualTo("NOT_FOUND");
        assertThat(issue(engine, trade, TOKEN).result())
                .as("the same token would serve twice")
                .isEqualTo("REPEATED");
        assertThat(use(engine, TOKEN).result()).isEqualTo("NOT_FOUND");
    }

    @Test
    @Tag("H-13")
    void shouldVoidTheOlderByANewOne() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        issue(engine, trade, TOKEN);
        issue(engine, trade, OTHER);
        assertThat(use(engine, TOKEN).result()).isEqualTo("NOT_FOUND");
        assertThat(use(engine, OTHER).one("DeepLinkChanged").id("tradeId")).isEqualTo(trade);
    }

    @Test
    @Tag("H-13")
    void shouldEndWithItsRequest() {
        final Scenario engine = Scenario.normal();
        assertThat(issue(engine, 77, TOKEN).result()).isEqualTo("NOT_FOUND");
        final long rejected = engine.open(1).id("tradeId");
        issue(engine, rejected, TOKEN);
        engine.answer(rejected, "REJECT");
        assertThat(use(engine, TOKEN).result()).isEqualTo("NOT_FOUND");
        assertThat(issue(engine, rejected, OTHER).result()).isEqualTo("NOT_FOUND");
        final long expired = engine.open(2).id("tradeId");
        issue(engine, expired, TOKEN);
        engine.pass("300s");
        assertThat(use(engine, TOKEN).result()).isEqualTo("NOT_FOUND");
    }

    @Test
    @Tag("H-13")
    void shouldOutliveARestartAndAskForAnAllowedOperator() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        issue(engine, trade, TOKEN);
        engine.restartAfter("10s");
        assertThat(engine.in("DeepLinkUse", "tokenHash=" + TOKEN, "channel=WEB", "operatorId=eve")
                        .result())
                .isEqualTo("SEC-090");
        assertThat(engine.in("DeepLinkUse", "tokenHash=" + TOKEN, "channel=WEB", "operatorId=bob")
                        .briefs())
                .containsExactly("DeepLinkChanged", "Result OK");
    }

    @Test
    @Tag("H-8")
    void shouldKeepNoReasonOfALockThatWasEnded() {
        final Scenario engine = Scenario.normal();
        engine.in("GuardianLock", "reason=too fast", "origin=risk:r");
        assertThat(engine.status().get("guardianReason")).isEqualTo("too fast");
        engine.in("GuardianUnlock", "operatorId=alice", "reason=calm again");
        assertThat(engine.status().get("guardianReason")).isNull();
        assertThat(engine.status().get("guardianSince")).isNull();
    }
}
