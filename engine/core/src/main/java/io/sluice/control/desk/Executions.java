package io.sluice.control.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradeSettledDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.config.Settings;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.image.Image;
import io.sluice.control.lockout.LockoutDesk;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.recovery.PositionKeeper;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.ExecutionMemory;
import io.sluice.control.trade.FilledMemory;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.concurrent.UnsafeBuffer;

/** What brokers report of orders and commands: executions are facts, H-3 rules the state alone (H-3a). */
public final class Executions {
    private static final long NONE = ExecutionReportDecoder.cumQuantityNullValue();

    private final Settings settings;
    private final Step step;
    private final CauseBook causes;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CommandBook commands;
    private final PositionKeeper keeper;
    private final EmergencyStop emergency;
    private final Alerts alerts;
    private final ExecutionMemory memory;
    private final FilledMemory endedCloses = new FilledMemory();
    private final LockoutDesk lockouts;
    private final UnsafeBuffer execId = new UnsafeBuffer(0, 0);
    private ExecutionReportDecoder in;
    private int symbolOffset;
    private boolean repeated;

    /** @param keeper moves the positions. */
    public Executions(
            final Settings settings,
            final Step step,
            final CauseBook causes,
            final InstrumentBook instruments,
            final TradeBook trades,
            final CommandBook commands,
            final PositionKeeper keeper,
            final EmergencyStop emergency,
            final Alerts alerts,
            final LockoutDesk lockouts) {
        this.lockouts = lockouts;
        this.settings = settings;
        this.step = step;
        this.causes = causes;
        this.instruments = instruments;
        this.trades = trades;
        this.commands = commands;
        this.keeper = keeper;
        this.emergency = emergency;
        this.alerts = alerts;
        this.memory = new ExecutionMemory(this::isLiving);
    }

    private boolean isLiving(final long subject) {
        return trades.isUnfinished(subject) || commands.find(subject) != null;
    }

    /** A report of an order or a command. */
    public Code onReport(final ExecutionReportDecoder report) {
        in = report;
        symbolOffset = in.offset() + ExecutionReportDecoder.symbolEncodingOffset();
        if (!isWellFormed()) {
            return Code.MALFORMED;
        }
        in.wrapExecId(execId);
        final Command command = in.commandId() == NONE ? null : commands.find(in.commandId());
        final Trade trade = in.tradeId() == 0 ? null : trades.find(in.tradeId());
        if (command != null && !command.isCancel()) {
            ofClose(command);
        } else if (trade != null) {
            ofTrade(trade, command);
        } else {
            ofNobody();
        }
        return Code.OK;
    }

    private boolean isWellFormed() {
        return InstrumentBook.isSymbol(in.buffer(), symbolOffset)
                && in.lastQuantity() >= 0
                && in.lastPrice() >= 0
                && in.leavesQuantity() >= 0
                && (in.cumQuantity() == NONE || in.cumQuantity() >= 0);
    }

    /** What of this report is new: by the cumulative quantity where there is one, else each execId once. */
    private long newlyFilled(final long subject, final long filledE8) {
        final long once = countedOnce(subject);
        return in.cumQuantity() == NONE ? once : Math.max(0, in.cumQuantity() - filledE8);
    }

    private long countedOnce(final long subject) {
        repeated = !memory.add(subject, execId);
        final boolean fill = in.status() == ExecutionStatus.PARTIAL || in.status() == ExecutionStatus.FILLED;
        return fill && !repeated ? in.lastQuantity() : 0;
    }

    /** A fill is a fact also where its symbol finds no place: then the position is not known (G-5). */
    private void move(final Instrument instrument, final TradingMode mode, final Side side, final long filledE8) {
        if (instrument == null) {
            causes.raise(ReasonCode.POSITION_UNKNOWN, CauseBook.EVENT);
        } else {
            keeper.fill(instrument.position(mode), side, filledE8, in.lastPrice());
        }
    }

