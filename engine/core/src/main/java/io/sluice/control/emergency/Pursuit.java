package io.sluice.control.emergency;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.account.BrokerLink;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.Foreign;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.command.Orders;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.Basis;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.Wanted;

/**
 * Goes after what is to be cancelled and closed (E-2): after every record, whatever is still open and has no command
 * gets one, as far as the link, the reports and the attempts before allow it now. Doing it twice changes nothing, so
 * that a start simply goes on.
 */
public final class Pursuit implements BrokerLink.Listener {
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CommandBook commands;
    private final ForeignBook foreigns;
    private final BookState book;
    private final CloseSize sizes;
    private final Timer later = new Timer(TimerKind.EMERGENCY_PURSUE, 0);
    private boolean closesWanted;
    private boolean reported = true;
    private boolean ready = true;
    private int sentAgain;

    /** @param book how far the live book may be relied on. */
    public Pursuit(final Basis basis, final CauseBook causes, final Orders orders, final BookState book) {
        settings = basis.settings();
        step = basis.step();
        timers = basis.timers();
        this.causes = causes;
        instruments = orders.instruments();
        trades = orders.trades();
        commands = orders.commands();
        foreigns = orders.foreigns();
        this.book = book;
        sizes = new CloseSize(settings, step, trades);
    }

    // ---- the link

    /** A start: what paper has open is sent again; what is live follows its link. */
    public void onStarted() {
        sentAgain = 0;
        for (Command command = commands.first(); command != null; command = command.next()) {
            if (command.mode() != TradingMode.LIVE) {
                sendAgain(command);
            }
        }
    }

    @Override
    public void onLinkLost() {
        reported = false;
        ready = false;
        for (Command command = commands.first(); command != null; command = command.next()) {
            if (command.mode() == TradingMode.LIVE) {
                commands.hold(command);
            }
        }
    }

    /** Cancels go out again at once; closes wait for reports. */
    @Override
    public void onLinkBack() {
        for (Command command = commands.first(); command != null; command = command.next()) {
            if (command.isCancel() && command.mode() == TradingMode.LIVE) {
                sendAgain(command);
            }
        }
    }

    /** How many commands the last start has sent again. */
    public int sentAgain() {
        return sentAgain;
    }

    private void sendAgain(final Command command) {
        sentAgain++;
        command.attempts().more();
        commands.noteAttempts(command.attempts());
        commands.send(command);
    }

    /**
     * The first full reports since the link came up: closes from before that no report has ended go on. Where this
     * journal has open-order reports, they wait for the first one, which says whether they still work.
     */
    private void settleReports() {
        final boolean nowReported = book.isLinkUp() && book.isReported();
        final boolean nowReady = nowReported && (book.isOrdersReported() || !book.hadOrders());
        if (nowReady && !ready || nowReported && !reported) {
            for (Command command = commands.first(); command != null; command = command.next()) {
                if (!command.isCancel() && command.mode() == TradingMode.LIVE && command.isFromBefore()) {
                    goOn(command, nowReady);
                }
            }
        }
        reported = nowReported;
        ready = nowReady;
    }

    private void goOn(final Command close, final boolean isReady) {
        if (!isReady) {
            commands.lookAgainSlowly(close);
        } else if (book.hadOrders()) {
            commands.lookAgain(close);
        } else {
            sendAgain(close);
        }
    }

    // ---- commands

    /** A command stays unanswered: once more, unchanged; a close not while there may be less to close (E-2). */
    public boolean onRetry(final Command command) {
        command.attempts().more();
        commands.noteAttempts(command.attempts());
        final boolean tooLarge = !command.isCancel()
                && command.close().remainingE8()
                        > CloseSize.room(
                                command.close().position(), command.close().side());
        if (tooLarge) {
            commands.putOff(command);
        } else {
            commands.send(command);
        }
        return !tooLarge;
    }

