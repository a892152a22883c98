package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When cancels and closes go out, go out again, and wait: over starts, lost links and reports (E-2). */
@Tag("E-2")
class PursuitTest {
    private static final String PAPER = "tradingMode=paper";

    private static Said noOrders(final Scenario engine, final int report) {
        return engine.in("OpenOrder", "reportId=" + report, "tradeId=0", "last=true");
    }

    private static Said close(final Scenario engine) {
        return engine.in("PositionClose", "symbol=BTCUSD", "tradingMode=live", "operatorId=alice", "reason=x");
    }

    private static void bounce(final Scenario engine) {
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.event("recovered", "broker", "broker.reconnected");
    }

    // ---- paper

    private static Scenario paperStopped() {
        final Scenario engine = Scenario.free("sluice.emergency.max-retries=1");
        final long trade = engine.open(1, PAPER).id("tradeId");
        engine.fill(trade, "1", "100", PAPER);
        assertThat(engine.stop().briefs("ClosePosition")).containsExactly("Close SELL 1 BTCUSD #1");
        return engine;
    }

    @Test
    void shouldSendThePaperClosesAgainAtAStart() {
        final Scenario engine = paperStopped();
        final Said start = engine.restart();
        assertThat(start.briefs("ClosePosition")).containsExactly("Close SELL 1 BTCUSD #2");
        assertThat(start.one("RecoverySummary").get("commandsReissued")).isEqualTo("1");
        assertThat(start.all("EmergencyChanged")).isEmpty();
        assertThat(engine.restart().briefs("EmergencyChanged"))
                .as("more attempts than are quick")
                .containsExactly("Emergency UNCONFIRMED");
    }

