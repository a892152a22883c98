package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What brokers answer of orders that have ended here, of cancels and of closes (H-3a, R-4, E-2). */
@Tag("H-3a")
class BrokerAnswerTest {
    private int report;

    /** A full report of one order, or of none. */
    private Said listed(final Scenario engine, final String... order) {
        final String[] line = {"reportId=" + ++report, "tradeId=0", "last=true"};
        final String[] named = {"symbol=BTCUSD", "side=BUY", "leavesQuantity=1"};
        final String[] all = Arrays.copyOf(line, line.length + (order.length == 0 ? 0 : named.length + order.length));
        if (order.length > 0) {
            System.arraycopy(named, 0, all, line.length, named.length);
            System.arraycopy(order, 0, all, line.length + named.length, order.length);
        }
        return engine.in("OpenOrder", all);
    }

    private static String command(final Said said, final String type) {
        return "commandId=" + said.one(type).get("commandId");
    }

    // ---- what a report must have

    @Test
    void shouldNameTheFieldOfAReportThatCannotBe() {
        final Scenario engine = Scenario.free();
        assertThat(engine.execution(0, "NEW", "symbol=A*B").one("CommandResult").get("field"))
                .isEqualTo("symbol");
        assertThat(withoutExecId(engine, "1").one("CommandResult").get("field")).isEqualTo("execId");
        assertThat(withoutExecId(engine, "0").isNothing())
                .as("only an execution needs one")
                .isTrue();
        assertThat(engine.view(View.POSITIONS)).isEmpty();
    }

    private static Said withoutExecId(final Scenario engine, final String quantity) {
        return engine.json("{'type':'ExecutionReport','tradeId':0,'execId':'','status':'PARTIAL','symbol':'BTCUSD',"
                + "'side':'BUY','lastQuantity':'" + quantity + "','lastPrice':'100','leavesQuantity':'1'}");
    }

    @Test
    void shouldSayWhetherACommandThatIsAnsweredHasEndedOrIsUnknown() {
        final Scenario engine = Scenario.free();
        engine.open(1);
        final String cancel = command(engine.stop(), "CancelOrder");
        assertThat(engine.execution(0, "CANCELLED", "commandId=77").result()).isEqualTo("COMMAND_UNKNOWN");
        assertThat(engine.execution(0, "CANCELLED", cancel).all("CommandResult"))
                .isEmpty();
        assertThat(engine.execution(0, "CANCELLED", cancel, "symbol=ETHUSD").result())
                .isEqualTo("COMMAND_ENDED");
    }

    @Test
    @Tag("W-3")
    void shouldKnowAnExecutionAgainAfterASnapshot() {
        final Scenario engine = Scenario.free();
        engine.fill(0, "1", "100", "execId=a");
        engine.swap();
        engine.fill(0, "1", "100", "execId=a");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
    }

    // ---- signs of life

