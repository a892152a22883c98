package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From when silence counts, what puts it off, what ends it, and how long what it raised lingers (C-1 to C-3, M-3, M-4).
 */
class SilenceTest {
    private static Scenario patient(final String... overrides) {
        final String[] all = Arrays.copyOf(overrides, overrides.length + 1);
        all[overrides.length] = "sluice.health.component-ttl=1 h";
        return Scenario.free(all);
    }

    /** Goes on for some seconds with a quote of BTCUSD each second. */
    private static void quoted(final Scenario engine, final int seconds) {
        for (int i = 0; i < seconds; i++) {
            engine.pass("1s");
            engine.quote("BTCUSD", "99", "101");
        }
    }

    private static void fail(final Scenario engine, final String source) {
        engine.in("SystemEvent", "eventType=fail_crit", "source=" + source, "severity=warning");
    }

    @ParameterizedTest
    @CsvSource({"probe ok, 8", "probe slow, 8", "probe failed, 5", "event heartbeat, 8", "event recovered, 8"})
    @Tag("C-2")
    @Tag("C-3")
    void shouldTakeForLifeOfTheBrokerWhatIsOne(final String sign, final int silentAtSecond) {
        final Scenario engine = patient();
        engine.heartbeat("broker");
        engine.pass("3s");
        switch (sign) {
            case "probe ok" -> engine.probe("broker", true);
            case "probe slow" -> engine.in("ProbeResult", "source=broker", "ok=true", "latencyMs=5001");
            case "probe failed" -> engine.probe("broker", false);
            case "event heartbeat" -> engine.in("SystemEvent", "eventType=heartbeat", "source=broker", "severity=info");
            default -> engine.in("SystemEvent", "eventType=recovered", "source=broker", "severity=info");
        }
        engine.at(silentAtSecond - 1 + ".999999999s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.at(silentAtSecond + "s");
        assertThat(engine.mode()).isEqualTo("safe_mode_disconnected");
    }

    /** From the first sign of life of the feed, were it no quote. */
    @ParameterizedTest
    @ValueSource(strings = {"heartbeat", "probe", "event"})
    @Tag("C-3")
    void shouldAwaitAQuoteOnceTheFeedIsWatched(final String sign) {
        final Scenario engine = patient();
        switch (sign) {
            case "heartbeat" -> engine.heartbeat("market_data");
            case "probe" -> engine.probe("market_data", true);
            default -> engine.in("SystemEvent", "eventType=recovered", "source=market_data", "severity=info");
        }
        engine.pass("9.999999999s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.pass("1ns");
        assertThat(engine.mode()).isEqualTo("safe_mode");
    }

    @Test
    @Tag("C-3")
    void shouldAwaitNoQuoteOfAFeedThatGaveNoSignOfLife() {
        final Scenario engine = patient("sluice.health.fail-threshold=1 h");
        engine.bought(1, "1");
        engine.probe("market_data", false);
        engine.pass("11s");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("C-3")
    @Tag("W-6")
    void shouldAwaitEachSymbolInUseAnewAfterAStart() {
        final Scenario engine = patient();
        engine.quote("BTCUSD", "99", "101");
        engine.quote("ETHUSD", "9", "11");
        engine.open(1, "symbol=ETHUSD", "price=10");
        engine.restart();
        engine.pass("15s");
        assertThat(engine.status().get("causes")).as("nobody was heard yet").isEqualTo("[cold_start]");
        engine.heartbeat("market_data");
        quoted(engine, 9);
        assertThat(engine.status().get("causes")).isEqualTo("[cold_start]");
        quoted(engine, 1);
        assertThat(engine.status().get("causes")).contains("market_data.stale");
    }

    @Test
    @Tag("C-3")
    void shouldCountTheSilenceOfASymbolFromItsLastQuoteWhenItComesIntoUse() {
        final Scenario engine = patient();
        engine.quote("ETHUSD", "9", "11");
        quoted(engine, 4);
        engine.open(1, "symbol=ETHUSD", "price=10");
        quoted(engine, 5);
        assertThat(engine.mode()).isEqualTo("normal");
        quoted(engine, 1);
        assertThat(engine.mode()).isEqualTo("safe_mode");
    }

    @Test
    @Tag("C-3")
    @Tag("H-3a")
    void shouldAwaitASymbolThatAnUnknownFillBroughtIntoUse() {
        final Scenario engine = patient();
        quoted(engine, 1);
        engine.fill(0, "1", "10", "symbol=ETHUSD");
        quoted(engine, 9);
        assertThat(engine.mode()).isEqualTo("normal");
        quoted(engine, 1);
        assertThat(engine.mode()).isEqualTo("safe_mode");
    }

    @Test
    @Tag("M-4")
    void shouldEndTheSilenceOfASymbolThatIsNoLongerInUse() {
        final Scenario engine = patient();
        quoted(engine, 1);
        final long trade = engine.open(1, "symbol=ETHUSD", "price=10").id("tradeId");
        quoted(engine, 10);
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.execution(trade, "CANCELLED", "symbol=ETHUSD");
        quoted(engine, 30);
        assertThat(engine.mode())
                .as("it lingered 30 s and left a recovery owed")
                .isEqualTo("recovering");
    }

    @Test
    @Tag("M-4")
    void shouldAwaitEverySilentSymbolAnewWhenTheFeedSaysThatAllIsWell() {
        final Scenario engine = patient("sluice.recovery.min-safe-mode=1 s");
        quoted(engine, 1);
        engine.open(1, "symbol=ETHUSD", "price=10");
        quoted(engine, 10);
        engine.event("recovered", "market_data", "all.healthy");
        quoted(engine, 9);
        assertThat(engine.mode()).isEqualTo("recovering");
        quoted(engine, 1);
        assertThat(engine.mode()).as("silent for 10 s more").isEqualTo("safe_mode");
        engine.event("recovered", "market_data", "all.healthy");
        engine.pass("9.999999999s");
        assertThat(engine.mode()).isEqualTo("recovering");
        engine.pass("1ns");
        assertThat(engine.mode()).as("and the feed as a whole").isEqualTo("safe_mode");
    }

    @Test
    @Tag("M-4")
    void shouldLetPoorQualityLingerFromTheLastPoorQuote() {
        final Scenario engine = patient();
        final String[] poor = {"symbol=BTCUSD", "bid=99", "ask=101", "lowQuality=true"};
        engine.in("Quote", poor);
        engine.pass("5s");
        engine.in("Quote", poor);
        engine.pass("1s");
        engine.quote("BTCUSD", "99", "101");
        quoted(engine, 8);
        engine.pass("0.999999999s");
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.pass("1ns");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("M-3")
    void shouldLingerAnewWhenACauseIsRaisedAgainMeanwhile() {
        final Scenario engine = patient();
        engine.event("fail_crit", "risk", "risk.timeout");
        engine.probe("risk", true);
        engine.pass("20s");
        engine.event("fail_crit", "risk", "risk.timeout");
        engine.pass("20s");
        assertThat(engine.mode()).as("raised again, not resolved").isEqualTo("safe_mode");
        engine.probe("risk", true);
        engine.pass("9.999999999s");
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.pass("1ns");
        assertThat(engine.mode()).isEqualTo("recovering");
    }

    @Test
    @Tag("C-1")
    void shouldForgetAFailureAfterASuccess() {
        final Scenario engine = patient();
        fail(engine, "db");
        engine.probe("db", true);
        engine.pass("5s");
        assertThat(engine.mode()).isEqualTo("normal");
        fail(engine, "db");
        engine.pass("4.999999999s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.pass("1ns");
        assertThat(engine.mode()).as("silence follows the first failure").isEqualTo("degraded");
    }

    @Test
    @Tag("C-1")
    @Tag("W-6")
    void shouldForgetAFailureAtAStart() {
        final Scenario engine = patient();
        fail(engine, "db");
        engine.restart();
        engine.pass("5s");
        assertThat(engine.status().get("causes")).isEqualTo("[cold_start]");
    }

    /** The timer of the first failure ends with the trip: it is no second failure. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("C-1")
    @Tag("M-3")
    void shouldLingerFromTheTripAndNotFromALaterTimer(final boolean reasoned) {
        final Scenario engine = patient();
        fail(engine, "db");
        engine.pass("1s");
        if (reasoned) {
            engine.event("fail_crit", "db", "db.write_fail_buffered");
        } else {
            fail(engine, "db");
            fail(engine, "db");
        }
        engine.pass("6s");
        engine.probe("db", true);
        engine.pass("3.999999999s");
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.pass("1ns");
        assertThat(engine.mode()).as("10 s after the trip").isEqualTo("normal");
    }

    @Test
    @Tag("C-2")
    void shouldStayTrippedPastItsTtl() {
        final Scenario engine = patient();
        engine.in("Heartbeat", "source=db", "ttlSeconds=3");
        engine.event("fail_crit", "db", "db.write_fail_buffered");
        engine.pass("3s");
        final Outcome db = engine.view(View.COMPONENTS).stream()
                .filter(row -> row.is("source", "db"))
                .findFirst()
                .orElseThrow();
        assertThat(db.get("level")).isEqualTo("tripped");
        assertThat(db.get("consecutiveFailures")).isEqualTo("1");
        assertThat(db.get("unstableSince")).isEqualTo("2026-01-05T09:00:00Z");
        assertThat(db.get("lastSeenAt")).isEqualTo("2026-01-05T09:00:00Z");
        assertThat(db.get("lastReason")).isEqualTo("db.write_fail_buffered");
    }

    @Test
    @Tag("D-4")
    void shouldAwaitAnEquityOnlyWhileALivePositionIsOpen() {
        final Scenario engine = patient();
        engine.equity("1000");
        final long trade = engine.bought(1, "1");
        engine.pass("5s");
        final long exit = engine.intent(2, "reduce_only", "side=SELL").id("tradeId");
        engine.fill(exit, "1", "100", "side=SELL");
        engine.pass("20s");
        assertThat(engine.mode()).as("trade %s is closed", trade).isEqualTo("normal");
    }

    @Test
    @Tag("D-4")
    @Tag("M-4")
    void shouldAwaitAnEquityAnewWhenRiskSaysThatAllIsWell() {
        final Scenario engine = patient("sluice.recovery.min-safe-mode=1 s");
        engine.equity("1000");
        engine.bought(1, "1");
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.event("recovered", "risk", "all.healthy");
        engine.pass("9.999999999s");
        assertThat(engine.mode()).isEqualTo("recovering");
        engine.pass("1ns");
        assertThat(engine.mode()).isEqualTo("safe_mode");
    }

    @Test
    @Tag("D-4")
    @Tag("W-6")
    void shouldAwaitAnEquityFromTheStart() {
        final Scenario engine = patient();
        engine.equity("1000");
        engine.bought(1, "1");
        engine.pass("6s");
        engine.restart();
        engine.pass("9.999999999s");
        assertThat(engine.status().get("causes")).isEqualTo("[cold_start]");
        engine.pass("1ns");
        assertThat(engine.status().get("causes")).contains("equity.stale");
    }

    @Test
    @Tag("M-6")
    void shouldRefuseAnEventWithATtlThatIsNone() {
        final Scenario engine = patient();
        assertThat(engine.in("SystemEvent", "eventType=heartbeat", "source=db", "severity=info", "ttlSeconds=0")
                        .result())
                .isEqualTo("OUT_OF_RANGE");
        assertThat(engine.in("ProbeResult", "source=db", "ok=true", "latencyMs=0")
                        .briefs())
                .isEmpty();
    }

    /** Whoever says that it is back: what the book is must be reported again. */
    @ParameterizedTest
    @ValueSource(strings = {"broker.reconnected", "all.healthy", "probe"})
    @Tag("R-1")
    void shouldAwaitAFullReportOnceTheLinkIsUpAgain(final String back) {
        final Scenario engine = patient();
        engine.heartbeat("risk");
        engine.event("fail_crit", "broker", "broker.disconnect");
        final Said said =
                back.equals("probe") ? engine.probe("broker", true) : engine.event("recovered", "broker", back);
        assertThat(said.one("ModeChanged").get("reasonCode")).isEqualTo("broker.reconnected");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("ready");
    }

    @Test
    @Tag("R-1")
    void shouldAwaitAFullReportAlsoWhenTheLinkWasNotKnownToBeDown() {
        final Scenario engine = patient();
        engine.heartbeat("risk");
        engine.quote("BTCUSD", "99", "101");
        engine.event("recovered", "broker", "broker.reconnected");
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("ready");
    }
}
