package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** An emergency leaves a flat book, for any order of the broker's answers (E-2). */
class EmergencyPropertyTest {
    private static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD");

    /** Numbers that pick the next answer and what it says; a broker that turns things down does so a few times only. */
    @Provide
    Arbitrary<List<Integer>> picks() {
        return Arbitraries.integers().between(0, 9_999).list().ofSize(60);
    }

    @Property(tries = 120)
    @Tag("E-1")
    @Tag("E-2")
    void shouldLeaveAFlatBookForAnyOrderOfBrokerAnswers(@ForAll("picks") final List<Integer> picks) {
        final Scenario engine = Scenario.free();
        final Map<Long, Integer> left = new HashMap<>();
        int intent = 0;
        for (int i = 0; i < SYMBOLS.size(); i++) {
            final String symbol = "symbol=" + SYMBOLS.get(i);
            final String side = i == 1 ? "side=SELL" : "side=BUY";
            final long held =
                    engine.open(++intent, symbol, side, "quantity=" + (3 + i)).id("tradeId");
            engine.fill(held, Integer.toString(3 + i), "100", symbol, side);
            final long working =
                    engine.open(++intent, symbol, "side=BUY", "quantity=4").id("tradeId");
            left.put(working, 4);
        }
        engine.stop();
        final List<Integer> rest = new ArrayList<>(picks);
        int rejections = 0;
        int steps = 0;
        while (!isCompleted(engine)) {
            assertThat(++steps).as("it ends").isLessThan(200);
            final List<Outcome> open = engine.view(View.COMMANDS);
            if (open.isEmpty()) {
                engine.pass("2s");
                continue;
            }
            final int pick = rest.isEmpty() ? 0 : rest.remove(0);
            final Outcome command = open.get(pick % open.size());
            final int way = pick / 10 % 5;
            if (way == 4 && rejections < 6) {
                rejections++;
                answer(engine, command, command.get("tradeId") == null ? "REJECTED" : "CANCEL_REJECTED", 0);
            } else if (way == 3 && rejections < 6) {
                rejections++;
                engine.pass("2s");
            } else if (command.get("tradeId") != null && !command.is("tradeId", "0")) {
                cancel(engine, command, way, left);
            } else {
                answer(engine, command, "FILLED", Integer.parseInt(command.get("quantity")));
            }
            Invariants.check(engine.machine());
        }
        SYMBOLS.forEach(symbol -> assertThat(engine.position(symbol)).isEqualTo("0"));
        assertThat(engine.view(View.TRADES).stream().filter(row -> row.is("state", "ACCEPTED")))
                .isEmpty();
        assertThat(engine.view(View.COMMANDS)).isEmpty();
        assertThat(engine.mode()).isEqualTo("halt");
        engine.replay();
    }

    /** The order is gone, or was filled first, in part or whole. */
    private static void cancel(
            final Scenario engine, final Outcome command, final int way, final Map<Long, Integer> left) {
        final long trade = command.id("tradeId");
        final int rest = left.get(trade);
        if (way == 1 && rest > 1) {
            left.put(trade, rest - 1);
            engine.part(trade, "1", "100", "symbol=" + command.get("symbol"), "leavesQuantity=" + (rest - 1));
        } else if (way == 2) {
            left.put(trade, 0);
            engine.fill(trade, Integer.toString(rest), "100", "symbol=" + command.get("symbol"));
        } else {
            left.put(trade, 0);
            engine.execution(trade, "CANCELLED", "symbol=" + command.get("symbol"));
        }
    }

    private static void answer(final Scenario engine, final Outcome command, final String status, final int quantity) {
        final String trade = command.get("tradeId") == null ? "0" : command.get("tradeId");
        engine.execution(
                Long.parseLong(trade),
                status,
                "commandId=" + command.get("commandId"),
                "symbol=" + command.get("symbol"),
                "side=" + (command.get("side") == null ? "BUY" : command.get("side")),
                "lastQuantity=" + quantity,
                "lastPrice=100",
                "tradingMode=" + command.get("tradingMode"));
    }

    private static boolean isCompleted(final Scenario engine) {
        final List<Outcome> phases = engine.everything().all("EmergencyChanged");
        return phases.get(phases.size() - 1).is("phase", "COMPLETED");
    }
}
