package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciliationTest {
    private static Said line(
            final Scenario engine, final int report, final String symbol, final String quantity, final boolean last) {
        return engine.in(
                "PositionReport", "reportId=" + report, "symbol=" + symbol, "quantity=" + quantity, "last=" + last);
    }

    private static Said orders(final Scenario engine, final int report, final long... trades) {
        Said said = null;
        for (final long trade : trades) {
            said = engine.in(
                    "OpenOrder",
                    "reportId=" + report,
                    "tradeId=" + trade,
                    "symbol=BTCUSD",
                    "side=BUY",
                    "leavesQuantity=1",
                    "last=" + (trade == trades[trades.length - 1]));
        }
        return trades.length > 0 ? said : engine.in("OpenOrder", "reportId=" + report, "tradeId=0", "last=true");
    }

    @Test
    @Tag("R-4")
    void shouldTakeTheFirstReportOfAnEmptyJournalForTheBook() {
        final Scenario engine = Scenario.cold();
        assertThat(line(engine, 1, "BTCUSD", "5", false).isNothing()).isTrue();
        assertThat(line(engine, 1, "ETHUSD", "-2", true).briefs())
                .containsExactly("Book BTCUSD 0->5", "Book ETHUSD 0->-2");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
        assertThat(engine.position("ETHUSD")).isEqualTo("-2");
    }

    @Test
    @Tag("R-4")
    void shouldRecoverWithAFlatAccount() {
        final Scenario engine = Scenario.cold();
        engine.alive();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        assertThat(engine.in("PositionReport", "reportId=1", "quantity=0", "last=true")
                        .briefs())
                .containsExactly("verify_risk PASSED", "ready STARTED");
        final Scenario held = Scenario.free();
        held.bought(1, "5");
        held.pass("3s");
        held.restart();
        held.alive();
        held.flatReport();
        assertThat(held.position("BTCUSD"))
                .as("flat is a difference like any other")
                .isEqualTo("5");
        assertThat(held.pass("2s").briefs("ModeChanged")).contains("recovering->halt broker.mismatch");
    }

    @Test
    @Tag("R-4")
    void shouldRefuseALineThatHoldsSomethingWithoutASymbol() {
        final Scenario engine = Scenario.normal();
        assertThat(engine.in("PositionReport", "reportId=1", "quantity=1", "last=true")
                        .result())
                .isEqualTo("MALFORMED");
    }

    /** A report of BTCUSD; what is said when its grace is over. */
    private static Said judged(final Scenario engine, final String quantity) {
        engine.report("BTCUSD", quantity);
        return engine.pass("2s");
    }

    @Test
    @Tag("R-4")
    void shouldJudgeAReportByItselfAGraceAfterItCame() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        assertThat(engine.report("BTCUSD", "7").briefs()).containsExactly("BookDiffers");
        assertThat(engine.report("BTCUSD", "7").isNothing()).as("said once").isTrue();
        assertThat(engine.mode()).isEqualTo("normal");
        final Said said = engine.pass("2s");
        assertThat(said.briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
        assertThat(said.one("ModeChanged").get("detail")).isEqualTo("BTCUSD book 5 reported 7");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
    }

    @Test
    @Tag("R-4")
    void shouldCallItAMismatchWhenTheGraceIsOver() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.report("BTCUSD", "7");
        engine.pass("1s");
        engine.report("BTCUSD", "8");
        assertThat(engine.pass("0.999999999s").isNothing())
                .as("another difference does not begin anew")
                .isTrue();
        assertThat(engine.pass("1ns").briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
    }

    @Test
    @Tag("R-4")
    void shouldAgreeOnceAFillExplainsAReportThatCameBefore() {
        final Scenario engine = Scenario.free();
        final long order = engine.open(1, "quantity=7").id("tradeId");
        engine.part(order, "5", "100", "leavesQuantity=2");
        assertThat(engine.report("BTCUSD", "7").briefs()).containsExactly("BookDiffers");
        engine.pass("1s");
        final Said said = engine.fill(order, "2", "100");
        assertThat(said.one("BookDiffers").get("phase")).isEqualTo("AGREES");
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.position("BTCUSD")).isEqualTo("7");
    }

    @Test
    @Tag("R-4")
    void shouldTakeOverWhatWorkingOrdersExplain() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=10").id("tradeId");
        assertThat(engine.report("BTCUSD", "4").briefs()).containsExactly("BookDiffers");
        assertThat(engine.pass("2s").briefs()).containsExactly("Book BTCUSD 0->4");
        engine.part(trade, "4", "100", "leavesQuantity=6");
        assertThat(engine.position("BTCUSD"))
                .as("the report came before its execution")
                .isEqualTo("4");
        engine.part(trade, "1", "100", "leavesQuantity=5");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
        assertThat(engine.report("BTCUSD", "5").briefs()).containsExactly("BookDiffers");
    }

    @Test
    @Tag("R-4")
    void shouldWaitForTheNextReportWhenAnExecutionCameBeforeAnOldOne() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=10").id("tradeId");
        engine.part(trade, "4", "100", "leavesQuantity=6");
        assertThat(engine.flatReport().isNothing()).as("taken before the fill").isTrue();
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
        engine.pass("1s");
        engine.report("BTCUSD", "4");
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
    }

    /** A sale of 1 was never told; two purchases may be in the report or not, so 0.25 could be missing as well. */
    private static Scenario inDoubt() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "3");
        engine.open(2, "quantity=2", "side=SELL");
        engine.pass("3s");
        final long buys = engine.open(3, "quantity=4").id("tradeId");
        engine.part(buys, "0.75", "100", "leavesQuantity=3.25");
        engine.part(buys, "0.5", "100", "leavesQuantity=2.75");
        assertThat(judged(engine, "3.25").briefs()).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("4.25");
        return engine;
    }

    @Test
    @Tag("R-4")
    void shouldLeaveADifferenceInDoubtToTheNextReport() {
        final Scenario engine = inDoubt();
        assertThat(engine.view(View.POSITIONS).get(0).get("differs")).isEqualTo("true");
        engine.pass("1s");
        assertThat(judged(engine, "3.25").briefs()).containsExactly("Book BTCUSD 4.25->3.25");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.replay();
    }

    @Test
    @Tag("R-4")
    void shouldTakeTheNearestWhereADifferenceStaysInDoubt() {
        final Scenario engine = inDoubt();
        final long buys = engine.open(4, "quantity=4").id("tradeId");
        engine.pass("7s");
        engine.part(buys, "0.75", "100", "leavesQuantity=3.25");
        engine.part(buys, "0.5", "100", "leavesQuantity=2.75");
        assertThat(judged(engine, "4.5").briefs())
                .as("eleven seconds after the first report")
                .containsExactly("Book BTCUSD 5.5->5.75");
    }

    @Test
    @Tag("E-2")
    void shouldCloseNoMoreThanAReportInDoubtShows() {
        assertThat(inDoubt().stop().one("ClosePosition").get("quantity"))
                .as("less what the sale that works may still fill")
                .isEqualTo("1.25");
    }

    @Test
    @Tag("R-1")
    void shouldNotBeReconciledWhileADifferenceIsInDoubt() {
        final Scenario engine = Scenario.free();
        final long sells = engine.open(1, "side=SELL").id("tradeId");
        final long buys = engine.open(2).id("tradeId");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.pass("1s");
        engine.event("recovered", "broker", "broker.reconnected");
        engine.alive();
        engine.fill(buys, "1", "100");
        assertThat(engine.report("BTCUSD", "-1").briefs()).contains("BookDiffers");
        assertThat(engine.pass("2500ms").briefs("BookAdjusted")).isEmpty();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        engine.fill(sells, "1", "100", "side=SELL");
        engine.pass("1s");
        engine.alive();
        assertThat(engine.flatReport().one("BookDiffers").get("phase")).isEqualTo("AGREES");
        assertThat(engine.stage()).isEqualTo("ready");
        engine.replay();
    }

    @Test
    @Tag("R-4")
    void shouldNotCallADifferenceInDoubtThatNoOrderExplains() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=2").id("tradeId");
        engine.part(buys, "0.75", "100", "leavesQuantity=1.25");
        judged(engine, "9");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("R-4")
    void shouldNotExplainMoreThanWorks() {
        for (final String reported : new String[] {"10.00000001", "-1"}) {
            final Scenario engine = Scenario.free();
            engine.open(1, "quantity=10");
            engine.report("BTCUSD", reported);
            engine.pass("2s");
            assertThat(engine.position("BTCUSD")).as(reported).isEqualTo("0");
            assertThat(engine.mode()).isEqualTo("halt");
        }
    }

    @Test
    @Tag("R-4")
    void shouldNotExplainTheSameFillTwice() {
        final Scenario engine = Scenario.free();
        final long order = engine.open(1, "quantity=10").id("tradeId");
        engine.pass("3s");
        assertThat(judged(engine, "10").briefs()).containsExactly("Book BTCUSD 0->10");
        engine.fill(order, "10", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("10");
        engine.pass("3s");
        engine.report("BTCUSD", "10");
        judged(engine, "11");
        assertThat(engine.position("BTCUSD"))
                .as("nothing is left to explain it")
                .isEqualTo("10");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("R-4")
    void shouldKeepANoteOverTheEndOfTheOrder() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=10").id("tradeId");
        judged(engine, "4");
        engine.execution(trade, "CANCELLED");
        engine.fill(0, "4", "100");
        assertThat(engine.position("BTCUSD")).as("its fill, without its trade").isEqualTo("4");
        engine.fill(0, "4", "100");
        assertThat(engine.position("BTCUSD")).as("the note is used up").isEqualTo("8");
    }

    @Test
    @Tag("R-4")
    @Tag("H-3a")
    void shouldUseANoteForOrdersOnlyThatWereGivenBeforeTheReport() {
        final Scenario engine = Scenario.free();
        engine.open(1, "quantity=10");
        judged(engine, "4");
        final long later = engine.open(2, "quantity=3").id("tradeId");
        engine.fill(later, "3", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("7");
    }

    @Test
    @Tag("H-3a")
    void shouldKeepTheNoteOfAPurchaseApartFromThatOfASale() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "4.93");
        final long lost = engine.open(2, "quantity=3.5").id("tradeId");
        engine.pass("3s");
        assertThat(judged(engine, "8.43").briefs()).contains("Book BTCUSD 4.93->8.43");
        final Outcome close = engine.stop().one("ClosePosition");
        assertThat(close.get("quantity")).isEqualTo("8.43");
        engine.execution(lost, "CANCELLED");
        engine.pass("1s");
        engine.restart();
        engine.report("BTCUSD", "2.11");
        assertThat(engine.pass("3s").briefs()).contains("Book BTCUSD 8.43->2.11");
        engine.fill(0, "2.11", "99", "side=SELL", "commandId=" + close.get("commandId"), "cumQuantity=8.43");
        assertThat(engine.position("BTCUSD"))
                .as("6.32 of its 8.43 were in the book already, whatever purchase was never told")
                .isEqualTo("0");
        engine.pass("4s");
        assertThat(engine.flatReport().briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
        engine.replay();
    }

    @Test
    @Tag("H-3a")
    void shouldTakeTheFillsOfBothSidesAfterReportsThatToldThemFirst() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=5").id("tradeId");
        final long sells = engine.open(2, "quantity=3", "side=SELL").id("tradeId");
        engine.pass("3s");
        judged(engine, "5");
        judged(engine, "2");
        assertThat(engine.position("BTCUSD")).isEqualTo("2");
        engine.fill(sells, "3", "100", "side=SELL");
        assertThat(engine.position("BTCUSD")).as("the sale was in the book").isEqualTo("2");
        engine.fill(buys, "5", "100");
        assertThat(engine.position("BTCUSD")).as("the purchase too").isEqualTo("2");
    }

    @Test
    @Tag("R-4")
    void shouldExplainADifferenceByWhatTheNoteOfItsSideUsedUpAlone() {
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=5").id("tradeId");
        engine.pass("3s");
        judged(engine, "5");
        engine.fill(buys, "5", "100");
        engine.pass("1s");
        judged(engine, "0");
        assertThat(engine.position("BTCUSD")).as("a purchase explains no sale").isEqualTo("5");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("R-4")
    void shouldNotMixReportsThatBearTheSameId() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        line(engine, 1, "BTCUSD", "5", true);
        engine.fill(0, "5", "100", "side=SELL");
        engine.in("PositionReport", "reportId=1", "quantity=0", "last=true");
        engine.pass("10s");
        assertThat(engine.mode()).as("flat says the report").isEqualTo("normal");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
    }

    @Test
    @Tag("R-4")
    void shouldNotGoOnWithAReportFromBeforeTheStart() {
        final Scenario engine = Scenario.cold();
        line(engine, 1, "BTCUSD", "5", false);
        engine.restart();
        assertThat(line(engine, 1, "ETHUSD", "3", true).briefs()).containsExactly("Book ETHUSD 0->3");
    }

    @Test
    @Tag("R-4")
    @Tag("G-5")
    void shouldKeepTheLinesOfAReportThatGoesOn() {
        final Scenario engine = Scenario.cold("sluice.capacity.symbols=3");
        engine.quote("A", "1", "2");
        engine.quote("B", "1", "2");
        engine.quote("C", "1", "2");
        line(engine, 1, "D", "1", false);
        line(engine, 1, "E", "2", false);
        assertThat(line(engine, 1, "F", "3", true).briefs("BookAdjusted"))
                .containsExactlyInAnyOrder("Book D 0->1", "Book E 0->2", "Book F 0->3");
    }

    @Test
    @Tag("R-4")
    @Tag("R-6")
    void shouldAdoptPositionsOnlyUnderARecoveryThatSaysSo() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        judged(engine, "7");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.startRecovery("a", "adoptPositions=true").briefs("BookAdjusted"))
                .as("a difference that is known")
                .containsExactly("Book BTCUSD 5->7");
        assertThat(judged(engine, "8").briefs("BookAdjusted"))
                .as("one that is judged later")
                .containsExactly("Book BTCUSD 7->8");
        engine.alive();
        engine.report("BTCUSD", "8");
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        judged(engine, "9");
        assertThat(engine.position("BTCUSD")).as("after verify_risk").isEqualTo("8");
    }

    @Test
    @Tag("R-4")
    @Tag("R-6")
    void shouldNotAdoptAfterTheRecoveryIsOver() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.alive();
        engine.startRecovery("a", "adoptPositions=true");
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.report("BTCUSD", "7").briefs()).containsExactly("BookDiffers");
        engine.pass("2s");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
    }

    @Test
    @Tag("R-4")
    void shouldNeverComparePrices() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.in("PositionReport", "reportId=1", "symbol=BTCUSD", "quantity=5", "averagePrice=77", "last=true");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("100");
    }

    @Test
    @Tag("R-4")
    void shouldEndAWorkingTradeThatTwoReportsInARowLack() {
        final Scenario engine = Scenario.free();
        final long kept = engine.open(1).id("tradeId");
        final long lost = engine.open(2).id("tradeId");
        engine.execution(kept, "NEW", "leavesQuantity=1");
        engine.execution(lost, "NEW", "leavesQuantity=1");
        engine.pass("2s");
        assertThat(orders(engine, 1, kept).isNothing())
                .as("no later than a grace")
                .isTrue();
        engine.pass("1ns");
        assertThat(orders(engine, 2, kept).isNothing()).as("one report").isTrue();
        assertThat(orders(engine, 3, kept).briefs()).containsExactly("ACCEPTED->CANCELLED NOT_AT_BROKER");
        assertThat(engine.trade(lost).get("state")).isEqualTo("CANCELLED");
        assertThat(engine.trade(kept).get("state")).isEqualTo("ACCEPTED");
    }

    @Test
    @Tag("R-4")
    @Tag("W-0")
    void shouldFindAnOrderByItsTradeWhereTheLineNamesNoSymbol() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        for (int report = 1; report <= 3; report++) {
            engine.pass("3s");
            engine.in("OpenOrder", "reportId=" + report, "tradeId=" + trade, "last=true");
        }
        assertThat(engine.trade(trade).get("state")).isEqualTo("ACCEPTED");
        final Outcome refused =
                engine.in("OpenOrder", "reportId=4", "tradeId=77", "last=true").one("CommandResult");
        assertThat(refused.get("code")).isEqualTo("MALFORMED");
        assertThat(refused.get("field")).as("no order that is known").isEqualTo("symbol");
    }

    @Test
    @Tag("R-4")
    void shouldCancelAnOrderThatWorksAfterItsEnd() {
        final Scenario engine = Scenario.free();
        final long order = engine.open(1).id("tradeId");
        engine.execution(order, "CANCELLED");
        assertThat(orders(engine, 1, order).isNothing())
                .as("the report may be old")
                .isTrue();
        engine.pass("2s");
        assertThat(orders(engine, 2, order).briefs()).containsExactly("Alert ENDED_ORDER_WORKS", "Cancel BTCUSD #1");
        assertThat(engine.trade(order).get("state")).isEqualTo("CANCELLED");
        assertThat(orders(engine, 3).isNothing()).isTrue();
        assertThat(engine.view(View.COMMANDS)).as("it is gone").isEmpty();
    }

    @Test
    @Tag("R-4")
    void shouldDropLinesOfOlderReportsAndReportsThatAreInterrupted() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        line(engine, 7, "BTCUSD", "5", true);
        assertThat(line(engine, 6, "BTCUSD", "3", true).isNothing()).isTrue();
        line(engine, 8, "BTCUSD", "3", false);
        line(engine, 9, "BTCUSD", "5", true);
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        engine.restart();
        engine.alive();
        line(engine, 1, "BTCUSD", "5", true);
        assertThat(engine.stage()).as("ids begin again with the link").isEqualTo("ready");
    }

    @Test
    @Tag("R-4")
    void shouldNotMissAnOrderThatMayBeOnItsWay() {
        final Scenario engine = Scenario.free();
        final long fresh = engine.open(1).id("tradeId");
        engine.pass("7s");
        orders(engine, 1);
        orders(engine, 2);
        assertThat(engine.trade(fresh).get("state")).isEqualTo("ACCEPTED");
        engine.pass("1ns");
        orders(engine, 3);
        assertThat(orders(engine, 4).briefs()).containsExactly("ACCEPTED->CANCELLED NOT_AT_BROKER");
    }

    @Test
    @Tag("R-4")
    void shouldEndItFilledIfSomethingWasFilled() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        engine.part(trade, "1", "100", "leavesQuantity=1");
        engine.pass("3s");
        orders(engine, 1);
        assertThat(orders(engine, 2).briefs()).containsExactly("ACCEPTED->FILLED NOT_AT_BROKER");
        assertThat(judged(engine, "2").briefs())
                .as("its rest may have been filled unseen")
                .containsExactly("Book BTCUSD 1->2");
    }

    @Test
    @Tag("R-4")
    void shouldRaiseAnAlarmAboutAnOrderThatNobodyKnows() {
        final Scenario engine = Scenario.free();
        assertThat(orders(engine, 1, 0).briefs()).containsExactly("Alert UNKNOWN_ORDER");
        assertThat(orders(engine, 2, 0).isNothing()).as("said once").isTrue();
        assertThat(orders(engine, 3).isNothing()).isTrue();
        assertThat(orders(engine, 4, 123456).briefs()).containsExactly("Alert UNKNOWN_ORDER");
        engine.bought(1, "1");
        final Outcome close = engine.stop().one("ClosePosition");
        assertThat(orders(engine, 5, close.id("commandId")).briefs("SecurityAlert"))
                .as("an open close is a working order")
                .isEmpty();
    }

    @Test
    @Tag("R-4")
    void shouldCancelAnOrderOfOthersWhereThatIsWanted() {
        final Scenario engine = Scenario.free("sluice.orders.foreign=cancel");
        final Said said = engine.in(
                "OpenOrder",
                "reportId=1",
                "tradeId=0",
                "symbol=ETHUSD",
                "side=BUY",
                "leavesQuantity=3",
                "orderRef=venue/1",
                "last=true");
        assertThat(said.briefs()).containsExactly("Alert UNKNOWN_ORDER", "Cancel ETHUSD #1");
        assertThat(said.one("CancelOrder").get("orderRef")).isEqualTo("venue/1");
        assertThat(engine.view(View.COMMANDS).get(0).get("orderRef")).isEqualTo("venue/1");
        orders(engine, 2);
        assertThat(engine.view(View.COMMANDS)).as("it is gone").isEmpty();
    }

    @Test
    @Tag("R-4")
    void shouldLeavePaperAlone() {
        final Scenario engine = Scenario.free();
        final long paper = engine.open(1, "tradingMode=paper").id("tradeId");
        engine.part(paper, "0.5", "100", "tradingMode=paper", "leavesQuantity=0.5");
        engine.pass("10s");
        assertThat(orders(engine, 1).isNothing()).isTrue();
        assertThat(engine.flatReport().isNothing()).isTrue();
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("0.5");
    }

    @Test
    @Tag("R-4")
    @Tag("H-3a")
    void shouldTakeOverTheAveragePriceThatIsReported() {
        final Scenario engine = Scenario.cold();
        engine.in("PositionReport", "reportId=1", "symbol=BTCUSD", "quantity=5", "averagePrice=101.5", "last=true");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("101.5");
        engine.fill(0, "5", "102.5");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("102");
    }

    @Test
    @Tag("R-4")
    @Tag("G-5")
    void shouldNotGuardAPositionThatFindsNoPlace() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=2");
        engine.bought(1, "1");
        engine.open(2, "symbol=ETHUSD");
        final Said said = line(engine, 1, "SOLUSD", "3", true);
        assertThat(said.result()).isEqualTo("CAPACITY");
        assertThat(said.one("ModeChanged").get("reasonCode")).isEqualTo("position.unknown");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("R-4")
    void shouldExplainNothingByAnOrderThatAnEarlierReportHadSeenEnd() {
        final Scenario engine = Scenario.free();
        final long order = engine.open(1, "quantity=4").id("tradeId");
        engine.execution(order, "NEW", "leavesQuantity=4");
        engine.pass("6s");
        orders(engine, 1);
        orders(engine, 2);
        assertThat(engine.trade(order).get("state")).isEqualTo("CANCELLED");
        engine.pass("2.1s");
        assertThat(engine.flatReport().isNothing()).isTrue();
        assertThat(judged(engine, "4").briefs("ModeChanged")).containsExactly("normal->halt broker.mismatch");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
    }

    @Test
    @Tag("R-1")
    @Tag("R-4")
    void shouldBeReconciledOnlyWhenTheLastDifferenceIsGone() {
        final Scenario engine = Scenario.normal("sluice.health.component-ttl=1 h");
        engine.restart();
        engine.alive();
        line(engine, 1, "BTCUSD", "1", false);
        line(engine, 1, "ETHUSD", "1", true);
        assertThat(engine.stage()).as("a report is being judged").isEqualTo("verify_risk");
        engine.aliveFor("2s");
        assertThat(engine.mode()).isEqualTo("halt");
        line(engine, 2, "BTCUSD", "0", true);
        engine.startRecovery("a");
        engine.alive();
        assertThat(engine.stage()).isEqualTo("ready");
    }

    @Test
    @Tag("R-4")
    void shouldNameTheOrderThatNobodyKnows() {
        final Scenario engine = Scenario.free();
        final Outcome alert = orders(engine, 1, 77).one("SecurityAlert");
        assertThat(alert.get("code")).isEqualTo("UNKNOWN_ORDER");
        assertThat(alert.get("symbol")).isEqualTo("BTCUSD");
        assertThat(alert.get("tradeId")).isEqualTo("77");
        orders(engine, 2);
        assertThat(orders(engine, 3, 0).one("SecurityAlert").get("tradeId")).isNull();
    }

    /** An ALLOW may be acted on until its validity has passed; then the broker has the order, or never will. */
    @ParameterizedTest
    @CsvSource({
        "false, 7s, ACCEPTED",
        "false, 7.000000001s, CANCELLED",
        "true, 7s, ACCEPTED",
        "true, 7.000000001s, CANCELLED"
    })
    @Tag("R-4")
    @Tag("G-4a")
    void shouldMissAnUnreportedOrderOnceItCanNoLongerBeOnItsWay(
            final boolean asked, final String later, final String state) {
        final Scenario engine = asked ? Scenario.normal() : Scenario.free();
        engine.quote("BTCUSD", "100", "100");
        final long order = engine.open(1).id("tradeId");
        if (asked) {
            engine.pass("1s");
            engine.approve(order);
        }
        engine.pass(later);
        orders(engine, 1);
        orders(engine, 2);
        assertThat(engine.trade(order).get("state")).isEqualTo(state);
    }

    @Test
    @Tag("R-4")
    void shouldExplainADifferenceByAllOrdersThatEndedUnseen() {
        final Scenario engine = Scenario.free();
        for (int id = 1; id <= 2; id++) {
            engine.execution(engine.open(id, "quantity=" + (2 + id)).id("tradeId"), "NEW", "leavesQuantity=1");
        }
        engine.pass("6s");
        orders(engine, 1);
        orders(engine, 2);
        assertThat(judged(engine, "7").briefs()).containsExactly("Book BTCUSD 0->7");
    }

    @Test
    @Tag("R-4")
    @Tag("H-3a")
    void shouldNotKnowTheAverageOfWhatWasAdoptedWithoutAPrice() {
        final Scenario engine = Scenario.cold();
        engine.report("BTCUSD", "5");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isNull();
        engine.fill(0, "5", "100");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isNull();
        engine.fill(0, "10", "100", "side=SELL");
        engine.fill(0, "2", "7");
        assertThat(engine.view(View.POSITIONS).get(0).get("averagePrice")).isEqualTo("7");
    }
}
