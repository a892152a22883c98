package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Executions alone: quantity 0 to 5, cumulative or not, of each trade and of none, ids that come again. */
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

    /** H-3a in a few lines: an execution moves the book once, and of a trade the larger of sum and count is filled. */
    private static final class Ledger {
        private final Map<String, long[]> known = new HashMap<>();
        private final long[] filled = new long[4];
        private final long[] seen = new long[4];
        private long position;

        void take(final Fill fill) {
            final int trade = fill.trade;
            long executed = 0;
            long owned = 0;
            if (fill.quantity > 0) {
                final String key = (trade == 3 ? "SELL " : "BUY ") + fill.execId;
                final long[] before = known.putIfAbsent(key, new long[] {fill.quantity, trade});
                if (before == null) {
                    executed = fill.quantity;
                } else if (before[0] == fill.quantity && before[1] == 0 && trade != 0) {
                    before[1] = trade;
                    executed = fill.quantity;
                    owned = fill.quantity;
                }
            }
            if (trade == 0) {
                position += executed - ahead(executed);
                return;
            }
            seen[trade] += executed;
            final long total = Math.max(filled[trade], fill.cumulative < 0 ? seen[trade] : fill.cumulative);
            final long moved = Math.max(0, total - filled[trade] - owned);
            filled[trade] = total;
            seen[trade] = fill.cumulative < 0 ? seen[trade] : Math.min(seen[trade], total);
            position += trade == 3 ? -moved : moved;
        }

        /** What a cumulative count of a purchase brought in before; the first trade's first. */
        private long ahead(final long executed) {
            long used = 0;
            for (int trade = 1; trade <= 2; trade++) {
                final long use = Math.min(executed - used, filled[trade] - seen[trade]);
                seen[trade] += use;
                used += use;
            }
            return used;
        }
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
        final Ledger ledger = new Ledger();
        for (final Fill fill : fills) {
            ledger.take(fill);
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
            assertThat(engine.position("BTCUSD")).isEqualTo(Long.toString(ledger.position));
            for (int i = 1; i < trades.length; i++) {
                assertThat(engine.trade(trades[i]).get("filledQuantity")).isEqualTo(Long.toString(ledger.filled[i]));
            }
        }
        Invariants.check(engine.machine());
    }
}
