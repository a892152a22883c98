package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a full report of working orders means for each of them. */
@Tag("R-4")
class OrderReportTest {
    private int report;

    /** A full report of BTCUSD orders: "tradeId=7", "commandId=8" or "orderRef=x" each; none if there are no lines. */
    private Said orders(final Scenario engine, final String... lines) {
        report++;
        if (lines.length == 0) {
            return engine.in("OpenOrder", "reportId=" + report, "tradeId=0", "last=true");
        }
        final StringBuilder json = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            final String trade = lines[i].startsWith("tradeId") ? lines[i] : "tradeId=0";
            json.append(Scenario.line(
                            "OpenOrder",
                            "reportId=" + report,
                            trade,
                            lines[i],
                            "symbol=BTCUSD",
                            "side=BUY",
                            "leavesQuantity=1",
                            "last=" + (i == lines.length - 1)))
                    .append('\n');
        }
        return engine.json(json.toString());
    }

    @Test
    void shouldCancelAnOrderThatIsListedWhileItAwaitsApproval() {
        final Scenario engine = Scenario.normal();
        final long asked = engine.open(1).id("tradeId");
        assertThat(orders(engine).isNothing()).as("none is missed").isTrue();
        assertThat(orders(engine, "tradeId=" + asked).briefs())
                .containsExactly("Alert UNAPPROVED_ORDER", "Cancel BTCUSD #1");
        assertThat(engine.trade(asked).get("state")).isEqualTo("AWAITING_APPROVAL");
        assertThat(orders(engine, "tradeId=" + asked).isNothing())
                .as("said once")
                .isTrue();
        assertThat(orders(engine).isNothing()).isTrue();
        assertThat(engine.view(View.COMMANDS)).as("it is gone").isEmpty();
        assertThat(engine.pass("1m").briefs("CancelOrder")).isEmpty();
        assertThat(orders(engine, "tradeId=" + asked).briefs())
                .as("it is back")
                .containsExactly("Alert UNAPPROVED_ORDER", "Cancel BTCUSD #1");
        engine.replay();
    }

    @Test
    void shouldCallAnOrderThatWasTurnedDownUnapproved() {
        final Scenario engine = Scenario.normal();
        final long refused = engine.open(1).id("tradeId");
        engine.answer(refused, "REJECT");
        engine.pass("1999ms");
        assertThat(orders(engine, "tradeId=" + refused).isNothing())
                .as("the report may be old")
                .isTrue();
        engine.pass("1ms");
        final Said said = orders(engine, "tradeId=" + refused);
        assertThat(said.briefs()).containsExactly("Alert UNAPPROVED_ORDER", "Cancel BTCUSD #1");
        assertThat(said.one("SecurityAlert").get("quantity")).isEqualTo("1");
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("it is gone").isEmpty();
    }

    @Test
    void shouldTakeALineForASignOfLife() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        engine.pass("3s");
        orders(engine, "tradeId=" + trade);
        engine.pass("2s");
        orders(engine);
        orders(engine);
        assertThat(engine.trade(trade).get("state")).as("no later than a grace").isEqualTo("ACCEPTED");
        engine.pass("1ns");
        orders(engine);
        orders(engine, "tradeId=" + trade);
        engine.pass("3s");
        orders(engine);
        assertThat(engine.trade(trade).get("state")).as("not two in a row").isEqualTo("ACCEPTED");
        assertThat(orders(engine).briefs()).containsExactly("ACCEPTED->CANCELLED NOT_AT_BROKER");
    }

    @Test
    void shouldCancelAtOnceWhatReportsHadWrittenOff() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        engine.pass("3s");
        orders(engine);
        orders(engine);
        assertThat(orders(engine, "tradeId=" + trade).briefs())
                .containsExactly("Alert ENDED_ORDER_WORKS", "Cancel BTCUSD #1");
        engine.execution(trade, "CANCELLED");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(orders(engine, "tradeId=" + trade).isNothing())
                .as("the broker has said that it ended")
                .isTrue();
    }

    @Test
    @Tag("G-5")
    void shouldKnowNoMoreThanItsMostOrdersThatWorkAfterTheirEnd() {
        final Scenario engine = Scenario.free("sluice.capacity.history=300");
        final String[] lines = new String[257];
        for (int i = 0; i < lines.length; i++) {
            final long trade = engine.open(i + 1).id("tradeId");
            engine.execution(trade, "CANCELLED");
            lines[i] = "tradeId=" + trade;
            engine.pass("1s");
        }
        engine.pass("3s");
        assertThat(orders(engine, lines).briefs("SecurityAlert")).hasSize(256);
        assertThat(orders(engine, lines).briefs("SecurityAlert")).isEmpty();
        engine.execution(Long.parseLong(lines[0].substring("tradeId=".length())), "CANCELLED");
        assertThat(orders(engine, lines).briefs("SecurityAlert"))
                .as("the last finds room")
                .hasSize(1);
    }

    @Test
    @Tag("E-2")
    void shouldTakeAnEmptyReportForEmptyThatInterruptsAnother() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        orders(engine);
        engine.fillClose(engine.stop().one("ClosePosition"), "100");
        engine.pass("2s");
        engine.in("OpenOrder", "reportId=2", "tradeId=0", "symbol=ETHUSD", "side=BUY", "last=false");
        assertThat(engine.in("OpenOrder", "reportId=3", "tradeId=0", "last=true")
                        .briefs("EmergencyChanged"))
                .containsExactly("Emergency COMPLETED");
    }

    // ---- closes

    /** A stop whose close is rejected; gives the close as a line names it. */
    private static String rejectedClose(final Scenario engine) {
        engine.bought(1, "5");
        final String close = "commandId=" + engine.stop().one("ClosePosition").get("commandId");
        engine.execution(0, "REJECTED", close, "side=SELL");
        return close;
    }

    @Test
    @Tag("E-2")
    void shouldRaiseAnAlarmAboutACloseThatWorksAfterItsEnd() {
        final Scenario engine = Scenario.free("sluice.emergency.retry=1 h", "sluice.health.component-ttl=1 h");
        final String close = rejectedClose(engine);
        engine.pass("1999ms");
        assertThat(orders(engine, close).isNothing())
                .as("the report may be old")
                .isTrue();
        engine.pass("1ms");
        final Said said = orders(engine, close);
        assertThat(said.briefs()).containsExactly("Alert ENDED_ORDER_WORKS");
        assertThat(said.one("SecurityAlert").get("quantity")).isEqualTo("5");
        assertThat(orders(engine, close).isNothing()).as("said once").isTrue();
        assertThat(orders(engine).isNothing()).isTrue();
        assertThat(orders(engine, close).briefs()).as("it is back").containsExactly("Alert ENDED_ORDER_WORKS");
        engine.replay();
    }

    @Test
    @Tag("E-2")
    @Tag("G-3")
    void shouldReckonWithACloseThatWorksAfterItsEndUntilNoReportListsIt() {
        final Scenario engine = Scenario.free("sluice.emergency.retry=1 h", "sluice.health.component-ttl=1 h");
        final String close = rejectedClose(engine);
        engine.reset("acceptOpenPositions=true");
        engine.alive();
        engine.report("BTCUSD", "5");
        engine.pass("3s");
        orders(engine, close);
        assertThat(exit(engine, 2).get("code")).isEqualTo("NOT_REDUCING");
        orders(engine);
        assertThat(exit(engine, 3).get("verdict")).isEqualTo("ALLOW");
    }

    private static Outcome exit(final Scenario engine, final long id) {
        return engine.intent(id, "reduce_only", "side=SELL", "quantity=5");
    }

    /** A stop whose close is filled, and no answer ever tells it: the account is flat, the close still open. */
    private static String lostClose(final Scenario engine) {
        engine.bought(1, "5");
        final String close = "commandId=" + engine.stop().one("ClosePosition").get("commandId");
        engine.fill(0, "5", "100", "side=SELL");
        assertThat(engine.view(View.COMMANDS)).hasSize(1);
        return close;
    }

    @Test
    @Tag("E-2")
    void shouldEndACloseOfAFlatPositionThatTwoReportsLack() {
        final Scenario engine = Scenario.free();
        lostClose(engine);
        engine.pass("2s");
        orders(engine);
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("no later than a grace").hasSize(1);
        engine.pass("1ns");
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("one report").hasSize(1);
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).isEmpty();
    }

    @Test
    @Tag("E-2")
    void shouldTakeALineForASignOfLifeOfAClose() {
        final Scenario engine = Scenario.free();
        final String close = lostClose(engine);
        engine.pass("3s");
        orders(engine);
        orders(engine, close);
        engine.pass("2s");
        orders(engine);
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("no later than a grace").hasSize(1);
        engine.pass("1ns");
        orders(engine);
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(orders(engine, close).briefs("SecurityAlert"))
                .as("its end was concluded, and it works")
                .containsExactly("Alert ENDED_ORDER_WORKS");
    }

    @Test
    @Tag("E-2")
    void shouldKeepACloseThatReportsLackUntilItHasHadAllItsRetries() {
        final Scenario engine = Scenario.free("sluice.emergency.max-retries=1", "sluice.emergency.slow-retry=1 m");
        engine.bought(1, "5");
        final Outcome first = engine.stop().one("ClosePosition");
        engine.pass("3s");
        orders(engine);
        orders(engine);
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("it may be repeated once").hasSize(1);
        assertThat(engine.pass("1s").briefs("ClosePosition")).containsExactly("Close SELL 5 BTCUSD #3");
        final Outcome next = orders(engine).one("ClosePosition");
        assertThat(next.get("commandId")).isNotEqualTo(first.get("commandId"));
        assertThat(next.get("attempt")).as("attempts begin again").isEqualTo("1");
    }

    @Test
    @Tag("E-2")
    void shouldEndACloseFromBeforeByTheFirstReportThatLacksIt() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        engine.bought(1, "5");
        orders(engine);
        final Outcome first = engine.stop().one("ClosePosition");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.pass("1s");
        engine.event("recovered", "broker", "broker.reconnected");
        engine.report("BTCUSD", "5");
        assertThat(engine.view(View.COMMANDS).get(0).get("commandId")).isEqualTo(first.get("commandId"));
        final Outcome next = orders(engine).one("ClosePosition");
        assertThat(next.get("commandId")).isNotEqualTo(first.get("commandId"));
        assertThat(next.get("attempt")).as("attempts begin again").isEqualTo("1");
    }

    // ---- orders of others

    @Test
    void shouldWaitWithTheNextCancelOfAnOrderOfOthersAlsoWhereOneReportLacksIt() {
        final Scenario engine = Scenario.free("sluice.orders.foreign=cancel", "sluice.emergency.retry=10 s");
        final Said listed = orders(engine, "orderRef=v1", "orderRef=v2");
        assertThat(listed.briefs("CancelOrder")).hasSize(2);
        engine.execution(
                0,
                "CANCEL_REJECTED",
                "commandId=" + listed.all("CancelOrder").get(0).get("commandId"));
        orders(engine);
        assertThat(engine.view(View.COMMANDS)).as("both are gone").isEmpty();
        final Said again = orders(engine, "orderRef=v1", "orderRef=v2");
        assertThat(again.briefs("SecurityAlert")).containsExactly("Alert UNKNOWN_ORDER", "Alert UNKNOWN_ORDER");
        assertThat(again.one("CancelOrder").get("orderRef"))
                .as("the other waits")
                .isEqualTo("v2");
        assertThat(engine.pass("9999ms").all("CancelOrder")).isEmpty();
        assertThat(engine.pass("1ms").all("CancelOrder"))
                .extracting(cancel -> cancel.get("orderRef"))
                .contains("v1");
    }

    @Test
    void shouldBeginAgainWithAnOrderOfOthersThatWasGone() {
        final Scenario engine = Scenario.free("sluice.orders.foreign=cancel", "sluice.emergency.retry=10 s");
        final Said listed = orders(engine, "orderRef=v1");
        engine.execution(
                0, "CANCEL_REJECTED", "commandId=" + listed.one("CancelOrder").get("commandId"));
        engine.pass("5s");
        orders(engine);
        engine.pass("5s");
        orders(engine);
        assertThat(orders(engine, "orderRef=v1").briefs()).containsExactly("Alert UNKNOWN_ORDER", "Cancel BTCUSD #1");
    }
}
