package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Positions are the sum of counted executions and adjustments (H-3a, R-4); what works, works until its end. */
final class PositionInvariant extends Invariant {
    private static final long NO_CUM = ExecutionReportDecoder.cumQuantityNullValue();
    private static final int LOOK_EVERY = 16;

    /** A ClosePosition that was sent. */
    static final class Close {
        final String symbol;
        final TradingMode mode;
        final Side side;
        final long quantityE8;
        long filledE8;

        Close(final String symbol, final TradingMode mode, final Side side, final long quantityE8) {
            this.symbol = symbol;
            this.mode = mode;
            this.side = side;
            this.quantityE8 = quantityE8;
        }
    }

    private final Facts facts;
    private final Glance glance;
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<Long, Close> closes = new HashMap<>();
    private final Map<Long, Close> openCloses = new HashMap<>();
    private final Map<Long, Set<String>> executions = new HashMap<>();
    private final Map<String, Long> credit = new HashMap<>();
    private String movedKey;
    private long movedBy;

    PositionInvariant(final Facts facts, final Glance glance) {
        this.facts = facts;
        this.glance = glance;
    }

    /** Signed position. */
    long of(final String symbol, final TradingMode mode) {
        return positions.getOrDefault(Glance.key(symbol, mode), 0L);
    }

    long of(final String key) {
        return positions.getOrDefault(key, 0L);
    }

    /** Whether any live position is open. */
    boolean isLive() {
        return !positions.keySet().stream().allMatch(Glance::isPaper);
    }

    /** Which position the present execution moved, null if none. */
    String movedKey() {
        return movedKey;
    }

    boolean isFlat() {
        return positions.isEmpty();
    }

    int open() {
        return positions.size();
    }

    Map<Long, Close> openCloses() {
        return openCloses;
    }

    /** Unfilled quantity of everything that works on a side. */
    long working(final String symbol, final TradingMode mode, final Side side) {
        long sum = 0;
        for (final Trade trade : facts.unfinished.values()) {
            if (trade.works() && trade.side == side && trade.mode == mode && trade.symbol.equals(symbol)) {
                sum += trade.remainingE8();
            }
        }
        for (final Close close : openCloses.values()) {
            if (close.side == side && close.mode == mode && close.symbol.equals(symbol)) {
                sum += Math.max(0, close.quantityE8 - close.filledE8);
            }
        }
        return sum;
    }

    @Override
    void input(final Seen seen) {
        movedKey = null;
        movedBy = 0;
        if (seen.inputType == 105 && seen.role == Role.BROKER && isWellFormed(seen.execution)) {
            executed(seen.execution);
            takeCredit(glance.positions());
            findNoRoom();
        }
    }

