package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pre-trade limits (section 11), each at its bound and just beyond. */
@Tag("section-11")
class LimitsTest {
    private static String code(final Outcome decision) {
        return decision.get("code");
    }

    private static Scenario limited(final String... limits) {
        final String[] settings = new String[limits.length];
        for (int i = 0; i < limits.length; i++) {
            settings[i] = "sluice.limits." + limits[i];
        }
        return Scenario.free(settings);
    }

    @Test
    void shouldLimitTheQuantityOfAnOrder() {
        final Scenario engine = limited("default.max-order-quantity=10");
        assertThat(code(engine.open(1, "quantity=10"))).isEqualTo("OK");
        assertThat(code(engine.open(2, "quantity=10.00000001"))).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(code(engine.intent(3, "send", "quantity=11"))).isEqualTo("LIMIT_ORDER_QTY");
    }

    @Test
    void shouldLetASymbolHaveLimitsOfItsOwn() {
        final Scenario engine = limited(
                "default.max-order-quantity=10",
                "symbols.ETHUSD.max-order-quantity=20",
                "symbols.SOLUSD.max-order-quantity=off",
                "symbols.ADAUSD.max-position=5");
        assertThat(code(engine.open(1, "symbol=ETHUSD", "quantity=20"))).isEqualTo("OK");
        assertThat(code(engine.open(2, "symbol=ETHUSD", "quantity=21"))).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(code(engine.open(3, "symbol=SOLUSD", "quantity=1000"))).isEqualTo("OK");
        assertThat(code(engine.open(4, "symbol=ADAUSD", "quantity=11"))).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(code(engine.open(5, "symbol=ADAUSD", "quantity=6"))).isEqualTo("LIMIT_POSITION");
        assertThat(code(engine.open(6, "quantity=11"))).isEqualTo("LIMIT_ORDER_QTY");
    }

    @Test
    void shouldLimitTheNotionalOfALimitOrderByItsPrice() {
        final Scenario engine = limited("default.max-order-notional=1000");
        assertThat(code(engine.open(1, "quantity=10", "price=100"))).isEqualTo("OK");
        assertThat(code(engine.open(2, "quantity=10", "price=100.00000001"))).isEqualTo("LIMIT_NOTIONAL");
        assertThat(code(engine.open(3, "quantity=9999999999", "price=9999999999")))
                .as("compared in full width")
                .isEqualTo("LIMIT_NOTIONAL");
    }

    @Test
    void shouldLimitTheNotionalOfAMarketOrderByTheMid() {
        final Scenario engine = limited("default.max-order-notional=1000");
        assertThat(code(engine.open(1, "price=0"))).isEqualTo("NO_FRESH_QUOTE");
        engine.quote("BTCUSD", "99.99999999", "100.00000001");
        assertThat(code(engine.open(2, "quantity=10", "price=0"))).isEqualTo("OK");
        engine.quote("BTCUSD", "100", "100.00000001");
        assertThat(code(engine.open(3, "quantity=10", "price=0")))
                .as("the mid lies between two prices")
                .isEqualTo("LIMIT_NOTIONAL");
    }

    @Test
    void shouldHoldLimitOrdersNearTheMid() {
        final Scenario engine = limited("default.collar-percent=5");
        assertThat(code(engine.open(1))).isEqualTo("NO_FRESH_QUOTE");
        engine.quote("BTCUSD", "99", "101");
        assertThat(code(engine.open(2, "price=105"))).isEqualTo("OK");
        assertThat(code(engine.open(3, "price=105.00000001"))).isEqualTo("LIMIT_COLLAR");
        assertThat(code(engine.open(4, "price=95"))).isEqualTo("OK");
        assertThat(code(engine.open(5, "price=94.99999999"))).isEqualTo("LIMIT_COLLAR");
        assertThat(code(engine.open(6, "price=0"))).as("limit orders").isEqualTo("OK");
        assertThat(code(engine.intent(7, "send", "side=SELL", "price=1"))).isEqualTo("LIMIT_COLLAR");
    }

