package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every code that may end an intent, each reached by an input (G-3). */
class LadderTest {
    /** What leads there, and the intent that gets the code. */
    private record Way(String row, String words, Function<Scenario, Outcome> walk, String... settings) {}

    private static final Map<String, Way> WAYS = new LinkedHashMap<>();

    private static void way(
            final String code,
            final String row,
            final String words,
            final Function<Scenario, Outcome> walk,
            final String... settings) {
        WAYS.put(code, new Way(row, words, walk, settings));
    }

    private static void limit(
            final String code, final String words, final Function<Scenario, Outcome> walk, final String... limits) {
        way(
                code,
                "12",
                words,
                walk,
                Arrays.stream(limits).map(key -> "sluice.limits." + key).toArray(String[]::new));
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
        way(
                "STRATEGY_DISABLED",
                "3",
                "an open after repeated orders",
                e -> {
                    e.open(1);
                    e.open(2);
                    return e.open(3, "quantity=5");
                },
                "sluice.limits.repeat.count=2",
                "sluice.limits.repeat.window=1 m");
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
        way("SEC-020", "7", "an open while the guardian is locked", e -> {
            e.in("GuardianLock", "reason=x", "origin=risk:r");
            return e.open(1);
        });
        way("SYMBOL_LOCKED", "8", "an open of a symbol locked for a minute", e -> {
            e.in("LockoutCreate", "symbol=BTCUSD", "reason=x", "durationSeconds=60", "operatorId=alice");
            return e.open(1);
        });
        way("SYMBOL_UNWATCHED", "8", "an open of a symbol that an operator took out", e -> {
            e.in("SymbolWatch", "symbol=BTCUSD", "watched=false", "operatorId=alice", "reason=x");
            return e.open(1);
        });
        way("STALE_MODEL", "9", "an open of version 1 after 2 was promoted", e -> {
            e.in("ModelPromoted", "modelName=m", "newVersion=2", "oldVersion=1", "operatorId=alice");
            return e.open(1, "modelName=m", "modelVersion=1");
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
        way("LEVERAGE_CAP", "11", "an open with leverage 6 above the cap of 5", e -> e.open(1, "leverage=6"));
        way(
                "SIZE_ZERO",
                "11",
                "0.00000001 sized down in high volatility",
                e -> e.open(1, "quantity=0.00000001", "volatilityRegime=high"));
        limit("LIMIT_ORDER_QTY", "11 of at most 10", e -> e.open(1, "quantity=11"), "default.max-order-quantity=10");
        limit(
                "LIMIT_NOTIONAL",
                "11 at 100, of at most 1000",
                e -> e.open(1, "quantity=11"),
                "default.max-order-notional=1000");
        limit(
                "LIMIT_COLLAR",
                "a buy at 106 with the mid at 100 and a collar of 5 %",
                e -> {
                    e.quote("BTCUSD", "99", "101");
                    return e.open(1, "price=106");
                },
                "default.collar-percent=5");
        limit(
                "LIMIT_POSITION",
                "6 with 5 held, of at most 10",
                e -> {
                    e.bought(1, "5");
                    return e.open(2, "quantity=6");
                },
                "default.max-position=10");
        limit(
                "LIMIT_OPEN_ORDERS",
                "a second working order of at most 1",
                e -> {
                    e.open(1);
                    return e.open(2);
                },
                "default.max-open-orders=1");
        limit(
                "LIMIT_RATE",
                "a second order in the same second",
                e -> {
                    e.open(1);
                    return e.open(2);
                },
                "rate.per-strategy=1");
        limit(
                "LIMIT_REPEAT",
                "the same order a second time",
                e -> {
                    e.open(1);
                    return e.open(2);
                },
                "repeat.count=2",
                "repeat.window=1 m");
        limit(
                "LIMIT_DAILY_LOSS",
                "an open after a loss of 11, of at most 10",
                e -> {
                    e.equity("1000");
                    e.equity("989");
                    return e.open(1);
                },
                "daily-loss=10");
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
            final Outcome decision = way.walk.apply(engine(way.settings));
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
                new Fault("SEC-020", e -> e.in("GuardianLock", "reason=x", "origin=risk:r"), List.of()),
                new Fault(
                        "SYMBOL_LOCKED",
                        e -> e.in(
                                "LockoutCreate", "symbol=BTCUSD", "reason=x", "durationSeconds=60", "operatorId=alice"),
                        List.of()),
                new Fault(
                        "STALE_MODEL",
                        e -> e.in("ModelPromoted", "modelName=m", "newVersion=2", "oldVersion=1", "operatorId=alice"),
                        List.of("modelName=m", "modelVersion=1")),
                new Fault("EQUITY_SUSPECT", e -> e.json("{'type':'EquityUpdate','equity':'-1'}"), List.of()),
                new Fault("LEVERAGE_CAP", e -> {}, List.of("leverage=6")),
                new Fault("LIMIT_ORDER_QTY", e -> {}, List.of("quantity=1001")),
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
                final Scenario engine = Scenario.free("sluice.limits.default.max-order-quantity=1000");
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

    private static Scenario engine(final String... settings) {
        final String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "sluice.drawdown.soft-action=block";
        return Scenario.free(all);
    }

    /** Rows 3 to 15 with the codes of SPEC's table, {@code …} being all that begin so. */
    @Test
    @Tag("G-3")
    void shouldReachEveryCodeOfTheTable() {
        final List<String> table = List.of(
                "MALFORMED DUPLICATE_INTENT INTENT_ID_REUSED INTENT_ID_GAP TRADING_DISABLED",
                "STRATEGY_DISABLED EMERGENCY GATE_REFUSED UNKNOWN_TRADE NOT_OWNER WRONG_STATE",
                "NEW_TRADES_BLOCKED SEC-020 SYMBOL_LOCKED STALE_MODEL DRAWDOWN_SOFT EQUITY_SUSPECT",
                "LEVERAGE_CAP SIZE_ZERO LIMIT_ORDER_QTY LIMIT_NOTIONAL LIMIT_COLLAR LIMIT_POSITION",
                "LIMIT_OPEN_ORDERS LIMIT_RATE LIMIT_REPEAT LIMIT_DAILY_LOSS NO_FRESH_QUOTE NOT_REDUCING",
                "CAPACITY APPROVAL_REQUIRED");
        assertThat(WAYS.keySet()).containsAll(List.of(String.join(" ", table).split(" ")));
    }
}