    @Test
    @Tag("R-4")
    @Tag("H-3b")
    void shouldTakeNoRefusedCancelForASignOfLife() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        engine.pass("3s");
        engine.execution(trade, "CANCEL_REJECTED", "leavesQuantity=1");
        listed(engine);
        assertThat(listed(engine).briefs()).containsExactly("ACCEPTED->CANCELLED NOT_AT_BROKER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "PARTIAL", "REPLACED", "a fill"})
    @Tag("R-4")
    void shouldTakeAStatusOrAFillForASignOfLife(final String sign) {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        engine.pass("8s");
        if (sign.equals("a fill")) {
            engine.execution(trade, "CANCEL_REJECTED", "cumQuantity=1", "lastPrice=100", "leavesQuantity=1");
        } else {
            engine.execution(trade, sign, "leavesQuantity=2");
        }
        engine.pass("2s");
        listed(engine);
        listed(engine);
        assertThat(engine.trade(trade).get("state")).as("no later than a grace").isEqualTo("ACCEPTED");
        engine.pass("1ns");
        listed(engine);
        assertThat(listed(engine).briefs("TradeTransition")).hasSize(1);
    }

    // ---- more than was ordered

    @Test
    void shouldSayOnceThatMoreWasFilledThanOrdered() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.part(trade, "1", "100", "leavesQuantity=1").isNothing())
                .as("all of it")
                .isTrue();
        assertThat(engine.part(trade, "0.5", "100", "leavesQuantity=1").briefs("SecurityAlert"))
                .containsExactly("Alert OVERFILL");
        assertThat(engine.execution(trade, "PARTIAL", "leavesQuantity=1").isNothing())
                .isTrue();
    }

    @Test
    void shouldAddWhatIsFilledToWhatABrokerLeavesWhenItReplaces() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "quantity=10").id("tradeId");
        engine.part(trade, "2", "100", "cumQuantity=2", "leavesQuantity=8");
        assertThat(engine.execution(trade, "REPLACED", "cumQuantity=2", "leavesQuantity=8")
                        .isNothing())
                .isTrue();
        assertThat(engine.execution(trade, "REPLACED", "cumQuantity=2", "leavesQuantity=8.00000001")
                        .briefs())
                .containsExactly("Alert OVERSIZE_REPLACED", "Cancel BTCUSD #1");
    }

    // ---- orders that have ended here

    /** An order that two reports lacked. */
    private long writtenOff(final Scenario engine) {
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        engine.pass("3s");
        listed(engine);
        listed(engine);
        assertThat(engine.trade(trade).get("state")).isEqualTo("CANCELLED");
        return trade;
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "PARTIAL", "REPLACED"})
    @Tag("R-4")
    void shouldCancelAnOrderThatReportsHadWrittenOffAndTheBrokerWorks(final String status) {
        final Scenario engine = Scenario.free();
        final long trade = writtenOff(engine);
        assertThat(engine.execution(trade, status, "leavesQuantity=1").briefs())
                .containsExactly("Alert ENDED_ORDER_WORKS", "Cancel BTCUSD #1", "Result SEC-030");
        assertThat(engine.execution(trade, status, "leavesQuantity=1").isNothing())
                .as("said once")
                .isTrue();
        engine.execution(trade, "CANCELLED");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(engine.execution(trade, status, "leavesQuantity=1").briefs())
                .as("the broker itself has ended it")
                .containsExactly("Result SEC-030");
        engine.replay();
    }

    @Test
    @Tag("R-4")
    void shouldTakeTheEndOfAnOrderThatReportsHadWrittenOffCalmly() {
        final Scenario engine = Scenario.free();
        final long trade = writtenOff(engine);
        assertThat(engine.execution(trade, "CANCELLED").isNothing()).isTrue();
        assertThat(listed(engine, "tradeId=" + trade).isNothing())
                .as("that report may be old")
                .isTrue();
    }

    /** An order that was cancelled, and works all the same. */
    private Said worksAfterItsEnd(final Scenario engine) {
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "CANCELLED");
        engine.pass("2s");
        return listed(engine, "tradeId=" + trade);
    }

    @Test
    @Tag("E-2")
    void shouldLeaveAnEndedOrderAloneOnceTheBrokerRefusesToCancelIt() {
        for (final String refusal : new String[] {"CANCEL_REJECTED", "COMMAND_REJECTED"}) {
            final Scenario engine = Scenario.free();
            engine.execution(0, refusal, command(worksAfterItsEnd(engine), "CancelOrder"));
            assertThat(engine.view(View.COMMANDS)).isEmpty();
            assertThat(engine.pass("2m").briefs("CancelOrder")).as(refusal).isEmpty();
        }
    }

    @Test
    @Tag("E-2")
    void shouldGoOnCancellingWhereARefusalNamesNoCommand() {
        final Scenario engine = Scenario.free();
        final long trade = worksAfterItsEnd(engine).one("CancelOrder").id("tradeId");
        assertThat(engine.execution(trade, "CANCEL_REJECTED").isNothing()).isTrue();
        assertThat(engine.pass("2s").briefs()).containsExactly("Cancel BTCUSD #2");
    }

    @Test
    @Tag("E-2")
    void shouldGoOnCancellingWhatReportsHadWrittenOffAlsoAfterARefusal() {
        final Scenario engine = Scenario.free();
        final long trade = writtenOff(engine);
        final String cancel = command(listed(engine, "tradeId=" + trade), "CancelOrder");
        engine.execution(trade, "CANCEL_REJECTED", cancel);
        assertThat(engine.pass("2s").briefs("CancelOrder")).hasSize(1);
    }

    @Test
    @Tag("R-4")
    @Tag("G-3")
    void shouldReckonWithAnOrderThatWorksAfterItsEndUntilNoReportListsIt() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final long exit = exit(engine, 2).id("tradeId");
        engine.execution(exit, "CANCELLED", "side=SELL");
        engine.pass("2s");
        listed(engine, "tradeId=" + exit);
        assertThat(exit(engine, 3).get("code")).isEqualTo("NOT_REDUCING");
        listed(engine);
        assertThat(exit(engine, 4).get("verdict")).isEqualTo("ALLOW");
    }

    private static Outcome exit(final Scenario engine, final long id) {
        return engine.intent(id, "reduce_only", "side=SELL", "quantity=5");
    }

    @Test
    @Tag("R-4")
    void shouldSeeAnOrderGoneThatWorkedWhenItsRequestWasTurnedDown() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        listed(engine, "tradeId=" + trade);
        engine.answer(trade, "REJECT");
        assertThat(engine.view(View.COMMANDS)).hasSize(1);
        listed(engine);
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(engine.pass("1m").briefs("CancelOrder")).isEmpty();
    }

    // ---- orders of others

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "FILLED", "EXPIRED"})
    @Tag("E-2")
    void shouldCountAnOrderOfOthersThatWasReallyCancelled(final String answer) {
        final Scenario engine = Scenario.free();
        engine.open(1);
        engine.stop();
        final Said said = listed(engine, "orderRef=v1", "symbol=ETHUSD");
        assertThat(engine.execution(0, answer, command(said, "CancelOrder"), "symbol=ETHUSD")
                        .all("CommandResult"))
                .isEmpty();
        assertThat(engine.view(View.COMMANDS)).as("the cancel of ours").hasSize(1);
        engine.execution(engine.view(View.TRADES).get(0).id("tradeId"), "CANCELLED");
        engine.pass("2s");
        assertThat(listed(engine).one("EmergencyChanged").get("ordersCancelled"))
                .isEqualTo(answer.equals("CANCELLED") ? "2" : "1");
        assertThat(listed(engine, "orderRef=v1", "symbol=ETHUSD").briefs("SecurityAlert", "CancelOrder"))
                .as("it is back")
                .containsExactly("Alert UNKNOWN_ORDER", "Cancel ETHUSD #1");
    }

    // ---- closes

    private static Said sold(final Scenario engine, final String close, final String status, final String... fields) {
        final String[] report = {close, "side=SELL", "lastPrice=100"};
        final String[] all = Arrays.copyOf(report, report.length + fields.length);
        System.arraycopy(fields, 0, all, report.length, fields.length);
        return engine.execution(0, status, all);
    }

    @Test
    @Tag("E-2")
    void shouldTakeAFillForASignOfLifeOfAClose() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final String close = command(engine.stop(), "ClosePosition");
        engine.pass("3s");
        sold(engine, close, "PARTIAL", "lastQuantity=4", "leavesQuantity=1");
        engine.fill(0, "1", "100", "side=SELL");
        engine.pass("2s");
        listed(engine);
        listed(engine);
        assertThat(engine.view(View.COMMANDS)).as("no later than a grace").hasSize(1);
        engine.pass("1ns");
        listed(engine);
        listed(engine);
        assertThat(engine.view(View.COMMANDS)).isEmpty();
    }

    @Test
    @Tag("E-2")
    void shouldCountAttemptsAgainAfterAFillOfAClose() {
        final Scenario engine = Scenario.free("sluice.emergency.max-retries=1", "sluice.emergency.slow-retry=1 m");
        engine.bought(1, "5");
        final String close = command(engine.stop(), "ClosePosition");
        assertThat(engine.pass("2s").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #2");
        assertThat(sold(engine, close, "PARTIAL", "leavesQuantity=5").isNothing())
                .as("no fill")
                .isTrue();
        assertThat(engine.pass("2s").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #3");
        sold(engine, close, "PARTIAL", "lastQuantity=1", "leavesQuantity=4");
        assertThat(engine.pass("1m").briefs("ClosePosition")).contains("Close SELL 5 BTCUSD #2");
    }

    @Test
    @Tag("E-2")
    void shouldNotCallAStopUnconfirmedWhoseCloseEndsWithAFill() {
        final Scenario engine = Scenario.free("sluice.emergency.max-retries=1", "sluice.emergency.slow-retry=1 m");
        engine.bought(1, "5");
        final String close = command(engine.stop(), "ClosePosition");
        engine.pass("2s");
        assertThat(sold(engine, close, "CANCELLED", "cumQuantity=2").all("EmergencyChanged"))
                .isEmpty();
        assertThat(engine.pass("2s").briefs("ClosePosition")).containsExactly("Close SELL 3 BTCUSD #1");
    }

    @Test
    @Tag("R-4")
    @Tag("G-3")
    void shouldReckonNoMoreWithACloseOnceTheBrokerSaysThatItEnded() {
        final Scenario engine = Scenario.free("sluice.emergency.retry=1 h", "sluice.health.component-ttl=1 h");
        engine.bought(1, "5");
        final String close = command(engine.stop(), "ClosePosition");
        sold(engine, close, "REJECTED");
        engine.reset("acceptOpenPositions=true");
        engine.alive();
        engine.report("BTCUSD", "5");
        engine.pass("3s");
        listed(engine, close, "side=SELL");
        assertThat(exit(engine, 2).get("code")).isEqualTo("NOT_REDUCING");
        assertThat(sold(engine, close, "CANCELLED").isNothing()).isTrue();
        assertThat(exit(engine, 3).get("verdict")).isEqualTo("ALLOW");
    }

    @Test
    @Tag("B-3")
    void shouldCloseOnlyWhatIsLeftOfWhatAnOperatorWantedClosed() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final String close = command(
                engine.in("PositionClose", "symbol=BTCUSD", "tradingMode=live", "operatorId=alice", "reason=x"),
                "ClosePosition");
        sold(engine, close, "PARTIAL", "lastQuantity=4", "leavesQuantity=6");
        sold(engine, close, "PARTIAL", "lastQuantity=2", "leavesQuantity=4");
        engine.fill(0, "10", "100");
        sold(engine, close, "CANCELLED");
        assertThat(engine.pass("2s").briefs("ClosePosition")).containsExactly("Close SELL 4 BTCUSD #1");
    }
}