    @Test
    void shouldLimitThePositionWithEverythingThatWorksOnThatSide() {
        final Scenario engine = limited("default.max-position=10");
        engine.bought(1, "4");
        final long working = engine.open(2, "quantity=3").id("tradeId");
        assertThat(code(engine.open(3, "quantity=3.00000001"))).isEqualTo("LIMIT_POSITION");
        assertThat(code(engine.open(4, "quantity=3", "tradingMode=paper")))
                .as("paper by itself")
                .isEqualTo("OK");
        assertThat(code(engine.open(5, "quantity=14", "side=SELL")))
                .as("to -10")
                .isEqualTo("OK");
        assertThat(code(engine.open(6, "quantity=0.00000001", "side=SELL"))).isEqualTo("LIMIT_POSITION");
        assertThat(code(engine.open(7, "quantity=3"))).isEqualTo("OK");
        engine.execution(working, "CANCELLED");
        assertThat(code(engine.open(8, "quantity=3"))).as("room again").isEqualTo("OK");
        assertThat(code(engine.open(9, "quantity=0.00000001"))).isEqualTo("LIMIT_POSITION");
        assertThat(code(engine.intent(10, "reduce_only", "side=SELL", "quantity=4")))
                .as("exits are not limited by it but by what works")
                .isEqualTo("NOT_REDUCING");
    }

    @Test
    void shouldLimitWorkingOrders() {
        final Scenario engine = limited("default.max-open-orders=2");
        final long first = engine.open(1).id("tradeId");
        engine.open(2);
        assertThat(code(engine.open(3))).isEqualTo("LIMIT_OPEN_ORDERS");
        assertThat(code(engine.open(4, "symbol=ETHUSD"))).isEqualTo("OK");
        assertThat(code(engine.intent(5, "amend", "tradeId=" + first, "quantity=2")))
                .as("no order more")
                .isEqualTo("OK");
        engine.part(first, "0.5", "100");
        assertThat(code(engine.open(6))).isEqualTo("LIMIT_OPEN_ORDERS");
        engine.execution(first, "CANCELLED");
        assertThat(code(engine.open(7))).isEqualTo("OK");
    }

    @Test
    void shouldCountAnAmendWithItsNewTotal() {
        final Scenario engine = limited("default.max-order-quantity=10", "default.max-position=12");
        final long trade = engine.open(1, "quantity=8").id("tradeId");
        engine.part(trade, "6", "100");
        final String named = "tradeId=" + trade;
        assertThat(code(engine.intent(2, "amend", named, "quantity=10.00000001")))
                .as("of which 6 are filled")
                .isEqualTo("LIMIT_ORDER_QTY");
        assertThat(code(engine.intent(3, "amend", named, "quantity=10"))).isEqualTo("OK");
        assertThat(code(engine.open(4, "quantity=2.00000001")))
                .as("6 held, 4 work")
                .isEqualTo("LIMIT_POSITION");
        assertThat(code(engine.open(5, "quantity=2"))).isEqualTo("OK");
        engine.execution(trade, "REPLACED", "leavesQuantity=2");
        assertThat(code(engine.intent(6, "amend", named, "quantity=10")))
                .as("2 more: 6 held, 4 and 2 work")
                .isEqualTo("OK");
    }

