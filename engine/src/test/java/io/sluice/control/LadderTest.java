package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every code that may end an intent, each reached by an input (G-3). */
class LadderTest {
    /** What leads there, and the intent that gets the code. */
    private record Way(String row, String words, Function<Scenario, Outcome> walk) {}

    private static final Map<String, Way> WAYS = new LinkedHashMap<>();
    private static final List<String> NOT_BUILT = List.of(
            "3 STRATEGY_DISABLED (repeated orders, section 11)",
            "7 SEC-020 (guardian, H-8)",
            "8 SYMBOL_LOCKED (lockouts, section 9)",
            "9 STALE_MODEL (models, section 10)",
            "11 LEVERAGE_CAP (sizing, section 10)",
            "11 SIZE_ZERO (sizing, section 10)",
            "12 LIMIT_ORDER_QTY (limits, section 11)",
            "12 LIMIT_NOTIONAL (limits, section 11)",
            "12 LIMIT_COLLAR (limits, section 11)",
            "12 LIMIT_POSITION (limits, section 11)",
            "12 LIMIT_OPEN_ORDERS (limits, section 11)",
            "12 LIMIT_RATE (limits, section 11)",
            "12 LIMIT_REPEAT (limits, section 11)",
            "12 LIMIT_DAILY_LOSS (limits, section 11)");

    private static void way(
            final String code, final String row, final String words, final Function<Scenario, Outcome> walk) {
        WAYS.put(code, new Way(row, words, walk));
    }

    static {
        way("SEC-001", "0", "an open from the operator's door", e -> e.open(1, "origin=operator:alice"));
        way("MALFORMED", "1", "intent id 0", e -> e.open(0));
        way("DUPLICATE_INTENT", "2", "id 4 after id 5, never seen", e -> {
            e.intent(5, "query");
            return e.intent(4, "query");
        });
        way("INTENT_ID_REUSED", "2", "id 1 again with another quantity", e -> {
            e.open(1);
            return e.open(1, "quantity=2");
        });
        way("INTENT_ID_GAP", "2", "id 1000002 after id 1", e -> {
            e.open(1);
            return e.open(1_000_002);
        });
        way("TRADING_DISABLED", "3", "a live open under a paper ceiling", e -> {
            e.in("PolicyUpdate", "operatorId=alice", "tradingMode=paper");
            return e.open(1);
        });
        way("EMERGENCY", "4", "an open after an emergency stop", e -> {
            e.stop();
            return e.open(1);
        });
        way("GATE_REFUSED", "4", "an open in safe_mode", e -> {
            e.event("fail_crit", "risk", "risk.timeout");
            return e.open(1);
        });
        way("UNKNOWN_TRADE", "5", "a cancel of trade 9", e -> e.intent(1, "cancel", "tradeId=9"));
        way("NOT_OWNER", "5", "strategy 2 cancels a trade of strategy 1", e -> {
            final long trade = e.open(1).id("tradeId");
            return e.intent(1, "cancel", "strategyId=2", "tradeId=" + trade);
        });
        way(
                "WRONG_STATE",
                "5",
                "a cancel of a filled trade",
                e -> e.intent(2, "cancel", "tradeId=" + e.bought(1, "1")));
        way("NEW_TRADES_BLOCKED", "6", "an open after allowNewTrades=false", e -> {
            e.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
            return e.open(1);
        });
        way("DRAWDOWN_SOFT", "10", "an open at 5 % drawdown with soft-action block", e -> {
            e.equity("100");
            e.equity("95");
            return e.open(1);
        });
        way("EQUITY_SUSPECT", "10", "an open after equity 100, 40", e -> {
            e.equity("100");
            e.equity("40");
            return e.open(1);
        });
        way("NOT_REDUCING", "13", "a reduce_only without a position", e -> e.intent(1, "reduce_only", "side=SELL"));
        way("CAPACITY", "14", "one trade more than capacity.trades", e -> {
            for (int id = 1; id <= 64; id++) {
                e.open(id);
            }
            return e.open(65);
        });
        way("APPROVAL_REQUIRED", "15", "an amend that raises where a person is needed", e -> {
            final long trade = e.open(1).id("tradeId");
            e.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
            return e.intent(2, "amend", "tradeId=" + trade, "quantity=2");
        });
        way("NO_FRESH_QUOTE", "15", "a market order that a person would approve, without a quote", e -> {
            e.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
            return e.open(1, "price=0");
        });
    }

    @Test
    @Tag("G-3")
    void shouldReachEachCode() throws IOException {
        final StringBuilder table =
                new StringBuilder("| row | code | reached by | said |\n| --- | --- | --- | --- |\n");
        WAYS.forEach((code, way) -> {
            final Outcome decision = way.walk.apply(Scenario.free("sluice.drawdown.soft-action=block"));
            assertThat(decision.get("code")).as(way.words).isEqualTo(code);
            assertThat(decision.get("verdict")).isEqualTo("REJECT");
            assertThat(decision.get("actionable")).isEqualTo("false");
            assertThat(decision.get("final")).isEqualTo("true");
            table.append("| ")
                    .append(way.row)
                    .append(" | ")
                    .append(code)
                    .append(" | ")
                    .append(way.words);
            table.append(" | ").append(decision.get("message")).append(" |\n");
        });
        table.append("\nNot built yet: ").append(String.join(" · ", NOT_BUILT)).append('\n');
        Golden.check("ladder.md", table.toString());
    }

    /**
     * Each state brings about one refusal, the rows further down included: of two that apply the higher row wins.
     */
    @Test
    @Tag("G-3")
    void shouldLetTheFirstRowThatFailsDecide() {
        record Fault(String code, java.util.function.Consumer<Scenario> setUp, List<String> fields) {}
        final List<Fault> faults = List.of(
                new Fault("MALFORMED", e -> {}, List.of("quantity=0")),
                new Fault("TRADING_DISABLED", e -> {}, List.of("tradingMode=disabled")),
                new Fault("EMERGENCY", Scenario::stop, List.of()),
                new Fault(
                        "NEW_TRADES_BLOCKED",
                        e -> e.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false"),
                        List.of()),
                new Fault("EQUITY_SUSPECT", e -> e.json("{'type':'EquityUpdate','equity':'-1'}"), List.of()),
                new Fault(
                        "CAPACITY",
                        e -> {
                            for (int id = 1; id <= 64; id++) {
                                e.open(id, "strategyId=2");
                            }
                        },
                        List.of()),
                new Fault(
                        "NO_FRESH_QUOTE",
                        e -> e.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true"),
                        List.of("price=0")));
        for (int first = 0; first < faults.size(); first++) {
            for (int second = first + 1; second < faults.size(); second++) {
                final Scenario engine = Scenario.free();
                faults.get(second).setUp.accept(engine);
                faults.get(first).setUp.accept(engine);
                final List<String> fields = new ArrayList<>(faults.get(second).fields);
                fields.addAll(faults.get(first).fields);
                assertThat(engine.open(100, fields.toArray(String[]::new)).get("code"))
                        .as("%s before %s", faults.get(first).code, faults.get(second).code)
                        .isEqualTo(faults.get(first).code);
            }
        }
    }

    @Test
    @Tag("G-3")
    void shouldListEveryCodeOfTheLadder() {
        final Set<String> spoken = WAYS.keySet();
        final Set<String> missing = NOT_BUILT.stream()
                .map(line -> line.split(" ")[1])
                .filter(spoken::contains)
                .collect(Collectors.toSet());
        assertThat(missing).as("reached although not built").isEmpty();
    }
}
