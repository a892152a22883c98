package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.ArrayList;
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
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever comes in: the books hold together, a replay is the same to the byte, the theorems of the SPEC stand. */
class RandomRunTest {
    private static final String[] SYMBOLS = {"BTCUSD", "ETHUSD", "SOLUSD", "ADAUSD", "XRPUSD"};
    private static final String[] DURATIONS = {
        "1ns", "500ms", "500ms", "1s", "1s", "2s", "2s", "2s", "5s", "10s", "61s", "301s"
    };
    private static final String[] EQUITIES = {
        "1000", "1000", "1000", "1000", "990", "980", "990", "960", "1000", "1000", "940", "890", "400", "-5", "2000",
        "0"
    };
    private static final String[] QUANTITIES = {"1", "2", "0.5", "10", "0", "9999999999.99999999"};
    private static final String[] ACTIONS = {"open", "open", "send", "amend", "cancel", "reduce_only", "query"};
    private static final String[] STATUSES = {
        "NEW",
        "PARTIAL",
        "PARTIAL",
        "FILLED",
        "FILLED",
        "CANCELLED",
        "REJECTED",
        "EXPIRED",
        "CANCEL_REJECTED",
        "COMMAND_REJECTED",
        "REPLACED",
        "REPLACE_REJECTED"
    };
    private static final String[] SOURCES = {"broker", "market_data", "risk", "db", "alerts", "system"};
    private static final String[] FAILURES = {
        "broker.disconnect", "broker.mismatch", "risk.breach_hard", "position.unknown", "market_data.stale",
        "risk.timeout", "db.buffer_overflow", "equity.stale", "market_data.quality_low", "db.write_fail_buffered",
        "alerts.channel_down", "system.unknown", "risk.breach_soft"
    };
    private static final String[] STAGES = {"connect_broker", "catchup_marketdata", "verify_risk", "ready"};

    /** A move; the numbers mean whatever its kind takes them for. */
    record Move(int kind, int a, int b, int c, int d) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        final Arbitrary<Integer> number = Arbitraries.integers().between(0, 999);
        return Combinators.combine(Arbitraries.integers().between(0, 35), number, number, number, number)
                .as(Move::new)
                .list()
                .ofMinSize(30)
                .ofMaxSize(150)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static String pick(final String[] from, final int number) {
        return from[number % from.length];
    }

    /** Runs moves against an engine. */
    private static final class Run {
        final Scenario engine;
        final long[] highest = new long[4];
        int reports;
        int executions;
        int runs;

        Run(final boolean cold) {
            final String[] settings = {
                "sluice.capacity.symbols=4",
                "sluice.capacity.trades=24",
                "sluice.capacity.pending=4",
                "sluice.capacity.history=6",
                "sluice.capacity.decisions-per-strategy=8"
            };
            engine = cold ? Scenario.cold(settings) : Scenario.free(settings);
        }

        Said make(final Move move) {
            return switch (move.kind) {
                case 0, 1 -> engine.pass(pick(DURATIONS, move.a));
                case 2 -> engine.alive();
                case 3 -> quote(move);
                case 4 -> engine.equity(pick(EQUITIES, move.a));
                case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> intent(move);
                case 15, 16, 17, 18, 19 -> execution(move);
                case 20 -> command(move);
                case 21 -> positions(move);
                case 22 -> orders(move);
                case 23 -> health(move);
                case 24 -> recovery(move);
                case 25, 26 -> approval(move);
                case 27 -> move.b % 3 == 0 ? operator(move) : engine.alive();
                case 28 -> engine.in(move.a % 2 == 0 ? "TradeClosed" : "TradeSettled", "tradeId=" + trade(move.b));
                case 29 -> move.b % 2 == 0 ? restart(move) : engine.alive();
                default -> calm(move);
            };
        }

        /** What an operator and a healthy system would do: after it most intents pass. */
        private Said calm(final Move move) {
            engine.alive();
            if (engine.mode().equals("normal")) {
                return engine.quote(pick(SYMBOLS, move.a), "99", "101");
            }
            for (final String source : SOURCES) {
                engine.probe(source, true);
            }
            if (engine.status().is("emergencyMode", "true")) {
                engine.reset("acceptOpenPositions=true");
            }
            engine.in("DrawdownReset", "operatorId=alice", "reason=x");
            engine.startRecovery("r" + ++runs, "adoptPositions=true");
            for (final String symbol : SYMBOLS) {
                engine.quote(symbol, "99", "101");
            }
            for (int i = 0; i < 3; i++) {
                engine.aliveFor("10s");
                for (final String symbol : SYMBOLS) {
                    engine.quote(symbol, "99", "101");
                }
                positions(new Move(0, 1, 1, 1, 1));
            }
            return engine.aliveFor("2s");
        }