    private void ofTrade(final Trade trade, final Command command) {
        final long filled = newlyFilled(trade.id(), trade.filledE8());
        if (repeated && filled == 0) {
            step.noEffect();
            return;
        }
        final TradeState before = trade.state();
        final boolean accepted = trade.isWorking() || trade.acceptedNs() != Long.MIN_VALUE;
        if (filled > 0) {
            move(instrumentOf(trade), trade.mode(), trade.side(), filled);
            trades.fill(trade, filled, in.lastPrice());
        }
        trade.reported = true;
        if (trade.filledE8() > trade.countedE8 && filled > 0 && before == TradeState.ACCEPTED) {
            irregular(Code.OVERFILL, trade, filled);
        }
        if (!accepted) {
            ofUnaccepted(trade, filled);
        } else if (before == TradeState.ACCEPTED) {
            ofWorking(trade, command);
        } else {
            ofEnded(trade, filled);
        }
    }

    private void ofWorking(final Trade trade, final Command command) {
        switch (in.status()) {
            case NEW, PARTIAL -> {
                // whether something is left is looked at below
            }
            case FILLED -> end(trade, Code.BROKER_FILLED);
            case CANCELLED -> end(trade, Code.BROKER_CANCELLED);
            case EXPIRED -> end(trade, Code.BROKER_EXPIRED);
            case REJECTED -> end(trade, Code.BROKER_REJECTED);
            case CANCEL_REJECTED, COMMAND_REJECTED -> {
                final Command cancel = command != null ? command : commands.find(trade.openCancelId());
                trade.cancelNotBeforeNs(
                        step.nowNs() + settings.get().emergency().retryNs());
                if (cancel != null) {
                    commands.end(cancel);
                }
            }
            case REPLACED -> trades.amended(trade, true, in.leavesQuantity());
            case REPLACE_REJECTED -> trades.amended(trade, false, 0);
            case NULL_VAL -> step.refuse(Code.MALFORMED);
        }
        // any report may bring the last fill, a refused cancel that came too late above all
        if (trade.isWorking() && trade.filledE8() > 0 && trade.remainingE8() == 0) {
            end(trade, Code.BROKER_FILLED);
        }
    }

    /** FILLED when nothing is left or the rest ends after a partial fill, CANCELLED when nothing was filled (H-3). */
    private void end(final Trade trade, final Code reason) {
        final boolean anything = trade.filledE8() > 0 || in.status() == ExecutionStatus.FILLED;
        trades.move(trade, anything ? TradeState.FILLED : TradeState.CANCELLED, reason, Channel.NULL_VAL);
        endCancel(trade);
        if (in.status() == ExecutionStatus.CANCELLED) {
            emergency.onCancelled();
        }
    }

    private void endCancel(final Trade trade) {
        final Command cancel = commands.find(trade.openCancelId());
        if (cancel != null) {
            commands.end(cancel);
        }
    }

    /** The broker works, or filled, an order that nobody accepted: it is a fact, and it is cancelled (H-3a). */
    private void ofUnaccepted(final Trade trade, final long filled) {
        final boolean works = in.status() == ExecutionStatus.NEW || in.status() == ExecutionStatus.PARTIAL;
        if (filled > 0 || works) {
            irregular(Code.UNAPPROVED_ORDER, trade, filled);
            commands.cancel(trade);
        }
        if (!works) {
            endCancel(trade);
        }
    }

    private void ofEnded(final Trade trade, final long filled) {
        if (filled > 0) {
            irregular(Code.LATE_FILL, trade, filled);
        } else if (!isRefusal()) {
            step.refuse(Code.SEC_030);
        }
    }

    /** A refused cancel or amend asks for no transition; that the order ended first is the usual reason for it. */
    private boolean isRefusal() {
        return in.status() == ExecutionStatus.CANCEL_REJECTED
                || in.status() == ExecutionStatus.COMMAND_REJECTED
                || in.status() == ExecutionStatus.REPLACE_REJECTED;
    }

