package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reduce-only orders never turn a position round (H-3b). */
@Tag("H-3b")
class ReduceOnlyTest {
    @Test
    void shouldCancelByAscendingIdWhatNoLongerFitsIntoThePosition() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long first = exit(engine, 2, "4");
        final long second = exit(engine, 3, "6");
        final Said shrunk = engine.fill(0, "5", "100", "side=SELL", "execId=by-hand");
        assertThat(engine.position("BTCUSD")).isEqualTo("5");
        assertThat(shrunk.briefs("SecurityAlert")).containsExactly("Alert REDUCE_ONLY_EXCESS");
        assertThat(shrunk.one("CancelOrder").id("tradeId"))
                .as("the first still fits")
                .isEqualTo(second);
        assertThat(engine.execution(second, "CANCELLED", "side=SELL").all("CancelOrder"))
                .isEmpty();
        engine.fill(first, "4", "100", "side=SELL");
        assertThat(engine.position("BTCUSD")).isEqualTo("1");
    }

    @Test
    void shouldSayItOnceAnOrderAlsoAfterARefusedCancel() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long order = exit(engine, 2, "8");
        final Said shrunk = engine.fill(0, "5", "100", "side=SELL", "execId=by-hand");
        final String command = "commandId=" + shrunk.one("CancelOrder").get("commandId");
        final Said refused = engine.execution(order, "CANCEL_REJECTED", command, "side=SELL");
        assertThat(refused.all("SecurityAlert")).isEmpty();
        assertThat(refused.all("CancelOrder")).as("the next attempt waits").isEmpty();
        assertThat(engine.pass("2s").all("CancelOrder")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BUY, SELL", "SELL, BUY"})
    void shouldLetWorkWhatJustFitsWhicheverSideIsHeld(final String held, final String other) {
        final Scenario engine = Scenario.free();
        engine.fill(0, "10", "100", "side=" + held);
        final long[] exits = new long[3];
        for (int i = 0; i < exits.length; i++) {
            final String quantity = "quantity=" + new String[] {"3", "2", "4"}[i];
            exits[i] = engine.intent(i + 1, "reduce_only", "side=" + other, quantity)
                    .id("tradeId");
        }
        final Said shrunk = engine.fill(0, "5", "100", "side=" + other);
        assertThat(shrunk.briefs("SecurityAlert")).containsExactly("Alert REDUCE_ONLY_EXCESS");
        assertThat(shrunk.one("CancelOrder").id("tradeId")).isEqualTo(exits[2]);
        final Said turned = engine.fill(0, "6", "100", "side=" + other);
        assertThat(turned.all("CancelOrder"))
                .as("nothing is left to reduce")
                .extracting(cancel -> cancel.id("tradeId"))
                .containsExactly(exits[0], exits[1]);
    }

    private static long exit(final Scenario engine, final long intentId, final String quantity) {
        return engine.intent(intentId, "reduce_only", "side=SELL", "quantity=" + quantity)
                .id("tradeId");
    }

    @Test
    void shouldCancelOnPaperTooWhatNoLongerFits() {
        final String paper = "tradingMode=paper";
        final Scenario engine = Scenario.free();
        final long buys = engine.open(1, "quantity=10", paper).id("tradeId");
        engine.fill(buys, "10", "100", paper);
        final long exit = engine.intent(2, "reduce_only", "side=SELL", "quantity=8", paper)
                .id("tradeId");
        final long sells = engine.open(3, "side=SELL", "quantity=5", paper).id("tradeId");
        final Said shrunk = engine.fill(sells, "5", "100", "side=SELL", paper);
        assertThat(shrunk.briefs("SecurityAlert")).containsExactly("Alert REDUCE_ONLY_EXCESS");
        assertThat(shrunk.one("CancelOrder").id("tradeId")).isEqualTo(exit);
    }
}