        private Said restart(final Move move) {
            if (move.a % 4 == 0) {
                engine.swap();
                return new Said(List.of());
            }
            return engine.restartAfter(pick(DURATIONS, move.b), "sluice.hitl.timeout=" + (300 + move.c % 3) + "s");
        }

        private long trade(final int number) {
            final List<Outcome> trades = engine.view(View.TRADES);
            return trades.isEmpty() || number % 17 == 0
                    ? number
                    : trades.get(number % trades.size()).id("tradeId");
        }

        private Said quote(final Move move) {
            final int bid = 95 + move.b % 10;
            return engine.in(
                    "Quote",
                    "symbol=" + pick(SYMBOLS, move.a),
                    "bid=" + (move.c % 20 == 0 ? 0 : bid),
                    "ask=" + (bid + move.d % 3),
                    "lowQuality=" + (move.c % 11 == 0));
        }

        private Said intent(final Move move) {
            final int strategy = 1 + move.a % 3;
            final String action = pick(ACTIONS, move.b);
            final long id = move.c % 9 == 0
                    ? Math.max(1, highest[strategy] - move.d % 3)
                    : highest[strategy] + 1 + (move.c % 10 == 0 ? 2_000_000 : 0);
            if (move.c % 10 != 0 || highest[strategy] == 0) {
                highest[strategy] = Math.max(highest[strategy], id);
            }
            final boolean names = action.equals("amend") || action.equals("cancel");
            return engine.in(
                    "OrderIntent",
                    "strategyId=" + strategy,
                    "intentId=" + id,
                    "action=" + action,
                    "tradingMode=" + (move.a % 5 == 0 ? "paper" : "live"),
                    "symbol=" + pick(SYMBOLS, move.d),
                    "side=" + (move.d % 3 == 0 ? "SELL" : "BUY"),
                    "quantity=" + pick(QUANTITIES, move.d / 3),
                    "price=" + (move.d % 4 == 0 ? 0 : 95 + move.d % 10),
                    names ? "tradeId=" + trade(move.a) : "tradeId=");
        }

        private Said execution(final Move move) {
            final long trade = move.a % 13 == 0 ? 0 : trade(move.a);
            final Outcome known = engine.view(View.TRADES).stream()
                    .filter(row -> row.id("tradeId") == trade)
                    .findFirst()
                    .orElse(null);
            final String mode = known == null ? "live" : known.get("tradingMode");
            return engine.in(
                    "ExecutionReport",
                    "tradeId=" + trade,
                    "execId=" + (move.b % 6 == 0 ? "same" : "x" + ++executions),
                    "status=" + pick(STATUSES, move.b),
                    "symbol=" + (known == null ? pick(SYMBOLS, move.d) : known.get("symbol")),
                    "side=" + (known == null ? "BUY" : known.get("side")),
                    "lastQuantity=" + pick(QUANTITIES, move.c % 5),
                    "lastPrice=" + (90 + move.d % 20),
                    "leavesQuantity=" + move.d % 3,
                    move.c % 3 == 0 ? "cumQuantity=" + move.c % 12 : "cumQuantity=",
                    "tradingMode=" + mode);
        }

        private Said command(final Move move) {
            final List<Outcome> open = engine.view(View.COMMANDS);
            if (open.isEmpty()) {
                return new Said(List.of());
            }
            final Outcome command = open.get(move.a % open.size());
            return engine.in(
                    "ExecutionReport",
                    "tradeId=" + (command.get("tradeId") == null ? "0" : command.get("tradeId")),
                    "commandId=" + command.get("commandId"),
                    "execId=c" + ++executions,
                    "status=" + pick(STATUSES, move.b),
                    "symbol=" + command.get("symbol"),
                    "side=" + (command.get("side") == null ? "BUY" : command.get("side")),
                    "lastQuantity="
                            + (move.c % 3 == 0 || command.get("quantity") == null ? "0.5" : command.get("quantity")),
                    "lastPrice=100",
                    "leavesQuantity=0",
                    "tradingMode=" + command.get("tradingMode"));
        }

