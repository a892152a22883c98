package io.sluice.control;

import io.sluice.control.view.View;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * One life of an engine, move by move: strategies, broker, feeds, services and operators, each at its worst and best.
 */
final class RandomRun {
    /** Requests that stay readable after their end. */
    static final int HISTORY = 6;

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
    private static final String[] MODES = {
        "normal", "degraded", "safe_mode", "safe_mode_disconnected", "halt", "recovering"
    };
    private static final String[] STAGES = {"connect_broker", "catchup_marketdata", "verify_risk", "ready"};

    /** A move; the numbers mean whatever its kind takes them for. */
    record Move(int kind, int a, int b, int c, int d) {}

    /**
     * How a run begins.
     *
     * @param cold     owing a recovery, rather than in normal.
     * @param asks     live orders ask a person.
     * @param fourEyes what loosens waits for a second operator.
     * @param strict   limits, a heartbeat that strategies owe, a cooldown, soft breaches that block.
     */
    record Setting(boolean cold, boolean asks, boolean fourEyes, boolean strict) {}

    /** A whole run. */
    record Life(Setting setting, List<Move> moves) {
        /** Lives it. */
        Scenario run() {
            final RandomRun run = new RandomRun(setting);
            moves.forEach(run::make);
            return run.engine;
        }
    }

    /** Lives of 30 to 120 moves. */
    static final class Lives implements ArbitrarySupplier<Life> {
        @Override
        public Arbitrary<Life> get() {
            final Arbitrary<Integer> number = Arbitraries.integers().between(0, 999);
            final Arbitrary<Boolean> flag = Arbitraries.of(false, true);
            return Combinators.combine(
                            Combinators.combine(flag, flag, flag, flag).as(Setting::new),
                            Combinators.combine(Arbitraries.integers().between(0, 45), number, number, number, number)
                                    .as(Move::new)
                                    .list()
                                    .ofMinSize(30)
                                    .ofMaxSize(120)
                                    .withSizeDistribution(RandomDistribution.uniform()))
                    .as(Life::new);
        }
    }

    private static String pick(final String[] from, final int number) {
        return from[number % from.length];
    }

    final Scenario engine;
    private final boolean fourEyes;
    private final long[] highest = new long[4];
    private int reports;
    private int executions;
    private int runs;

