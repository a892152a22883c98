package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmergencyTest {
    /** A long position of 10 BTCUSD, a working buy of 1. */
    private static Scenario loaded(final String... overrides) {
        final Scenario engine = Scenario.free(overrides);
        engine.bought(1, "10");
        engine.open(2);
        return engine;
    }

    private static long working(final Scenario engine) {
        return engine.view(View.TRADES).stream()
                .filter(row -> row.is("state", "ACCEPTED"))
                .findFirst()
                .orElseThrow()
                .id("tradeId");
    }

    @Test
    @Tag("E-1")
    void shouldStopInThisOrder() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        engine.quote("ETHUSD", "10", "10");
        final long filled = engine.open(1, "quantity=10").id("tradeId");
        engine.approve(filled);
        engine.fill(filled, "10", "100");
        final long paper = engine.open(2, "tradingMode=paper", "symbol=ETHUSD", "side=SELL", "price=10")
                .id("tradeId");
        engine.fill(paper, "1", "10", "symbol=ETHUSD", "side=SELL", "tradingMode=paper");
        engine.open(3, "tradingMode=paper");
        final long working = engine.open(4).id("tradeId");
        engine.approve(working);
        engine.open(5);
        engine.open(6);
        engine.equity("1000");
        final Said said = engine.equity("880");
        assertThat(said.briefs())
                .containsExactly(
                        "SOFT 880 of 1000 -12",
                        "HARD 880 of 1000 -12",
                        "Policy emergencyMode false->true",
                        "Policy allowNewTrades true->false",
                        "Policy emergencyReason null->DD BREACH: -12.0%",
                        "Policy emergencyActivatedAt null->2026-01-05T09:00:00Z",
                        "Cancel BTCUSD #1",
                        "Cancel BTCUSD #1",
                        "Close SELL 10 BTCUSD #1",
                        "Close BUY 1 ETHUSD #1",
                        "AWAITING_APPROVAL->REJECTED EMERGENCY_STOP",
                        "ApprovalDecided",
                        "Decision REJECT EMERGENCY_STOP",
                        "AWAITING_APPROVAL->REJECTED EMERGENCY_STOP",
                        "ApprovalDecided",
                        "Decision REJECT EMERGENCY_STOP",
                        "Emergency TRIGGERED",
                        "normal->halt risk.breach_hard");
        final Outcome triggered = said.one("EmergencyChanged");
        assertThat(triggered.get("positionsToClose")).isEqualTo("2");
        assertThat(triggered.get("ordersToCancel")).isEqualTo("2");
        assertThat(triggered.get("reason")).isEqualTo("DD BREACH: -12.0%");
        assertThat(said.all("ClosePosition")).allMatch(close -> close.is("reduceOnly", "true"));
        assertThat(said.all("CancelOrder"))
                .extracting(cancel -> cancel.get("tradingMode"))
                .containsExactly("paper", "live");
    }

    @Test
    @Tag("E-1")
    void shouldStopOnAnyAllowedCall() {
        for (final String origin : List.of("operator:alice", "risk:service", "monitor:dog")) {
            final Scenario engine = loaded();
            final boolean named = origin.startsWith("operator");
            engine.in(
                    "EmergencyStop", "reason=because", "origin=" + origin, named ? "operatorId=alice" : "operatorId=");
            assertThat(engine.mode()).as(origin).isEqualTo("halt");
            assertThat(engine.status().get("emergencyReason")).isEqualTo("because");
            assertThat(engine.view(View.COMMANDS)).hasSize(2);
        }
        final Scenario engine = loaded();
        assertThat(engine.in("EmergencyStop", "reason=x", "origin=strategy:1").result())
                .isEqualTo("SEC-001");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("E-1")
    void shouldSendItsCommandsInEveryMode() {
        final Scenario engine = loaded();
        engine.event("fail_crit", "risk", "risk.breach_hard");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.stop().briefs("CancelOrder", "ClosePosition"))
                .containsExactly("Cancel BTCUSD #1", "Close SELL 10 BTCUSD #1");
    }

    @Test
    @Tag("E-1")
    void shouldRefuseIntentsWithEmergency() {
        final Scenario engine = loaded();
        engine.stop();
        assertThat(engine.open(3).get("code")).isEqualTo("EMERGENCY");
        assertThat(engine.intent(4, "query").get("verdict")).isEqualTo("ALLOW");
    }

    @Test
    @Tag("E-2")
    void shouldCompleteWhenFlatWithWhatWasReallyDone() {
        final Scenario engine = loaded();
        final Outcome close = engine.stop().one("ClosePosition");
        assertThat(engine.execution(working(engine), "CANCELLED").briefs())
                .containsExactly("ACCEPTED->CANCELLED BROKER_CANCELLED");
        final Said said = engine.fillClose(close, "99");
        assertThat(said.briefs()).containsExactly("Emergency COMPLETED");
        assertThat(said.one("EmergencyChanged").get("positionsClosed")).isEqualTo("1");
        assertThat(said.one("EmergencyChanged").get("ordersCancelled")).isEqualTo("1");
        assertThat(engine.mode()).as("until it is reset").isEqualTo("halt");
    }

    @Test
    @Tag("E-2")
    void shouldSendACommandAgainUnchangedUnderItsId() {
        final Scenario engine = loaded();
        final Outcome close = engine.stop().one("ClosePosition");
        assertThat(engine.pass("1.999999999s").isNothing()).isTrue();
        final Said said = engine.pass("1ns");
        assertThat(said.briefs())
                .containsExactly("Cancel BTCUSD #2", "Emergency RETRY", "Close SELL 10 BTCUSD #2", "Emergency RETRY");
        assertThat(said.one("ClosePosition").get("commandId")).isEqualTo(close.get("commandId"));
        assertThat(said.one("ClosePosition").get("quantity")).isEqualTo(close.get("quantity"));
    }

    @Test
    @Tag("E-2")
    void shouldNeverGiveUp() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        engine.stop();
        final Said retries = engine.pass("10s");
        assertThat(retries.briefs("EmergencyChanged")).hasSize(5).containsOnly("Emergency RETRY");
        assertThat(engine.pass("2s").briefs("EmergencyChanged")).contains("Emergency UNCONFIRMED");
        final Said minutes = engine.pass("10m");
        final List<Outcome> unconfirmed = minutes.all("EmergencyChanged").stream()
                .filter(said -> said.is("phase", "UNCONFIRMED"))
                .toList();
        assertThat(unconfirmed).hasSize(10);
        assertThat(unconfirmed)
                .allMatch(said -> said.is("severity", "critical"))
                .allMatch(said -> said.get("open").startsWith("BTCUSD, command "));
        assertThat(minutes.all("ClosePosition")).hasSize(10);
    }

    @Test
    @Tag("E-2")
    void shouldMakeANewCloseAfterARejectedOne() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final Outcome close = engine.stop().one("ClosePosition");
        final String command = "commandId=" + close.get("commandId");
        assertThat(engine.execution(0, "COMMAND_REJECTED", "side=SELL", command).all("ClosePosition"))
                .as("not in a loop")
                .isEmpty();
        final Outcome next = engine.pass("2s").one("ClosePosition");
        assertThat(next.get("commandId")).isNotEqualTo(close.get("commandId"));
        assertThat(next.brief()).as("the rejection was an attempt").isEqualTo("Close SELL 10 BTCUSD #2");
    }

    @Test
    @Tag("E-2")
    void shouldCloseTheRestAfterAPartialClose() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final Outcome close = engine.stop().one("ClosePosition");
        final String command = "commandId=" + close.get("commandId");
        engine.part(0, "4", "99", "side=SELL", command, "leavesQuantity=6");
        assertThat(engine.position("BTCUSD")).isEqualTo("6");
        engine.execution(0, "EXPIRED", "side=SELL", command);
        final Outcome next = engine.pass("2s").one("ClosePosition");
        assertThat(next.brief()).isEqualTo("Close SELL 6 BTCUSD #1");
        assertThat(engine.fillClose(next, "99").briefs()).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldCloseAgainAfterALateFill() {
        final Scenario engine = loaded();
        final long order = working(engine);
        final Outcome close = engine.stop().one("ClosePosition");
        engine.execution(order, "CANCELLED");
        engine.fillClose(close, "99");
        final Said late = engine.fill(order, "1", "100");
        assertThat(late.briefs()).contains("Alert LATE_FILL", "Close SELL 1 BTCUSD #1");
        assertThat(engine.reset().result()).isEqualTo("NOT_FLAT");
        assertThat(engine.fillClose(late.one("ClosePosition"), "98").briefs()).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldLeaveToWorkingExitsWhatTheyWouldCloseUntilARetryHasPassed() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long exit =
                engine.intent(2, "reduce_only", "side=SELL", "quantity=4").id("tradeId");
        assertThat(engine.stop().briefs("ClosePosition")).containsExactly("Close SELL 6 BTCUSD #1");
        final Outcome close = engine.everything().one("ClosePosition");
        engine.fillClose(close, "99");
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
        assertThat(engine.execution(exit, "CANCELLED", "side=SELL").briefs("ClosePosition"))
                .as("its cancel is answered")
                .containsExactly("Close SELL 4 BTCUSD #1");
        final Scenario silent = Scenario.free();
        silent.bought(1, "10");
        silent.intent(2, "reduce_only", "side=SELL", "quantity=10");
        assertThat(silent.stop().all("ClosePosition")).isEmpty();
        assertThat(silent.pass("2s").briefs("ClosePosition"))
                .as("a retry has passed")
                .containsExactly("Close SELL 10 BTCUSD #1");
    }

    @Test
    @Tag("E-2")
    void shouldHaveAtMostOneOpenCloseASymbol() {
        final Scenario engine = loaded();
        engine.stop();
        engine.fill(working(engine), "1", "100");
        assertThat(engine.position("BTCUSD")).isEqualTo("11");
        assertThat(engine.view(View.COMMANDS)).hasSize(1);
        final Outcome close = engine.everything().one("ClosePosition");
        assertThat(engine.fillClose(close, "99").briefs("ClosePosition")).containsExactly("Close SELL 1 BTCUSD #1");
    }

    @Test
    @Tag("E-2")
    void shouldCancelAgainAfterARejectedCancel() {
        final Scenario engine = loaded();
        final long order = working(engine);
        final Outcome cancel = engine.stop().one("CancelOrder");
        engine.execution(order, "CANCEL_REJECTED", "commandId=" + cancel.get("commandId"), "leavesQuantity=1");
        assertThat(engine.trade(order).get("state")).isEqualTo("ACCEPTED");
        final Outcome next = engine.pass("2s").one("CancelOrder");
        assertThat(next.get("attempt")).as("the rejection was an attempt").isEqualTo("2");
        assertThat(next.get("commandId")).isNotEqualTo(cancel.get("commandId"));
    }

    @Test
    @Tag("E-2")
    void shouldTakeAFillThatCrossedItsCancel() {
        final Scenario engine = loaded();
        final long order = working(engine);
        final Said stop = engine.stop();
        engine.fill(order, "1", "100");
        assertThat(engine.execution(
                                order,
                                "CANCEL_REJECTED",
                                "commandId=" + stop.one("CancelOrder").get("commandId"))
                        .isNothing())
                .isTrue();
        engine.fillClose(stop.one("ClosePosition"), "99");
        final Outcome rest = engine.everything().all("ClosePosition").get(1);
        assertThat(rest.brief()).isEqualTo("Close SELL 1 BTCUSD #1");
        assertThat(engine.fillClose(rest, "99").briefs()).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldCloseOnlyFromAReconciledBook() {
        final Scenario engine = loaded();
        engine.restart();
        final Said stop = engine.stop();
        assertThat(stop.briefs("CancelOrder", "ClosePosition")).containsExactly("Cancel BTCUSD #1");
        assertThat(stop.briefs("EmergencyChanged")).containsExactly("Emergency TRIGGERED");
        final Said report = engine.report("BTCUSD", "7");
        assertThat(report.briefs())
                .as("for the smaller of book and report")
                .containsExactly("BookDiffers", "Close SELL 7 BTCUSD #1");
        assertThat(engine.pass("2s").briefs("BookAdjusted")).containsExactly("Book BTCUSD 10->7");
    }

    @Test
    @Tag("E-2")
    void shouldNotSayOfABookThatNoReportConfirmedThatItIsVerified() {
        final Scenario engine = Scenario.cold();
        final Said stop = engine.stop();
        assertThat(stop.briefs("EmergencyChanged")).containsExactly("Emergency TRIGGERED", "Emergency COMPLETED");
        final Outcome completed = stop.all("EmergencyChanged").get(1);
        assertThat(completed.get("verified")).isEqualTo("false");
        assertThat(completed.get("message")).contains("NOT confirmed by reports of positions and orders");
        assertThat(engine.report("BTCUSD", "10").briefs("ClosePosition")).containsExactly("Close SELL 10 BTCUSD #1");
        assertThat(engine.reset().result()).isEqualTo("NOT_FLAT");
    }

    @Test
    @Tag("E-2")
    @Tag("G-5")
    void shouldNotTakeAReportForFlatWhosePositionFoundNoPlace() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=1");
        engine.bought(1, "10");
        engine.pass("3s");
        engine.report("BTCUSD", "10");
        engine.fillClose(engine.stop().one("ClosePosition"), "99");
        engine.pass("3s");
        assertThat(engine.report("ETHUSD", "5").result()).isEqualTo("CAPACITY");
        assertThat(engine.everything().briefs("EmergencyChanged"))
                .as("somebody holds something")
                .doesNotContain("Emergency COMPLETED");
        engine.flatReport();
        assertThat(engine.everything().briefs("EmergencyChanged")).contains("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldCompleteByReportsThatCameAGraceAfterTheLastEventOnly() {
        final Scenario engine = loaded();
        orders(engine, working(engine));
        engine.report("BTCUSD", "10");
        final Said stop = engine.stop();
        engine.execution(
                stop.one("CancelOrder").id("tradeId"),
                "CANCELLED",
                "commandId=" + stop.one("CancelOrder").get("commandId"));
        engine.fillClose(stop.one("ClosePosition"), "99");
        engine.pass("1.9s");
        orders(engine);
        assertThat(engine.flatReport().briefs("EmergencyChanged"))
                .as("too early")
                .isEmpty();
        engine.pass("0.1s");
        engine.flatReport();
        assertThat(engine.everything().briefs("EmergencyChanged")).doesNotContain("Emergency COMPLETED");
        orders(engine);
        final Said said = engine.flatReport();
        assertThat(said.briefs("EmergencyChanged")).as("positions after orders").containsExactly("Emergency COMPLETED");
        assertThat(said.one("EmergencyChanged").get("verified")).isEqualTo("true");
    }

    @Test
    @Tag("E-2")
    @Tag("G-5")
    @Tag("R-4")
    void shouldNotTakeAReportForFlatOfWhichALineFoundNoPlace() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=1");
        engine.bought(1, "10");
        engine.report("BTCUSD", "10");
        orders(engine);
        engine.fillClose(engine.stop().one("ClosePosition"), "99");
        engine.pass("3s");
        orders(engine);
        final long report = ++reports;
        final Said line =
                engine.in("PositionReport", "reportId=" + report, "symbol=ETHUSD", "quantity=1", "last=false");
        assertThat(line.result()).isEqualTo("CAPACITY");
        engine.in("PositionReport", "reportId=" + report, "symbol=BTCUSD", "quantity=0", "last=true");
        assertThat(engine.everything().briefs("EmergencyChanged"))
                .as("the venue holds what the table has no room for")
                .doesNotContain("Emergency COMPLETED");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.reset().result()).isEqualTo("NOT_FLAT");
    }

    private static Said orders(final Scenario engine, final long... trades) {
        if (trades.length == 0) {
            return engine.in("OpenOrder", "reportId=" + ++reports, "tradeId=0", "last=true");
        }
        return engine.in(
                "OpenOrder", "reportId=" + ++reports, "tradeId=" + trades[0], "symbol=BTCUSD", "side=BUY", "last=true");
    }

    private static int reports;

    @Test
    @Tag("E-2")
    void shouldNotCloseTwiceWhenTheReportOfACloseIsLostInACrash() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        engine.pass("3s");
        final Outcome close = engine.stop().one("ClosePosition");
        engine.pass("1s");
        final Said restart = engine.restart();
        assertThat(restart.all("ClosePosition"))
                .as("the account is not known yet")
                .isEmpty();
        final Said report = engine.flatReport();
        assertThat(report.briefs()).as("sent again").contains("BookDiffers", "Close SELL 10 BTCUSD #2");
        assertThat(report.one("ClosePosition").get("commandId")).isEqualTo(close.get("commandId"));
        engine.fillClose(close, "99");
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(engine.pass("10s").all("ClosePosition")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        assertThat(engine.flatReport().briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldGoOnWithAPartlyFilledCloseAfterACrash() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final Outcome close = engine.stop().one("ClosePosition");
        engine.pass("1s");
        engine.restart();
        assertThat(engine.report("BTCUSD", "4").briefs("ClosePosition"))
                .as("no second close beside it")
                .containsExactly("Close SELL 10 BTCUSD #2");
        final String command = "commandId=" + close.get("commandId");
        engine.part(0, "6", "99", "side=SELL", command, "leavesQuantity=4");
        assertThat(engine.position("BTCUSD")).isEqualTo("4");
        engine.fill(0, "4", "99", "side=SELL", command);
        assertThat(engine.position("BTCUSD")).isEqualTo("0");
        engine.pass("4s");
        assertThat(engine.flatReport().briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
    }

    @Test
    @Tag("E-2")
    void shouldCompleteOnceInAWholeJournal() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        engine.fillClose(engine.stop().one("ClosePosition"), "99");
        engine.restart();
        engine.flatReport();
        engine.restart();
        engine.flatReport();
        assertThat(engine.everything().briefs("EmergencyChanged"))
                .containsExactly("Emergency TRIGGERED", "Emergency COMPLETED");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.reset().result()).isEqualTo("OK");
    }

    @Test
    @Tag("E-2")
    void shouldKeepTheSymbolOfAnOpenCommand() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=1");
        engine.bought(1, "10");
        final Outcome close = engine.stop().one("ClosePosition");
        engine.fill(0, "10", "99", "side=SELL");
        assertThat(engine.position("BTCUSD")).as("somebody else closed it").isEqualTo("0");
        assertThat(engine.quote("ETHUSD", "1", "2").result()).isEqualTo("CAPACITY");
        assertThat(engine.pass("2s").all("ClosePosition")).as("it may be done").isEmpty();
        assertThat(engine.view(View.COMMANDS))
                .extracting(row -> row.get("symbol"))
                .containsExactly("BTCUSD");
        engine.pass("2s");
        engine.execution(0, "COMMAND_REJECTED", "side=SELL", "commandId=" + close.get("commandId"));
        engine.quote("ETHUSD", "1", "2");
        assertThat(engine.view(View.QUOTES))
                .extracting(row -> row.get("symbol"))
                .containsExactly("ETHUSD");
    }

    @Test
    @Tag("E-3")
    void shouldChangeNothingByASecondStop() {
        final Scenario engine = loaded();
        engine.stop();
        assertThat(engine.stop().briefs()).containsExactly("Result OK");
        assertThat(engine.in("EmergencyStop", "reason=x", "origin=risk:service").isNothing())
                .isTrue();
    }

    @Test
    @Tag("E-3")
    void shouldRefuseAReset() {
        final Scenario engine = Scenario.free();
        assertThat(engine.reset().result()).isEqualTo("NOT_ACTIVE");
        engine.bought(1, "10");
        engine.equity("1000");
        final Outcome close = engine.equity("900").one("ClosePosition");
        assertThat(engine.reset("operatorId=mallory", "origin=operator:mallory").result())
                .isEqualTo("SEC-090");
        assertThat(engine.reset().result()).isEqualTo("NOT_FLAT");
        assertThat(engine.reset("acceptOpenPositions=true").result()).isEqualTo("DRAWDOWN_HARD");
        engine.fillClose(close, "90");
        assertThat(engine.reset().result()).isEqualTo("DRAWDOWN_HARD");
        engine.in("DrawdownReset", "operatorId=alice", "reason=x");
        assertThat(engine.reset().result()).isEqualTo("OK");
    }

    @Test
    @Tag("E-3")
    void shouldOweARecoveryAfterAReset() {
        final Scenario engine = Scenario.free();
        engine.probe("broker", false);
        engine.stop();
        final Said said = engine.reset();
        assertThat(said.briefs())
                .containsExactly(
                        "Emergency CLEARED",
                        "Policy emergencyMode true->false",
                        "Policy allowNewTrades false->true",
                        "Policy emergencyReason test->null",
                        "Policy emergencyActivatedAt 2026-01-05T09:00:00Z->null",
                        "connect_broker STARTED",
                        "halt->recovering recovery.manual",
                        "Result OK");
    }

    @Test
    @Tag("E-3")
    void shouldGiveBackWhetherNewTradesWereAllowed() {
        final Scenario engine = Scenario.free();
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        engine.stop();
        assertThat(engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=true")
                        .result())
                .isEqualTo("EMERGENCY");
        engine.reset();
        assertThat(engine.status().get("allowNewTrades")).isEqualTo("false");
    }

    @Test
    @Tag("E-3")
    void shouldKeepABlockThatAnOperatorGaveDuringAnEmergency() {
        final Scenario engine = Scenario.free();
        engine.stop();
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        engine.reset();
        assertThat(engine.status().get("allowNewTrades")).isEqualTo("false");
    }

    @Test
    @Tag("E-3")
    @Tag("M-3")
    void shouldKeepALatchedHaltOverAReset() {
        final Scenario engine = Scenario.free("sluice.drawdown.soft-action=warn");
        engine.equity("1000");
        engine.equity("900");
        engine.in("DrawdownReset", "operatorId=alice", "reason=x");
        engine.reset();
        assertThat(engine.mode()).as("risk.breach_hard is latched").isEqualTo("halt");
        assertThat(engine.startRecovery("r").briefs("ModeChanged")).containsExactly("halt->recovering recovery.manual");
    }

    @Test
    @Tag("E-2")
    @Tag("G-2")
    void shouldStandOverCrashes() {
        final Scenario engine = loaded();
        engine.stop();
        final Said said = engine.restart();
        assertThat(said.briefs("CancelOrder", "ClosePosition"))
                .as("closes wait for a report")
                .containsExactly("Cancel BTCUSD #2");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.status().get("emergencyMode")).isEqualTo("true");
        assertThat(engine.open(9).get("code")).isEqualTo("EMERGENCY");
    }

    @Test
    @Tag("M-3")
    @Tag("M-7")
    void shouldSayThatTheStopMadeTheHaltAndPutARecoveryBack() {
        final Scenario engine = Scenario.cold();
        engine.alive();
        assertThat(engine.stage()).isEqualTo("verify_risk");
        final Outcome change = engine.stop().one("ModeChanged");
        assertThat(change.get("reasonCode")).isEqualTo("emergency.operator");
        assertThat(engine.stage()).isEqualTo("connect_broker");
    }

    @Test
    @Tag("E-2")
    void shouldCancelAgainWhereNothingElseWouldWakeIt() {
        final Scenario engine = Scenario.free();
        engine.open(1);
        final long order = working(engine);
        final Outcome cancel = engine.stop().one("CancelOrder");
        engine.execution(order, "CANCEL_REJECTED", "commandId=" + cancel.get("commandId"), "leavesQuantity=1");
        assertThat(engine.pass("1.999999999s").isNothing()).isTrue();
        assertThat(engine.pass("1ns").all("CancelOrder")).hasSize(1);
    }

    @Test
    @Tag("E-2")
    void shouldLookNoMoreOnceItIsOver() {
        for (final boolean completed : List.of(true, false)) {
            final Scenario engine = Scenario.free("sluice.emergency.retry=1 h");
            final long order = engine.open(1).id("tradeId");
            final Outcome cancel = engine.stop().one("CancelOrder");
            engine.execution(order, "CANCEL_REJECTED", "commandId=" + cancel.get("commandId"), "leavesQuantity=1");
            if (completed) {
                assertThat(engine.fill(order, "1", "100").briefs()).contains("Close SELL 1 BTCUSD #1");
                engine.fillClose(engine.everything().one("ClosePosition"), "100");
                assertThat(engine.everything().briefs()).contains("Emergency COMPLETED");
            } else {
                engine.reset("acceptOpenPositions=true");
            }
            final int before = engine.records().size();
            engine.pass("2h");
            assertThat(engine.records().subList(before, engine.records().size()).stream()
                            .filter(record -> record.outcomes().isEmpty()))
                    .as("completed: %s", completed)
                    .isEmpty();
        }
    }

    @Test
    @Tag("E-2")
    @Tag("W-4")
    void shouldShowOpenCommandsAndSendThemUnderTheCorrelationOfTheStop() {
        final Scenario engine = loaded();
        final String id = "00000000-0000-0001-0000-000000000002";
        final Said stop = engine.in("EmergencyStop", "operatorId=alice", "reason=x", "correlationId=" + id);
        engine.execution(
                0,
                "PARTIAL",
                "commandId=" + stop.one("ClosePosition").get("commandId"),
                "side=SELL",
                "lastQuantity=4",
                "lastPrice=100");
        final List<Outcome> rows = engine.view(View.COMMANDS);
        assertThat(rows)
                .extracting(row -> row.get("commandId"))
                .containsExactly(
                        stop.one("CancelOrder").get("commandId"),
                        stop.one("ClosePosition").get("commandId"));
        assertThat(rows.get(0).id("tradeId")).isEqualTo(working(engine));
        assertThat(rows.get(1).get("quantity")).isEqualTo("10");
        final Said again = engine.pass("2s");
        assertThat(again.all("CancelOrder"))
                .allMatch(command -> command.is("correlationId", id))
                .hasSize(1);
        assertThat(again.all("ClosePosition"))
                .allMatch(command -> command.is("correlationId", id))
                .hasSize(1);
    }

    /** An open close works, until its end, on whatever it has not closed (E-2, G-3). */
    @Test
    @Tag("E-2")
    @Tag("G-3")
    void shouldReckonWithWhatAnOpenCloseHasNotClosedYet() {
        final Scenario engine = Scenario.free("sluice.emergency.retry=1 h", "sluice.health.component-ttl=1 h");
        engine.bought(1, "10");
        final String command = "commandId=" + engine.stop().one("ClosePosition").get("commandId");
        engine.execution(0, "PARTIAL", command, "side=SELL", "lastQuantity=4", "lastPrice=100");
        engine.reset("acceptOpenPositions=true");
        engine.alive();
        engine.report("BTCUSD", "6");
        assertThat(engine.stage()).isEqualTo("ready");
        assertThat(exit(engine, 2, "1").get("code")).isEqualTo("NOT_REDUCING");
        engine.execution(0, "CANCELLED", command, "side=SELL");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(exit(engine, 3, "7").get("code")).isEqualTo("NOT_REDUCING");
        assertThat(exit(engine, 4, "6").get("verdict")).isEqualTo("ALLOW");
    }

    private static Outcome exit(final Scenario engine, final long id, final String quantity) {
        return engine.intent(id, "reduce_only", "side=SELL", "quantity=" + quantity);
    }

    /** A note does not expire: a fill that a report showed does not count again, however late it comes. */
    @Test
    @Tag("R-4")
    @Tag("H-3a")
    void shouldNotForgetWhatAReportShowedOfACloseThatEnded() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final String command = "commandId=" + engine.stop().one("ClosePosition").get("commandId");
        engine.pass("3s");
        engine.report("BTCUSD", "6");
        assertThat(engine.pass("2s").briefs("BookAdjusted")).containsExactly("Book BTCUSD 10->6");
        engine.execution(0, "CANCELLED", command, "side=SELL");
        engine.fill(0, "4", "100", "side=SELL");
        assertThat(engine.position("BTCUSD")).isEqualTo("6");
    }

    @Test
    @Tag("E-2")
    @Tag("R-4")
    void shouldEndACancelWhoseOrderTheBrokerDoesNotHave() {
        final Scenario engine = Scenario.free();
        engine.open(1);
        engine.pass("8s");
        engine.stop();
        assertThat(orders(engine).briefs("TradeTransition"))
                .as("one report writes nothing off")
                .isEmpty();
        assertThat(orders(engine).briefs("TradeTransition")).containsExactly("ACCEPTED->CANCELLED NOT_AT_BROKER");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        engine.pass("2s");
        final Said said = orders(engine);
        assertThat(said.briefs("EmergencyChanged")).containsExactly("Emergency COMPLETED");
        assertThat(said.one("EmergencyChanged").get("ordersCancelled"))
                .as("nothing says that it was cancelled")
                .isEqualTo("0");
    }

    @Test
    @Tag("E-1")
    @Tag("E-3")
    void shouldNotSayOfASecondStopWhatWasSaidOfTheFirst() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        engine.in("EmergencyStop", "operatorId=alice", "reason=by hand");
        assertThat(engine.status().get("emergencyReason")).contains("by hand");
        engine.reset();
        assertThat(engine.status().get("emergencyReason")).isNull();
        engine.equity("880");
        assertThat(engine.status().get("emergencyReason")).isEqualTo("DD BREACH: -12.0%");
    }
}
