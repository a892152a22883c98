package io.sluice.control.desk;

import io.sluice.codec.Code;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.account.AccountBook;
import io.sluice.control.account.PositionKeeper;
import io.sluice.control.image.Image;
import io.sluice.control.step.Alerts;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.ExecutionMemory;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Counts what a report fills, of a trade, a close or no order, and moves the book by it (H-3a). An execution is
 * known by trading mode, symbol, side and execId; it moves the book once, whichever order a repeat names.
 */
final class FillCounter {
    private static final long NO_CUM = ExecutionReportDecoder.cumQuantityNullValue();

    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CloseBook closes;
    private final PositionKeeper keeper;
    private final AccountBook account;
    private final Alerts alerts;
    private final ExecutionMemory memory;
    private boolean repeat;

    FillCounter(
            final InstrumentBook instruments,
            final TradeBook trades,
            final CloseBook closes,
            final PositionKeeper keeper,
            final AccountBook account,
            final Alerts alerts) {
        this.instruments = instruments;
        this.trades = trades;
        this.closes = closes;
        this.keeper = keeper;
        this.account = account;
        this.alerts = alerts;
        memory = new ExecutionMemory(this::isLiving);
    }

    private boolean isLiving(final long order) {
        if (order == ExecutionMemory.NONE) {
            return false;
        }
        final Close close = closes.firstOpen() == null ? null : closes.find(order);
        return close == null ? trades.isUnfinished(order) : !close.isEnded();
    }

    /** Whether the last report told of an execution that was known, and nothing about it is new. */
    boolean isRepeat() {
        return repeat;
    }

    /** Counts a report; returns by how much the book moves, notes that it uses up included. */
    long count(
            final VenueOrder<?> order,
            final ExecutionReportDecoder in,
            final int symbolOffset,
            final UnsafeBuffer execId) {
        final TradingMode mode = order != null ? order.mode() : modeOfNobody(in);
        long quantity = in.lastQuantity();
        long owned = 0;
        boolean fresh = false;
        repeat = false;
        if (quantity > 0) {
            final long print = ExecutionMemory.print(mode, in.buffer(), symbolOffset, in.side(), execId);
            final int known = memory.find(print);
            if (known < 0) {
                fresh = true;
                memory.add(print, quantity, in.lastPrice(), order == null ? ExecutionMemory.NONE : order.id());
            } else {
                repeat = true;
                if (!memory.isSame(known, quantity, in.lastPrice())) {
                    conflict(order, in, symbolOffset, quantity);
                    quantity = 0;
                } else if (order != null && memory.order(known) == ExecutionMemory.NONE) {
                    // booked without its order before: it is counted there, and the book does not move again
                    memory.order(known, order.id());
                    owned = quantity;
                    repeat = false;
                }
            }
        }
        if (order == null) {
            return fresh ? move(positionOf(mode, in, symbolOffset), null, in, quantity) : 0;
        }
        final long more = counted(order, fresh || owned > 0 ? quantity : 0, in, symbolOffset);
        return more > owned ? move(positionOf(order), order, in, more - owned) : 0;
    }

    /** Account facts are live; only what names a trade or a command can be of paper (P-3). */
    private static TradingMode modeOfNobody(final ExecutionReportDecoder in) {
        final boolean named = in.tradeId() != 0 || in.commandId() != ExecutionReportDecoder.commandIdNullValue();
        return named && in.tradingMode() == TradingMode.PAPER ? TradingMode.PAPER : TradingMode.LIVE;
    }

    private long counted(
            final VenueOrder<?> order, final long executedE8, final ExecutionReportDecoder in, final int symbolOffset) {
        if (order.isBeyond(executedE8)) {
            keeper.unknown();
        }
        final long cumulated = in.cumQuantity() == NO_CUM ? VenueOrder.NO_COUNT : in.cumQuantity();
        final long more = order instanceof Trade trade
                ? trades.count(trade, executedE8, cumulated, in.lastPrice())
                : closes.count((Close) order, executedE8, cumulated);
        if (cumulated != VenueOrder.NO_COUNT && order.cutExecutions()) {
            conflict(order, in, symbolOffset, executedE8);
        }
        return more;
    }

    private void conflict(
            final VenueOrder<?> order, final ExecutionReportDecoder in, final int symbolOffset, final long quantityE8) {
        alerts.raise(Code.EXECUTION_CONFLICT, order == null ? 0 : order.id(), in.buffer(), symbolOffset, quantityE8);
    }

    private Position positionOf(final VenueOrder<?> order) {
        if (order.position() != null) {
            return order.position();
        }
        final Instrument instrument = instruments.findOrAdd(order.symbol(), 0);
        return instrument == null ? null : instrument.position(order.mode());
    }

    private Position positionOf(final TradingMode mode, final ExecutionReportDecoder in, final int symbolOffset) {
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
        return instrument == null ? null : instrument.position(mode);
    }

    /** A fill is a fact also where its symbol finds no place: then the position is not known (G-5). */
    private long move(
            final Position position,
            final VenueOrder<?> order,
            final ExecutionReportDecoder in,
            final long quantityE8) {
        if (position == null) {
            keeper.unknown();
            return quantityE8;
        }
        // what an order fills is on its own side, whatever a report says
        final Side side = order == null ? in.side() : order.side();
        final long moved = order == null ? account.beyondCounts(position, side, quantityE8) : quantityE8;
        if (moved > 0) {
            account.fill(position, order, side, moved, in.lastPrice(), moved == in.lastQuantity());
        }
        return moved;
    }

    /** A close has filled so much more: that much less is left of what an operator wanted closed (B-3). */
    void closed(final Close close, final long moreE8) {
        final Position position = moreE8 == 0 ? null : positionOf(close);
        if (position != null) {
            position.toCloseE8(Math.max(0, position.toCloseE8() - moreE8));
        }
    }

    /** A close fills: no attempt to close its position has failed, whichever close fills it. */
    void goesOn(final Close close) {
        final Position position = positionOf(close);
        if (position != null) {
            position.closing().goesOn();
        }
    }

    /** The venue works an order that it should not work. */
    void alive(final Trade trade) {
        trades.alive(trade, true, positionOf(trade));
    }

    /** Images which executions were counted. */
    void image(final Image image) {
        memory.image(image);
    }
}
