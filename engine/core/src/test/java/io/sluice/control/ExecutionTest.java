package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static Outcome position(final Scenario engine) {
        return engine.view(View.POSITIONS).get(0);
    }

    @Test
    @Tag("H-3")
    void shouldLiveAWholeLife() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=2");
        assertThat(engine.part(trade, "1", "100", "leavesQuantity=1").all("TradeTransition"))
                .isEmpty();
        assertThat(engine.fill(trade, "1", "101").briefs()).containsExactly("ACCEPTED->FILLED BROKER_FILLED");
        assertThat(engine.in("TradeClosed", "tradeId=" + trade, "realizedPnl=-3")
                        .briefs())
                .containsExactly("FILLED->CLOSED BROKER_CLOSED");
        assertThat(engine.in("TradeSettled", "tradeId=" + trade).briefs())
                .containsExactly("CLOSED->SETTLED BROKER_SETTLED");
        assertThat(engine.in("TradeSettled", "tradeId=" + trade).briefs()).containsExactly("Result SEC-030");
        final Outcome row = engine.trade(trade);
        assertThat(row.get("filledQuantity")).isEqualTo("2");
        assertThat(row.get("averagePrice")).isEqualTo("100.5");
    }

    @Test
    @Tag("H-3")
    void shouldRefuseAnyOtherTransitionWithoutSayingOne() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.in("TradeClosed", "tradeId=" + trade).briefs()).containsExactly("Result SEC-030");
        engine.execution(trade, "CANCELLED");
        assertThat(engine.in("TradeClosed", "tradeId=" + trade).briefs()).containsExactly("Result SEC-030");
        assertThat(engine.execution(trade, "EXPIRED").briefs()).containsExactly("Result SEC-030");
        assertThat(engine.in("TradeClosed", "tradeId=9").result()).isEqualTo("UNKNOWN_TRADE");
    }

    @Test
    @Tag("H-3")
    void shouldEndFilledWhenTheRestEndsAfterAPartialFill() {
        for (final String end : List.of("CANCELLED", "EXPIRED", "REJECTED")) {
            final Scenario engine = Scenario.free();
            final long trade = engine.open(1, "quantity=2").id("tradeId");
            engine.part(trade, "1", "100", "leavesQuantity=1");
            engine.execution(trade, end);
            assertThat(engine.trade(trade).get("state")).as(end).isEqualTo("FILLED");
            final long other = engine.open(2).id("tradeId");
            engine.execution(other, end);
            assertThat(engine.trade(other).get("state")).as(end).isEqualTo("CANCELLED");
        }
    }

    @Test
    @Tag("H-3a")
    void shouldCountEachExecutionOnceWithoutACumulativeQuantity() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=3").id("tradeId");
        engine.part(trade, "1", "100", "execId=a", "leavesQuantity=2");
        assertThat(engine.part(trade, "1", "100", "execId=a", "leavesQuantity=2")
                        .isNothing())
                .isTrue();
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        engine.part(trade, "1", "100", "execId=b", "leavesQuantity=1");
        assertThat(engine.position("BTCUSD")).isEqualTo("2");
        engine.fill(trade, "1", "100", "execId=c");
        final int before = engine.records().size();
        engine.fill(trade, "1", "100", "execId=c");
        assertThat(engine.records())
                .as("nothing is new, and nothing is written")
                .hasSize(before);
    }

    @Test
    @Tag("H-3a")
    void shouldMoveByWhatIsNewInACumulativeQuantity() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=10").id("tradeId");
        engine.part(trade, "2", "100", "cumQuantity=2", "leavesQuantity=8");
        engine.part(trade, "1", "100", "cumQuantity=5", "leavesQuantity=5");
        assertThat(engine.position("BTCUSD")).as("one report was lost").isEqualTo("5");
        engine.part(trade, "2", "100", "cumQuantity=4", "leavesQuantity=6");
        assertThat(engine.position("BTCUSD")).as("an old one came late").isEqualTo("5");
        engine.execution(trade, "CANCELLED", "cumQuantity=7");
        assertThat(engine.position("BTCUSD")).as("the last word").isEqualTo("7");
        assertThat(engine.trade(trade).get("state")).isEqualTo("FILLED");
        assertThat(engine.trade(trade).get("filledQuantity")).isEqualTo("7");
    }

    @Test
    @Tag("E-2")
    void shouldSendNoCancelOverALinkThatIsDown() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.fill(trade, "1", "100").briefs()).contains("Alert UNAPPROVED_ORDER");
        engine.pass("8s");
        assertThat(engine.everything().all("CancelOrder")).isEmpty();
    }

    @Test
    @Tag("H-3a")
    void shouldNeverCountAFillOfTheOtherSideForAnOrder() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=3").id("tradeId");
        engine.part(trade, "1", "100", "side=SELL", "leavesQuantity=2");
        assertThat(engine.position("BTCUSD")).as("it is a fact").isEqualTo("-1");
        assertThat(engine.trade(trade).get("filledQuantity")).isEqualTo("0");
        engine.fill(0, "2", "100", "side=SELL", "execId=known");
        engine.part(trade, "2", "100", "side=SELL", "execId=known", "leavesQuantity=1");
        assertThat(engine.position("BTCUSD")).as("known, under another order").isEqualTo("-3");
        assertThat(engine.trade(trade).get("filledQuantity")).isEqualTo("0");
        engine.fill(trade, "3", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(engine.trade(trade).get("state")).isEqualTo("FILLED");
        engine.replay();
    }

    @Test
    @Tag("H-3a")
    void shouldMoveThePositionByALateFillAndSaySo() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "CANCELLED");
        assertThat(engine.fill(trade, "1", "100").briefs()).containsExactly("Alert LATE_FILL", "Result SEC-030");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        assertThat(engine.trade(trade).get("state")).isEqualTo("CANCELLED");
    }

    @Test
    @Tag("H-3a")
    void shouldMoveThePositionByAnOverfillAndSaySo() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        final Said said = engine.fill(trade, "1.5", "100");
        assertThat(said.briefs()).containsExactly("Alert OVERFILL", "ACCEPTED->FILLED BROKER_FILLED", "Result SEC-030");
        assertThat(engine.position("BTCUSD")).isEqualTo("1.5");
    }

    @Test
    @Tag("H-3a")
    void shouldCancelAnOrderThatNobodyApproved() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        final Said said = engine.part(trade, "1", "100", "leavesQuantity=1");
        assertThat(said.briefs()).containsExactly("Alert UNAPPROVED_ORDER", "Cancel BTCUSD #1", "Result SEC-030");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        assertThat(engine.trade(trade).get("state")).isEqualTo("AWAITING_APPROVAL");
        assertThat(engine.pass("2s").briefs()).as("until it is answered").containsExactly("Cancel BTCUSD #2");
        engine.execution(trade, "CANCELLED");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
    }

    @Test
    @Tag("H-3a")
    void shouldCancelAnOrderThatWasTurnedDown() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.answer(trade, "REJECT");
        assertThat(engine.execution(trade, "NEW", "leavesQuantity=1").briefs())
                .containsExactly("Alert UNAPPROVED_ORDER", "Cancel BTCUSD #1", "Result SEC-030");
        assertThat(engine.fill(trade, "1", "100").briefs("SecurityAlert")).containsExactly("Alert UNAPPROVED_ORDER");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
    }

    @Test
    @Tag("H-3a")
    void shouldMoveTheLivePositionAloneByAnExecutionOfNobody() {
        final Scenario engine = Scenario.free();
        assertThat(engine.fill(0, "3", "100", "side=SELL").isNothing()).isTrue();
        assertThat(engine.position("BTCUSD")).isEqualTo("-3");
        engine.fill(0, "1", "100", "tradingMode=paper");
        assertThat(engine.position("BTCUSD")).as("account facts are live").isEqualTo("-2");
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("0");
        assertThat(engine.view(View.TRADES)).isEmpty();
    }

    @Test
    @Tag("H-3a")
    void shouldNotCountTheCumulativeQuantityOfAnUnknownOrderTwice() {
        final Scenario engine = Scenario.free();
        engine.part(0, "3", "100", "cumQuantity=3", "leavesQuantity=7");
        engine.fill(0, "7", "100", "cumQuantity=10");
        assertThat(engine.position("BTCUSD")).isEqualTo("10");
        assertThat(engine.fill(77, "1", "100", "cumQuantity=5").briefs())
                .containsExactly("Alert UNKNOWN_ORDER", "Result UNKNOWN_TRADE");
        assertThat(engine.position("BTCUSD")).isEqualTo("11");
    }

    @Test
    @Tag("H-3a")
    void shouldReckonTheAveragePrice() {
        final Scenario engine = Scenario.free();
        engine.fill(0, "1", "100");
        engine.fill(0, "2", "103");
        assertThat(position(engine).get("averagePrice"))
                .as("increase: weighted")
                .isEqualTo("102");
        engine.fill(0, "2", "500", "side=SELL");
        assertThat(position(engine).get("averagePrice")).as("reduce: unchanged").isEqualTo("102");
        engine.fill(0, "4", "90", "side=SELL");
        assertThat(position(engine).get("averagePrice"))
                .as("through zero: the fill")
                .isEqualTo("90");
        assertThat(engine.position("BTCUSD")).isEqualTo("-3");
        engine.fill(0, "3", "80");
        assertThat(engine.view(View.POSITIONS)).as("flat: none").isEmpty();
        engine.fill(0, "1", "7");
        assertThat(position(engine).get("averagePrice")).isEqualTo("7");
    }

    @Test
    @Tag("H-3a")
    void shouldEndTheCancelAndNotTheTradeWhenACancelIsRejected() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        assertThat(engine.execution(trade, "CANCEL_REJECTED", "leavesQuantity=2")
                        .isNothing())
                .isTrue();
        assertThat(engine.trade(trade).get("state")).isEqualTo("ACCEPTED");
    }

    @Test
    @Tag("H-3a")
    void shouldTakeACancelThatCrossedAFillCalmly() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.intent(2, "cancel", "tradeId=" + trade).get("code")).isEqualTo("OK");
        engine.fill(trade, "1", "100");
        assertThat(engine.execution(trade, "CANCEL_REJECTED").isNothing())
                .as("the broker had filled it before")
                .isTrue();
        assertThat(engine.trade(trade).get("state")).isEqualTo("FILLED");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
        final long second = engine.open(3).id("tradeId");
        engine.intent(4, "cancel", "tradeId=" + second);
        engine.execution(second, "CANCELLED");
        assertThat(engine.fill(second, "1", "100").briefs())
                .as("a fill behind the confirmed cancel is a fact")
                .containsExactly("Alert LATE_FILL", "Result SEC-030");
        assertThat(engine.position("BTCUSD")).isEqualTo("2");
    }

    @Test
    @Tag("H-3a")
    void shouldKeepEndedTradesInARing() {
        final Scenario engine = Scenario.free("sluice.capacity.history=2");
        for (int id = 1; id <= 4; id++) {
            engine.execution(engine.open(id).id("tradeId"), "CANCELLED");
        }
        assertThat(engine.view(View.TRADES).size()).isGreaterThanOrEqualTo(2);
        assertThat(engine.view(View.TRADES)).allMatch(row -> row.is("state", "CANCELLED"));
    }

    @Test
    @Tag("H-3a")
    @Tag("G-5")
    void shouldFindRoomForAFillOfATradeWhoseSymbolIsGone() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=1");
        final long trade = engine.open(1, "symbol=A").id("tradeId");
        engine.execution(trade, "CANCELLED", "symbol=A");
        engine.bought(2, "1");
        final Said said = engine.fill(trade, "1", "100", "symbol=A");
        assertThat(said.briefs("SecurityAlert")).containsExactly("Alert LATE_FILL");
        assertThat(engine.status().get("causes")).as("no room at all").contains("position.unknown");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("H-3a")
    void shouldKeepATradeWhoseCancelIsOpen() {
        final Scenario engine =
                Scenario.normal("sluice.capacity.history=1", "sluice.capacity.trades=1", "sluice.capacity.pending=1");
        final long unapproved = engine.open(1).id("tradeId");
        engine.answer(unapproved, "REJECT");
        engine.execution(unapproved, "NEW", "leavesQuantity=1");
        for (int id = 2; id <= 6; id++) {
            engine.answer(engine.open(id).id("tradeId"), "REJECT");
        }
        assertThat(engine.pass("2s").one("CancelOrder").id("tradeId")).isEqualTo(unapproved);
        engine.execution(unapproved, "CANCELLED");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
    }

    private static String close(final Scenario engine, final String quantity) {
        engine.bought(1, quantity);
        return "commandId=" + engine.stop().one("ClosePosition").get("commandId");
    }

    private static Said sold(final Scenario engine, final String command, final String status, final String... fields) {
        final String[] report = {command, "side=SELL", "lastPrice=100"};
        final String[] all = java.util.Arrays.copyOf(report, report.length + fields.length);
        System.arraycopy(fields, 0, all, report.length, fields.length);
        return engine.execution(0, status, all);
    }

    @Test
    @Tag("H-3a")
    @Tag("E-2")
    void shouldCountEachFillOfACloseOnceAlsoAfterItsEnd() {
        final Scenario engine = Scenario.free();
        final String command = close(engine, "10");
        sold(engine, command, "PARTIAL", "execId=a", "lastQuantity=4");
        assertThat(sold(engine, command, "PARTIAL", "execId=a", "lastQuantity=4")
                        .isNothing())
                .isTrue();
        assertThat(engine.position("BTCUSD")).isEqualTo("6");
        sold(engine, command, "CANCELLED", "execId=b");
        final int before = engine.records().size();
        sold(engine, command, "PARTIAL", "execId=a", "lastQuantity=4");
        assertThat(engine.records()).as("it did nothing").hasSize(before);
        assertThat(engine.position("BTCUSD")).isEqualTo("6");
        sold(engine, command, "PARTIAL", "execId=c", "lastQuantity=2", "cumQuantity=6");
        assertThat(engine.position("BTCUSD")).as("after its end").isEqualTo("4");
        sold(engine, command, "PARTIAL", "execId=d", "lastQuantity=9", "cumQuantity=6");
        assertThat(engine.position("BTCUSD")).as("nothing new in it").isEqualTo("4");
        sold(engine, command, "FILLED", "execId=e", "lastQuantity=1", "cumQuantity=7");
        assertThat(engine.position("BTCUSD")).isEqualTo("3");
    }

    @Test
    @Tag("H-3a")
    void shouldCountEachExecutionOfAnUnknownOrderOnceWhereItSaysItIs() {
        final Scenario engine = Scenario.free();
        assertThat(engine.fill(77, "2", "100", "execId=a").result()).isEqualTo("UNKNOWN_TRADE");
        final int before = engine.records().size();
        assertThat(engine.fill(77, "2", "100", "execId=a").isNothing()).isTrue();
        assertThat(engine.records()).hasSize(before);
        engine.fill(78, "3", "100", "execId=a", "tradingMode=paper");
        engine.fill(0, "5", "100", "execId=b", "tradingMode=paper");
        assertThat(engine.position("BTCUSD")).as("without an order is live").isEqualTo("7");
        assertThat(engine.fill(0, "6", "100", "execId=b").briefs("SecurityAlert"))
                .as("another quantity")
                .containsExactly("Alert EXECUTION_CONFLICT");
        assertThat(engine.position("BTCUSD")).isEqualTo("7");
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("3");
    }

    @Test
    @Tag("H-3")
    void shouldTakeTheBrokersWordThatAnOrderIsFilled() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=5").id("tradeId");
        engine.fill(trade, "3", "100");
        assertThat(engine.trade(trade).get("state")).isEqualTo("FILLED");
        assertThat(engine.position("BTCUSD")).isEqualTo("3");
    }

    @Test
    @Tag("H-3")
    @Tag("H-3a")
    void shouldEndFilledByAnyReportThatBringsTheLastFill() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=5").id("tradeId");
        engine.part(trade, "3", "100", "cumQuantity=3", "leavesQuantity=2");
        engine.execution(trade, "CANCEL_REJECTED", "cumQuantity=5", "lastPrice=100");
        assertThat(engine.trade(trade).get("state")).isEqualTo("FILLED");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
        final long other = engine.open(2, "quantity=5").id("tradeId");
        engine.execution(other, "CANCEL_REJECTED", "cumQuantity=0", "lastPrice=100");
        assertThat(engine.trade(other).get("state")).isEqualTo("ACCEPTED");
    }

    @Test
    @Tag("H-3a")
    void shouldRefuseAReportWhoseNumbersCannotBe() {
        for (final String field : List.of("lastQuantity", "leavesQuantity", "cumQuantity")) {
            final Scenario engine = Scenario.free();
            final long trade = engine.open(1).id("tradeId");
            assertThat(engine.execution(trade, "PARTIAL", field + "=-0.00000001")
                            .result())
                    .as(field)
                    .isEqualTo("MALFORMED");
            assertThat(engine.execution(trade, "PARTIAL", field + "=0").all("CommandResult"))
                    .as(field)
                    .isEmpty();
        }
    }

    @Test
    @Tag("E-2")
    @Tag("G-5")
    void shouldNameTheLongestSymbolInFull() {
        final String symbol = "ABCDEFGHIJKLMNOPQRSTUVWX";
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "symbol=" + symbol).id("tradeId");
        engine.fill(trade, "1", "100", "symbol=" + symbol);
        assertThat(engine.stop().one("ClosePosition").get("symbol")).isEqualTo(symbol);
        assertThat(engine.position(symbol)).isEqualTo("1");
    }

    @Test
    @Tag("H-3")
    void shouldShowSinceWhenATradeIsInItsState() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.pass("2s");
        engine.fill(trade, "1", "100");
        engine.pass("2s");
        engine.heartbeat("db");
        assertThat(engine.trade(trade).get("since")).isEqualTo("2026-01-05T09:00:02Z");
    }
}
