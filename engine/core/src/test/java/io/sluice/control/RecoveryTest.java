package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static Outcome run(final Scenario engine) {
        return engine.view(View.RECOVERY).get(0);
    }

    @Test
    @Tag("R-1")
    void shouldGoThroughTheStagesAsTheirEvidenceComes() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.everything().briefs())
                .containsExactly("connect_broker STARTED", "normal->recovering cold_start", "RecoverySummary");
        assertThat(engine.heartbeat("broker").briefs())
                .containsExactly("broker unknown->healthy", "connect_broker PASSED", "catchup_marketdata STARTED");
        assertThat(engine.heartbeat("market_data").briefs("RecoveryProgress")).isEmpty();
        assertThat(engine.quote("BTCUSD", "99", "101").briefs())
                .containsExactly("catchup_marketdata PASSED", "verify_risk STARTED");
        engine.heartbeat("risk");
        assertThat(engine.stage()).isEqualTo("verify_risk");
        assertThat(engine.flatReport().briefs()).containsExactly("verify_risk PASSED", "ready STARTED");
        for (int second = 2; second < 10; second += 2) {
            engine.at(second + "s");
            engine.alive();
        }
        assertThat(engine.at("9.999999999s").briefs()).isEmpty();
        assertThat(engine.at("10s").briefs())
                .containsExactly("ready PASSED", "ready COMPLETED", "recovering->normal recovery.complete");
    }

    @Test
    @Tag("R-1")
    void shouldWaitForTheBrokerWithoutLimit() {
        final Scenario engine = Scenario.cold();
        engine.pass("24h");
        assertThat(engine.stage()).isEqualTo("connect_broker");
        assertThat(engine.mode()).isEqualTo("recovering");
        assertThat(run(engine).get("attempt")).isEqualTo("1");
    }

    @Test
    @Tag("R-1")
    void shouldWantFreshQuotesOfEverySymbolInUse() {
        final Scenario engine = Scenario.free();
        engine.quote("BTCUSD", "99", "101");
        engine.quote("ETHUSD", "9", "11");
        engine.bought(1, "1");
        engine.open(2, "symbol=ETHUSD", "price=10");
        engine.restart();
        engine.heartbeat("broker");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
        engine.quote("ETHUSD", "9", "11");
        assertThat(engine.stage()).isEqualTo("verify_risk");
    }

    @Test
    @Tag("R-1")
    void shouldWantAFreshEquityIfOneWasEverSeen() {
        final Scenario engine = Scenario.healthy();
        engine.restart();
        engine.heartbeat("broker");
        engine.quote("BTCUSD", "99", "101");
        engine.heartbeat("risk");
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.equity("1000");
        assertThat(engine.stage()).isEqualTo("ready");
    }

    @Test
    @Tag("R-1")
    void shouldLetAResultStandInForMissingEvidence() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.stageResult("connect_broker", true).briefs())
                .containsExactly("connect_broker PASSED", "catchup_marketdata STARTED");
        assertThat(engine.stageResult("catchup_marketdata", true).briefs())
                .containsExactly("catchup_marketdata PASSED", "verify_risk STARTED");
        assertThat(engine.stageResult("verify_risk", true).briefs())
                .containsExactly("verify_risk PASSED", "ready STARTED");
    }

    @Test
    @Tag("R-1")
    void shouldNotLetAResultStandInForEvidenceThatIsBad() {
        final Scenario engine = Scenario.cold("sluice.hitl.require-approval-for-live=false");
        engine.alive();
        engine.report("BTCUSD", "5");
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.restart();
        engine.alive();
        engine.report("BTCUSD", "7");
        assertThat(engine.stage()).as("a report is being judged").isEqualTo("verify_risk");
        engine.stageResult("verify_risk", true);
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.report("BTCUSD", "5");
        assertThat(engine.stage()).as("each report is judged by itself").isEqualTo("verify_risk");
        engine.aliveFor("2s");
        assertThat(engine.mode()).as("the difference is certain").isEqualTo("halt");
        engine.startRecovery("a");
        engine.alive();
        engine.report("BTCUSD", "5");
        engine.stageResult("verify_risk", true);
        assertThat(engine.stage()).as("the difference is gone").isEqualTo("ready");
    }

    @Test
    @Tag("R-1")
    void shouldNotVouchForABrokerReportedDown() {
        final Scenario engine = Scenario.cold();
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.stageResult("connect_broker", true);
        assertThat(engine.stage()).isEqualTo("connect_broker");
    }

    @Test
    @Tag("R-1")
    void shouldTakeReadyFromAnOperatorOnly() {
        final Scenario engine = Scenario.cold("sluice.recovery.auto-to-normal=false");
        engine.alive();
        engine.flatReport();
        engine.aliveFor("5m");
        assertThat(engine.stage()).as("waits for an operator without limit").isEqualTo("ready");
        assertThat(engine.stageResult("ready", true, "origin=risk:service").briefs())
                .containsExactly("ready IGNORED", "Result STAGE_IGNORED");
        assertThat(engine.stageResult("ready", true, "operatorId=alice").briefs())
                .containsExactly(
                        "ready PASSED", "ready COMPLETED", "recovering->normal recovery.complete", "Result OK");
    }

    @Test
    @Tag("R-1")
    void shouldFailTheStageOnAnyResultThatSaysNo() {
        final Scenario engine = Scenario.cold();
        engine.heartbeat("broker");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.stageResult("verify_risk", false).briefs())
                .containsExactly("verify_risk FAILED", "connect_broker STARTED");
        assertThat(run(engine).get("attempt")).isEqualTo("2");
    }

    @Test
    @Tag("R-1")
    void shouldHoldTheStagesWhileSomethingGraveStandsOrLingers() {
        final Scenario engine = Scenario.cold();
        engine.event("fail_crit", "risk", "risk.timeout");
        engine.alive();
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("connect_broker");
        engine.probe("risk", true);
        engine.aliveFor("29s");
        assertThat(engine.stage()).as("it lingers").isEqualTo("connect_broker");
        engine.aliveFor("1s");
        assertThat(engine.stage()).as("reports reconcile at any time").isEqualTo("ready");
    }

    @Test
    @Tag("R-1")
    void shouldGoBackWhenARecoveryIsAddedWhileOneIsOwed() {
        final Scenario engine = Scenario.cold();
        engine.alive();
        engine.flatReport();
        engine.pass("4s");
        engine.probe("broker", false);
        assertThat(engine.event("recovered", "broker", "broker.reconnected").briefs("RecoveryProgress"))
                .startsWith("connect_broker STARTED");
    }

    @Test
    @Tag("R-1")
    void shouldWantANewReportWhenTheLinkCameUp() {
        final Scenario engine = Scenario.healthy();
        engine.pass("5s");
        engine.alive();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("ready");
    }

    @Test
    @Tag("R-2")
    void shouldDoNothingOnARunIdSeenBefore() {
        final Scenario engine = Scenario.healthy();
        engine.startRecovery("run-1");
        engine.alive();
        final String stage = engine.stage();
        assertThat(engine.startRecovery("run-1").all("RecoveryProgress")).isEmpty();
        assertThat(engine.stage()).isEqualTo(stage);
        for (int i = 2; i <= 64; i++) {
            engine.startRecovery("run-" + i);
        }
        assertThat(engine.startRecovery("run-1").all("RecoveryProgress"))
                .as("the 64th last")
                .isEmpty();
        engine.startRecovery("run-65");
        assertThat(engine.startRecovery("run-1").all("RecoveryProgress"))
                .as("forgotten")
                .isNotEmpty();
    }

    @Test
    @Tag("R-2")
    void shouldAbandonTheOldRunForANewOne() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.startRecovery("mine").briefs())
                .containsExactly("connect_broker ABANDONED", "connect_broker STARTED", "Result OK");
        assertThat(run(engine).get("runId")).isEqualTo("mine");
        assertThat(run(engine).get("trigger")).isEqualTo("manual");
    }

    @Test
    @Tag("R-2")
    void shouldRecordAndIgnoreAResultOfAnotherRunOrOutOfOrder() {
        final Scenario engine = Scenario.cold();
        engine.startRecovery("mine");
        assertThat(engine.stageResult("connect_broker", true, "runId=other").briefs())
                .containsExactly("connect_broker IGNORED", "Result STAGE_IGNORED");
        assertThat(engine.stageResult("verify_risk", true, "runId=mine").briefs())
                .containsExactly("verify_risk IGNORED", "Result STAGE_IGNORED");
        assertThat(engine.stageResult("verify_risk", false).briefs())
                .containsExactly("verify_risk IGNORED", "Result STAGE_IGNORED");
        assertThat(engine.stageResult("connect_broker", true, "runId=mine").briefs())
                .containsExactly("connect_broker PASSED", "catchup_marketdata STARTED");
    }

    @Test
    @Tag("R-3")
    void shouldBackOffLongerEachTimeAndThenGiveUp() {
        final Scenario engine = Scenario.cold();
        engine.heartbeat("broker");
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
        keepBroker(engine, 59);
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
        engine.at("60s");
        assertThat(engine.stage()).as("timed out").isEqualTo("connect_broker");
        engine.heartbeat("broker");
        engine.at("60.999999999s");
        assertThat(engine.stage()).isEqualTo("connect_broker");
        engine.at("61s");
        assertThat(engine.stage()).as("1 s later").isEqualTo("catchup_marketdata");
        keepBroker(engine, 121);
        assertThat(engine.stage()).isEqualTo("connect_broker");
        engine.at("122.999999999s");
        assertThat(engine.stage()).isEqualTo("connect_broker");
        engine.at("123s");
        assertThat(engine.stage()).as("2 s later").isEqualTo("catchup_marketdata");
        assertThat(run(engine).get("attempt")).isEqualTo("3");
        keepBroker(engine, 182);
        assertThat(engine.mode()).isEqualTo("recovering");
        assertThat(engine.at("183s").briefs("ModeChanged")).containsExactly("recovering->halt recovery.failed");
        engine.heartbeat("broker");
        engine.pass("4s");
        assertThat(engine.startRecovery("again").briefs("ModeChanged"))
                .containsExactly("halt->recovering recovery.manual");
        assertThat(run(engine).get("attempt")).isEqualTo("1");
    }

    private static void keepBroker(final Scenario engine, final int untilSecond) {
        final long endNs = Scenario.START_NS + untilSecond * 1_000_000_000L;
        while (engine.nowNs() < endNs) {
            engine.pass(Math.min(2_000_000_000L, endNs - engine.nowNs()) + "ns");
            engine.heartbeat("broker");
        }
    }

    @Test
    @Tag("R-3")
    void shouldNotKnowThePositionWhenTheReportWasMissing() {
        final Scenario engine = Scenario.cold("sluice.recovery.max-attempts=1");
        engine.alive();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        final Said said = engine.aliveFor("60s");
        assertThat(said.briefs("ModeChanged")).containsExactly("recovering->halt position.unknown");
    }

    @Test
    @Tag("R-3")
    void shouldNotCountTheTimeWhileSomethingGraveStands() {
        final Scenario engine = Scenario.cold("sluice.recovery.max-attempts=1");
        engine.heartbeat("broker");
        engine.heartbeat("risk");
        engine.event("fail_crit", "db", "db.buffer_overflow");
        for (int second = 2; second <= 120; second += 2) {
            engine.at(second + "s");
            engine.heartbeat("broker");
            engine.heartbeat("risk");
        }
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.event("recovered", "db", "all.healthy");
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
        assertThat(engine.mode()).isEqualTo("recovering");
    }

    @Test
    @Tag("R-6")
    void shouldRefuseARecoveryInAnEmergency() {
        final Scenario engine = Scenario.normal();
        engine.stop();
        assertThat(engine.startRecovery("r").result()).isEqualTo("EMERGENCY");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("R-6")
    void shouldStartARecoveryInEveryOtherMode() {
        final Scenario engine = Scenario.normal();
        assertThat(engine.startRecovery("r").briefs("ModeChanged"))
                .containsExactly("normal->recovering recovery.manual");
        assertThat(engine.startRecovery("r2", "operatorId=mallory", "origin=operator:mallory")
                        .result())
                .isEqualTo("SEC-090");
    }

    @Test
    @Tag("R-3")
    void shouldSayThatTheLastAttemptFailedToo() {
        final Scenario engine = Scenario.cold("sluice.recovery.max-attempts=1");
        engine.heartbeat("broker");
        assertThat(engine.stageResult("catchup_marketdata", false).briefs())
                .containsExactly(
                        "catchup_marketdata FAILED", "connect_broker STARTED", "recovering->halt recovery.failed");
    }

    @Test
    @Tag("R-1")
    void shouldFailToConnectWithoutCountingIt() {
        final Scenario engine = Scenario.cold();
        for (int i = 0; i < 5; i++) {
            assertThat(engine.stageResult("connect_broker", false).briefs())
                    .containsExactly("connect_broker FAILED", "connect_broker STARTED");
        }
        assertThat(run(engine).get("attempt")).isEqualTo("1");
        assertThat(engine.mode()).isEqualTo("recovering");
    }

    @Test
    @Tag("M-3")
    @Tag("R-3")
    void shouldWaitNoLongerOnceAGraverFailureHasPutItBack() {
        final Scenario engine = Scenario.cold("sluice.recovery.backoff-base=1 m");
        engine.alive();
        engine.stageResult("verify_risk", false);
        assertThat(engine.pass("1s").briefs("RecoveryProgress")).isEmpty();
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.event("recovered", "broker", "broker.reconnected").briefs("RecoveryProgress"))
                .contains("connect_broker PASSED");
    }

    @Test
    @Tag("R-4")
    void shouldTakeNoReportForTheBookOnceAFirstRecoveryHasPassedWithoutOne() {
        final Scenario engine = Scenario.cold();
        engine.stageResult("connect_broker", true);
        engine.stageResult("catchup_marketdata", true);
        engine.stageResult("verify_risk", true);
        engine.stageResult("ready", true, "operatorId=alice");
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.report("BTCUSD", "5").briefs()).containsExactly("BookDiffers");
        engine.pass("2s");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(engine.mode()).isEqualTo("halt");
    }
}
