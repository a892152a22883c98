package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.OpenOrderDecoder;
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
    static final class Close extends Counted {
        final String symbol;
        final TradingMode mode;
        final Side side;
        final long quantityE8;
        /** A full report of orders has lacked it, which may have ended it (E-2). */
        boolean lacked;

        Close(final String symbol, final TradingMode mode, final Side side, final long quantityE8) {
            this.symbol = symbol;
            this.mode = mode;
            this.side = side;
            this.quantityE8 = quantityE8;
        }
    }

    /** An execution that was told. */
    private static final class Execution {
        private final long quantityE8;
        private final long priceE8;
        private boolean owned;

        private Execution(final long quantityE8, final long priceE8) {
            this.quantityE8 = quantityE8;
            this.priceE8 = priceE8;
        }
    }

    private final Facts facts;
    private final Glance glance;
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<Long, Close> closes = new HashMap<>();
    private final Map<Long, Close> openCloses = new HashMap<>();
    private final Map<String, Execution> executions = new HashMap<>();
    private final Set<Long> listed = new HashSet<>();
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
        return positions.entrySet().stream()
                .anyMatch(held -> !Glance.isPaper(held.getKey())
                        && Math.abs(held.getValue()) > facts.config.reconcile().toleranceE8());
    }

    /** Which position the present execution moved, null if none. */
    String movedKey() {
        return movedKey;
    }

    boolean isFlat(final long toleranceE8) {
        return open(toleranceE8) == 0;
    }

    /** How many positions are open, those within the tolerance aside; nobody reports paper, so it has none (E-2). */
    int open(final long toleranceE8) {
        return (int) positions.entrySet().stream()
                .filter(held -> Math.abs(held.getValue()) > toleranceE8)
                .count();
    }

    Map<Long, Close> openCloses() {
        return openCloses;
    }

    /** Unfilled quantity of everything that works on a side. */
    long working(final String symbol, final TradingMode mode, final Side side) {
        long sum = 0;
        for (final TradeModel trade : facts.unfinished.values()) {
            if (trade.works() && trade.side == side && trade.mode == mode && trade.symbol.equals(symbol)) {
                sum += trade.remainingE8();
            }
        }
        for (final Close close : openCloses.values()) {
            if (!close.lacked && close.side == side && close.mode == mode && close.symbol.equals(symbol)) {
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
            takeCredit(seen, glance.positions());
            findNoRoom();
        } else if (seen.inputType == 107 && seen.role == Role.BROKER) {
            listed(seen.openOrder);
        } else if (seen.inputType == 180) {
            // a report that was under way is void
            listed.clear();
        }
    }

    private static boolean isWellFormed(final ExecutionReportDecoder in) {
        return Market.isSymbol(in.symbol())
                && in.lastQuantity() >= 0
                && in.leavesQuantity() >= 0
                && (in.cumQuantity() == NO_CUM || in.cumQuantity() >= 0);
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 200 -> amended(seen);
            case 213 -> {
                if (!closes.containsKey(seen.close.commandId())) {
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
        final TradeModel trade = facts.trades.get(seen.decision.tradeId());
        trade.amends++;
        trade.amendE8 = seen.intent.quantity();
        trade.amendedE8 = Math.max(trade.amendedE8, trade.amendE8);
    }

    /** A full report of orders that lacks a close may end it. */
    private void listed(final OpenOrderDecoder in) {
        listed.add(in.commandId());
        if (in.last() == Bool.TRUE) {
            openCloses.forEach((id, close) -> close.lacked |= !listed.contains(id));
            listed.clear();
        }
    }

    private void executed(final ExecutionReportDecoder in) {
        final Close close = in.tradeId() == 0 ? closes.get(in.commandId()) : null;
        final TradeModel trade = facts.trades.get(in.tradeId());
        if (close != null && isOf(in, close.symbol, close.mode, close.side)) {
            move(close.symbol, close.mode, close.side, counted(in, close, close.mode));
            if (isEnd(in.status())) {
                openCloses.remove(in.commandId());
            }
        } else if (trade != null && isOf(in, trade.symbol, trade.mode, trade.side)) {
            final long before = trade.filledE8;
            move(trade.symbol, trade.mode, trade.side, counted(in, trade, trade.mode));
            if (trade.filledE8 > before) {
                trade.average(trade.filledE8 - before, in.lastPrice());
            }
            trade.reported = true;
            answerAmend(trade, in);
        } else {
            final boolean named = in.tradeId() != 0 || in.commandId() != ExecutionReportDecoder.commandIdNullValue();
            final TradingMode mode =
                    named && in.tradingMode() == TradingMode.PAPER ? TradingMode.PAPER : TradingMode.LIVE;
            move(in.symbol(), mode, in.side(), counted(in, null, mode));
        }
    }

    private static boolean isOf(
            final ExecutionReportDecoder in, final String symbol, final TradingMode mode, final Side side) {
        return symbol.equals(in.symbol())
                && (in.tradingMode() == TradingMode.NULL_VAL || in.tradingMode() == mode)
                && (in.lastQuantity() == 0 || in.side() == side);
    }

    /** By how much the book moves, what reports brought in ahead aside. */
    private long counted(final ExecutionReportDecoder in, final Counted order, final TradingMode mode) {
        long quantity = in.lastQuantity();
        long owned = 0;
        boolean fresh = false;
        if (quantity > 0) {
            in.sbeRewind();
            final String key = Glance.key(in.symbol(), mode) + in.side() + in.execId();
            final Execution known = executions.get(key);
            if (known == null) {
                fresh = true;
                final Execution execution = new Execution(quantity, in.lastPrice());
                execution.owned = order != null;
                executions.put(key, execution);
            } else if (known.quantityE8 != quantity || known.priceE8 != in.lastPrice()) {
                quantity = 0;
            } else if (order != null && !known.owned) {
                known.owned = true;
                owned = quantity;
            }
        }
        if (order == null) {
            return fresh ? quantity : 0;
        }
        final long executed = fresh || owned > 0 ? quantity : 0;
        final long more = order.count(executed, in.cumQuantity() == NO_CUM ? -1 : in.cumQuantity());
        if (more > executed) {
            credit.merge(
                    Glance.key(in.symbol(), mode) + (in.side() == Side.BUY ? "+" : "-"), more - executed, Long::sum);
        }
        return Math.max(0, more - owned);
    }

    private static boolean isEnd(final ExecutionStatus status) {
        return switch (status) {
            case FILLED, CANCELLED, REJECTED, EXPIRED, COMMAND_REJECTED -> true;
            case NEW, PARTIAL, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED, NULL_VAL -> false;
        };
    }

    private static void answerAmend(final TradeModel trade, final ExecutionReportDecoder in) {
        final boolean replaced = in.status() == ExecutionStatus.REPLACED;
        if (replaced && trade.works()) {
            trade.toldE8 = in.leavesQuantity() + (in.cumQuantity() == NO_CUM ? 0 : in.cumQuantity());
        }
        if (trade.amends == 0 || !trade.works() || !replaced && in.status() != ExecutionStatus.REPLACE_REJECTED) {
            return;
        }
        trade.amends--;
        if (replaced) {
            trade.quantityE8 = trade.amendE8;
        }
        if (trade.amends == 0) {
            trade.amendedE8 = 0;
        }
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
    private void takeCredit(final Seen seen, final Map<String, Long> theirs) {
        final long moved = theirs.getOrDefault(movedKey, 0L) - adjustedNow(seen);
        final long shown = positions.getOrDefault(movedKey, 0L) - moved;
        if (movedBy == 0 || shown == 0 || Long.signum(shown) != Long.signum(movedBy)) {
            return;
        }
        final String side = movedKey + (movedBy > 0 ? "+" : "-");
        final long known = credit.getOrDefault(side, 0L);
        if (Math.abs(shown) <= Math.min(known, Math.abs(movedBy))) {
            credit.put(side, known - Math.abs(shown));
            set(movedKey, moved);
        }
    }

    /** What a report adjusts in the same record comes after the fill. */
    private long adjustedNow(final Seen seen) {
        long sum = 0;
        seen.rewind();
        while (seen.next()) {
            if (seen.type == 215 && seen.adjusted.symbol().equals(movedKey)) {
                sum += seen.adjusted.toQuantity() - seen.adjusted.fromQuantity();
            }
        }
        seen.rewind();
        return sum;
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
