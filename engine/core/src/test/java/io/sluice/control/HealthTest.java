package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    private static Said fail(final Scenario engine, final String source) {
        return engine.in("SystemEvent", "eventType=fail_crit", "source=" + source, "severity=warning");
    }

    private static Outcome component(final Scenario engine, final String source) {
        return engine.view(View.COMPONENTS).stream()
                .filter(row -> row.is("source", source))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "broker, broker.disconnect, safe_mode_disconnected",
        "market_data, market_data.stale, safe_mode",
        "risk, risk.timeout, safe_mode",
        "db, db.write_fail_buffered, degraded",
        "alerts, alerts.channel_down, degraded",
        "system, system.unknown, degraded"
    })
    @Tag("C-1")
    void shouldTripExactlyAtTheThirdFailure(final String source, final String reason, final String mode) {
        final Scenario engine = Scenario.normal();
        assertThat(fail(engine, source).briefs()).containsExactly(source + " healthy->unstable");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(fail(engine, source).isNothing()).as("the second").isTrue();
        assertThat(engine.mode()).isEqualTo("normal");
        final Said third = fail(engine, source);
        assertThat(third.briefs()).containsExactly(source + " unstable->tripped", "normal->" + mode + " " + reason);
        assertThat(third.one("ComponentChanged").get("consecutiveFailures")).isEqualTo("3");
        assertThat(third.one("ComponentChanged").get("reasonCode")).isEqualTo(reason);
    }

    @Test
    @Tag("C-1")
    void shouldCountFailuresAnewAfterASuccess() {
        final Scenario engine = Scenario.normal();
        engine.probe("alerts", false);
        engine.probe("alerts", false);
        assertThat(engine.probe("alerts", true).briefs()).containsExactly("alerts unstable->healthy");
        engine.probe("alerts", false);
        engine.probe("alerts", false);
        assertThat(engine.mode()).isEqualTo("normal");
        engine.probe("alerts", false);
        assertThat(engine.mode()).isEqualTo("degraded");
    }

    @Test
    @Tag("C-1")
    void shouldTripAfterFiveSecondsOfFailingAlsoWhenSilenceFollows() {
        final Scenario engine = Scenario.normal();
        engine.probe("alerts", false);
        assertThat(engine.at("4.999999999s").isNothing()).isTrue();
        assertThat(engine.at("5s").briefs())
                .containsExactly("alerts unstable->tripped", "normal->degraded alerts.channel_down");
    }

    @Test
    @Tag("C-1")
    void shouldTripOnSilenceAfterAFailureAlsoWhenQualityWasPoorBefore() {
        final Scenario engine = Scenario.normal();
        engine.event("quality_degraded", "market_data", "market_data.quality_low");
        fail(engine, "market_data");
        engine.at("5s");
        assertThat(engine.mode()).isEqualTo("safe_mode");
    }

    @Test
    @Tag("C-1")
    void shouldStayQuietAboutUnstableIfAskedTo() {
        final Scenario engine = Scenario.normal("sluice.health.alert-on-unstable=false");
        assertThat(fail(engine, "alerts").isNothing()).isTrue();
        assertThat(component(engine, "alerts").get("level")).isEqualTo("unstable");
    }

    @Test
    @Tag("C-1")
    void shouldActAtOnceOnAnEventWithAReason() {
        final Scenario engine = Scenario.normal();
        assertThat(engine.event("fail_crit", "risk", "risk.timeout").briefs())
                .containsExactly("risk healthy->tripped", "normal->safe_mode risk.timeout");
    }

    @Test
    @Tag("C-1")
    void shouldTakeATooSlowProbeForAFailure() {
        final Scenario engine = Scenario.normal("sluice.health.fail-threshold-count=10");
        engine.in("ProbeResult", "source=risk", "ok=true", "latencyMs=2000");
        assertThat(component(engine, "risk").get("level"))
                .as("exactly at the limit")
                .isEqualTo("healthy");
        engine.in("ProbeResult", "source=risk", "ok=true", "latencyMs=2001");
        engine.in("ProbeResult", "source=risk", "ok=true", "latencyMs=2001");
        assertThat(component(engine, "risk").get("level")).isEqualTo("unstable");
        engine.in("ProbeResult", "source=risk", "ok=true", "latencyMs=2001");
        assertThat(engine.mode()).as("C-3: three times running").isEqualTo("safe_mode");
    }

    @Test
    @Tag("C-1")
    void shouldTakeASlowBrokerForAFailureButNotASlowFeed() {
        final Scenario engine = Scenario.normal();
        engine.in("ProbeResult", "source=broker", "ok=true", "latencyMs=5001");
        engine.in("ProbeResult", "source=market_data", "ok=true", "latencyMs=5001");
        assertThat(component(engine, "broker").get("level")).isEqualTo("unstable");
        assertThat(component(engine, "market_data").get("level")).isEqualTo("healthy");
    }

    @Test
    @Tag("C-2")
    void shouldLoseSightOfAComponentPastItsTtl() {
        final Scenario engine = Scenario.healthy();
        engine.in("Heartbeat", "source=db", "ttlSeconds=3");
        final Said said = engine.aliveFor("3s");
        assertThat(said.briefs("ComponentChanged")).containsExactly("db healthy->unknown");
        assertThat(engine.mode()).as("db is not required").isEqualTo("normal");
        assertThat(engine.heartbeat("db").briefs()).containsExactly("db unknown->healthy");
    }

    @Test
    @Tag("C-2")
    void shouldRaiseTheReasonOfItsTripForARequiredComponent() {
        final Scenario engine = Scenario.healthy();
        engine.in("Heartbeat", "source=risk", "ttlSeconds=1");
        assertThat(engine.pass("1s").briefs())
                .containsExactly("risk healthy->unknown", "normal->safe_mode risk.timeout");
        engine.heartbeat("risk");
        engine.aliveFor("30s");
        assertThat(engine.mode()).as("a heartbeat resolves what silence raised").isEqualTo("recovering");
    }

    @Test
    @Tag("C-2")
    void shouldIgnoreSilencePastATtlIfAskedTo() {
        final Scenario engine = Scenario.healthy("sluice.health.unknown-on-ttl-expiry=false");
        engine.in("Heartbeat", "source=risk", "ttlSeconds=1");
        assertThat(engine.pass("1s").isNothing()).isTrue();
    }

    @Test
    @Tag("C-2")
    void shouldRefuseATtlThatIsNone() {
        final Scenario engine = Scenario.normal();
        assertThat(engine.in("Heartbeat", "source=risk", "ttlSeconds=0").result())
                .isEqualTo("OUT_OF_RANGE");
        assertThat(engine.in("ProbeResult", "source=risk", "ok=true", "ttlSeconds=-1")
                        .result())
                .isEqualTo("OUT_OF_RANGE");
    }

    @Test
    @Tag("C-3")
    void shouldDisconnectASilentBrokerAfterFiveSeconds() {
        final Scenario engine = Scenario.healthy();
        engine.heartbeat("broker");
        assertThat(engine.pass("4.999999999s").isNothing()).isTrue();
        final Said said = engine.pass("1ns");
        assertThat(said.briefs())
                .containsExactly("broker healthy->unknown", "normal->safe_mode_disconnected broker.disconnect");
    }

    @Test
    @Tag("C-3")
    void shouldMindTheSilenceOfASymbolOnlyWhileItIsInUse() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=60s");
        engine.quote("ETHUSD", "9", "11");
        final long trade = engine.open(1, "symbol=ETHUSD", "price=10").id("tradeId");
        engine.at("9s");
        engine.quote("BTCUSD", "99", "101");
        engine.execution(trade, "CANCELLED", "symbol=ETHUSD");
        engine.at("18s");
        assertThat(engine.mode()).as("ETHUSD is not in use any more").isEqualTo("normal");
        engine.quote("BTCUSD", "99", "101");
        engine.open(2, "symbol=ETHUSD", "price=10");
        assertThat(engine.mode()).as("never punished at once").isEqualTo("normal");
        engine.at("20s");
        engine.quote("BTCUSD", "99", "101");
        engine.at("27s");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.at("28s");
        assertThat(engine.mode())
                .as("10 s since it came into use with an old quote")
                .isEqualTo("safe_mode");
    }

    @Test
    @Tag("C-3")
    void shouldMindAPendingRequestAndAPositionAsUse() {
        for (final boolean pending : List.of(true, false)) {
            final Scenario engine = pending
                    ? Scenario.normal("sluice.health.component-ttl=60s")
                    : Scenario.free("sluice.health.component-ttl=60s");
            engine.quote("BTCUSD", "99", "101");
            engine.quote("ETHUSD", "9", "11");
            if (pending) {
                engine.open(1);
            } else {
                engine.bought(1, "1");
            }
            engine.at("5s");
            engine.quote("ETHUSD", "9", "11");
            engine.at("10s");
            assertThat(engine.mode()).as("pending: %s", pending).isEqualTo("safe_mode");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "2, 1"})
    @Tag("C-3")
    void shouldTakeAnInvalidQuoteForPoorQualityThatRefreshesNothing(final String bid, final String ask) {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "99", "101");
        engine.pass("4s");
        engine.quote("BTCUSD", bid, ask);
        assertThat(engine.mode()).isEqualTo("degraded");
        final Outcome quote = engine.view(View.QUOTES).get(0);
        assertThat(quote.get("bid")).isEqualTo("99");
        assertThat(quote.get("ageMs")).isEqualTo("4000");
    }

    @Test
    @Tag("C-3")
    void shouldAcceptABidEqualToTheAsk() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("C-3")
    void shouldNotEndARecoveryBeforeEveryRequiredComponentWasHeard() {
        final Scenario engine = Scenario.cold("sluice.health.required=[broker,market_data,risk,db]");
        engine.alive();
        engine.flatReport();
        engine.aliveFor("30s");
        assertThat(engine.stage()).isEqualTo("ready");
        engine.stageResult("ready", true, "operatorId=alice");
        assertThat(engine.mode()).as("an operator cannot stand in for it").isEqualTo("recovering");
        engine.heartbeat("db");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("C-4")
    void shouldMarkWhatIsStaleWhereItIsShown() {
        final Scenario engine = Scenario.free();
        engine.quote("BTCUSD", "99", "101");
        engine.bought(1, "1");
        assertThat(engine.view(View.POSITIONS).get(0).get("stale"))
                .as("never reported")
                .isEqualTo("true");
        engine.report("BTCUSD", "1");
        assertThat(engine.view(View.POSITIONS).get(0).get("stale")).isEqualTo("false");
        engine.pass("10s");
        engine.heartbeat("db");
        assertThat(engine.view(View.QUOTES).get(0).get("stale")).isEqualTo("false");
        engine.pass("1ns");
        engine.heartbeat("db");
        assertThat(engine.view(View.QUOTES).get(0).get("stale")).isEqualTo("true");
        engine.pass("20s");
        engine.heartbeat("db");
        assertThat(engine.view(View.POSITIONS).get(0).get("stale")).isEqualTo("true");
        assertThat(engine.view(View.POSITIONS).get(0).get("reportedAgeMs")).isEqualTo("30000");
    }

    @Test
    @Tag("C-5")
    void shouldTakeThresholdsFromTheConfiguration() {
        final Scenario engine =
                Scenario.normal("sluice.health.fail-threshold-count=2", "sluice.health.broker-timeout=1s");
        engine.probe("alerts", false);
        engine.probe("alerts", false);
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.heartbeat("broker");
        engine.pass("1s");
        assertThat(engine.mode()).isEqualTo("safe_mode_disconnected");
    }

    @Test
    @Tag("C-6")
    void shouldShowTheWorstLevelOfWatchedComponents() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.status().get("level")).as("nobody is watched").isEqualTo("healthy");
        engine.heartbeat("broker");
        engine.heartbeat("db");
        fail(engine, "db");
        assertThat(engine.status().get("level")).isEqualTo("unstable");
    }

    /** A monitor may have seen the link come up, and name itself as the source. */
    @Test
    @Tag("C-3")
    @Tag("M-4")
    void shouldAwaitTheBrokerAnewWhoeverSaysThatItIsBack() {
        final Scenario engine = Scenario.normal();
        engine.heartbeat("broker");
        engine.pass("5s");
        assertThat(engine.mode()).isEqualTo("safe_mode_disconnected");
        engine.event("recovered", "system", "broker.reconnected");
        assertThat(engine.mode()).isEqualTo("recovering");
        assertThat(component(engine, "broker").get("level")).isEqualTo("healthy");
        engine.pass("5s");
        assertThat(engine.mode()).as("it stayed silent").isEqualTo("safe_mode_disconnected");
    }

    @ParameterizedTest
    @CsvSource({
        "sluice.sinks.required=mirror, db, db.write_fail_buffered",
        "sluice.notify.required=true, alerts, alerts.channel_down"
    })
    @Tag("K-0")
    void shouldCountTheSilenceOfARequiredOutletFromTheStart(
            final String setting, final String source, final String reason) {
        final Scenario engine = Scenario.healthy(setting);
        engine.aliveFor("19s");
        assertThat(engine.at("29.999999999s").isNothing()).isTrue();
        assertThat(engine.mode()).as("recovery did not wait for it").isEqualTo("normal");
        assertThat(engine.status().get("level")).isEqualTo("unknown");
        engine.at("30s");
        assertThat(engine.mode()).isEqualTo("degraded");
        assertThat(component(engine, source).get("lastReason")).isEqualTo(reason);
        engine.heartbeat(source);
        assertThat(component(engine, source).get("level")).isEqualTo("healthy");
    }

    @Test
    @Tag("K-0")
    void shouldMissARequiredOutletThatFallsSilentAndCountAgainFromTheNextStart() {
        final Scenario engine = Scenario.healthy("sluice.sinks.required=mirror");
        engine.heartbeat("db");
        engine.aliveFor("29s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.aliveFor("1s");
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.restart();
        assertThat(component(engine, "db").get("level")).isEqualTo("unknown");
    }

    @Test
    @Tag("K-0")
    void shouldNotMissAnOutletThatIsNotRequired() {
        final Scenario engine = Scenario.healthy();
        engine.heartbeat("db");
        engine.aliveFor("31s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(component(engine, "db").get("level")).isEqualTo("unknown");
    }
}
