package io.sluice.control.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.account.AccountBook;
import io.sluice.control.account.PositionKeeper;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.command.Orders;
import io.sluice.control.image.Image;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;
import io.sluice.schema.SymbolForm;
import org.agrona.concurrent.UnsafeBuffer;

/** What brokers report of orders and commands: executions are facts, H-3 rules the state alone (H-3a). */
public final class Executions {
    private static final long NONE = ExecutionReportDecoder.commandIdNullValue();

    private final Step step;
    private final TradeBook trades;
    private final CloseBook closes;
    private final CommandBook commands;
    private final ForeignBook foreigns;
    private final BookState book;
    private final Alerts alerts;
    private final FillCounter fills;
    private final UnsafeBuffer execId = new UnsafeBuffer(0, 0);
    private ExecutionReportDecoder in;
    private int symbolOffset;

    /** @param account moves by what fills. */
    public Executions(
            final Step step,
            final Orders orders,
            final PositionKeeper keeper,
            final AccountBook account,
            final BookState book,
            final Alerts alerts) {
        this.step = step;
        trades = orders.trades();
        closes = orders.closes();
        commands = orders.commands();
        foreigns = orders.foreigns();
        this.book = book;
        this.alerts = alerts;
        fills = new FillCounter(orders.instruments(), trades, closes, keeper, account, alerts);
    }

    /** A report of an order or a command. */
    public Code onReport(final ExecutionReportDecoder report) {
        in = report;
        symbolOffset = in.offset() + ExecutionReportDecoder.symbolEncodingOffset();
        in.wrapExecId(execId);
        final int wrong = wrongField();
        if (wrong != 0) {
            return step.malformed(wrong);
        }
        final Command command = in.commandId() == NONE ? null : commands.find(in.commandId());
        final VenueOrder<?> order = orderOf(command);
        if (order instanceof Close close) {
            ofClose(close, command);
        } else if (order instanceof Trade trade) {
            ofTrade(trade);
            ofCancel(trade, command);
        } else {
            ofNobody(command);
            ofCancel(null, command);
        }
        return Code.OK;
    }

    private int wrongField() {
        if (!SymbolForm.isSound(in.buffer(), symbolOffset)) {
            return ExecutionReportDecoder.symbolId();
        }
        if (in.lastQuantity() < 0) {
            return ExecutionReportDecoder.lastQuantityId();
        }
        if (in.leavesQuantity() < 0) {
            return ExecutionReportDecoder.leavesQuantityId();
        }
        if (in.cumQuantity() != ExecutionReportDecoder.cumQuantityNullValue() && in.cumQuantity() < 0) {
            return ExecutionReportDecoder.cumQuantityId();
        }
        return in.lastQuantity() > 0 && execId.capacity() == 0 ? ExecutionReportDecoder.execIdId() : 0;
    }

    /**
     * The trade that is named, or the order of the command that is answered. None if it is of another symbol or mode,
     * or if the other side was filled: a purchase is no part of a sale.
     */
    private VenueOrder<?> orderOf(final Command command) {
        VenueOrder<?> order = null;
        if (in.tradeId() != 0) {
            order = trades.find(in.tradeId());
        } else if (command != null && command.trade() != null) {
            order = command.trade();
        } else if (in.commandId() != NONE) {
            order = closes.find(in.commandId());
        }
        return order == null || !isOf(order) ? null : order;
    }

    private boolean isOf(final VenueOrder<?> order) {
        final TradingMode mode = in.tradingMode() == TradingMode.NULL_VAL ? order.mode() : in.tradingMode();
        return order.isOf(mode, in.buffer(), symbolOffset) && (in.lastQuantity() == 0 || in.side() == order.side());
    }

    private boolean isTerminal() {
        return switch (in.status()) {
            case FILLED, CANCELLED, REJECTED, EXPIRED -> true;
            case NEW, PARTIAL, CANCEL_REJECTED, COMMAND_REJECTED, REPLACED, REPLACE_REJECTED, NULL_VAL -> false;
        };
    }

    private boolean isRefusal() {
        return in.status() == ExecutionStatus.CANCEL_REJECTED || in.status() == ExecutionStatus.COMMAND_REJECTED;
    }

