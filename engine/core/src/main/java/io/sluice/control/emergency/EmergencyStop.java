package io.sluice.control.emergency;

import io.sluice.codec.Code;
import io.sluice.codec.EmergencyChangedEncoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.RecoveryDebt;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Latches, cancels, closes, and does not give up until the book is flat (E-1, E-2). */
public final class EmergencyStop {
    /** How often an unconfirmed stop is said again. */
    static final long UNCONFIRMED_NS = 60_000_000_000L;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final RecoveryDebt debt;
    private final Policy policy;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CommandBook commands;
    private final BookState book;
    private final ApprovalDesk approvals;
    private final EmergencyChangedEncoder changed = new EmergencyChangedEncoder();
    private final Timer pursue = new Timer(TimerKind.EMERGENCY_PURSUE, 0);
    private boolean completed;
    private boolean allowedBefore;
    private int positionsToClose;
    private int ordersToCancel;
    private int positionsClosed;
    private int ordersCancelled;

    /** @param book how far the live book may be relied on. */
    public EmergencyStop(
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final CauseBook causes,
            final RecoveryDebt debt,
            final Policy policy,
            final InstrumentBook instruments,
            final TradeBook trades,
            final CommandBook commands,
            final BookState book,
            final ApprovalDesk approvals) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        this.debt = debt;
        this.policy = policy;
        this.instruments = instruments;
        this.trades = trades;
        this.commands = commands;
        this.book = book;
        this.approvals = approvals;
    }

    /**
     * Begins the stop (E-1); nothing if one stands (E-3).
     *
     * @param drawdownPctE8 drawdown that called it, {@link Policy#NONE} if a person or service did.
     */
    public void trigger(final ReasonCode reason, final Text text, final long drawdownPctE8, final Text operator) {
        if (causes.isEmergency()) {
            return;
        }
        allowedBefore = policy.is(PolicyField.ALLOW_NEW_TRADES);
        completed = false;
        positionsClosed = 0;
        ordersCancelled = 0;
        ordersToCancel = countWorking();
        positionsToClose = countOpen();
        policy.emergency(reason, text, drawdownPctE8, operator);
        causes.emergency(true, reason);
        cancelAll();
        closeAll();
        approvals.rejectAll(Code.EMERGENCY_STOP);
        say(EmergencyPhase.TRIGGERED, 1);
    }

    /** New trades stay blocked after the stop that stands, since an operator has blocked them meanwhile (E-3). */
    public void blockAfterwards() {
        allowedBefore = false;
    }

    /** Ends the stop (E-3); the operator is known to be allowed. */
    public Code reset(final boolean acceptOpenPositions, final boolean atHardLimit, final Text operator) {
        if (!causes.isEmergency()) {
            return Code.NOT_ACTIVE;
        }
        if (!completed && !acceptOpenPositions) {
            return Code.NOT_FLAT;
        }
        if (atHardLimit) {
            return Code.DRAWDOWN_HARD;
        }
        timers.cancel(pursue);
        say(EmergencyPhase.CLEARED, 1);
        policy.emergencyOver(allowedBefore, operator);
        causes.emergency(false, ReasonCode.RECOVERY_MANUAL);
        debt.owe(ReasonCode.RECOVERY_MANUAL);
        return Code.OK;
    }

    /** A start sends every open command again (E-2, H-12); returns how many. */
    public int reissue() {
        int count = 0;
        for (Command command = commands.first(); command != null; command = command.next()) {
            commands.resend(command, settings.get().emergency().retryNs());
            count++;
        }
        return count;
    }

    /** A command stayed unanswered (E-2). */
    public void onRetry(final long commandId) {
        final Command command = commands.find(commandId);
        final boolean unconfirmed =
                command.attempt() > settings.get().emergency().maxRetries();
        final boolean more = command.attempt() >= settings.get().emergency().maxRetries();
        commands.resend(
                command, more ? UNCONFIRMED_NS : settings.get().emergency().retryNs());
        if (causes.isEmergency()) {
            say(unconfirmed ? EmergencyPhase.UNCONFIRMED : EmergencyPhase.RETRY, command.attempt());
        }
    }

    /** An order was really cancelled. */
    public void onCancelled() {
        if (causes.isEmergency()) {
            ordersCancelled++;
        }
    }

    /** A position was really closed. */
    public void onFlat() {
        if (causes.isEmergency()) {
            positionsClosed++;
        }
    }

    /**
     * After every input while the stop stands: what is still to be cancelled or closed, and whether it is done (E-2). A
     * book that no report has confirmed is not known to be flat.
     */
    public void settle() {
        if (!causes.isEmergency()) {
            return;
        }
        cancelAll();
        closeAll();
        if (countWorking() > 0 || countOpen() > 0 || commands.open() > 0) {
            completed = false;
        } else if (!completed && book.isReported()) {
            completed = true;
            timers.cancel(pursue);
            say(EmergencyPhase.COMPLETED, 1);
        }
    }

    private void cancelAll() {
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            if (trade.isWorking() && trade.openCancelId() == 0) {
                if (step.nowNs() >= trade.cancelNotBeforeNs()) {
                    commands.cancel(trade);
                } else {
                    lookAgainAt(trade.cancelNotBeforeNs());
                }
            }
        }
    }

    private void closeAll() {
        for (int i = 0; i < instruments.size(); i++) {
            if (book.isReported()) {
                close(instruments.at(i).live());
            }
            close(instruments.at(i).paper());
        }
    }

    private void close(final Position position) {
        if (position.isFlat() || position.openCloseId() != 0) {
            return;
        }
        if (step.nowNs() < position.closeNotBeforeNs()) {
            lookAgainAt(position.closeNotBeforeNs());
            return;
        }
        final long quantity = Math.abs(position.quantityE8()) - stillClosing(position);
        if (quantity > 0) {
            commands.close(position, quantity);
        }
    }

    /** What orders on the closing side would close until their cancel is answered or a retry has passed (E-2). */
    private long stillClosing(final Position position) {
        final Side side = position.closingSide();
        if (position.workingE8(side) == 0) {
            return 0;
        }
        long sum = 0;
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            if (!trade.isWorking() || trade.position() != position || trade.side() != side) {
                continue;
            }
            final Command cancel = commands.find(trade.openCancelId());
            final long untilNs = cancel == null
                    ? 0
                    : cancel.issuedNs() + settings.get().emergency().retryNs();
            if (untilNs > step.nowNs()) {
                sum += trade.remainingE8();
                lookAgainAt(untilNs);
            }
        }
        return sum;
    }

    private void lookAgainAt(final long timeNs) {
        if (timeNs < pursue.deadlineNs()) {
            timers.set(pursue, timeNs);
        }
    }

    private int countWorking() {
        int count = 0;
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            count += trade.isWorking() ? 1 : 0;
        }
        return count;
    }

    private int countOpen() {
        int count = 0;
        for (int i = 0; i < instruments.size(); i++) {
            count += instruments.at(i).position(TradingMode.LIVE).isFlat() ? 0 : 1;
            count += instruments.at(i).position(TradingMode.PAPER).isFlat() ? 0 : 1;
        }
        return count;
    }

    private void say(final EmergencyPhase phase, final int attempt) {
        final long drawdown = policy.get(PolicyField.EMERGENCY_REASON);
        step.end(step.next(changed)
                .phase(phase)
                .reasonCode(policy.emergencyReason())
                .drawdownPct(drawdown)
                .positionsToClose(positionsToClose)
                .ordersToCancel(ordersToCancel)
                .positionsClosed(positionsClosed)
                .ordersCancelled(ordersCancelled)
                .attempt(attempt)
                .putReason(
                        policy.emergencyText().bytes(),
                        0,
                        policy.emergencyText().length())
                .putOpen(policy.emergencyText().bytes(), 0, 0));
    }

    /** Images how far the stop has come. */
    public void image(final Image image) {
        timers.image(image, pursue);
        completed = image.bool(completed);
        allowedBefore = image.bool(allowedBefore);
        positionsToClose = image.int32(positionsToClose);
        ordersToCancel = image.int32(ordersToCancel);
        positionsClosed = image.int32(positionsClosed);
        ordersCancelled = image.int32(ordersCancelled);
    }
}
