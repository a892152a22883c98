package io.sluice.control.account;

import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.Foreign;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;
import io.sluice.schema.SymbolForm;
import org.agrona.concurrent.UnsafeBuffer;

/** Open-order reports: what lives, what ended unseen, what should not work, what is not ours. */
public final class OrderReports {
    /** Most orders that have ended here and are known to work at the venue; what is beyond waits for later reports. */
    public static final int MOST_ALIVE = 256;

    private final Settings settings;
    private final Step step;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CloseBook closes;
    private final CommandBook commands;
    private final ForeignBook foreigns;
    private final BookState book;
    private final Alerts alerts;
    private final ReportIds ids = new ReportIds();
    private final UnsafeBuffer orderRef = new UnsafeBuffer(0, 0);
    private int lines;
    private int endedLines;

    /** @param foreigns orders that are not ours. */
    public OrderReports(
            final Settings settings,
            final Step step,
            final InstrumentBook instruments,
            final TradeBook trades,
            final CloseBook closes,
            final CommandBook commands,
            final ForeignBook foreigns,
            final BookState book,
            final Alerts alerts) {
        this.settings = settings;
        this.step = step;
        this.instruments = instruments;
        this.trades = trades;
        this.closes = closes;
        this.commands = commands;
        this.foreigns = foreigns;
        this.book = book;
        this.alerts = alerts;
    }

    /** A line of a report; what it says counts once the report is complete. */
    public Code onLine(final OpenOrderDecoder in) {
        final int symbolOffset = in.offset() + OpenOrderDecoder.symbolEncodingOffset();
        final boolean named = in.buffer().getByte(symbolOffset) != 0;
        if (named && !SymbolForm.isSound(in.buffer(), symbolOffset)) {
            return step.malformed(OpenOrderDecoder.symbolId());
        }
        if (in.tradingMode() != TradingMode.NULL_VAL && in.tradingMode() != TradingMode.LIVE) {
            // paper lives from its executions alone (P-3)
            return step.malformed(OpenOrderDecoder.tradingModeId());
        }
        if (!named && namesOrder(in) && find(in) == null) {
            return step.malformed(OpenOrderDecoder.symbolId());
        }
        if (ids.begins(in.reportId())) {
            lines = 0;
            endedLines = 0;
        }
        if (!ids.line(in.reportId())) {
            step.noEffect();
            return Code.OK;
        }
        final boolean placed = !(named || namesOrder(in)) || line(in, symbolOffset);
        if (in.last() == Bool.TRUE) {
            ids.complete();
            complete();
        }
        return placed ? Code.OK : Code.CAPACITY;
    }

    /** Whether a line without symbol is one of an order all the same; else it is that of an account with none. */
    private static boolean namesOrder(final OpenOrderDecoder in) {
        return in.tradeId() != 0 || in.commandId() != OpenOrderDecoder.commandIdNullValue();
    }

    private boolean line(final OpenOrderDecoder in, final int symbolOffset) {
        lines++;
        in.wrapOrderRef(orderRef);
        final VenueOrder<?> order = find(in);
        if (order == null) {
            return foreigns.line(orderRef, in, symbolOffset, ids.number());
        }
        order.listedIn(ids.number());
        endedLines += order.isEnded() ? 1 : 0;
        return true;
    }

    /** A trade by its id, a close by the id of its command, in whichever field the adapter puts that. */
    private VenueOrder<?> find(final OpenOrderDecoder in) {
        final Close close =
                in.commandId() == OpenOrderDecoder.commandIdNullValue() ? null : closes.find(in.commandId());
        if (close != null) {
            return close;
        }
        if (in.tradeId() == 0) {
            return null;
        }
        final Trade trade = trades.find(in.tradeId());
        return trade != null ? trade : closes.find(in.tradeId());
    }

    private void complete() {
        for (Trade trade = trades.firstUnfinished(); trade != null; ) {
            final Trade next = trade.next();
            unfinished(trade);
            trade = next;
        }
        if (endedLines > 0 || trades.aliveEnded() > 0) {
            for (Trade trade = trades.firstEnded(); trade != null; trade = trade.next()) {
                ended(trade);
            }
        }
        for (Close close = closes.firstOpen(); close != null; ) {
            final Close next = close.next();
            open(close);
            close = next;
        }
        if (endedLines > 0 || closes.aliveEnded() > 0) {
            for (Close close = closes.lastEnded(); close != null; close = close.previous()) {
                ended(close);
            }
        }
        foreigns();
        book.ordersReported(step.nowNs(), step.sequence(), lines == 0);
        lines = 0;
        endedLines = 0;
    }