    private boolean isSignOfLife() {
        return in.status() == ExecutionStatus.NEW
                || in.status() == ExecutionStatus.PARTIAL
                || in.status() == ExecutionStatus.REPLACED;
    }

    // ---- trades

    private void ofTrade(final Trade trade) {
        final boolean wasEnded = trade.isEnded();
        final long filled = fills.count(trade, in, symbolOffset, execId);
        trade.reported |= !wasEnded;
        if (!trade.isAccepted()) {
            ofUnaccepted(trade, filled);
            return;
        }
        if (filled > 0 && wasEnded) {
            irregular(Code.LATE_FILL, trade, filled);
        }
        if (filled > 0 && trade.filledE8() > Math.max(trade.quantityE8(), trade.amendedE8())) {
            irregular(Code.OVERFILL, trade, filled);
        }
        if (!wasEnded && (filled > 0 || isSignOfLife())) {
            trade.signOfLife(step.nowNs());
        }
        if (wasEnded) {
            ofEnded(trade, filled);
        } else {
            ofWorking(trade);
        }
    }

    private void ofWorking(final Trade trade) {
        switch (in.status()) {
            case NEW, PARTIAL, CANCEL_REJECTED, COMMAND_REJECTED -> {
                // whether something is left is looked at below
            }
            case FILLED -> end(trade, Code.BROKER_FILLED);
            case CANCELLED -> end(trade, Code.BROKER_CANCELLED);
            case EXPIRED -> end(trade, Code.BROKER_EXPIRED);
            case REJECTED -> end(trade, Code.BROKER_REJECTED);
            case REPLACED -> replaced(trade);
            case REPLACE_REJECTED -> trades.answered(trade);
            case NULL_VAL -> step.refuse(Code.MALFORMED);
        }
        // any report may bring the last fill, a refused cancel that came too late above all
        final boolean nothingLeft = trade.filledE8() >= trade.quantityE8() && in.leavesQuantity() == 0;
        if (trade.isWorking() && nothingLeft && in.status() != ExecutionStatus.REPLACED) {
            end(trade, Code.BROKER_FILLED);
        }
    }

    /** What is left may be short of fills under way: the total stays the amend's. More than was asked is cancelled. */
    private void replaced(final Trade trade) {
        final long cumulatedE8 =
                in.cumQuantity() == ExecutionReportDecoder.cumQuantityNullValue() ? 0 : in.cumQuantity();
        final long toldE8 = in.leavesQuantity() + cumulatedE8;
        if (toldE8 > trade.mayReachE8()) {
            alerts.raise(Code.OVERSIZE_REPLACED, trade.id(), trade.symbol(), 0, toldE8);
            trades.wantCancelled(trade);
        }
        trades.replaced(trade, toldE8);
    }

    /** FILLED when nothing is left or the rest ends after a partial fill, CANCELLED when nothing was filled (H-3). */
    private void end(final Trade trade, final Code reason) {
        final boolean anything = trade.filledE8() > 0 || in.status() == ExecutionStatus.FILLED;
        trades.tryMove(trade, anything ? TradeState.FILLED : TradeState.CANCELLED, reason, Channel.NULL_VAL);
        if (in.status() == ExecutionStatus.CANCELLED && trade.cancelling().commandId() != 0) {
            book.cancelled();
        }
    }

    /** The broker works, or filled, an order that nobody accepted: it is a fact, and it is cancelled (H-3a). */
    private void ofUnaccepted(final Trade trade, final long filled) {
        final boolean wasAlive = trade.isAlive();
        if (filled > 0 || isSignOfLife() && !wasAlive) {
            irregular(Code.UNAPPROVED_ORDER, trade, filled);
            fills.alive(trade);
        }
        if (isTerminal()) {
            endAlive(trade, filled);
        }
    }