    /** An operator wants a position closed (B-3). */
    public void wantClosed(final Position position) {
        position.toCloseE8(Math.abs(position.quantityE8()));
        closesWanted = true;
    }

    /** Whether a close of this position would find something to close now. */
    public boolean isClosable(final Position position) {
        return sizes.of(position) > 0;
    }

    /** After every input. */
    public void settle() {
        settleReports();
        endMoot();
        cancelWanted();
        if (causes.isEmergency()) {
            cancelAll();
        }
        if (causes.isEmergency() || settings.get().cancelsForeignOrders()) {
            cancelForeign();
        }
        if (causes.isEmergency() || closesWanted) {
            closeAll();
        }
    }

    /** A cancel of an order that has ended is moot. */
    private void endMoot() {
        for (Command command = commands.first(); command != null; ) {
            final Command next = command.next();
            final Trade trade = command.trade();
            if (trade != null && trade.isEnded() && !trade.isAlive()) {
                commands.end(command);
            }
            command = next;
        }
    }

    private void cancelWanted() {
        final Wanted wanted = trades.wanted();
        for (int i = 0; i < wanted.size(); ) {
            final Trade trade = wanted.at(i);
            if (trade.isAlive() || trade.isWorking() && trade.isCancelWanted()) {
                cancel(trade);
                i++;
            } else {
                wanted.remove(i);
            }
        }
    }

    private void cancelAll() {
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            if (trade.works()) {
                cancel(trade);
            }
        }
    }

    private void cancel(final Trade trade) {
        if ((book.isLinkUp() || trade.mode() != TradingMode.LIVE) && may(trade.cancelling())) {
            commands.cancel(trade);
        }
    }

    private void cancelForeign() {
        for (int i = 0; book.isLinkUp() && i < foreigns.size(); i++) {
            final Foreign foreign = foreigns.at(i);
            if (foreign.isListed() && !foreign.orderRef().isEmpty() && may(foreign.cancelling())) {
                commands.cancel(foreign);
            }
        }
    }

    private void closeAll() {
        boolean wanted = false;
        for (int i = 0; i < instruments.size(); i++) {
            if (book.isLinkUp() && book.isReported()) {
                close(instruments.at(i).live());
            }
            close(instruments.at(i).paper());
            wanted |= isWanted(instruments.at(i).live())
                    | isWanted(instruments.at(i).paper());
        }
        closesWanted = wanted;
    }

    /** What an operator wanted closed is over when the position is flat. */
    private static boolean isWanted(final Position position) {
        if (position.toCloseE8() != 0 && position.isFlat()) {
            position.toCloseE8(0);
        }
        return position.toCloseE8() != 0;
    }

    private void close(final Position position) {
        final boolean asked = causes.isEmergency() || position.toCloseE8() != 0;
        if (!asked || position.isFlat() || !may(position.closing())) {
            return;
        }
        long quantityE8 = sizes.of(position);
        if (sizes.lookAgainNs() != Timer.UNSET) {
            lookAgainAt(sizes.lookAgainNs());
        }
        if (!causes.isEmergency()) {
            quantityE8 = Math.min(quantityE8, position.toCloseE8());
        }
        if (quantityE8 > 0) {
            final Side side = position.closingSide();
            commands.close(position, side, quantityE8);
        }
    }

    private boolean may(final Attempts attempts) {
        if (attempts.may(step.nowNs())) {
            return true;
        }
        if (attempts.commandId() == 0) {
            lookAgainAt(attempts.notBeforeNs());
        }
        return false;
    }

    private void lookAgainAt(final long timeNs) {
        if (timeNs < later.deadlineNs()) {
            timers.set(later, timeNs);
        }
    }

    /** The stop is over. */
    void forget() {
        timers.cancel(later);
    }

    /** Images what is put off. */
    public void image(final Image image) {
        timers.image(image, later);
        closesWanted = image.bool(closesWanted);
        reported = image.bool(reported);
        ready = image.bool(ready);
    }
}
