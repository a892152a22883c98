package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports that wait for their judgement, and what fills and adjustments do meanwhile (R-4, H-3a). */
@Tag("R-4")
class JudgementTest {
    private static Said bought(final Scenario engine, final long trade, final String quantity) {
        return engine.part(trade, quantity, "100", "leavesQuantity=1");
    }

    @Test
    void shouldJudgeEachReportAtTheEndOfItsOwnGrace() {
        final Scenario engine = Scenario.free();
        engine.open(1, "quantity=10");
        engine.report("BTCUSD", "2");
        engine.pass("1s");
        engine.report("BTCUSD", "3");
        assertThat(engine.pass("1s").briefs("BookAdjusted")).containsExactly("Book BTCUSD 0->2");
        assertThat(engine.pass("999999999ns").isNothing()).isTrue();
        assertThat(engine.pass("1ns").briefs("BookAdjusted")).containsExactly("Book BTCUSD 2->3");
    }

    @Test
    void shouldJudgeEachSymbolAtTheEndOfItsOwnGrace() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        engine.open(1, "quantity=10");
        engine.open(2, "quantity=10", "symbol=ETHUSD");
        engine.report("BTCUSD", "2");
        engine.pass("1s");
        engine.in("PositionReport", "reportId=2", "symbol=ETHUSD", "quantity=3", "last=false");
        engine.in("PositionReport", "reportId=2", "symbol=BTCUSD", "quantity=2", "last=true");
        assertThat(engine.pass("1s").briefs("BookAdjusted")).containsExactly("Book BTCUSD 0->2");
        assertThat(engine.pass("1s").briefs("BookAdjusted")).containsExactly("Book ETHUSD 0->3");
    }

    @Test
    void shouldWriteNothingWhileNoGraceIsOver() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.report("BTCUSD", "7");
        final int before = engine.records().size();
        engine.pass("1999ms");
        assertThat(engine.records()).hasSize(before);
    }

    @Test
    void shouldSayThatTheyAgreeWhenTakingOneReportOverExplainsTheNext() {
        final Scenario engine = Scenario.free();
        engine.open(1, "quantity=10");
        engine.report("BTCUSD", "7");
        engine.pass("1s");
        engine.report("BTCUSD", "7");
        final Said said = engine.pass("1s");
        assertThat(said.briefs()).containsExactly("Book BTCUSD 0->7", "BookDiffers");
        assertThat(said.one("BookDiffers").get("phase")).isEqualTo("AGREES");
        assertThat(engine.pass("10s").isNothing()).isTrue();
    }

    @Test
    void shouldTakeAWaitingReportToKnowAnyChoiceOfTheFillsAfterIt() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final long buys = engine.open(2, "quantity=9").id("tradeId");
        engine.pass("5s");
        assertThat(engine.report("BTCUSD", "7").briefs()).containsExactly("BookDiffers");
        engine.pass("100ms");
        assertThat(bought(engine, buys, "3").isNothing()).isTrue();
        engine.pass("100ms");
        assertThat(bought(engine, buys, "2").one("BookDiffers").get("phase"))
                .as("it knows the second and not the first")
                .isEqualTo("AGREES");
        assertThat(engine.pass("10s").isNothing()).isTrue();
        assertThat(engine.position("BTCUSD")).isEqualTo("10");
    }

    @Test
    void shouldSayThatTheyAgreeOnlyWhenEveryWaitingReportIsExplained() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=9").id("tradeId");
        engine.report("BTCUSD", "2");
        engine.report("BTCUSD", "3");
        assertThat(bought(engine, buys, "2").isNothing())
                .as("the second is not")
                .isTrue();
        assertThat(bought(engine, buys, "1").one("BookDiffers").get("phase")).isEqualTo("AGREES");
        assertThat(engine.pass("10s").isNothing()).isTrue();
    }

    @Test
    void shouldTakeTheFirstReportOfAnEmptyJournalForTheBookWhateverFillsCameBefore() {
        final Scenario engine = Scenario.cold();
        engine.fill(0, "2", "100");
        assertThat(engine.report("BTCUSD", "5").briefs("BookAdjusted")).containsExactly("Book BTCUSD 2->5");
    }

    @Test
    void shouldTakeADifferenceOverOnce() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        engine.report("BTCUSD", "7");
        engine.pass("2s");
        assertThat(engine.startRecovery("a", "adoptPositions=true").briefs("BookAdjusted"))
                .containsExactly("Book BTCUSD 5->7");
        assertThat(engine.startRecovery("b", "adoptPositions=true").briefs("BookAdjusted"))
                .isEmpty();
        assertThat(engine.stop().briefs("BookAdjusted")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("7");
    }

    @Test
    @Tag("R-6")
    void shouldTakeOverTheDifferencesOfAllSymbols() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.quote("ETHUSD", "10", "10");
        engine.pass("3s");
        engine.in("PositionReport", "reportId=1", "symbol=BTCUSD", "quantity=7", "last=false");
        engine.in("PositionReport", "reportId=1", "symbol=SOLUSD", "quantity=-2", "last=true");
        engine.pass("2s");
        assertThat(engine.startRecovery("a", "adoptPositions=true").briefs("BookAdjusted"))
                .containsExactly("Book BTCUSD 5->7", "Book SOLUSD 0->-2");
    }

    /** The link comes back within the grace of a report that differs. */
    private static Scenario bounced() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        engine.bought(1, "5");
        engine.report("BTCUSD", "7");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.pass("1s");
        engine.event("recovered", "broker", "broker.reconnected");
        return engine;
    }

    @Test
    void shouldNotJudgeAReportFromBeforeTheLinkFell() {
        final Scenario engine = bounced();
        final int before = engine.records().size();
        engine.pass("1500ms");
        assertThat(engine.records()).as("no judgement is due").hasSize(before);
        engine.pass("10s");
        assertThat(engine.status().get("causes")).doesNotContain("broker.mismatch");
        engine.alive();
        engine.report("BTCUSD", "5");
        assertThat(engine.stage()).as("nothing is open").isEqualTo("ready");
    }

    @Test
    void shouldJudgeAReportThatCameAfterTheLinkWasBack() {
        final Scenario engine = bounced();
        engine.report("BTCUSD", "8");
        engine.pass("1999ms");
        assertThat(engine.status().get("causes")).doesNotContain("broker.mismatch");
        engine.pass("1ms");
        assertThat(engine.status().get("causes")).contains("broker.mismatch");
        engine.replay();
    }

    @Test
    @Tag("W-3")
    void shouldGoOnFromASnapshotWithinTheGrace() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.report("BTCUSD", "7");
        engine.pass("1s");
        engine.swap();
        assertThat(engine.pass("1s").briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
    }

    @Test
    void shouldHaltOverADifferenceJustBeyondTheTolerance() {
        for (final String reported : new String[] {"5.01", "5.01000001", "4.99", "4.98999999"}) {
            final Scenario engine = Scenario.free("sluice.reconcile.tolerance=0.01");
            engine.bought(1, "5");
            engine.pass("3s");
            engine.report("BTCUSD", reported);
            engine.pass("2s");
            final boolean within = reported.length() == 4;
            assertThat(engine.mode()).as(reported).isEqualTo(within ? "normal" : "halt");
            assertThat(engine.position("BTCUSD")).as(reported).isEqualTo(within ? reported : "5");
        }
    }

    // ---- in doubt

    /** What a report of 3.25 shows may lack one sale of 1, or 0.25 of it and a purchase. */
    private static Scenario inDoubt() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        engine.bought(1, "3");
        engine.open(2, "quantity=2", "side=SELL");
        engine.pass("3s");
        final long buys = engine.open(3, "quantity=4").id("tradeId");
        bought(engine, buys, "0.75");
        bought(engine, buys, "0.5");
        engine.report("BTCUSD", "3.25");
        engine.pass("2s");
        assertThat(engine.position("BTCUSD")).isEqualTo("4.25");
        return engine;
    }

    @Test
    void shouldDoubtNoLongerThanFiveGraces() {
        for (final String last : new String[] {"5999999999ns", "6s"}) {
            final Scenario engine = inDoubt();
            final long buys = engine.open(4, "quantity=4").id("tradeId");
            engine.pass(last);
            bought(engine, buys, "0.75");
            bought(engine, buys, "0.5");
            engine.report("BTCUSD", "4.5");
            engine.pass("2s");
            assertThat(engine.position("BTCUSD")).as("ten seconds").isEqualTo("5.5");
        }
        final Scenario engine = inDoubt();
        final long buys = engine.open(4, "quantity=4").id("tradeId");
        engine.pass("6000000001ns");
        bought(engine, buys, "0.75");
        bought(engine, buys, "0.5");
        engine.report("BTCUSD", "4.5");
        engine.pass("2s");
        assertThat(engine.position("BTCUSD")).as("longer").isEqualTo("5.75");
    }

    @Test
    @Tag("E-2")
    void shouldForgetAReportInDoubtOnceALaterOneIsJudged() {
        final Scenario engine = inDoubt();
        engine.pass("1s");
        engine.report("BTCUSD", "3.25");
        engine.pass("2s");
        assertThat(engine.position("BTCUSD")).isEqualTo("3.25");
        engine.fill(0, "2", "100", "execId=by-hand");
        assertThat(engine.stop().one("ClosePosition").get("quantity"))
                .as("all that is held, less what the sale that works may still fill")
                .isEqualTo("3.25");
    }

    @Test
    @Tag("E-2")
    void shouldForgetAReportInDoubtOnceALaterOneAgrees() {
        final Scenario engine = inDoubt();
        engine.pass("3s");
        assertThat(engine.report("BTCUSD", "4.25").one("BookDiffers").get("phase"))
                .isEqualTo("AGREES");
        assertThat(engine.stop().one("ClosePosition").get("quantity")).isEqualTo("2.25");
    }

    @Test
    @Tag("E-2")
    void shouldForgetAReportInDoubtOnceAFillExplainsALaterOne() {
        final Scenario engine = inDoubt();
        engine.pass("3s");
        engine.report("BTCUSD", "5.25");
        final long buys = engine.everything().all("Decision").get(2).id("tradeId");
        assertThat(bought(engine, buys, "1").one("BookDiffers").get("phase")).isEqualTo("AGREES");
        assertThat(engine.stop().one("ClosePosition").get("quantity")).isEqualTo("3.25");
    }

    // ---- what else moves the book

    @Test
    @Tag("H-3a")
    void shouldNotCountAnExecutionWithoutOrderThatACumulativeCountBroughtIn() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=10").id("tradeId");
        engine.execution(buys, "PARTIAL", "cumQuantity=4", "lastPrice=100", "leavesQuantity=6");
        engine.fill(0, "3", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
        engine.fill(0, "3", "100");
        assertThat(engine.position("BTCUSD")).as("one of it was").isEqualTo("6");
        engine.fill(0, "3", "100", "side=SELL");
        assertThat(engine.position("BTCUSD")).as("a sale is no purchase").isEqualTo("3");
    }

    @Test
    @Tag("H-3a")
    void shouldLearnThePriceOfWhatAReportShowedFromTheFillThatTellsIt() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=10").id("tradeId");
        engine.report("BTCUSD", "5");
        engine.pass("2s");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isNull();
        bought(engine, buys, "5");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("100");
    }

    @Test
    void shouldNotTakeAFillOnPaperForOneThatAReportMayNotKnow() {
        final Scenario engine = Scenario.free();
        final long paper = engine.open(1, "quantity=5", "tradingMode=paper").id("tradeId");
        engine.fill(paper, "5", "100", "tradingMode=paper");
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("5");
        assertThat(engine.report("BTCUSD", "-5").briefs()).containsExactly("BookDiffers");
    }

    @Test
    @Tag("W-3")
    @Tag("G-3")
    void shouldReckonAfterASnapshotWithWhatWorks() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.intent(2, "reduce_only", "side=SELL", "quantity=5");
        engine.swap();
        assertThat(engine.intent(3, "reduce_only", "side=SELL", "quantity=1").get("code"))
                .isEqualTo("NOT_REDUCING");
    }

    @Test
    @Tag("H-3b")
    void shouldCancelWhatNoLongerFitsIntoAPositionThatAReportShrank() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long exit =
                engine.intent(2, "reduce_only", "side=SELL", "quantity=8").id("tradeId");
        engine.pass("3s");
        engine.report("BTCUSD", "5");
        final Said said = engine.pass("2s");
        assertThat(said.briefs()).containsExactly("Book BTCUSD 10->5", "Alert REDUCE_ONLY_EXCESS", "Cancel BTCUSD #1");
        assertThat(said.one("CancelOrder").id("tradeId")).isEqualTo(exit);
    }

    /** A position that a report shows closed: a stop waits with its close for the judgement. */
    private static Scenario stopped() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        engine.flatReport();
        assertThat(engine.stop().all("ClosePosition")).isEmpty();
        return engine;
    }

    private static void assertCompletedAt(final Scenario engine, final String rest) {
        engine.flatReport();
        engine.pass(rest);
        assertThat(engine.flatReport().briefs("EmergencyChanged")).isEmpty();
        engine.pass("1ns");
        assertThat(engine.flatReport().briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldCompleteNoEarlierThanAGraceAfterAnAdjustment() {
        final Scenario engine = stopped();
        assertThat(engine.pass("2s").briefs()).containsExactly("Book BTCUSD 5->0");
        assertCompletedAt(engine, "1999999999ns");
    }

    @Test
    @Tag("E-2")
    void shouldCompleteNoEarlierThanAGraceAfterAFill() {
        final Scenario engine = stopped();
        engine.pass("1s");
        engine.fill(0, "5", "100", "side=SELL");
        assertThat(engine.view(View.POSITIONS)).isEmpty();
        assertCompletedAt(engine, "1999999999ns");
    }

    // ---- what an emergency takes over

    private static Scenario mismatch() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        engine.report("BTCUSD", "7");
        engine.pass("2s");
        assertThat(engine.status().get("causes")).contains("broker.mismatch");
        return engine;
    }

    @Test
    @Tag("E-2")
    @Tag("M-3")
    void shouldEndAMismatchThatAnEmergencyTookOver() {
        final Scenario engine = mismatch();
        assertThat(engine.stop().briefs("BookAdjusted")).containsExactly("Book BTCUSD 5->7");
        assertThat(engine.status().get("causes")).doesNotContain("broker.mismatch");
    }

    @Test
    @Tag("E-2")
    @Tag("M-3")
    void shouldKeepAMismatchThatAMonitorReportedToo() {
        final Scenario engine = mismatch();
        engine.event("fail_crit", "broker", "broker.mismatch");
        engine.event("fail_crit", "broker", "position.unknown");
        engine.stop();
        assertThat(engine.status().get("causes")).contains("broker.mismatch").contains("position.unknown");
    }

    @Test
    @Tag("E-2")
    @Tag("M-3")
    void shouldKeepOtherCausesWhenAnEmergencyTakesADifferenceOver() {
        final Scenario engine = mismatch();
        engine.event("fail_crit", "broker", "position.unknown");
        engine.stop();
        assertThat(engine.status().get("causes")).contains("position.unknown").doesNotContain("broker.mismatch");
    }

    @Test
    @Tag("W-3")
    void shouldKnowAfterASnapshotThatAReportMayBeOlderThanTheLastFill() {
        final Scenario engine = Scenario.free();
        engine.fill(0, "1", "100");
        engine.swap();
        assertThat(engine.flatReport().isNothing()).isTrue();
    }

    @Test
    @Tag("W-3")
    void shouldKnowAfterASnapshotWhichFillsAReportMayNotKnow() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        for (int i = 1; i <= 10; i++) {
            engine.fill(0, "1", "100");
            engine.fill(0, "3", "100", "side=SELL");
            engine.pass("1ms");
        }
        engine.swap();
        assertThat(engine.report("BTCUSD", "10").isNothing())
                .as("the purchases")
                .isTrue();
        assertThat(engine.report("BTCUSD", "-30").isNothing()).as("the sales").isTrue();
        assertThat(engine.report("BTCUSD", "-31").briefs()).containsExactly("BookDiffers");
    }
}