    /**
     * A fill that ends it gets its cancel too, unless the link is down, which carries nothing: an adapter that was told
     * never places the order afterwards.
     */
    private void endAlive(final Trade trade, final long filled) {
        trades.confirmEnd(trade);
        final Command cancel = commands.find(trade.cancelling().commandId());
        if (filled > 0 && cancel == null) {
            if (book.isLinkUp() || trade.mode() != TradingMode.LIVE) {
                commands.cancel(trade);
            }
        } else if (filled == 0 && cancel != null) {
            commands.end(cancel);
        }
    }

    private void ofEnded(final Trade trade, final long filled) {
        final boolean open = trade.isAlive() || trade.isEndInferred();
        if (isTerminal()) {
            trades.confirmEnd(trade);
        } else if (isSignOfLife() && trade.isEndInferred() && !trade.isAlive()) {
            fills.alive(trade);
            irregular(Code.ENDED_ORDER_WORKS, trade, trade.remainingE8());
        }
        final boolean asksNothing = isRefusal() || in.status() == ExecutionStatus.REPLACE_REJECTED;
        if (filled > 0 || asksNothing || open || trade.isAlive()) {
            return;
        }
        if (fills.isRepeat()) {
            step.noEffect();
        } else {
            step.refuse(Code.SEC_030);
        }
    }

    private void irregular(final Code code, final Trade trade, final long quantityE8) {
        alerts.raise(code, trade.id(), trade.symbol(), 0, quantityE8);
        step.refuse(Code.SEC_030);
    }

    // ---- commands

    /** An answer to a cancel ends the cancel; what becomes of the order was looked at before (H-3b). */
    private void ofCancel(final Trade trade, final Command command) {
        // what it did to the order may have ended the cancel already
        if (command != null && command.isCancel() && commands.find(in.commandId()) == command) {
            if (isRefusal()) {
                commands.fail(command);
            } else if (isTerminal()) {
                answered(command);
            }
        }
        // only a report can say again that it works
        final boolean refused = isRefusal() && in.commandId() != NONE;
        if (refused && trade != null && trade.isEnded() && !trade.isEndInferred()) {
            trades.alive(trade, false, null);
        }
    }

    private void answered(final Command cancel) {
        if (cancel.foreign() != null) {
            if (in.status() == ExecutionStatus.CANCELLED) {
                book.cancelled();
            }
            commands.end(cancel);
            foreigns.remove(cancel.foreign());
        } else {
            commands.end(cancel);
        }
    }

    private void ofClose(final Close close, final Command command) {
        final boolean open = command != null || close.isAlive() || close.isEndInferred();
        final long before = close.filledE8();
        final long filled = fills.count(close, in, symbolOffset, execId);
        fills.closed(close, close.filledE8() - before);
        final boolean ends = isTerminal() || in.status() == ExecutionStatus.COMMAND_REJECTED;
        if (ends && command != null) {
            end(close, command);
        } else if (ends) {
            closes.end(close, false);
        } else if (filled > 0) {
            close.signOfLife(step.nowNs());
            fills.goesOn(close);
        }
        if (!open && filled == 0 && fills.isRepeat()) {
            step.noEffect();
        }
    }

    private void end(final Close close, final Command command) {
        final boolean full = close.filledE8() >= close.quantityE8();
        final var attempts = command.attempts();
        if (close.filledE8() > 0) {
            attempts.forget();
        }
        if (full) {
            commands.end(command);
        } else {
            commands.fail(command);
        }
        if (close.filledE8() > 0) {
            attempts.forget();
        }
        closes.end(close, false);
    }

    /** An order or command that is not known here: a fill moves the position all the same. */
    private void ofNobody(final Command command) {
        final long filled = fills.count(null, in, symbolOffset, execId);
        if (filled == 0 && fills.isRepeat() && command == null) {
            step.noEffect();
            return;
        }
        if (in.tradeId() != 0) {
            alerts.raise(Code.UNKNOWN_ORDER, in.tradeId(), in.buffer(), symbolOffset, filled);
            step.refuse(Code.UNKNOWN_TRADE);
        } else if (in.commandId() != NONE && command == null) {
            step.refuse(commands.hasEnded(in.commandId()) ? Code.COMMAND_ENDED : Code.COMMAND_UNKNOWN);
        }
    }

    /** Images which executions were counted. */
    public void image(final Image image) {
        fills.image(image);
    }
}