    @Test
    void shouldHoldALoweredLeverageToItsAmend() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1, "leverage=3").id("tradeId");
        assertThat(code(engine.intent(2, "amend", "tradeId=" + trade, "leverage=1")))
                .isEqualTo("OK");
        engine.execution(trade, "REPLACED", "leavesQuantity=1");
        engine.in("GuardianLock", "reason=x", "origin=risk:r");
        assertThat(code(engine.intent(3, "amend", "tradeId=" + trade, "leverage=2")))
                .as("it grows again")
                .isEqualTo("SEC-020");
        assertThat(code(engine.intent(4, "amend", "tradeId=" + trade, "leverage=1")))
                .isEqualTo("OK");
    }

    @Test
    void shouldRefillTheRateInEngineTime() {
        final Scenario engine = limited("rate.per-strategy=2");
        assertThat(code(engine.open(1))).isEqualTo("OK");
        assertThat(code(engine.open(2))).isEqualTo("OK");
        assertThat(code(engine.open(3))).isEqualTo("LIMIT_RATE");
        assertThat(code(engine.open(1, "strategyId=2"))).as("each by itself").isEqualTo("OK");
        engine.pass("499999999ns");
        assertThat(code(engine.open(4))).isEqualTo("LIMIT_RATE");
        engine.pass("1ns");
        assertThat(code(engine.open(5))).isEqualTo("OK");
        assertThat(code(engine.open(6))).isEqualTo("LIMIT_RATE");
        engine.pass("1h");
        assertThat(code(engine.open(7))).isEqualTo("OK");
        assertThat(code(engine.open(8))).isEqualTo("OK");
        assertThat(code(engine.open(9))).as("no more than the burst").isEqualTo("LIMIT_RATE");
        assertThat(code(engine.intent(
                        10,
                        "cancel",
                        "tradeId=" + engine.view(View.TRADES).get(0).get("tradeId"))))
                .as("cancels are free")
                .isEqualTo("OK");
    }

    @Test
    void shouldLimitTheRateOfAllTogetherWithItsBurst() {
        final Scenario engine = limited("rate.overall=1", "rate.burst=3");
        assertThat(code(engine.open(1, "strategyId=1"))).isEqualTo("OK");
        assertThat(code(engine.open(1, "strategyId=2"))).isEqualTo("OK");
        assertThat(code(engine.open(1, "strategyId=3"))).isEqualTo("OK");
        assertThat(code(engine.open(2, "strategyId=1"))).isEqualTo("LIMIT_RATE");
        assertThat(code(engine.open(3, "strategyId=1", "quantity=1"))).isEqualTo("LIMIT_RATE");
        engine.pass("1s");
        assertThat(code(engine.open(2, "strategyId=2"))).isEqualTo("OK");
        assertThat(code(engine.open(3, "strategyId=2"))).isEqualTo("LIMIT_RATE");
    }

    @Test
    void shouldNotChargeARefusedOrder() {
        final Scenario engine = limited("rate.per-strategy=1", "default.max-order-quantity=5");
        assertThat(code(engine.open(1, "quantity=6"))).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(code(engine.intent(2, "reduce_only", "side=SELL"))).isEqualTo("NOT_REDUCING");
        assertThat(code(engine.open(3))).isEqualTo("OK");
    }

    @Test
    void shouldDisableAStrategyThatRepeatsItselfUntilSomebodyEnablesIt() {
        final Scenario engine = limited("repeat.count=3", "repeat.window=10 s");
        engine.bought(1, "1");
        engine.open(2);
        assertThat(code(engine.open(3, "quantity=2"))).isEqualTo("OK");
        assertThat(code(engine.open(4, "price=101"))).isEqualTo("OK");
        assertThat(code(engine.open(5, "side=SELL"))).isEqualTo("OK");
        assertThat(code(engine.open(6, "symbol=ETHUSD"))).isEqualTo("OK");
        assertThat(code(engine.open(1, "strategyId=2"))).isEqualTo("OK");
        assertThat(code(engine.open(7))).isEqualTo("LIMIT_REPEAT");
        assertThat(engine.view(View.STRATEGIES).get(0).get("enabled")).isEqualTo("false");
        assertThat(code(engine.open(8, "quantity=3"))).isEqualTo("STRATEGY_DISABLED");
        final long working = engine.view(View.TRADES).get(1).id("tradeId");
        assertThat(code(engine.intent(9, "amend", "tradeId=" + working))).isEqualTo("STRATEGY_DISABLED");
        assertThat(code(engine.intent(10, "cancel", "tradeId=" + working))).isEqualTo("OK");
        assertThat(code(engine.intent(11, "query"))).isEqualTo("OK");
        assertThat(code(engine.open(2, "strategyId=2"))).as("the other goes on").isEqualTo("OK");
        engine.pass("1m");
        assertThat(code(engine.open(12))).as("for good").isEqualTo("STRATEGY_DISABLED");
        assertThat(enable(engine, 9, "x").result()).isEqualTo("NOT_FOUND");
        assertThat(enable(engine, 1, "mended").result()).isEqualTo("OK");
        assertThat(code(engine.open(13))).isEqualTo("OK");
        assertThat(code(engine.open(14))).isEqualTo("OK");
        assertThat(code(engine.open(15))).isEqualTo("LIMIT_REPEAT");
    }

    private static Said enable(final Scenario engine, final int strategy, final String reason) {
        return engine.json("{'type':'StrategyEnable','strategyId':" + strategy + ",'operatorId':'alice','reason':'"
                + reason + "'}");
    }

    @Test
    void shouldForgetRepeatsOutsideTheWindow() {
        final Scenario engine = limited("repeat.count=2", "repeat.window=10 s");
        assertThat(code(engine.open(1))).isEqualTo("OK");
        engine.pass("10.000000001s");
        assertThat(code(engine.open(2))).isEqualTo("OK");
        engine.pass("10s");
        assertThat(code(engine.open(3))).isEqualTo("LIMIT_REPEAT");
    }

    @Test
    void shouldStayDisabledOverARestart() {
        final Scenario engine = limited("repeat.count=2", "repeat.window=10 s");
        engine.open(1);
        assertThat(code(engine.open(2))).isEqualTo("LIMIT_REPEAT");
        engine.restart();
        assertThat(engine.view(View.STRATEGIES).get(0).get("enabled")).isEqualTo("false");
    }

    @Test
    void shouldAddNoRiskBeyondTheDaysLoss() {
        final Scenario engine = limited("daily-loss=100");
        engine.equity("10000");
        engine.equity("10050");
        engine.equity("9900");
        assertThat(code(engine.open(1))).as("100 below the day's start").isEqualTo("OK");
        final long trade = engine.view(View.TRADES).get(0).id("tradeId");
        engine.equity("9899.99999999");
        assertThat(code(engine.open(2))).isEqualTo("LIMIT_DAILY_LOSS");
        assertThat(code(engine.intent(3, "amend", "tradeId=" + trade, "quantity=2")))
                .isEqualTo("LIMIT_DAILY_LOSS");
        assertThat(code(engine.intent(4, "cancel", "tradeId=" + trade))).isEqualTo("OK");
        engine.in("DrawdownReset", "operatorId=alice", "reason=x");
        assertThat(code(engine.open(5))).as("not of the peak").isEqualTo("LIMIT_DAILY_LOSS");
        engine.equity("9950");
        assertThat(code(engine.open(6))).isEqualTo("OK");
    }

    @Test
    @Tag("H-5")
    void shouldAskStandingLimitsAgainAtApprovalButNotTheirPace() {
        final Scenario engine = Scenario.normal(
                "sluice.limits.default.max-position=10",
                "sluice.limits.default.max-open-orders=1",
                "sluice.limits.rate.per-strategy=2",
                "sluice.limits.repeat.count=3",
                "sluice.limits.repeat.window=1 h");
        engine.quote("BTCUSD", "100", "100");
        final long first = engine.open(1, "quantity=6").id("tradeId");
        final long second = engine.open(2, "quantity=6").id("tradeId");
        assertThat(engine.approve(first).result()).isEqualTo("OK");
        assertThat(engine.approve(second).result()).isEqualTo("LIMIT_POSITION");
        engine.execution(first, "PARTIAL", "lastQuantity=1", "lastPrice=100");
        assertThat(engine.answer(second, "REJECT").result()).isEqualTo("OK");
        engine.pass("1s");
        engine.quote("BTCUSD", "100", "100");
        engine.execution(first, "CANCELLED");
        final long third = engine.open(3).id("tradeId");
        final long fourth = engine.open(4).id("tradeId");
        assertThat(engine.approve(third).result())
                .as("the pace was kept when asked")
                .isEqualTo("OK");
        assertThat(engine.approve(fourth).result()).isEqualTo("LIMIT_OPEN_ORDERS");
        engine.fill(third, "1", "100");
        assertThat(engine.approve(fourth).result()).isEqualTo("OK");
    }

    // ---- cancel on disconnect

    @Test
    void shouldTakeBackWhatASilentStrategyHas() {
        final Scenario engine = Scenario.free("sluice.strategy.heartbeat-timeout=5 s");
        engine.bought(1, "5");
        final long working = engine.open(2).id("tradeId");
        final long exit = engine.intent(3, "reduce_only", "side=SELL").id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        final long pending = engine.open(4).id("tradeId");
        final long others = engine.open(1, "strategyId=2").id("tradeId");
        engine.pass("4s");
        engine.in("StrategyHeartbeat", "strategyId=2", "origin=strategy:2");
        engine.pass("999999999ns");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        final Said silent = engine.pass("1ns");
        assertThat(silent.all("CancelOrder").stream().map(row -> row.id("tradeId")))
                .containsExactly(working, exit);
        assertThat(silent.one("Decision").brief()).isEqualTo("Decision REJECT CANCELLED");
        assertThat(silent.one("Decision").id("tradeId")).isEqualTo(pending);
        assertThat(engine.trade(others).get("state")).isEqualTo("AWAITING_APPROVAL");
        assertThat(engine.position("BTCUSD")).as("positions stay").isEqualTo("5");
        engine.execution(working, "CANCELLED");
        engine.execution(exit, "CANCELLED", "side=SELL");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
    }

    @Test
    void shouldCountEverySignOfLifeAndOnlyOnceAfterSilence() {
        final Scenario engine = Scenario.free("sluice.strategy.heartbeat-timeout=5 s");
        engine.open(1);
        engine.pass("4s");
        engine.intent(2, "query");
        engine.pass("4s");
        engine.in("StrategyHeartbeat", "strategyId=1");
        assertThat(engine.pass("4.999999999s").isNothing()).isTrue();
        assertThat(engine.pass("1ns").all("CancelOrder")).hasSize(1);
        engine.pass("1h");
        engine.open(3);
        assertThat(engine.pass("5s").all("CancelOrder").stream().filter(row -> row.is("attempt", "1")))
                .hasSize(1);
    }

    @Test
    @Tag("W-6")
    void shouldCountSilenceAnewAtAStart() {
        final Scenario engine = Scenario.free("sluice.strategy.heartbeat-timeout=5 s");
        engine.open(1);
        assertThat(engine.restartAfter("1h").all("CancelOrder")).isEmpty();
        engine.pass("4.999999999s");
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(engine.pass("1ns").all("CancelOrder")).hasSize(1);
    }

    /** Whatever differs is another order. */
    @ParameterizedTest
    @ValueSource(
            strings = {"symbol=BTCUSE", "side=SELL", "price=100.00000001", "quantity=1.00000001", "tradingMode=paper"})
    @Tag("section-11")
    void shouldTakeNoOtherOrderForARepeat(final String other) {
        final Scenario engine = Scenario.free("sluice.limits.repeat.count=2", "sluice.limits.repeat.window=10 s");
        engine.open(1);
        assertThat(engine.open(2, other).get("code")).isEqualTo("OK");
        assertThat(engine.open(3).get("code")).isEqualTo("LIMIT_REPEAT");
    }

    @Test
    @Tag("section-11")
    void shouldTakeTheLimitsOfSymbolsFromTheNextStart() {
        final String own = "sluice.limits.symbols.";
        final Scenario engine =
                Scenario.free(own + "ETHUSDPERP.max-order-quantity=5", own + "ETH.max-order-quantity=3");
        assertThat(engine.open(1, "symbol=ETH", "quantity=4").get("code")).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(engine.open(2, "symbol=ETHUSDPERP", "quantity=4").get("code"))
                .isEqualTo("OK");
        assertThat(engine.open(3, "symbol=ETHUSD", "quantity=400").get("code")).isEqualTo("OK");
        engine.restart(own + "ETH.max-order-quantity=2");
        engine.in("ForceMode", "mode=normal", "ttlSeconds=60", "operatorId=alice", "reason=x");
        assertThat(engine.open(4, "symbol=ETH", "quantity=3").get("code")).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(engine.open(5, "symbol=ETHUSDPERP", "quantity=6").get("code"))
                .isEqualTo("LIMIT_ORDER_QTY");
    }
}
