package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A strategy is stopped by itself (B-3), slippage (H-6), paper apart from live (L-3), symbols (G-3). */
class PartTest {
    private static Said disable(final Scenario engine, final String... fields) {
        return engine.in("StrategyDisable", fields);
    }

    @Test
    void shouldTakeBackWhatADisabledStrategyHas() {
        final Scenario engine = Scenario.normal();
        final long pending = engine.open(1).id("tradeId");
        final long working = engine.open(2, "tradingMode=paper").id("tradeId");
        final Said said = disable(engine, "strategyId=1", "operatorId=alice", "reason=runs wild");
        final Outcome changed = said.one("StrategyChanged");
        assertThat(changed.get("event")).isEqualTo("strategy.disabled");
        assertThat(changed.get("operatorId")).isEqualTo("alice");
        assertThat(said.one("CancelOrder").id("tradeId")).isEqualTo(working);
        assertThat(said.one("ApprovalDecided").id("tradeId")).isEqualTo(pending);
        assertThat(engine.open(3).get("code")).isEqualTo("STRATEGY_DISABLED");
        assertThat(engine.view(View.STRATEGIES).get(0).get("enabled")).isEqualTo("false");
        assertThat(engine.in("StrategyEnable", "strategyId=1", "operatorId=alice", "reason=mended")
                        .one("StrategyChanged")
                        .get("event"))
                .isEqualTo("strategy.enabled");
        assertThat(disable(engine, "strategyId=9", "operatorId=alice", "reason=x")
                        .result())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    @Tag("O-1")
    void shouldDisableAtOnceInEveryMode() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        engine.open(1);
        engine.stop();
        assertThat(disable(engine, "strategyId=1", "operatorId=alice", "reason=x")
                        .result())
                .isEqualTo("OK");
    }

    @Test
    @Tag("H-4")
    @Tag("H-6")
    void shouldApproveAPassiveLimitOrderWhenTheMarketHasNotMoved() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "999.5", "1000.5");
        final long trade = engine.open(1, "price=990").id("tradeId");
        final Outcome request = engine.view(View.PENDING).get(0);
        assertThat(request.get("requestPrice")).isEqualTo("1000");
        assertThat(request.get("orderPrice")).isEqualTo("990");
        assertThat(engine.approve(trade).one("Decision").get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("H-6")
    void shouldTakeTheOrdersOwnPriceWhereTheRequestHadNoFreshQuote() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1, "symbol=ETHUSD", "price=990").id("tradeId");
        assertThat(engine.view(View.PENDING).get(0).get("requestPrice")).isEqualTo("990");
        engine.quote("ETHUSD", "1000", "1000");
        assertThat(engine.approve(trade).result()).isEqualTo("SEC-050");
    }

    @Test
    @Tag("H-6")
    void shouldTakeAnyMoveAwayFromZeroForTooMuch() {
        final Scenario engine = Scenario.normal("sluice.instruments.signed=BTCUSD");
        engine.quote("BTCUSD", "-1", "1");
        final long still = engine.open(1, "price=-2").id("tradeId");
        final long moved = engine.open(2, "price=-2").id("tradeId");
        assertThat(engine.approve(still).one("Decision").get("code")).isEqualTo("OK");
        engine.quote("BTCUSD", "-1", "1.00000002");
        assertThat(engine.approve(moved).result()).isEqualTo("SEC-050");
    }

    @Test
    @Tag("C-3")
    @Tag("G-3")
    void shouldTakeNegativePricesOfSignedSymbolsAlone() {
        final Scenario engine = Scenario.free("sluice.instruments.signed=CLF");
        engine.quote("CLF", "-37.64", "-37.62");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.open(1, "symbol=CLF", "price=-37.63").get("code")).isEqualTo("OK");
        assertThat(engine.open(2, "price=-1").get("code")).isEqualTo("MALFORMED");
        engine.quote("BTCUSD", "-1", "1");
        assertThat(engine.mode()).isEqualTo("degraded");
    }

    @Test
    @Tag("L-3")
    void shouldNotLockLiveTradingForPaperLosses() {
        final Scenario engine = Scenario.free("sluice.lockout.cooldown-losses=2");
        for (int i = 1; i <= 2; i++) {
            final long trade = engine.open(i, "tradingMode=paper").id("tradeId");
            engine.fill(trade, "1", "100", "tradingMode=paper");
            engine.in("TradeClosed", "tradeId=" + trade, "realizedPnl=-5");
        }
        assertThat(engine.open(3, "tradingMode=paper").get("code")).isEqualTo("SYMBOL_LOCKED");
        assertThat(engine.open(4).get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("G-3")
    void shouldTakeTheSymbolsOfRealVenues() {
        final Scenario engine = Scenario.free();
        for (final String symbol :
                new String[] {"BRK B", "BTC-PERP", "CL=F", "^GSPC", "M&M", "A+B", "USDC@SOL", "ES#1", "A  B"}) {
            assertThat(quote(engine, symbol)).as(symbol).isTrue();
        }
        for (final String symbol : new String[] {"A*B", "A$", "A!", "A,B", "A%", " A", "A ", "ABCDEFGH *"}) {
            assertThat(quote(engine, symbol)).as(symbol).isFalse();
        }
    }

    private static boolean quote(final Scenario engine, final String symbol) {
        return engine.json("{'type':'Quote','symbol':'" + symbol + "','bid':'1','ask':'1'}")
                .all("CommandResult")
                .isEmpty();
    }

    @Test
    @Tag("R-2")
    void shouldNameTheStageOfAResultThatIsIgnored() {
        final Scenario engine = Scenario.cold();
        final Said said = engine.stageResult("ready", true);
        assertThat(said.result()).isEqualTo("STAGE_IGNORED");
        assertThat(said.one("RecoveryProgress").get("stage")).isEqualTo("ready");
    }

    @Test
    @Tag("G-3")
    void shouldSayWhatIsHeldWhereAnOrderWouldNotReduce() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        engine.intent(2, "reduce_only", "side=SELL", "quantity=3");
        final Outcome refused = engine.intent(3, "reduce_only", "side=SELL", "quantity=3");
        assertThat(refused.get("code")).isEqualTo("NOT_REDUCING");
        assertThat(refused.get("message")).contains("5 is held, 3 of it is being closed");
    }

    @Test
    @Tag("B-3")
    void shouldCloseNoMoreThanWasAskedWhenACloseIsLost() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "3");
        final long buys = engine.open(2, "quantity=5").id("tradeId");
        final Outcome close = engine.in(
                        "PositionClose", "symbol=BTCUSD", "tradingMode=live", "operatorId=alice", "reason=x")
                .one("ClosePosition");
        final String command = "commandId=" + close.get("commandId");
        engine.execution(0, "PARTIAL", command, "side=SELL", "lastQuantity=2", "lastPrice=100", "leavesQuantity=1");
        engine.fill(buys, "5", "100");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.event("recovered", "broker", "broker.reconnected");
        engine.in("OpenOrder", "reportId=1", "tradeId=0", "last=true");
        final Said said = engine.report("BTCUSD", "6");
        assertThat(said.one("ClosePosition").get("quantity"))
                .as("three were asked for, two were filled")
                .isEqualTo("1");
    }
}
