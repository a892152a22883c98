package io.sluice.sim;

import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.HashMap;
import java.util.Map;

/** How far executions have moved the book for each order of the venue: never further than it was filled (H-3a). */
final class Turns {
    private static final long NO_COMMAND = ExecutionReportDecoder.commandIdNullValue();

    private final Map<String, OrderAtVenue> byExecution = new HashMap<>();
    private final Map<Object, Long> movedE8 = new HashMap<>();
    private final Map<String, Long> book = new HashMap<>();
    private boolean givenUp;
    private boolean moved;

    void put(final VenueFill fill) {
        byExecution.putIfAbsent(key(fill.symbol(), fill.order().side, fill.execId()), fill.order());
    }

    /** Ids of executions mean nothing any more. */
    void giveUp() {
        givenUp = true;
    }

    /** A report has moved the book. */
    void adjusted(final String symbol, final long byE8) {
        book.merge(symbol, byE8, Long::sum);
    }

    /** Whether the record that was looked at last is one that moved the book by an execution. */
    boolean moves(final Seen seen) {
        return seen.inputType == 105 && moved;
    }

    /** A report of an execution, or a start. */
    void onRecord(final Seen seen, final Glance machine, final World world) {
        moved = false;
        final Map<String, Long> now = machine.positions();
        if (seen.inputType == 105 && seen.execution.tradingMode() != TradingMode.PAPER) {
            final String symbol = seen.execution.symbol();
            final Side side = seen.execution.side();
            final long delta = now.getOrDefault(symbol, 0L) - book.getOrDefault(symbol, 0L);
            moved = delta != 0;
            final OrderAtVenue order = moved && !givenUp ? orderOf(seen.execution, symbol, side, world) : null;
            if (order != null) {
                final Object whose = order.commandId == 0 ? order : order.commandId;
                final long sum = movedE8.merge(whose, side == Side.BUY ? delta : -delta, Long::sum);
                final long filled = world.live.venue().filledE8(order);
                Invariant.hold(
                        sum >= 0 && sum <= filled,
                        "No execution moves the book twice, nor by more than the venue filled (H-3a)",
                        "order %s of trade %d, command %d: book moved by %d, filled %d",
                        order.ref,
                        order.tradeId,
                        order.commandId,
                        sum,
                        filled);
            }
        }
        book.clear();
        book.putAll(now);
    }

    private OrderAtVenue orderOf(
            final ExecutionReportDecoder in, final String symbol, final Side side, final World world) {
        final long tradeId = in.tradeId();
        final long commandId = in.commandId();
        if (in.lastQuantity() > 0) {
            in.sbeRewind();
            final OrderAtVenue known = byExecution.get(key(symbol, side, in.execId()));
            if (known != null) {
                return known;
            }
        }
        return tradeId != 0
                ? world.live.venue().ofTrade(tradeId)
                : commandId != NO_COMMAND ? world.live.venue().ofCommand(commandId) : null;
    }

    private static String key(final String symbol, final Side side, final String execId) {
        return symbol + side + execId;
    }
}