        private Said positions(final Move move) {
            final List<Outcome> held = engine.view(View.POSITIONS).stream()
                    .filter(row -> row.is("tradingMode", "live"))
                    .toList();
            final String report = "reportId=" + (move.d % 5 == 0 ? 1 : ++reports);
            if (held.isEmpty() || move.a % 6 == 0) {
                return engine.in("PositionReport", report, "quantity=0", "last=true");
            }
            Said said = null;
            for (int i = 0; i < held.size(); i++) {
                final String quantity = move.b % 4 == 0
                        ? Integer.toString(move.c % 12 - 3)
                        : held.get(i).get("quantity");
                said = engine.in(
                        "PositionReport",
                        report,
                        "symbol=" + held.get(i).get("symbol"),
                        "quantity=" + quantity,
                        "last=" + (i == held.size() - 1 && move.c % 10 != 0));
            }
            return said;
        }

        private Said orders(final Move move) {
            final List<Outcome> working = engine.view(View.TRADES).stream()
                    .filter(row -> row.is("state", "ACCEPTED"))
                    .toList();
            final String report = "reportId=" + (move.d % 5 == 0 ? 1 : ++reports);
            if (!working.isEmpty() && move.a % 2 == 0) {
                final Outcome order = working.get(move.b % working.size());
                engine.in(
                        "OpenOrder",
                        report,
                        "tradeId=" + order.get("tradeId"),
                        "symbol=" + order.get("symbol"),
                        "side=" + order.get("side"),
                        "leavesQuantity=1",
                        "last=false");
            }
            return engine.in("OpenOrder", report, "tradeId=" + (move.c % 7), "last=true");
        }

        private Said health(final Move move) {
            final String source = pick(SOURCES, move.a);
            return switch (move.b % 6) {
                case 0 -> engine.heartbeat(source);
                case 1 -> engine.probe(source, move.c % 3 == 0);
                case 2 -> engine.in("SystemEvent", "eventType=fail_crit", "source=" + source, "severity=warning");
                case 3 -> engine.event("recovered", source, "all.healthy");
                case 4 -> move.c % 3 == 0
                        ? engine.event("recovered", "broker", "broker.reconnected")
                        : engine.in("ProbeResult", "source=" + source, "ok=true", "latencyMs=" + move.c * 10);
                default -> engine.event(move.c % 2 == 0 ? "fail_crit" : "fail_supp", source, pick(FAILURES, move.d));
            };
        }

        private Said recovery(final Move move) {
            return switch (move.a % 3) {
                case 0 -> engine.startRecovery(
                        "r" + (move.b % 5 == 0 ? runs : ++runs), "adoptPositions=" + (move.c % 3 == 0));
                case 1 -> engine.stageResult(pick(STAGES, move.b), move.c % 4 != 0, "operatorId=alice");
                default -> engine.stageResult(pick(STAGES, move.b), move.c % 4 != 0);
            };
        }

        private Said approval(final Move move) {
            final String decision = move.b % 4 == 0 ? "REJECT" : move.b % 7 == 0 ? "CANCEL" : "APPROVE";
            final List<Outcome> pending = engine.view(View.PENDING);
            final long trade = pending.isEmpty()
                    ? trade(move.a)
                    : pending.get(move.a % pending.size()).id("tradeId");
            return engine.answer(trade, decision);
        }

        private Said operator(final Move move) {
            return switch (move.a % 6) {
                case 0 -> engine.stop();
                case 1 -> engine.reset("acceptOpenPositions=" + (move.b % 2 == 0));
                case 2 -> engine.in("DrawdownReset", "operatorId=alice", "reason=x");
                case 3 -> engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=" + (move.b % 2 == 0));
                case 4 -> engine.in("PolicyUpdate", "operatorId=bob", "allowNewTrades=" + (move.b % 3 != 0));
                default -> engine.in(
                        "PolicyUpdate",
                        "operatorId=bob",
                        "autoApprovePaper=" + (move.b % 2 == 0),
                        "tradingMode=" + (move.c % 5 == 0 ? "paper" : "live"));
            };
        }
    }

    @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    @Tag("W-3")
    @Tag("M-3")
    @Tag("G-4")
    void shouldHoldTogetherWhateverComesIn(@ForAll final boolean cold, @ForAll("moves") final List<Move> moves) {
        final Run run = new Run(cold);
        for (final Move move : moves) {
            run.make(move);
            Invariants.check(run.engine.machine());
        }
        run.engine.replay();
        theorems(run.engine);
    }

