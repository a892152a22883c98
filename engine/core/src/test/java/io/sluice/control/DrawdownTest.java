package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawdownTest {
    @Test
    @Tag("D-1")
    void shouldBreachExactlyAtTheLimits() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        assertThat(engine.equity("950.00000001").isNothing()).isTrue();
        assertThat(engine.equity("950").briefs())
                .containsExactly("SOFT 950 of 1000 -5", "normal->degraded risk.breach_soft");
        assertThat(engine.equity("940").isNothing()).as("once a crossing").isTrue();
        assertThat(engine.equity("900.00000001").isNothing()).isTrue();
        final Said hard = engine.equity("900");
        assertThat(hard.briefs("DrawdownBreach", "ModeChanged"))
                .containsExactly("HARD 900 of 1000 -10", "degraded->halt risk.breach_hard");
        assertThat(engine.status().get("drawdownPct")).isEqualTo("-10");
    }

    @Test
    @Tag("D-1")
    void shouldEndTheSoftCauseWhenAboveAgain() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        engine.equity("950");
        engine.pass("10s");
        assertThat(engine.equity("950.00000001").briefs()).containsExactly("degraded->normal all.healthy");
        assertThat(engine.equity("950").briefs())
                .as("the next crossing")
                .containsExactly("SOFT 950 of 1000 -5", "normal->degraded risk.breach_soft");
    }

    @ParameterizedTest
    @CsvSource({"warn, normal, ALLOW OK", "degrade, degraded, ALLOW OK", "block, normal, REJECT DRAWDOWN_SOFT"})
    @Tag("D-1")
    void shouldDoOnASoftBreachWhatIsConfigured(final String action, final String mode, final String decision) {
        final Scenario engine = Scenario.free("sluice.drawdown.soft-action=" + action);
        engine.equity("1000");
        engine.equity("950");
        assertThat(engine.mode()).isEqualTo(mode);
        final Outcome open = engine.open(1);
        assertThat(open.brief()).isEqualTo("Decision " + decision);
        if (open.is("verdict", "ALLOW")) {
            assertThat(open.get("warning")).contains("Drawdown");
        }
    }

    @Test
    @Tag("D-1")
    void shouldTripAgainAfterAResetOfTheEmergency() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        engine.equity("900");
        engine.equity("950");
        engine.reset();
        assertThat(engine.equity("900").briefs("DrawdownBreach", "EmergencyChanged"))
                .containsExactly("HARD 900 of 1000 -10", "Emergency TRIGGERED", "Emergency COMPLETED");
    }

    @Test
    @Tag("D-1")
    void shouldCompareInFullWidth() {
        final Scenario engine = Scenario.normal("sluice.drawdown.suspect-step-percent=100");
        engine.equity("9999999999.99999999");
        assertThat(engine.equity("9500000000").isNothing()).isTrue();
        assertThat(engine.equity("9499999999.99999999").briefs("DrawdownBreach"))
                .hasSize(1);
    }

    @Test
    @Tag("D-1")
    void shouldKeepTheSessionsPeakOverARestart() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        engine.restart();
        assertThat(engine.equity("900").briefs("DrawdownBreach"))
                .containsExactly("SOFT 900 of 1000 -10", "HARD 900 of 1000 -10");
    }

    @Test
    @Tag("D-1")
    void shouldBeginADayWithTheLastAcceptedEquity() {
        final Scenario engine = Scenario.normal("sluice.drawdown.window=daily", "sluice.drawdown.day-start=\"10:00\"");
        engine.equity("1000");
        engine.equity("960");
        assertThat(engine.equity("949").briefs("DrawdownBreach")).as("9:00").hasSize(1);
        engine.equity("960");
        engine.at("3600s");
        assertThat(engine.status().get("peak")).isEqualTo("960");
        assertThat(engine.equity("949").briefs("DrawdownBreach")).as("10:00").isEmpty();
        engine.at("90000s");
        assertThat(engine.status().get("peak")).as("the next day").isEqualTo("949");
    }

    @Test
    @Tag("D-1")
    void shouldBeginADayAlsoIfTheEngineWasDown() {
        final Scenario engine = Scenario.normal("sluice.drawdown.window=daily");
        engine.equity("1000");
        engine.equity("960");
        engine.restartAfter("24h");
        assertThat(engine.status().get("peak")).isEqualTo("960");
    }

    @Test
    @Tag("D-1")
    void shouldMeasureFromTheHighestOfAllTimes() {
        final Scenario engine = Scenario.normal("sluice.drawdown.window=all-time");
        engine.equity("1000");
        engine.equity("960");
        engine.at("172800s");
        engine.restart();
        assertThat(engine.status().get("peak")).isEqualTo("1000");
        assertThat(engine.equity("900").briefs("EmergencyChanged")).contains("Emergency TRIGGERED");
    }

    @Test
    @Tag("D-2")
    void shouldTakeASuspectFallForRealAfterSilence() {
        final Scenario engine = Scenario.free();
        engine.equity("100");
        final Said suspect = engine.equity("40");
        assertThat(suspect.briefs()).containsExactly("SUSPECT 40 of 100 -60");
        assertThat(engine.open(1).get("code")).isEqualTo("EQUITY_SUSPECT");
        assertThat(engine.pass("1.999999999s").isNothing()).isTrue();
        assertThat(engine.pass("1ns").briefs("DrawdownBreach", "EmergencyChanged", "ModeChanged"))
                .containsExactly(
                        "SOFT 40 of 100 -60",
                        "HARD 40 of 100 -60",
                        "Emergency TRIGGERED",
                        "Emergency COMPLETED",
                        "normal->halt risk.breach_hard");
    }

    @Test
    @Tag("D-2")
    void shouldDropASuspectRiseAfterSilence() {
        final Scenario engine = Scenario.free();
        engine.equity("100");
        engine.equity("1000");
        assertThat(engine.status().get("peak")).as("the peak stands still").isEqualTo("100");
        assertThat(engine.pass("2s").isNothing()).isTrue();
        assertThat(engine.status().get("equity")).isEqualTo("100");
        assertThat(engine.open(1).get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("D-2")
    void shouldForgetAGlitchThatTheNextUpdateRefutes() {
        final Scenario engine = Scenario.free();
        engine.equity("100");
        assertThat(engine.equity("1000").briefs("DrawdownBreach")).containsExactly("SUSPECT 1000 of 100 900");
        assertThat(engine.equity("100").isNothing()).isTrue();
        assertThat(engine.status().get("peak")).isEqualTo("100");
        assertThat(engine.open(1).get("code")).isEqualTo("OK");
        assertThat(engine.pass("10s").all("EmergencyChanged")).isEmpty();
    }

    @Test
    @Tag("D-2")
    void shouldCountBothWhenTheNextUpdateConfirms() {
        final Scenario engine = Scenario.normal();
        engine.equity("100");
        engine.equity("40");
        assertThat(engine.equity("45").briefs("DrawdownBreach", "EmergencyChanged"))
                .containsExactly(
                        "SOFT 40 of 100 -60", "HARD 40 of 100 -60", "Emergency TRIGGERED", "Emergency COMPLETED");
        assertThat(engine.status().get("equity")).isEqualTo("45");
        final Scenario rise = Scenario.normal("sluice.drawdown.soft-action=warn");
        rise.equity("100");
        rise.equity("1000");
        assertThat(rise.equity("950").briefs("DrawdownBreach"))
                .as("both count, the peak too")
                .containsExactly("SOFT 950 of 1000 -5");
    }

    @Test
    @Tag("D-2")
    void shouldJudgeAnUpdateElsewhereAgainstTheLastAccepted() {
        final Scenario engine = Scenario.normal();
        engine.equity("100");
        engine.equity("40");
        assertThat(engine.equity("1000").briefs("DrawdownBreach")).containsExactly("SUSPECT 1000 of 100 900");
        assertThat(engine.pass("2s").isNothing()).as("the rise is dropped").isTrue();
        assertThat(engine.status().get("equity")).isEqualTo("100");
    }

    @Test
    @Tag("D-2")
    void shouldAcceptAStepExactlyAtTheLimit() {
        final Scenario engine = Scenario.normal();
        engine.equity("100");
        assertThat(engine.equity("150").isNothing()).isTrue();
        assertThat(engine.equity("225.00000001").briefs("DrawdownBreach")).hasSize(1);
    }

    @Test
    @Tag("D-2")
    void shouldKnowNoPeakBeforeTheFirstPositiveEquity() {
        final Scenario engine = Scenario.normal();
        assertThat(engine.equity("0").briefs("DrawdownBreach")).containsExactly("SUSPECT 0 of 0 0");
        engine.equity("-5");
        engine.pass("10s");
        engine.equity("100");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.status().get("peak")).isEqualTo("100");
    }

    @Test
    @Tag("D-2")
    void shouldTakeANegativeEquityForSuspectAndThenForReal() {
        final Scenario engine = Scenario.normal();
        engine.equity("100");
        assertThat(engine.equity("-20").briefs("DrawdownBreach")).containsExactly("SUSPECT -20 of 100 -120");
        assertThat(engine.equity("-20").briefs("EmergencyChanged"))
                .containsExactly("Emergency TRIGGERED", "Emergency COMPLETED");
    }

    @Test
    @Tag("D-3")
    void shouldMakeThePresentEquityThePeak() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        engine.equity("950");
        assertThat(engine.in("DrawdownReset", "operatorId=alice", "reason=x").result())
                .isEqualTo("OK");
        assertThat(engine.status().get("peak")).isEqualTo("950");
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.in("DrawdownReset", "operatorId=mallory", "reason=x").result())
                .isEqualTo("SEC-090");
    }

    @Test
    @Tag("D-4")
    void shouldMindAnOldEquityWithALivePositionOpen() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "1");
        engine.pass("1m");
        assertThat(engine.mode()).as("from the first one on").isEqualTo("normal");
        engine.equity("1000");
        assertThat(engine.pass("9.999999999s").isNothing()).isTrue();
        assertThat(engine.pass("1ns").briefs()).containsExactly("normal->safe_mode equity.stale");
        engine.equity("1000");
        engine.pass("20s");
        assertThat(engine.status().get("causes")).contains("equity.stale");
    }

    @Test
    @Tag("D-4")
    void shouldNotMindItWithoutALivePosition() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        final long paper = engine.open(1, "tradingMode=paper").id("tradeId");
        engine.fill(paper, "1", "100", "tradingMode=paper");
        assertThat(engine.pass("1m").isNothing()).isTrue();
        engine.bought(2, "1");
        assertThat(engine.pass("0s").briefs("ModeChanged"))
                .as("it is old by then")
                .containsExactly("normal->safe_mode equity.stale");
        engine.fill(0, "1", "100", "side=SELL");
        engine.pass("30s");
        assertThat(engine.status().get("causes")).doesNotContain("equity.stale");
    }

    @Test
    @Tag("D-2")
    void shouldNotComeBackToAGlitchThatWasRefuted() {
        final Scenario engine = Scenario.normal();
        engine.equity("1000");
        engine.equity("400");
        engine.equity("990");
        assertThat(engine.pass("2s").isNothing()).isTrue();
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("D-1")
    @Tag("section-11")
    void shouldCountTheDailyLossAnewEachDay() {
        final Scenario engine = Scenario.free("sluice.limits.daily-loss=10");
        engine.equity("1000");
        engine.equity("989");
        assertThat(engine.open(1).get("code")).isEqualTo("LIMIT_DAILY_LOSS");
        engine.pass("15h");
        assertThat(engine.open(2).get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("D-1")
    void shouldEndASoftBreachWithTheDayItBelongsTo() {
        final Scenario engine = Scenario.normal("sluice.drawdown.window=daily");
        engine.equity("1000");
        engine.equity("950");
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.pass("15h");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("D-1")
    @Tag("W-6")
    void shouldBeginTheDayOfAStartExactlyAtItsBegin() {
        final Scenario engine = Scenario.normal("sluice.drawdown.window=daily");
        engine.equity("1000");
        engine.equity("980");
        engine.restartAfter("15h");
        assertThat(engine.status().get("peak")).isEqualTo("980");
    }

    @Test
    @Tag("R-1")
    @Tag("D-4")
    void shouldTakeAnEquityForFreshUpToItsLimit() {
        final Scenario engine = Scenario.normal(
                "sluice.health.component-ttl=1 h",
                "sluice.health.broker-timeout=1 h",
                "sluice.health.market-data-stale=1 h");
        engine.restart();
        engine.alive();
        engine.pass("10s");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.flatReport().briefs()).contains("verify_risk PASSED");
    }
}