    private static boolean isWellFormed(final ExecutionReportDecoder in) {
        return Market.isSymbol(in.symbol())
                && in.lastQuantity() >= 0
                && in.lastPrice() >= 0
                && in.leavesQuantity() >= 0
                && (in.cumQuantity() == NO_CUM || in.cumQuantity() >= 0);
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 200 -> amended(seen);
            case 213 -> {
                if (seen.close.attempt() == 1) {
                    final Close close = new Close(
                            seen.close.symbol(), seen.close.tradingMode(), seen.close.side(), seen.close.quantity());
                    closes.put(seen.close.commandId(), close);
                    openCloses.put(seen.close.commandId(), close);
                }
            }
            case 215 -> {
                final String key = seen.adjusted.symbol();
                final long from = seen.adjusted.fromQuantity();
                hold(
                        positions.getOrDefault(key, 0L) == from,
                        "An adjustment begins with the position (R-4)",
                        "%s was %d, says %d",
                        key,
                        positions.getOrDefault(key, 0L),
                        from);
                final long delta = seen.adjusted.toQuantity() - from;
                set(key, seen.adjusted.toQuantity());
                credit.merge(key + (delta > 0 ? "+" : "-"), Math.abs(delta), Long::sum);
            }
            default -> {
                // moves nothing
            }
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.inputType == 105 || seen.inputType == 106 || seen.sequence % LOOK_EVERY == 0) {
            compare(machine);
        }
    }

    private void amended(final Seen seen) {
        if (seen.decision.action() != ActionType.AMEND
                || seen.decision.verdict() != Verdict.ALLOW
                || seen.decision.repeat() == Bool.TRUE) {
            return;
        }
        final Trade trade = facts.trades.get(seen.decision.tradeId());
        trade.amends++;
        trade.amendE8 = seen.intent.quantity();
        trade.countedE8 = Math.max(trade.countedE8, trade.amendE8);
    }

    private void executed(final ExecutionReportDecoder in) {
        final long commandId = in.commandId() == ExecutionReportDecoder.commandIdNullValue() ? 0 : in.commandId();
        final Close close = closes.get(commandId);
        final Trade trade = close == null && in.tradeId() != 0 ? facts.trades.get(in.tradeId()) : null;
        final long subject = close != null ? commandId : in.tradeId() != 0 ? in.tradeId() : commandId;
        in.sbeRewind();
        final boolean repeated =
                !executions.computeIfAbsent(subject, key -> new HashSet<>()).add(in.execId());
        final long before = close != null ? close.filledE8 : trade != null ? trade.filledE8 : 0;
        final boolean fills = in.status() == ExecutionStatus.PARTIAL || in.status() == ExecutionStatus.FILLED;
        // what a cumulative quantity of an order nobody knows adds to is not known
        final boolean known = close != null || trade != null;
        final long filled = known && in.cumQuantity() != NO_CUM
                ? Math.max(0, in.cumQuantity() - before)
                : fills && !repeated ? in.lastQuantity() : 0;
        if (repeated && filled == 0) {
            return;
        }
        if (close != null) {
            move(close.symbol, close.mode, close.side, filled);
            close.filledE8 += filled;
            if (isEnd(in.status())) {
                openCloses.remove(commandId);
            }
        } else if (trade != null) {
            move(trade.symbol, trade.mode, trade.side, filled);
            trade.fill(filled, in.lastPrice());
            trade.reported = true;
            answerAmend(trade, in);
        } else {
            final boolean paper = subject != 0 && in.tradingMode() == TradingMode.PAPER;
            move(in.symbol(), paper ? TradingMode.PAPER : TradingMode.LIVE, in.side(), filled);
        }
    }

    private static boolean isEnd(final ExecutionStatus status) {
        return switch (status) {
            case FILLED, CANCELLED, REJECTED, EXPIRED, COMMAND_REJECTED -> true;
            case NEW, PARTIAL, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED, NULL_VAL -> false;
        };
    }

    private static void answerAmend(final Trade trade, final ExecutionReportDecoder in) {
        final boolean replaced = in.status() == ExecutionStatus.REPLACED;
        if (trade.amends == 0 || !trade.works() || !replaced && in.status() != ExecutionStatus.REPLACE_REJECTED) {
            return;
        }
        trade.amends--;
        if (replaced) {
            trade.quantityE8 = trade.filledE8 + in.leavesQuantity();
        }
        trade.countedE8 = trade.amends == 0 ? trade.quantityE8 : Math.max(trade.countedE8, trade.quantityE8);
    }

    private void move(final String symbol, final TradingMode mode, final Side side, final long filledE8) {
        movedKey = Glance.key(symbol, mode);
        movedBy = side == Side.BUY ? filledE8 : -filledE8;
        set(movedKey, positions.getOrDefault(movedKey, 0L) + movedBy);
    }

    private void set(final String key, final long quantityE8) {
        if (quantityE8 == 0) {
            positions.remove(key);
        } else {
            positions.put(key, quantityE8);
        }
    }

    /** A fill that an adjustment had already shown does not move the position again, and no more than it showed. */
    private void takeCredit(final Map<String, Long> theirs) {
        final long shown = positions.getOrDefault(movedKey, 0L) - theirs.getOrDefault(movedKey, 0L);
        if (movedBy == 0 || shown == 0 || Long.signum(shown) != Long.signum(movedBy)) {
            return;
        }
        final String side = movedKey + (movedBy > 0 ? "+" : "-");
        final long known = credit.getOrDefault(side, 0L);
        if (Math.abs(shown) <= Math.min(known, Math.abs(movedBy))) {
            credit.put(side, known - Math.abs(shown));
            set(movedKey, theirs.getOrDefault(movedKey, 0L));
        }
    }

    /** A fill that finds no place in a table full of symbols that must stay is said to be unknown. */
    private void findNoRoom() {
        final Map<String, Long> theirs = glance.positions();
        final boolean full = facts.config.capacity().symbols() < Market.ALL.size();
        if (movedBy != 0
                && full
                && theirs.getOrDefault(movedKey, 0L) + movedBy == positions.getOrDefault(movedKey, 0L)
                && (glance.status().causes().getRaw() >> ReasonCode.POSITION_UNKNOWN.value() & 1) != 0) {
            set(movedKey, theirs.getOrDefault(movedKey, 0L));
        }
    }

    private void compare(final Glance machine) {
        final Map<String, Long> theirs = machine.positions();
        hold(
                theirs.equals(positions),
                "Position is the sum of counted executions and adjustments (H-3a, R-4)",
                "is %s, should be %s, credit %s",
                theirs,
                positions,
                credit);
    }
}
