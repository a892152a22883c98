package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which orders explain what a report shows, and whose an execution is (R-4, H-3a). */
@Tag("R-4")
class InPlayTest {
    private static final String[] LATE = {"sluice.emergency.retry=1 h", "sluice.health.component-ttl=1 h"};

    /** A full report of BTCUSD; what is said when its grace is over. */
    private static Said judged(final Scenario engine, final String quantity) {
        engine.report("BTCUSD", quantity);
        return engine.pass("2s");
    }

    /** An operator has 5 closed. */
    private static String closing(final Scenario engine) {
        engine.bought(1, "5");
        engine.pass("3s");
        return "commandId="
                + engine.in("PositionClose", "symbol=BTCUSD", "tradingMode=live", "operatorId=alice", "reason=x")
                        .one("ClosePosition")
                        .get("commandId");
    }

    @Test
    void shouldExplainADifferenceByACloseThatIsOpen() {
        final Scenario engine = Scenario.free(LATE);
        closing(engine);
        assertThat(judged(engine, "2").briefs("BookAdjusted", "ModeChanged")).containsExactly("Book BTCUSD 5->2");
        assertThat(judged(engine, "6").briefs("BookAdjusted", "ModeChanged"))
                .as("a sale explains no purchase")
                .containsExactly("normal->halt broker.mismatch");
    }

    @Test
    void shouldExplainADifferenceByACloseThatEnded() {
        final Scenario engine = Scenario.free(LATE);
        engine.execution(0, "CANCELLED", closing(engine), "side=SELL");
        assertThat(judged(engine, "2").briefs("BookAdjusted", "ModeChanged")).containsExactly("Book BTCUSD 5->2");
    }