    private static void theorems(final Scenario engine) {
        boolean emergency = false;
        String mode = "normal";
        long sequence = 0;
        long timeNs = Long.MIN_VALUE;
        final Map<String, Outcome> first = new HashMap<>();
        final Set<Long> ids = new HashSet<>();
        for (final Scenario.Written record : engine.records()) {
            assertThat(record.sequence()).as("gapless").isEqualTo(++sequence);
            assertThat(record.timeNs()).as("time rises").isGreaterThanOrEqualTo(timeNs);
            timeNs = record.timeNs();
            for (final Outcome outcome : record.outcomes()) {
                switch (outcome.type()) {
                    case "ModeChanged" -> {
                        assertThat(outcome.get("fromMode")).isEqualTo(mode);
                        mode = outcome.get("toMode");
                        assertThat(outcome.get("reasonCode")).as("%s", outcome).isNotNull();
                        if (mode.equals("normal")) {
                            assertThat(outcome.get("fromMode")).isIn("recovering", "degraded");
                        }
                    }
                    case "EmergencyChanged" -> {
                        if (outcome.is("phase", "TRIGGERED")) {
                            assertThat(emergency).isFalse();
                            emergency = true;
                        } else if (outcome.is("phase", "CLEARED")) {
                            emergency = false;
                        } else if (!outcome.is("phase", "RETRY")) {
                            assertThat(emergency).as("%s", outcome).isTrue();
                        }
                    }
                    case "Decision" -> decision(outcome, emergency, first);
                    case "TradeTransition" -> {
                        if (outcome.is("from", "PENDING")) {
                            assertThat(ids.add(outcome.id("tradeId"))).isTrue();
                        }
                    }
                    default -> {
                        // nothing is claimed of the others
                    }
                }
            }
            if (emergency) {
                assertThat(mode).isEqualTo("halt");
            }
        }
    }

    private static void decision(final Outcome decision, final boolean emergency, final Map<String, Outcome> first) {
        final boolean risky = List.of("open", "send", "amend").contains(decision.get("action"));
        if (decision.is("actionable", "true")) {
            assertThat(decision.get("verdict")).isEqualTo("ALLOW");
            assertThat(emergency && risky).as("%s", decision).isFalse();
        }
        final List<String> notKept =
                List.of("CAPACITY", "INTENT_ID_GAP", "INTENT_ID_REUSED", "DUPLICATE_INTENT", "SEC-001");
        if (notKept.contains(decision.get("code"))) {
            return;
        }
        final String key = decision.get("strategyId") + "/" + decision.get("intentId");
        final Outcome before = first.get(key);
        if (before == null) {
            assertThat(decision.get("repeat")).isEqualTo("false");
        } else if (decision.is("repeat", "true")) {
            assertThat(decision.brief()).isEqualTo(before.brief() + " repeat");
            assertThat(decision.get("tradeId")).isEqualTo(before.get("tradeId"));
        } else {
            assertThat(before.get("verdict"))
                    .as("only a held one is decided again")
                    .isEqualTo("HOLD");
            assertThat(before.get("final")).isEqualTo("false");
        }
        if (!decision.is("repeat", "true")) {
            first.put(key, decision);
        }
    }

    @Provide
    Arbitrary<List<String>> causes() {
        return Arbitraries.of(FAILURES).set().ofMaxSize(6).map(ArrayList::new);
    }

    @Property(tries = 100)
    @Tag("G-1a")
    void shouldNotDependOnTheOrderOfCauses(
            @ForAll final boolean cold,
            @ForAll("causes") final List<String> causes,
            @ForAll final java.util.Random order) {
        final List<String> other = new ArrayList<>(causes);
        java.util.Collections.shuffle(other, order);
        final Scenario one = cold ? Scenario.cold() : Scenario.normal();
        final Scenario two = cold ? Scenario.cold() : Scenario.normal();
        causes.forEach(reason -> one.event("fail_crit", "system", reason));
        other.forEach(reason -> two.event("fail_crit", "system", reason));
        assertThat(two.mode()).isEqualTo(one.mode());
        assertThat(two.machine().permissions()).isEqualTo(one.machine().permissions());
        assertThat(two.status().get("causes")).isEqualTo(one.status().get("causes"));
    }

    @Property(tries = 100)
    @Tag("G-1a")
    void shouldOnlyEverTakeAwayByACause(
            @ForAll final boolean cold,
            @ForAll("causes") final List<String> causes,
            @ForAll("causes") final List<String> more) {
        final Scenario engine = cold ? Scenario.cold() : Scenario.normal();
        causes.forEach(reason -> engine.event("fail_crit", "system", reason));
        for (final String reason : more) {
            final long before = engine.machine().permissions() & 0x3F;
            engine.event("fail_supp", "system", reason);
            final long after = engine.machine().permissions() & 0x3F;
            assertThat(after & ~before).as("%s added a permission", reason).isZero();
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
    void shouldHoldWhatWasExecuted(@ForAll("fills") final List<Fill> fills) {
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
