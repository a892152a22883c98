package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A symbol that will never quote again (C-7). */
@Tag("C-7")
class WatchTest {
    private static Said watch(final Scenario engine, final boolean watched) {
        return engine.in("SymbolWatch", "symbol=BTCUSD", "watched=" + watched, "operatorId=alice", "reason=delisted");
    }

    @Test
    void shouldLeaveSafeModeWhenAnOperatorTakesADeadSymbolOut() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "2");
        for (int i = 0; i < 12; i++) {
            engine.heartbeat("broker");
            engine.heartbeat("risk");
            engine.quote("ETHUSD", "10", "10");
            engine.pass("1s");
        }
        assertThat(engine.status().get("causes")).contains("market_data.stale");
        final Outcome changed = watch(engine, false).one("SymbolWatchChanged");
        assertThat(changed.get("watched")).isEqualTo("false");
        assertThat(changed.get("reason")).isEqualTo("delisted");
        assertThat(changed.get("operatorId")).isEqualTo("alice");
        for (int i = 0; i < 35; i++) {
            engine.heartbeat("broker");
            engine.heartbeat("risk");
            engine.quote("ETHUSD", "10", "10");
            engine.pass("1s");
        }
        assertThat(engine.status().get("causes")).doesNotContain("market_data.stale");
    }

    @Test
    void shouldRefuseNewRiskInIt() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "2");
        watch(engine, false);
        assertThat(engine.open(2).get("code")).isEqualTo("SYMBOL_UNWATCHED");
        assertThat(engine.intent(3, "reduce_only", "side=SELL").get("code")).isEqualTo("OK");
        assertThat(engine.open(4, "symbol=ETHUSD").get("code")).isEqualTo("OK");
        assertThat(watch(engine, true).one("SymbolWatchChanged").get("watched")).isEqualTo("true");
        assertThat(engine.open(5).get("code")).isEqualTo("OK");
    }

    @Test
    void shouldResolveWhatItsLastFlagRaised() {
        final Scenario engine = Scenario.free();
        engine.in("Quote", "symbol=BTCUSD", "bid=100", "ask=100", "lowQuality=true");
        assertThat(engine.mode()).isEqualTo("degraded");
        watch(engine, false);
        engine.in("Quote", "symbol=BTCUSD", "bid=0", "ask=0");
        engine.pass("10s");
        assertThat(engine.status().get("causes")).doesNotContain("market_data.quality_low");
    }

    @Test
    void shouldShowItInTheViewOfQuotesAlsoAfterARestart() {
        final Scenario engine = Scenario.free();
        engine.quote("BTCUSD", "100", "100");
        assertThat(engine.view(View.QUOTES)).allMatch(row -> row.is("watched", "true"));
        watch(engine, false);
        assertThat(watch(engine, false).briefs()).as("it is so already").containsExactly("Result OK");
        engine.restart();
        assertThat(engine.view(View.QUOTES).stream()
                        .filter(row -> row.is("symbol", "BTCUSD"))
                        .map(row -> row.get("watched")))
                .containsExactly("false");
    }

    @Test
    @Tag("O-1")
    void shouldWaitForASecondOperatorToTakeItOutAndNotToPutItBack() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        final long request = watch(engine, false).one("CommandRequested").id("requestId");
        final Outcome waiting = engine.view(View.REQUESTS).get(0);
        assertThat(waiting.get("state")).isEqualTo("WAITING");
        assertThat(waiting.get("loosens")).contains("BTCUSD leaves the freshness rules");
        assertThat(waiting.get("input")).contains("delisted");
        engine.in("ConfirmCommand", "requestId=" + request, "operatorId=bob");
        final Outcome ended = engine.view(View.REQUESTS).get(0);
        assertThat(ended.get("state")).isEqualTo("CONFIRMED");
        assertThat(ended.get("code")).isEqualTo("OK");
        assertThat(watch(engine, true).one("SymbolWatchChanged").get("watched")).isEqualTo("true");
    }
}