    RandomRun(final Setting setting) {
        fourEyes = setting.fourEyes;
        final List<String> settings = new ArrayList<>(List.of(
                "sluice.capacity.symbols=4",
                "sluice.capacity.trades=24",
                "sluice.capacity.pending=4",
                "sluice.capacity.history=" + HISTORY,
                "sluice.capacity.lockouts=4",
                "sluice.capacity.decisions-per-strategy=8",
                "sluice.operators.four-eyes=" + setting.fourEyes,
                "sluice.hitl.require-approval-for-live=" + setting.asks));
        if (setting.strict) {
            settings.addAll(List.of(
                    "sluice.drawdown.soft-action=block",
                    "sluice.strategy.heartbeat-timeout=30 s",
                    "sluice.lockout.cooldown-losses=2",
                    "sluice.limits.default.max-position=20",
                    "sluice.limits.default.max-open-orders=4",
                    "sluice.limits.default.collar-percent=6",
                    "sluice.limits.rate.per-strategy=5",
                    "sluice.limits.repeat.count=4",
                    "sluice.limits.repeat.window=10 s"));
        }
        final String[] all = settings.toArray(String[]::new);
        engine = setting.cold ? Scenario.cold(all) : Scenario.normal(all);
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
            case 28 -> end(move);
            case 29 -> move.b % 2 == 0 ? restart(move) : engine.alive();
            case 30 -> override(move);
            case 31 -> lockout(move);
            case 32 -> guardian(move);
            case 33, 34 -> secondEye(move);
            case 35 -> model(move);
            case 36 -> link(move);
            case 37 -> seldom(move);
            default -> calm(move);
        };
    }

    /** What an operator and a healthy system would do: after it most intents pass. */
    private Said calm(final Move move) {
        engine.alive();
        if (engine.mode().equals("normal") && move.b % 4 != 0) {
            return engine.quote(pick(SYMBOLS, move.a), "99", "101");
        }
        for (final String source : SOURCES) {
            engine.probe(source, true);
        }
        if (engine.status().is("emergencyMode", "true")) {
            engine.reset("acceptOpenPositions=true");
        }
        engine.in("DrawdownReset", "operatorId=alice", "reason=x");
        engine.in("GuardianUnlock", "operatorId=alice", "reason=x");
        engine.in("ReleaseOverride", "operatorId=alice");
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=true", "tradingMode=live");
        confirmAll();
        engine.startRecovery("r" + ++runs, "adoptPositions=true");
        confirmAll();
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
                move.c % 5 == 0 ? "modelName=m" : "modelName=",
                move.c % 5 == 0 ? "modelVersion=" + move.a % 3 : "modelVersion=",
                move.c % 7 == 0 ? "volatilityRegime=high" : "volatilityRegime=",
                move.c % 6 == 0 ? "leverage=" + move.a % 7 : "leverage=",
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

    private Said end(final Move move) {
        return move.a % 2 == 0
                ? engine.in("TradeClosed", "tradeId=" + trade(move.b), "realizedPnl=" + (move.c % 3 - 1))
                : engine.in("TradeSettled", "tradeId=" + trade(move.b));
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

    private Said override(final Move move) {
        return move.b % 4 == 0
                ? engine.in("ReleaseOverride", "operatorId=alice")
                : engine.in(
                        "ForceMode",
                        "mode=" + pick(MODES, move.a),
                        "ttlSeconds=" + (move.c % 7 == 0 ? 30 : 60 + move.c),
                        "operatorId=bob",
                        "reason=x");
    }

    private Said lockout(final Move move) {
        final List<Outcome> standing = engine.view(View.LOCKOUTS);
        if (move.b % 3 == 0) {
            final String id = standing.isEmpty()
                    ? "7"
                    : standing.get(move.a % standing.size()).get("lockoutId");
            return engine.in("LockoutDelete", "lockoutId=" + id, "operatorId=alice");
        }
        return engine.in(
                "LockoutCreate",
                "symbol=" + pick(SYMBOLS, move.a),
                "reason=x",
                "durationSeconds=" + (1 + move.c % 20),
                move.d % 3 == 0 ? "origin=risk:r" : "operatorId=bob");
    }

    private Said guardian(final Move move) {
        return move.b % 4 == 0
                ? engine.in("GuardianLock", "reason=x", "origin=risk:r")
                : engine.in("GuardianUnlock", "operatorId=alice", "reason=x");
    }

    /** One who confirms or withdraws; alice may not confirm what alice asked. */
    private Said secondEye(final Move move) {
        final List<Outcome> waiting = engine.view(View.REQUESTS);
        final String id =
                waiting.isEmpty() ? "9" : waiting.get(move.a % waiting.size()).get("requestId");
        return engine.in(
                move.b % 4 == 0 ? "WithdrawCommand" : "ConfirmCommand",
                "requestId=" + id,
                "operatorId=" + (move.c % 2 == 0 ? "alice" : "bob"));
    }

    private void confirmAll() {
        if (fourEyes) {
            engine.view(View.REQUESTS)
                    .forEach(request -> engine.in(
                            "ConfirmCommand",
                            "requestId=" + request.get("requestId"),
                            "operatorId=" + (request.is("operatorId", "alice") ? "bob" : "alice")));
        }
    }

    private Said model(final Move move) {
        return move.b % 3 == 0
                ? engine.in(
                        "ModelAck",
                        "consumer=c" + move.a % 2,
                        "modelName=m",
                        "modelVersion=" + move.c % 3,
                        "origin=risk:r")
                : engine.in(
                        "ModelPromoted",
                        "modelName=m",
                        "newVersion=" + move.a % 3,
                        "oldVersion=" + move.c % 3,
                        "origin=risk:r");
    }

    private Said link(final Move move) {
        final String token =
                "tokenHash=" + Integer.toHexString(0x10 + move.c % 4).repeat(32);
        if (move.b % 2 == 0) {
            return engine.in("DeepLinkUse", token, "channel=WEB", "origin=monitor:m");
        }
        final List<Outcome> pending = engine.view(View.PENDING);
        final long trade = pending.isEmpty()
                ? trade(move.a)
                : pending.get(move.a % pending.size()).id("tradeId");
        return engine.in("DeepLinkIssue", "tradeId=" + trade, token, "origin=monitor:m");
    }

    private Said seldom(final Move move) {
        return switch (move.a % 4) {
            case 0 -> engine.in(
                    "IntegrityViolation",
                    "tradeId=" + trade(move.b),
                    "store=sql",
                    "expectedHash=" + "aa".repeat(32),
                    "foundHash=" + "bb".repeat(32));
            case 1 -> engine.in("StrategyEnable", "strategyId=" + (1 + move.b % 3), "operatorId=alice", "reason=x");
            default -> engine.in("StrategyHeartbeat", "strategyId=" + (1 + move.b % 3));
        };
    }
}
