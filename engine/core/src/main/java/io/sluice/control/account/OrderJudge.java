package io.sluice.control.account;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.Foreign;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.command.Orders;
import io.sluice.control.config.Settings;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;

/** What a full report of working orders means for each: it lives, is missing, ended unseen, is not ours. */
final class OrderJudge {
    private final Settings settings;
    private final Step step;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CloseBook closes;
    private final CommandBook commands;
    private final ForeignBook foreigns;
    private final Alerts alerts;

    OrderJudge(final Settings settings, final Step step, final Orders orders, final Alerts alerts) {
        this.settings = settings;
        this.step = step;
        instruments = orders.instruments();
        trades = orders.trades();
        closes = orders.closes();
        commands = orders.commands();
        foreigns = orders.foreigns();
        this.alerts = alerts;
    }

    /**
     * Judges every order by a report.
     *
     * @param report     number of it, which listed orders bear.
     * @param listsEnded whether it lists orders that have ended here.
     */
    void judge(final long report, final boolean listsEnded) {
        for (Trade trade = trades.firstUnfinished(); trade != null; ) {
            final Trade next = trade.next();
            unfinished(trade, report);
            trade = next;
        }
        if (listsEnded || trades.aliveEnded() > 0) {
            for (Trade trade = trades.firstEnded(); trade != null; trade = trade.next()) {
                ended(trade, report);
            }
        }
        for (Close close = closes.firstOpen(); close != null; ) {
            final Close next = close.next();
            open(close, report);
            close = next;
        }
        if (listsEnded || closes.aliveEnded() > 0) {
            for (Close close = closes.lastEnded(); close != null; close = close.previous()) {
                ended(close, report);
            }
        }
        foreigns(report);
    }

    private void unfinished(final Trade trade, final long report) {
        if (trade.mode() != TradingMode.LIVE) {
            return;
        }
        if (trade.isListedIn(report)) {
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

    private void ended(final Trade trade, final long report) {
        if (trade.mode() != TradingMode.LIVE) {
            return;
        }
        if (!trade.isListedIn(report)) {
            if (trade.isAlive()) {
                goneAtLast(trade);
            }
        } else if (!trade.isAlive() && shouldBeGone(trade) && trades.aliveEnded() < OrderReports.MOST_ALIVE) {
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

    private void open(final Close close, final long report) {
        if (close.mode() != TradingMode.LIVE) {
            return;
        }
        if (close.isListedIn(report)) {
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

    private void ended(final Close close, final long report) {
        if (close.mode() != TradingMode.LIVE) {
            return;
        }
        if (!close.isListedIn(report)) {
            closes.alive(close, false, null);
        } else if (!close.isAlive() && shouldBeGone(close) && closes.aliveEnded() < OrderReports.MOST_ALIVE) {
            final Instrument instrument = instruments.findOrAdd(close.symbol(), 0);
            closes.alive(close, true, instrument == null ? null : instrument.live());
            alerts.raise(Code.ENDED_ORDER_WORKS, close.id(), close.symbol(), 0, close.remainingE8());
        }
    }

    private void foreigns(final long report) {
        for (int i = 0; i < foreigns.size(); ) {
            final Foreign foreign = foreigns.at(i);
            if (foreign.isListedIn(report)) {
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
}