    @Test
    void shouldCancelPaperWhileTheLinkIsDownAndTheRestWhenItIsUp() {
        final Scenario engine = Scenario.free();
        final long live = engine.open(1).id("tradeId");
        final long paper = engine.open(2, PAPER).id("tradeId");
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.stop().one("CancelOrder").id("tradeId")).isEqualTo(paper);
        assertThat(engine.event("recovered", "broker", "broker.reconnected")
                        .one("CancelOrder")
                        .id("tradeId"))
                .isEqualTo(live);
    }

    // ---- a link that was down

    /** A stop with an open close, in a journal that knows reports of orders; then the link was down for a moment. */
    private static Said bounced(final Scenario engine) {
        engine.bought(1, "5");
        engine.pass("3s");
        noOrders(engine, 1);
        final Said stop = engine.stop();
        engine.pass("500ms");
        bounce(engine);
        assertThat(engine.report("BTCUSD", "5").all("ClosePosition"))
                .as("whether it still works is not known")
                .isEmpty();
        return stop;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldRepeatACloseThatStillWorksARetryAfterItWasSent(final int reports) {
        final Scenario engine = Scenario.free();
        final String close = "commandId=" + bounced(engine).one("ClosePosition").get("commandId");
        for (int report = 1; report <= reports; report++) {
            final Said listed = engine.in(
                    "OpenOrder",
                    "reportId=" + report,
                    "tradeId=0",
                    close,
                    "symbol=BTCUSD",
                    "side=SELL",
                    "leavesQuantity=5",
                    "last=true");
            assertThat(listed.isNothing()).isTrue();
        }
        assertThat(engine.pass("1499ms").all("ClosePosition")).isEmpty();
        assertThat(engine.pass("1ms").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #2");
    }

    @Test
    void shouldRepeatACloseSlowlyWhereNoReportSaysWhetherItWorks() {
        final Scenario engine = Scenario.free("sluice.emergency.slow-retry=30 s");
        bounced(engine);
        engine.alive();
        engine.aliveFor("10s");
        engine.report("BTCUSD", "5");
        assertThat(engine.aliveFor("19999ms").all("ClosePosition")).isEmpty();
        assertThat(engine.pass("1ms").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #2");
    }

    @Test
    void shouldSendACloseAgainByTheFirstReportOfPositionsAlone() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        engine.stop();
        bounce(engine);
        assertThat(engine.report("BTCUSD", "5").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #2");
        assertThat(engine.report("BTCUSD", "5").all("ClosePosition")).isEmpty();
    }

    @Test
    void shouldCompleteNoEarlierThanAGraceAfterTheEndOfAnOrderThatGotNoCancel() {
        final Scenario engine = Scenario.free();
        noOrders(engine, 1);
        engine.flatReport();
        final long trade = engine.open(1).id("tradeId");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.stop();
        engine.pass("3s");
        engine.execution(trade, "CANCELLED");
        engine.event("recovered", "broker", "broker.reconnected");
        noOrders(engine, 1);
        assertThat(engine.flatReport().all("EmergencyChanged")).isEmpty();
        engine.pass("2s");
        noOrders(engine, 2);
        assertThat(engine.flatReport().briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
        assertThat(engine.everything().all("CancelOrder")).isEmpty();
    }

    // ---- less to close than a close would close

    @Test
    void shouldNotRepeatACloseWhileThereIsLessToCloseThanItWouldClose() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.pass("3s");
        final String close = "commandId=" + engine.stop().one("ClosePosition").get("commandId");
        engine.report("BTCUSD", "3");
        final Said later = engine.pass("2s");
        assertThat(later.briefs("ClosePosition", "EmergencyChanged")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("3");
        assertThat(engine.pass("2s").briefs("ClosePosition", "EmergencyChanged"))
                .isEmpty();
        engine.execution(0, "PARTIAL", close, "side=SELL", "lastQuantity=2", "lastPrice=100", "leavesQuantity=3");
        assertThat(engine.pass("2s").briefs("ClosePosition", "EmergencyChanged"))
                .containsExactly("Close SELL 5 BTCUSD #2", "Emergency RETRY");
    }

    // ---- what operators want closed

    @Test
    @Tag("B-3")
    void shouldCloseNothingMoreOnceThePositionWasFlat() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final String close = "commandId=" + close(engine).one("ClosePosition").get("commandId");
        engine.fill(0, "5", "100", "side=SELL");
        engine.execution(0, "CANCELLED", close, "side=SELL");
        engine.fill(0, "5", "100");
        assertThat(engine.pass("1m").all("ClosePosition")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
    }

    @Test
    @Tag("B-3")
    void shouldNotTakeACloseWhereExitsCloseAll() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.intent(2, "reduce_only", "side=SELL", "quantity=5");
        assertThat(close(engine).result()).isEqualTo("NOT_REDUCING");
        assertThat(engine.everything().all("ClosePosition")).isEmpty();
    }

    @Test
    @Tag("B-3")
    void shouldGoOnFromASnapshotWithWhatAnOperatorWantsClosed() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final String close = "commandId=" + close(engine).one("ClosePosition").get("commandId");
        engine.execution(0, "REJECTED", close, "side=SELL");
        engine.swap();
        assertThat(engine.pass("2s").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #2");
    }

    // ---- orders of others

    @Test
    @Tag("R-4")
    void shouldCancelAnOrderOfOthersOnlyInAnEmergencyUnlessItIsWanted() {
        final Scenario engine = Scenario.free();
        final String[] listed = {
            "reportId=1", "tradeId=0", "symbol=ETHUSD", "side=BUY", "leavesQuantity=3", "orderRef=v1", "last=true"
        };
        assertThat(engine.in("OpenOrder", listed).briefs()).containsExactly("Alert UNKNOWN_ORDER");
        assertThat(engine.pass("1m").all("CancelOrder")).isEmpty();
        assertThat(engine.stop().one("CancelOrder").get("orderRef")).isEqualTo("v1");
        assertThat(engine.view(View.COMMANDS)).hasSize(1);
    }
}