    private void unfinished(final Trade trade) {
        if (trade.mode() != TradingMode.LIVE) {
            return;
        }
        if (trade.isListedIn(ids.number())) {
            if (trade.isWorking()) {
                trade.signOfLife(step.nowNs());
            } else if (!trade.isAlive()) {
                trades.alive(trade, true, trade.position());
                alerts.raise(Code.UNAPPROVED_ORDER, trade.id(), trade.symbol(), 0, trade.remainingE8());
            }
        } else if (trade.isAlive()) {
            goneAtLast(trade);
        } else if (trade.isWorking()) {
            lacking(trade);
        }
    }

    /** Two full reports in a row have to lack it, both later than a grace after its last sign of life. */
    private void lacking(final Trade trade) {
        final long onItsWayNs = trade.isHeard() ? 0 : settings.get().decisionValidNs();
        if (trade.lacks(step.nowNs() > trade.signNs() + onItsWayNs + graceNs()) >= 2) {
            final TradeState end = trade.filledE8() > 0 ? TradeState.FILLED : TradeState.CANCELLED;
            trades.tryMove(trade, end, Code.NOT_AT_BROKER, Channel.NULL_VAL);
        }
    }

    private void ended(final Trade trade) {
        if (trade.mode() != TradingMode.LIVE) {
            return;
        }
        if (!trade.isListedIn(ids.number())) {
            if (trade.isAlive()) {
                goneAtLast(trade);
            }
        } else if (!trade.isAlive() && shouldBeGone(trade) && trades.aliveEnded() < MOST_ALIVE) {
            final Instrument instrument = instruments.findOrAdd(trade.symbol(), 0);
            trades.alive(trade, true, instrument == null ? null : instrument.live());
            final Code code = trade.isAccepted() ? Code.ENDED_ORDER_WORKS : Code.UNAPPROVED_ORDER;
            alerts.raise(code, trade.id(), trade.symbol(), 0, trade.remainingE8());
        }
    }

    private boolean shouldBeGone(final VenueOrder<?> order) {
        return order.isEndInferred() || order.endedNs() <= step.nowNs() - graceNs();
    }

    /** It had ended here, and now it is gone at the venue too. */
    private void goneAtLast(final Trade trade) {
        trades.alive(trade, false, null);
        final Command cancel = commands.find(trade.cancelling().commandId());
        if (cancel != null) {
            commands.end(cancel);
        }
    }

    private void open(final Close close) {
        if (close.mode() != TradingMode.LIVE) {
            return;
        }
        if (close.isListedIn(ids.number())) {
            close.signOfLife(step.nowNs());
        } else {
            lacking(close);
        }
    }

    /** A close whose answer was lost must not block its symbol for ever; position reports find its fills. */
    private void lacking(final Close close) {
        final Command command = commands.find(close.id());
        final boolean fromBefore = command.isFromBefore();
        final long quietNs = Math.max(command.issuedNs(), close.signNs()) + graceNs();
        final boolean lacking = close.lacksToo(step.nowNs() > quietNs) >= 2;
        final boolean done = close.position().isFlat()
                || command.attempts().made() > settings.get().emergency().maxRetries() + 1;
        if (fromBefore || lacking && done) {
            command.attempts().forget();
            commands.end(command);
            closes.end(close, true);
        }
    }

    private void ended(final Close close) {
        if (close.mode() != TradingMode.LIVE) {
            return;
        }
        if (!close.isListedIn(ids.number())) {
            closes.alive(close, false, null);
        } else if (!close.isAlive() && shouldBeGone(close) && closes.aliveEnded() < MOST_ALIVE) {
            final Instrument instrument = instruments.findOrAdd(close.symbol(), 0);
            closes.alive(close, true, instrument == null ? null : instrument.live());
            alerts.raise(Code.ENDED_ORDER_WORKS, close.id(), close.symbol(), 0, close.remainingE8());
        }
    }

    private void foreigns() {
        for (int i = 0; i < foreigns.size(); ) {
            final Foreign foreign = foreigns.at(i);
            if (foreign.isListedIn(ids.number())) {
                if (!foreign.isListed()) {
                    foreign.listed();
                    alerts.raise(
                            Code.UNKNOWN_ORDER,
                            foreign.tradeId(),
                            foreign.symbol(),
                            0,
                            foreign.leavesE8(),
                            foreign.orderRef());
                }
                i++;
                continue;
            }
            final Command cancel = commands.find(foreign.cancelling().commandId());
            if (cancel != null) {
                commands.end(cancel);
            }
            foreign.unlisted();
            if (foreign.cancelling().notBeforeNs() > step.nowNs()) {
                // should it be listed again, its next cancel still waits
                i++;
            } else {
                foreigns.remove(i);
            }
        }
    }

    private long graceNs() {
        return settings.get().recovery().reconcileGraceNs();
    }

    /** The link fell or the engine starts. */
    void forget() {
        ids.forget();
        lines = 0;
        endedLines = 0;
    }

    /** Images the report under way. */
    public void image(final Image image) {
        ids.image(image);
        lines = image.int32(lines);
        endedLines = image.int32(endedLines);
    }
}
