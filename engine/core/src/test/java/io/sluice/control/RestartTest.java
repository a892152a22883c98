package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RestartTest {
    @Test
    @Tag("W-5")
    void shouldEndTheFirstRecordOfAStartWithItsSummary() {
        final Scenario engine = Scenario.normal();
        engine.open(1);
        engine.open(2);
        engine.pass("200s");
        engine.open(3);
        engine.pass("100s");
        final Said said = engine.restart();
        final Outcome summary = said.outcomes().get(said.outcomes().size() - 1);
        assertThat(summary.type()).isEqualTo("RecoverySummary");
        assertThat(List.of(summary.get("pending"), summary.get("restored"), summary.get("expired")))
                .containsExactly("1", "1", "0");
    }

    @Test
    @Tag("W-5")
    void shouldStartTwiceInARowWithTheSameConfiguration() {
        final Scenario engine = Scenario.healthy();
        engine.in("PolicyUpdate", "operatorId=alice", "slippageMaxPercent=2", "allowNewTrades=false");
        engine.restart();
        engine.restart();
        assertThat(engine.everything().all("PolicyChanged"))
                .as("only the operator's")
                .hasSize(2);
        final Outcome policy = engine.view(View.POLICY).get(0);
        assertThat(policy.get("slippageMaxPercent")).isEqualTo("2");
        assertThat(policy.get("allowNewTrades")).isEqualTo("false");
        assertThat(engine.mode()).isEqualTo("recovering");
        engine.alive();
        engine.flatReport();
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("W-6")
    void shouldKnowNobodyAfterAStart() {
        final Scenario engine = Scenario.healthy();
        engine.restart();
        assertThat(engine.view(View.COMPONENTS)).allMatch(row -> row.is("level", "unknown"));
        assertThat(engine.pass("1h").isNothing())
                .as("the unheard are not silent")
                .isTrue();
    }

    @Test
    @Tag("W-6")
    void shouldTakeNoQuoteOrEquityFromBeforeTheStartEvenAtTheSameInstant() {
        final Scenario engine = Scenario.healthy();
        engine.restart();
        engine.heartbeat("broker");
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
        engine.quote("BTCUSD", "99", "101");
        engine.heartbeat("risk");
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.equity("1000");
        assertThat(engine.stage()).isEqualTo("ready");
    }

    @Test
    @Tag("W-6")
    @Tag("M-4")
    void shouldKeepLiveCausesOverAStart() {
        final Scenario engine = Scenario.healthy();
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        engine.pass("4s");
        engine.heartbeat("broker");
        engine.heartbeat("risk");
        engine.pass("4s");
        engine.heartbeat("broker");
        engine.pass("2s");
        assertThat(engine.status().get("causes")).contains("market_data.stale");
        engine.restart();
        assertThat(engine.status().get("causes")).contains("market_data.stale", "alerts.channel_down");
        engine.heartbeat("market_data");
        engine.pass("25s");
        assertThat(engine.status().get("causes")).as("a heartbeat is no quote").contains("market_data.stale");
        engine.quote("BTCUSD", "99", "101");
        engine.pass("6s");
        assertThat(engine.status().get("causes")).doesNotContain("market_data.stale");
    }

    @Test
    @Tag("W-6")
    void shouldLetPromisedEndsRunOnOverAStart() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.pass("200s");
        engine.restart();
        assertThat(engine.at("299.999999999s").all("ApprovalExpired")).isEmpty();
        assertThat(engine.at("300s").one("ApprovalExpired").id("tradeId")).isEqualTo(trade);
    }

    @Test
    @Tag("W-6")
    void shouldFireOneTimerARecordInTheOrderOfDeadlineAndKind() {
        final Scenario engine = Scenario.normal();
        engine.open(1);
        engine.open(2);
        engine.heartbeat("broker");
        final int before = engine.records().size();
        engine.at("300s");
        final List<Scenario.Written> ticks =
                engine.records().subList(before, engine.records().size());
        assertThat(ticks).isSortedAccordingTo(java.util.Comparator.comparingLong(Scenario.Written::timeNs));
        final List<Scenario.Written> atTheEnd =
                ticks.stream().filter(tick -> tick.timeNs() == engine.nowNs()).toList();
        assertThat(atTheEnd).as("two requests, two records").hasSize(2);
        assertThat(atTheEnd.get(0).outcomes().get(0).id("tradeId"))
                .isLessThan(atTheEnd.get(1).outcomes().get(0).id("tradeId"));
    }

    @Test
    @Tag("W-6")
    void shouldStampATickNoEarlierThanTheRecordBefore() {
        final Scenario engine = Scenario.normal();
        engine.open(1);
        engine.pass("299s");
        engine.restart();
        final long startedNs = engine.nowNs();
        engine.pass("1h");
        assertThat(engine.records().stream().mapToLong(Scenario.Written::timeNs).toArray())
                .isSorted();
        assertThat(engine.records().get(engine.records().size() - 1).timeNs()).isGreaterThanOrEqualTo(startedNs);
    }

    @Test
    @Tag("W-2")
    void shouldNotMindTheWallClockGoingBackAnHour() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.pass("10s");
        engine.wallStep("-1h");
        engine.restart();
        assertThat(engine.at("299s").all("ApprovalExpired")).isEmpty();
        assertThat(engine.at("300s").one("ApprovalExpired").id("tradeId")).isEqualTo(trade);
        assertThat(engine.at("300s").isNothing()).isTrue();
    }

    @Test
    @Tag("G-2")
    void shouldOweARecoveryAfterEveryStart() {
        final Scenario engine = Scenario.healthy();
        assertThat(engine.restart().briefs("ModeChanged")).containsExactly("normal->recovering cold_start");
        assertThat(engine.stage()).isEqualTo("connect_broker");
        engine.alive();
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("ready");
        engine.restart();
        assertThat(engine.stage()).as("stages start anew").isEqualTo("connect_broker");
    }

    @Test
    @Tag("J-2")
    void shouldStartInHaltIfMoreThanTheLastRecordWasLost() {
        final Scenario one = Scenario.healthy();
        one.restart(1);
        assertThat(one.mode()).isEqualTo("recovering");
        final Scenario two = Scenario.healthy();
        final Said said = two.restart(2);
        assertThat(two.mode()).isEqualTo("halt");
        assertThat(said.one("RecoverySummary").get("dropped")).isEqualTo("2");
    }

    @Test
    @Tag("P-2")
    void shouldChangeAFieldOnlyWhereTheFileChanged() {
        final Scenario engine = Scenario.normal();
        engine.in("PolicyUpdate", "operatorId=alice", "slippageMaxPercent=2", "approvalTimeoutSeconds=60");
        final Said said = engine.restart("sluice.hitl.timeout=100s");
        assertThat(said.briefs("PolicyChanged")).containsExactly("Policy approvalTimeoutSeconds 60->100");
        Outcome policy = engine.view(View.POLICY).get(0);
        assertThat(policy.get("slippageMaxPercent"))
                .as("the operator's word stands")
                .isEqualTo("2");
        assertThat(engine.restart("sluice.hitl.slippage-max-percent=3").briefs("PolicyChanged"))
                .containsExactly("Policy slippageMaxPercent 2->3");
        assertThat(engine.restart("sluice.hitl.slippage-max-percent=0.5").briefs("PolicyChanged"))
                .containsExactly("Policy slippageMaxPercent 3->0.5");
        policy = engine.view(View.POLICY).get(0);
        assertThat(policy.get("approvalTimeoutSeconds")).isEqualTo("100");
    }

    @Test
    @Tag("P-2")
    void shouldTakeNewOperatorsAndThresholdsFromTheNextStart() {
        final Scenario engine = Scenario.normal();
        engine.restart("sluice.hitl.allowed-operators=[carol]");
        assertThat(engine.stop().result()).isEqualTo("SEC-090");
        assertThat(engine.in("EmergencyStop", "operatorId=carol", "reason=x").result())
                .isEqualTo("OK");
    }

    @Test
    @Tag("J-2")
    void shouldBeginANewEpochInHaltHoweverItStarts() {
        for (final boolean normal : new boolean[] {false, true}) {
            final Scenario engine = Scenario.epoch("", normal);
            assertThat(engine.mode()).isEqualTo("halt");
            assertThat(engine.open(1).get("code")).isEqualTo("GATE_REFUSED");
        }
    }

    @Test
    @Tag("J-2")
    void shouldTakeNoIdUpToTheFenceForANewOne() {
        final Scenario engine = Scenario.epoch("1:5000,2:7", false);
        assertThat(engine.intent(5000, "query").get("code")).isEqualTo("DUPLICATE_INTENT");
        assertThat(engine.intent(1, "query").get("code")).isEqualTo("DUPLICATE_INTENT");
        assertThat(engine.intent(1_005_001, "query").get("code")).isEqualTo("INTENT_ID_GAP");
        assertThat(engine.intent(5001, "query").get("code")).isEqualTo("OK");
        assertThat(engine.view(View.STRATEGIES))
                .extracting(row -> row.get("highestIntentId"))
                .containsExactly("5001", "7");
        engine.restart();
        assertThat(engine.intent(5000, "query").get("code")).isEqualTo("DUPLICATE_INTENT");
    }

    @Test
    @Tag("J-2")
    void shouldTakeTheFirstReportOfANewEpochForItsBookOnceAnOperatorStartsARecovery() {
        final Scenario engine = Scenario.epoch("", false);
        engine.in("StartRecovery", "runId=after", "operatorId=alice");
        engine.alive();
        engine.in("PositionReport", "reportId=9", "symbol=BTCUSD", "quantity=3", "last=true");
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.view(View.POSITIONS).get(0).get("quantity")).isEqualTo("3");
    }
}
