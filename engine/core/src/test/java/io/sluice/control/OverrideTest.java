package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forced modes (M-5). */
@Tag("M-5")
class OverrideTest {
    private static Said force(final Scenario engine, final String mode, final int ttlSeconds) {
        return engine.in("ForceMode", "mode=" + mode, "ttlSeconds=" + ttlSeconds, "operatorId=alice", "reason=because");
    }

    private static Said release(final Scenario engine) {
        return engine.in("ReleaseOverride", "operatorId=bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "degraded", "safe_mode", "safe_mode_disconnected", "halt"})
    void shouldForceEveryModeButRecovering(final String mode) {
        final Scenario engine = Scenario.cold();
        final Said said = force(engine, mode, 60);
        assertThat(said.result()).isEqualTo("OK");
        assertThat(engine.mode()).isEqualTo(mode);
        assertThat(engine.status().get("computedMode")).isEqualTo("recovering");
        final Outcome change = said.one("ModeChanged");
        assertThat(change.get("fromMode")).isEqualTo("recovering");
        assertThat(change.get("reasonCode")).isEqualTo("force_override");
        assertThat(change.get("operatorId")).isEqualTo("alice");
        assertThat(change.get("overrideTtlSeconds")).isEqualTo("60");
        assertThat(change.get("detail")).isEqualTo("because");
    }

    @Test
    void shouldNotForceRecovering() {
        assertThat(force(Scenario.cold(), "recovering", 60).result()).isEqualTo("OUT_OF_RANGE");
    }

    @ParameterizedTest
    @CsvSource({"59, TTL_OUT_OF_RANGE", "60, OK", "3600, OK", "3601, TTL_OUT_OF_RANGE", "-1, TTL_OUT_OF_RANGE"})
    void shouldBoundTheTimeToLive(final int ttlSeconds, final String code) {
        final Scenario engine = Scenario.cold();
        assertThat(force(engine, "normal", ttlSeconds).result()).isEqualTo(code);
        assertThat(engine.status().get("override")).isEqualTo(Boolean.toString(code.equals("OK")));
    }

    @Test
    void shouldTakeTheBoundsFromTheConfiguration() {
        final Scenario engine = Scenario.cold(
                "sluice.override.min-ttl=5 s", "sluice.override.default-ttl=6 s", "sluice.override.max-ttl=10 s");
        assertThat(force(engine, "normal", 4).result()).isEqualTo("TTL_OUT_OF_RANGE");
        assertThat(force(engine, "normal", 5).result()).isEqualTo("OK");
        assertThat(force(engine, "normal", 11).result()).isEqualTo("TTL_OUT_OF_RANGE");
    }

    @Test
    void shouldWantAnAllowedOperator() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.in("ForceMode", "mode=normal", "ttlSeconds=60", "operatorId=eve", "reason=x")
                        .result())
                .isEqualTo("SEC-090");
        assertThat(engine.mode()).isEqualTo("recovering");
    }

    @ParameterizedTest
    @CsvSource({"degraded, alerts, alerts.channel_down", "safe_mode, risk, risk.timeout", "recovering, , "})
    void shouldStandInThePlaceOfWhatItCovers(final String covered, final String source, final String reason) {
        final Scenario engine =
                reason == null ? Scenario.cold("sluice.hitl.require-approval-for-live=false") : Scenario.free();
        if (reason != null) {
            engine.event("fail_crit", source, reason);
        }
        assertThat(engine.mode()).isEqualTo(covered);
        force(engine, "normal", 60);
        assertThat(engine.permissions()).isEqualTo("open,send,amend,cancel,reduce_only,query");
        final Outcome decision = engine.open(1);
        assertThat(decision.brief()).isEqualTo("Decision ALLOW OK");
        assertThat(decision.get("override")).isEqualTo("true");
        assertThat(decision.get("mode")).isEqualTo("normal");
        final Outcome status = engine.status();
        assertThat(status.get("override")).isEqualTo("true");
        assertThat(status.get("overrideMode")).isEqualTo("normal");
        assertThat(status.get("overrideExpiresAt")).isEqualTo("2026-01-05T09:01:00Z");
        assertThat(status.get("overrideOperatorId")).isEqualTo("alice");
        assertThat(status.get("overrideReason")).isEqualTo("because");
        assertThat(status.get("computedMode")).isEqualTo(covered);
    }

