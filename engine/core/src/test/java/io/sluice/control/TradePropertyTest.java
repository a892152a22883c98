package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The life of a trade (H-3) and what its executions do (H-3a). */
class TradePropertyTest {
    /** H-3 as SPEC draws it. */
    private static final Map<String, List<String>> LIFE = Map.of(
            "PENDING", List.of("AWAITING_APPROVAL"),
            "AWAITING_APPROVAL", List.of("ACCEPTED", "REJECTED"),
            "ACCEPTED", List.of("FILLED", "CANCELLED"),
            "FILLED", List.of("CLOSED"),
            "CLOSED", List.of("SETTLED"));

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-3")
    void shouldMoveEveryTradeAlongItsLifeOnly(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Map<String, String> states = new HashMap<>();
        for (final Scenario.Written record : life.run().records()) {
            for (final Outcome moved : record.all("TradeTransition")) {
                final String before = states.put(moved.get("tradeId"), moved.get("to"));
                assertThat(moved.get("from")).isEqualTo(before == null ? "PENDING" : before);
                assertThat(LIFE.getOrDefault(moved.get("from"), List.of()))
                        .as("%s", moved)
                        .contains(moved.get("to"));
            }
        }
    }

    /** Ends by number, asked of a trade in any state, whether it may end so or not. */
    @Property(tries = 150)
    @Tag("H-3")
    void shouldRefuseEveryTransitionThatIsNotOfItsLife(
            @ForAll final boolean asks, @ForAll @Size(min = 1, max = 10) final List<@IntRange(max = 4) Integer> asked) {
        final Scenario engine = Scenario.normal("sluice.hitl.require-approval-for-live=" + asks);
        engine.quote("BTCUSD", "100", "100");
        final long trade = engine.open(1).id("tradeId");
        for (final int ask : asked) {
            final String from = engine.trade(trade).get("state");
            final boolean filled = !engine.trade(trade).is("filledQuantity", "0");
            final String to = List.of("ACCEPTED", "FILLED", "CANCELLED", "CLOSED", "SETTLED")
                    .get(ask);
            final Said said =
                    switch (to) {
                        case "ACCEPTED" -> engine.approve(trade);
                        case "FILLED" -> engine.fill(trade, "1", "100");
                        case "CANCELLED" -> engine.execution(trade, "CANCELLED");
                        case "CLOSED" -> engine.in("TradeClosed", "tradeId=" + trade);
                        default -> engine.in("TradeSettled", "tradeId=" + trade);
                    };
            // what was filled before anyone approved it counts: the rest of it ends as filled
            final String ends = to.equals("CANCELLED") && filled ? "FILLED" : to;
            final boolean legal = LIFE.getOrDefault(from, List.of()).contains(to);
            assertThat(said.all("TradeTransition")).as("%s to %s", from, to).hasSize(legal ? 1 : 0);
            assertThat(engine.trade(trade).get("state")).isEqualTo(legal ? ends : from);
            if (!legal && (to.equals("CLOSED") || to.equals("SETTLED"))) {
                assertThat(said.result()).as("%s to %s", from, to).isEqualTo("SEC-030");
            }
        }
    }

    /** Executions alone: quantity 0 to 5, cumulative or not, each trade and nobody, ids that come again. */
    record Fill(int trade, int execId, int quantity, int cumulative, boolean ends) {}

    @Provide
    Arbitrary<List<Fill>> fills() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(-1, 12),
                        Arbitraries.of(false, false, false, true))
                .as(Fill::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 200)
    @Tag("H-3a")
    void shouldHoldAsPositionTheSumOfExecutions(@ForAll("fills") final List<Fill> fills) {
        final Scenario engine = Scenario.free();
        final long[] trades = new long[4];
        for (int i = 1; i < trades.length; i++) {
            trades[i] = engine.open(i, "quantity=6", i == 3 ? "side=SELL" : "side=BUY")
                    .id("tradeId");
        }
        final Set<String> seen = new HashSet<>();
        final long[] filled = new long[4];
        for (final Fill fill : fills) {
            final boolean fresh = seen.add(fill.trade + "/" + fill.execId);
            final long once = fresh ? fill.quantity : 0;
            filled[fill.trade] +=
                    fill.cumulative < 0 || fill.trade == 0 ? once : Math.max(0, fill.cumulative - filled[fill.trade]);
            engine.in(
                    "ExecutionReport",
                    "tradeId=" + trades[fill.trade],
                    "execId=" + fill.execId,
                    "status=" + (fill.ends ? "FILLED" : "PARTIAL"),
                    "symbol=BTCUSD",
                    "side=" + (fill.trade == 3 ? "SELL" : "BUY"),
                    "lastQuantity=" + fill.quantity,
                    "lastPrice=100",
                    "leavesQuantity=0",
                    fill.cumulative < 0 ? "cumQuantity=" : "cumQuantity=" + fill.cumulative);
            final long expected = filled[0] + filled[1] + filled[2] - filled[3];
            assertThat(engine.position("BTCUSD")).isEqualTo(Long.toString(expected));
            for (int i = 1; i < trades.length; i++) {
                assertThat(engine.trade(trades[i]).get("filledQuantity")).isEqualTo(Long.toString(filled[i]));
            }
        }
        Invariants.check(engine.machine());
    }
}