    private void irregular(final Code code, final Trade trade, final long quantityE8) {
        alerts.raise(code, trade.id(), trade.symbol(), 0, quantityE8);
        step.refuse(Code.SEC_030);
    }

    private void ofClose(final Command command) {
        final long filled = newlyFilled(command.id(), command.filledE8());
        if (repeated && filled == 0) {
            step.noEffect();
            return;
        }
        final Position position = command.position();
        if (filled > 0) {
            keeper.fill(position, command.side(), filled, in.lastPrice());
            commands.fill(command, filled);
        }
        switch (in.status()) {
            case FILLED -> end(command);
            case CANCELLED, EXPIRED, REJECTED, COMMAND_REJECTED -> {
                position.closeNotBeforeNs(
                        step.nowNs() + settings.get().emergency().retryNs());
                end(command);
            }
            case NEW, PARTIAL, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED -> {
                // goes on working
            }
            case NULL_VAL -> step.refuse(Code.MALFORMED);
        }
    }

    private void end(final Command close) {
        endedCloses.put(close.id(), close.filledE8());
        commands.end(close);
    }

    /**
     * An order or command that is not known here: a fill moves the position all the same. What a cumulative quantity
     * adds to is not known, so that each execution counts for itself; only a close that has ended is still known.
     */
    private void ofNobody() {
        final long subject = in.tradeId() != 0 ? in.tradeId() : in.commandId() == NONE ? 0 : in.commandId();
        final long before = endedCloses.of(subject);
        final long filled = before == FilledMemory.UNKNOWN ? countedOnce(subject) : newlyFilled(subject, before);
        if (repeated && filled == 0) {
            step.noEffect();
            return;
        }
        if (before != FilledMemory.UNKNOWN) {
            endedCloses.put(subject, before + filled);
        }
        if (filled > 0) {
            final boolean paper = subject != 0 && in.tradingMode() == TradingMode.PAPER;
            move(
                    instruments.findOrAdd(in.buffer(), symbolOffset),
                    paper ? TradingMode.PAPER : TradingMode.LIVE,
                    in.side(),
                    filled);
        }
        if (in.tradeId() != 0) {
            alerts.raise(Code.UNKNOWN_ORDER, in.tradeId(), in.buffer(), symbolOffset, filled);
            step.refuse(Code.UNKNOWN_TRADE);
        } else if (in.commandId() != NONE) {
            step.refuse(Code.COMMAND_UNKNOWN);
        }
    }

    private Instrument instrumentOf(final Trade trade) {
        if (trade.instrument() != null) {
            return trade.instrument();
        }
        return instruments.findOrAdd(trade.symbol(), 0);
    }

    /** The position of a trade is closed (H-3). */
    public Code onClosed(final TradeClosedDecoder report) {
        final Code code = finish(report.tradeId(), TradeState.CLOSED, Code.BROKER_CLOSED);
        if (code == Code.OK && report.realizedPnl() != TradeClosedDecoder.realizedPnlNullValue()) {
            final Instrument instrument = instrumentOf(trades.find(report.tradeId()));
            if (instrument != null) {
                lockouts.onClosed(instrument, report.realizedPnl());
            }
        }
        return code;
    }

    /** A trade is settled (H-3). */
    public Code onSettled(final TradeSettledDecoder report) {
        return finish(report.tradeId(), TradeState.SETTLED, Code.BROKER_SETTLED);
    }

    private Code finish(final long tradeId, final TradeState state, final Code reason) {
        final Trade trade = trades.find(tradeId);
        if (trade == null) {
            return Code.UNKNOWN_TRADE;
        }
        return trades.move(trade, state, reason, Channel.NULL_VAL) ? Code.OK : Code.SEC_030;
    }

    /** Images which executions were counted. */
    public void image(final Image image) {
        memory.image(image);
        endedCloses.image(image);
    }
}