    @Test
    void shouldExplainNothingByACloseWhoseEndAQuietReportHasSeen() {
        final Scenario engine = Scenario.free(LATE);
        final String close = closing(engine);
        engine.execution(0, "CANCELLED", close, "side=SELL");
        engine.pass("3s");
        assertThat(engine.report("BTCUSD", "5").isNothing()).isTrue();
        assertThat(judged(engine, "2").briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
    }

    @Test
    void shouldExplainADifferenceByAnOldOrderThatWorksAfterItsEnd() {
        final Scenario engine = Scenario.free(LATE);
        final long order = engine.open(1, "quantity=4").id("tradeId");
        engine.execution(order, "CANCELLED");
        for (int id = 2; id <= 3; id++) {
            engine.pass("3s");
            engine.execution(engine.open(id, "symbol=ETHUSD").id("tradeId"), "CANCELLED", "symbol=ETHUSD");
        }
        engine.pass("3s");
        assertThat(engine.flatReport().isNothing()).isTrue();
        engine.in("OpenOrder", "reportId=1", "tradeId=" + order, "symbol=BTCUSD", "side=BUY", "last=true");
        assertThat(judged(engine, "4").briefs("BookAdjusted")).containsExactly("Book BTCUSD 0->4");
    }

    @Test
    void shouldExplainNothingByOrdersOfAnotherSymbol() {
        final Scenario engine = Scenario.free(LATE);
        engine.open(1, "symbol=ETHUSD", "quantity=10");
        assertThat(judged(engine, "4").briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
    }

    @Test
    void shouldExplainWhatIsWithinTheToleranceOfWhatOrdersCouldFill() {
        for (final String side : new String[] {"BUY", "SELL"}) {
            final String sign = side.equals("BUY") ? "" : "-";
            final Scenario engine = Scenario.free("sluice.reconcile.tolerance=0.01");
            engine.open(1, "quantity=4", "side=" + side);
            judged(engine, sign + "4.01");
            assertThat(engine.position("BTCUSD")).isEqualTo(sign + "4.01");
            final Scenario beyond = Scenario.free("sluice.reconcile.tolerance=0.01");
            beyond.open(1, "quantity=4", "side=" + side);
            judged(beyond, sign + "4.01000001");
            assertThat(beyond.mode()).isEqualTo("halt");
        }
    }

    @Test
    @Tag("E-2")
    void shouldCloseWhatAReportShowsWithTheFillsOfOrdersThatWereGivenLater() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        engine.report("BTCUSD", "3");
        engine.bought(2, "4");
        assertThat(engine.stop().one("ClosePosition").get("quantity")).isEqualTo("7");
    }

    @Test
    @Tag("E-2")
    @Tag("G-3")
    void shouldReckonWithWhatAnOpenCloseWillStillClose() {
        final Scenario engine = Scenario.free(LATE);
        final String close = closing(engine);
        assertThat(exit(engine, 2, "1").get("code")).isEqualTo("NOT_REDUCING");
        engine.execution(0, "PARTIAL", close, "side=SELL", "lastQuantity=4", "lastPrice=100", "leavesQuantity=1");
        engine.fill(0, "4", "100");
        assertThat(exit(engine, 3, "5").get("code")).isEqualTo("NOT_REDUCING");
        assertThat(exit(engine, 4, "4").get("verdict")).isEqualTo("ALLOW");
    }

    private static Outcome exit(final Scenario engine, final long id, final String quantity) {
        return engine.intent(id, "reduce_only", "side=SELL", "quantity=" + quantity);
    }

    // ---- lines of a report

    private static Said line(final Scenario engine, final String quantity, final String average, final boolean last) {
        return engine.in(
                "PositionReport",
                "reportId=1",
                "symbol=BTCUSD",
                "quantity=" + quantity,
                "averagePrice=" + average,
                "last=" + last);
    }

    @Test
    @Tag("H-3a")
    void shouldKnowNoAverageOfLinesThatAddUp() {
        final Scenario engine = Scenario.cold();
        line(engine, "2", "100", false);
        assertThat(line(engine, "3", "110", true).briefs("BookAdjusted")).containsExactly("Book BTCUSD 0->5");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isNull();
    }

    @Test
    @Tag("W-1")
    void shouldNotKnowAPositionWhoseLinesAddUpToNoQuantity() {
        final Scenario engine = Scenario.cold();
        line(engine, "9999999999", "100", false);
        line(engine, "9999999999", "100", true);
        assertThat(engine.status().get("causes")).contains("position.unknown");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(engine.stage()).as("it proves nothing").isNotEqualTo("ready");
    }

    @Test
    @Tag("R-6")
    void shouldTakeOverTheAverageOfTheReportThatAnOperatorAdopts() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        line(engine, "7", "103", true);
        engine.pass("2s");
        engine.startRecovery("a", "adoptPositions=true");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("103");
    }

    // ---- whose an execution is

    @Test
    @Tag("H-3a")
    void shouldCountAnExecutionOfAnotherSymbolForNoOrder() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.fill(trade, "1", "100", "symbol=ETHUSD");
        assertThat(engine.trade(trade).get("state")).isEqualTo("ACCEPTED");
        assertThat(engine.position("ETHUSD")).as("it is a fact").isEqualTo("1");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
    }

    @Test
    @Tag("H-3a")
    void shouldUseUpWhatCumulativeCountsOfSeveralOrdersBroughtIn() {
        final Scenario engine = Scenario.free();
        for (int id = 1; id <= 2; id++) {
            final long trade = engine.open(id, "quantity=5").id("tradeId");
            engine.execution(trade, "PARTIAL", "cumQuantity=2", "lastPrice=100", "leavesQuantity=3");
        }
        engine.fill(0, "3", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
        engine.fill(0, "3", "100");
        assertThat(engine.position("BTCUSD")).as("one of it was brought in").isEqualTo("6");
    }

    @Test
    @Tag("H-3a")
    void shouldRaiseAnAlarmWhereExecutionsAreMoreThanTheBrokersCount() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=5").id("tradeId");
        assertThat(engine.part(trade, "2", "100", "cumQuantity=1", "leavesQuantity=4")
                        .briefs())
                .containsExactly("Alert EXECUTION_CONFLICT");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        engine.part(trade, "1", "100", "leavesQuantity=3");
        assertThat(engine.position("BTCUSD")).as("the sum was cut").isEqualTo("2");
    }
}