    @Test
    void shouldLetCoveredCausesLiveBesideIt() {
        final Scenario engine = Scenario.healthy();
        engine.event("fail_crit", "risk", "risk.timeout");
        force(engine, "normal", 3600);
        assertThat(engine.status().get("causes")).contains("risk.timeout");
        engine.event("recovered", "risk", "all.healthy");
        engine.aliveFor("29s");
        assertThat(engine.status().get("computedMode")).as("it lingers").isEqualTo("safe_mode");
        engine.aliveFor("2s");
        assertThat(engine.status().get("computedMode"))
                .as("and leaves a recovery owed")
                .isEqualTo("recovering");
        final Said after = engine.aliveFor("12s");
        assertThat(after.all("RecoveryProgress").stream().map(Outcome::brief)).contains("ready COMPLETED");
        assertThat(engine.status().get("computedMode")).isEqualTo("normal");
        assertThat(engine.everything().briefs("ModeChanged"))
                .as("nothing of it showed")
                .endsWith("normal->safe_mode risk.timeout", "safe_mode->normal force_override");
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        assertThat(release(engine).briefs("ModeChanged")).containsExactly("normal->degraded override.expired");
    }

    @ParameterizedTest
    @CsvSource({
        "broker.disconnect, safe_mode, safe_mode_disconnected",
        "broker.mismatch, safe_mode_disconnected, halt",
        "risk.breach_hard, safe_mode_disconnected, halt",
        "position.unknown, safe_mode_disconnected, halt",
        "emergency, safe_mode_disconnected, halt"
    })
    void shouldNeverCoverWhatMustBeDelivered(final String cause, final String lessSevere, final String severe) {
        final Scenario standing = Scenario.normal();
        raise(standing, cause);
        for (final String mode : List.of("normal", "degraded", lessSevere)) {
            assertThat(force(standing, mode, 60).result()).as(mode).isEqualTo("OVERRIDE_REFUSED");
        }
        assertThat(standing.status().get("override")).isEqualTo("false");
        assertThat(force(standing, severe, 60).result()).as("not less severe").isEqualTo("OK");
        assertThat(standing.status().get("override")).isEqualTo("true");
        standing.pass("1s");
        assertThat(standing.heartbeat("risk").all("PolicyChanged")).isEmpty();
        assertThat(standing.status().get("override")).as("it lasts").isEqualTo("true");

        final Scenario coming = Scenario.normal();
        force(coming, "degraded", 60);
        final Said said = raise(coming, cause);
        assertThat(coming.status().get("override")).as("%s ends it", cause).isEqualTo("false");
        assertThat(coming.mode()).isEqualTo(severe);
        assertThat(said.one("ModeChanged").get("toMode")).isEqualTo(severe);
        assertThat(said.briefs("PolicyChanged")).contains("Policy overrideMode degraded->null");
        assertThat(coming.pass("61s").all("ModeChanged"))
                .as("its time is over for nothing")
                .isEmpty();
    }

    private static Said raise(final Scenario engine, final String cause) {
        return cause.equals("emergency") ? engine.stop() : engine.event("fail_crit", "broker", cause);
    }

    @Test
    void shouldKeepAForceThatIsAtLeastAsSevereAsWhatComes() {
        final Scenario engine = Scenario.normal();
        force(engine, "halt", 600);
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.event("fail_crit", "broker", "position.unknown");
        assertThat(engine.status().get("override")).isEqualTo("true");
        engine.event("recovered", "broker", "broker.reconnected");
        engine.startRecovery("r");
        assertThat(engine.mode()).as("still forced").isEqualTo("halt");
        assertThat(release(engine).briefs("ModeChanged")).containsExactly("halt->recovering override.expired");
    }

