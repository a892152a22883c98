package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.TradeState;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.TradeLife;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each thing that may happen to a trade, in each state that it may be in (H-3, H-3a). */
class TradeTableTest {
    /** How a trade of two BTCUSD gets there; gives its id. */
    private static final Map<String, Function<Scenario, Long>> STATES = new LinkedHashMap<>();

    private static final Map<String, BiFunction<Scenario, Long, Said>> INPUTS = new LinkedHashMap<>();

    static {
        STATES.put("AWAITING_APPROVAL", TradeTableTest::asked);
        STATES.put("ACCEPTED", TradeTableTest::accepted);
        STATES.put("ACCEPTED, half filled", engine -> {
            final long trade = accepted(engine);
            engine.part(trade, "1", "100", "leavesQuantity=1");
            return trade;
        });
        STATES.put("REJECTED", engine -> {
            final long trade = asked(engine);
            engine.answer(trade, "REJECT");
            return trade;
        });
        STATES.put("CANCELLED", engine -> {
            final long trade = accepted(engine);
            engine.execution(trade, "CANCELLED");
            return trade;
        });
        STATES.put("FILLED", TradeTableTest::filled);
        STATES.put("CLOSED", engine -> {
            final long trade = filled(engine);
            engine.in("TradeClosed", "tradeId=" + trade);
            return trade;
        });
        STATES.put("SETTLED", engine -> {
            final long trade = filled(engine);
            engine.in("TradeClosed", "tradeId=" + trade);
            engine.in("TradeSettled", "tradeId=" + trade);
            return trade;
        });
        INPUTS.put("a person approves", Scenario::approve);
        INPUTS.put("a person rejects", (engine, trade) -> engine.answer(trade, "REJECT"));
        INPUTS.put("its request ends", (engine, trade) -> engine.pass("300s"));
        INPUTS.put("the strategy cancels", (engine, trade) -> {
            final int before = engine.records().size();
            engine.intent(9, "cancel", "tradeId=" + trade);
            return engine.since(before);
        });
        INPUTS.put("broker: new", (engine, trade) -> engine.execution(trade, "NEW", "leavesQuantity=2"));
        INPUTS.put("broker: 1 filled", (engine, trade) -> engine.part(trade, "1", "100", "leavesQuantity=1"));
        INPUTS.put("broker: 2 filled", (engine, trade) -> engine.fill(trade, "2", "100"));
        INPUTS.put("broker: 3 filled", (engine, trade) -> engine.fill(trade, "3", "100"));
        for (final String status : List.of("CANCELLED", "REJECTED", "EXPIRED", "CANCEL_REJECTED", "REPLACED")) {
            INPUTS.put(
                    "broker: " + status.toLowerCase(java.util.Locale.ROOT),
                    (engine, trade) -> engine.execution(trade, status, "leavesQuantity=2"));
        }
        INPUTS.put("TradeClosed", (engine, trade) -> engine.in("TradeClosed", "tradeId=" + trade));
        INPUTS.put("TradeSettled", (engine, trade) -> engine.in("TradeSettled", "tradeId=" + trade));
    }

    private static long asked(final Scenario engine) {
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        return engine.open(1, "quantity=2").id("tradeId");
    }

    private static long accepted(final Scenario engine) {
        return engine.open(1, "quantity=2").id("tradeId");
    }

    private static long filled(final Scenario engine) {
        final long trade = accepted(engine);
        engine.fill(trade, "2", "100");
        return trade;
    }

    @Test
    @Tag("H-3")
    @Tag("H-3a")
    void shouldGoOnFromEachStateAsTheTableSays() throws IOException {
        final StringBuilder table =
                new StringBuilder("A trade of 2: its next state, what is said, how the position moves.\n\n");
        table.append("| in | comes | then |\n| --- | --- | --- |\n");
        STATES.forEach((state, way) -> INPUTS.forEach((name, input) -> {
            final Scenario engine = Scenario.free("sluice.health.quote-stale=1 h");
            engine.quote("BTCUSD", "100", "100");
            final long trade = way.apply(engine);
            final String from = engine.trade(trade).get("state");
            assertThat(state).startsWith(from);
            final String held = engine.position("BTCUSD");
            final Said said = input.apply(engine, trade);
            table.append("| ").append(state).append(" | ").append(name).append(" | ");
            table.append(cell(engine, trade, from, held, said)).append(" |\n");
        }));
        Golden.check("trade-inputs.md", table.toString());
    }

    @Test
    @Tag("H-3")
    void shouldStopTheLineRatherThanSkipAMoveThatMustSucceed() {
        STATES.forEach((name, way) -> {
            final Scenario engine = Scenario.free("sluice.health.quote-stale=1 h");
            engine.quote("BTCUSD", "100", "100");
            final TradeBook trades = engine.machine().rooms.trades;
            final Trade trade = trades.find(way.apply(engine));
            final TradeState from = trade.state();
            for (final TradeState to : TradeState.values()) {
                if (to != TradeState.NULL_VAL && !TradeLife.allows(from, to)) {
                    assertThatThrownBy(() -> trades.move(trade, to, Code.BROKER_FILLED, Channel.SYSTEM))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll("trade " + trade.id(), from.name(), to.name());
                    assertThat(trades.tryMove(trade, to, Code.BROKER_FILLED, Channel.SYSTEM))
                            .isFalse();
                    assertThat(trade.state()).isEqualTo(from);
                }
            }
        });
    }

    private static String cell(
            final Scenario engine, final long trade, final String from, final String held, final Said said) {
        final String to = engine.trade(trade).get("state");
        final List<String> words = new ArrayList<>();
        words.add(to.equals(from) ? "stays" : to);
        said.all("CommandResult").stream()
                .map(result -> result.get("code"))
                .filter(code -> !code.equals("OK"))
                .forEach(words::add);
        said.all("Decision").stream()
                .map(decision -> decision.get("code"))
                .filter(code -> !code.equals("OK"))
                .forEach(words::add);
        said.all("SecurityAlert").forEach(alert -> words.add("alert " + alert.get("code")));
        said.all("CancelOrder").forEach(cancel -> words.add("CancelOrder"));
        final String now = engine.position("BTCUSD");
        if (!now.equals(held)) {
            words.add("position " + held + " to " + now);
        }
        return String.join(", ", words);
    }
}