    @Test
    void shouldOnlyCoverAroundACriticalCauseIfConfiguredSo() {
        final Scenario engine = Scenario.normal("sluice.override.critical-breaks=false");
        engine.event("fail_crit", "risk", "risk.timeout");
        force(engine, "normal", 600);
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.mode()).as("not covered").isEqualTo("safe_mode_disconnected");
        assertThat(engine.permissions()).isEqualTo("query(w)");
        assertThat(engine.status().get("override")).isEqualTo("true");
        assertThat(force(engine, "degraded", 600).result()).isEqualTo("OVERRIDE_REFUSED");
        engine.event("recovered", "broker", "broker.reconnected");
        assertThat(engine.mode()).as("the force shows again").isEqualTo("normal");
        assertThat(engine.status().get("computedMode")).isEqualTo("safe_mode");
        engine.stop();
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.open(1).get("code")).isEqualTo("EMERGENCY");
    }

    @Test
    void shouldNeverOverrideGuardianLockoutsLimitsAndPolicy() {
        final Scenario engine = Scenario.free("sluice.limits.default.max-order-quantity=5");
        engine.event("fail_crit", "risk", "risk.timeout");
        force(engine, "normal", 600);
        assertThat(engine.open(1, "quantity=6").get("code")).isEqualTo("LIMIT_ORDER_QTY");
        engine.in("LockoutCreate", "symbol=BTCUSD", "reason=x", "durationSeconds=9", "operatorId=alice");
        assertThat(engine.open(2).get("code")).isEqualTo("SYMBOL_LOCKED");
        engine.in("GuardianLock", "reason=x", "origin=risk:r");
        assertThat(engine.open(3).get("code")).isEqualTo("SEC-020");
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        assertThat(engine.open(4).get("code")).isEqualTo("NEW_TRADES_BLOCKED");
    }

    @Test
    void shouldEndExactlyWhenItsTimeIsOver() {
        final Scenario engine = Scenario.normal();
        engine.event("fail_crit", "risk", "risk.timeout");
        final Said forced = force(engine, "degraded", 60);
        assertThat(engine.at("59.999999999s").isNothing()).isTrue();
        final Said end = engine.at("60s");
        assertThat(end.briefs())
                .containsExactly(
                        "Policy overrideMode degraded->null",
                        "Policy overrideExpiresAt 2026-01-05T09:01:00Z->null",
                        "degraded->safe_mode override.expired");
        assertThat(end.one("ModeChanged").get("correlationId"))
                .as("an outcome of a timer carries its subject's")
                .isEqualTo(forced.one("ModeChanged").get("correlationId"));
        assertThat(engine.status().get("overrideMode")).isNull();
        assertThat(engine.status().get("overrideReason")).isNull();
        assertThat(engine.intent(1, "query").get("override")).isEqualTo("false");
    }

    @Test
    void shouldEndByReleaseAndRefuseASecondOne() {
        final Scenario engine = Scenario.normal();
        force(engine, "safe_mode", 600);
        final Said said = release(engine);
        assertThat(said.briefs("ModeChanged", "CommandResult"))
                .containsExactly("safe_mode->normal override.expired", "Result OK");
        assertThat(said.one("ModeChanged").get("operatorId")).isEqualTo("bob");
        assertThat(release(engine).result()).isEqualTo("NOT_ACTIVE");
        assertThat(engine.pass("601s").isNothing()).isTrue();
    }

    @Test
    void shouldGiveWayToASecondForce() {
        final Scenario engine = Scenario.normal();
        force(engine, "safe_mode", 60);
        engine.pass("30s");
        force(engine, "halt", 60);
        assertThat(engine.pass("31s").isNothing())
                .as("the first one's time means nothing")
                .isTrue();
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.at("90s").briefs("ModeChanged")).containsExactly("halt->normal override.expired");
    }

    @ParameterizedTest
    @CsvSource({"normal, false", "degraded, false", "safe_mode, false", "safe_mode_disconnected, true", "halt, true"})
    void shouldEndAtAStartIfItLoosens(final String mode, final boolean stays) {
        final Scenario engine = Scenario.normal();
        force(engine, mode, 600);
        final Said start = engine.restartAfter("10s");
        assertThat(engine.mode()).isEqualTo(stays ? mode : "recovering");
        assertThat(engine.status().get("override")).isEqualTo(Boolean.toString(stays));
        if (stays) {
            assertThat(engine.status().get("overrideReason")).isEqualTo("because");
            assertThat(engine.at("600s").briefs("ModeChanged")).containsExactly(mode + "->recovering override.expired");
        } else {
            assertThat(start.briefs("PolicyChanged")).contains("Policy overrideMode " + mode + "->null");
        }
    }

    @Test
    void shouldLetItsEndRunOnWhileTheEngineIsDown() {
        final Scenario engine = Scenario.normal();
        force(engine, "halt", 60);
        assertThat(engine.restartAfter("60s").briefs("ModeChanged"))
                .containsExactly("halt->recovering override.expired");
        assertThat(engine.status().get("override")).isEqualTo("false");
    }

    @Test
    void shouldNotLetARunOutOfAttemptsBeCovered() {
        final Scenario engine = Scenario.healthy("sluice.recovery.max-attempts=1");
        engine.startRecovery("r");
        force(engine, "degraded", 600);
        engine.stageResult("ready", false, "operatorId=alice");
        assertThat(engine.status().get("causes")).contains("recovery.failed");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.status().get("override")).isEqualTo("false");
    }

    @Test
    @Tag("M-7")
    void shouldSayWhyOfTheChangeThatBreaksAForce() {
        final Scenario engine = Scenario.normal();
        force(engine, "normal", 60);
        final Outcome change =
                engine.event("fail_crit", "broker", "broker.disconnect").one("ModeChanged");
        assertThat(change.get("reasonCode")).isEqualTo("broker.disconnect");
        assertThat(change.get("source")).isEqualTo("broker");
        assertThat(change.get("detail"))
                .as("the words of the force are not its")
                .isNull();
        assertThat(change.get("overrideTtlSeconds")).isNull();
    }

    @Test
    @Tag("C-4")
    void shouldShowSinceWhenTheModeStands() {
        final Scenario engine = Scenario.normal();
        engine.pass("7s");
        force(engine, "safe_mode", 60);
        engine.pass("1s");
        engine.heartbeat("db");
        assertThat(engine.status().get("modeSince")).isEqualTo("2026-01-05T09:00:07Z");
    }
}
