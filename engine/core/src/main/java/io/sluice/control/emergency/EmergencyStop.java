package io.sluice.control.emergency;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EmergencyChangedEncoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.control.account.AccountBook;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.Orders;
import io.sluice.control.config.ControlConfig.Emergency;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.RecoveryDebt;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Basis;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;

/** Latches, cancels, closes, and does not give up until the account is flat and reports say so (E-1, E-2). */
public final class EmergencyStop {
    /** How often an unconfirmed stop is said again. */
    static final long UNCONFIRMED_NS = 60_000_000_000L;

    private static final Text NOTHING = new Text(0);

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final RecoveryDebt debt;
    private final Policy policy;
    private final CommandBook commands;
    private final BookState book;
    private final AccountBook account;
    private final Pursuit pursuit;
    private final ApprovalDesk approvals;
    private final OpenThings open;
    private final EmergencyChangedEncoder changed = new EmergencyChangedEncoder();
    private final Timer unconfirmed = new Timer(TimerKind.EMERGENCY_UNCONFIRMED, 0);
    private boolean completed;
    private boolean told;
    private boolean allowedBefore;
    private int positionsToClose;
    private int ordersToCancel;

    /** @param pursuit sends the commands. */
    public EmergencyStop(
            final Basis basis,
            final CauseBook causes,
            final RecoveryDebt debt,
            final Policy policy,
            final Orders orders,
            final BookState book,
            final AccountBook account,
            final Pursuit pursuit,
            final ApprovalDesk approvals) {
        settings = basis.settings();
        step = basis.step();
        timers = basis.timers();
        this.causes = causes;
        this.debt = debt;
        this.policy = policy;
        commands = orders.commands();
        this.book = book;
        this.account = account;
        this.pursuit = pursuit;
        this.approvals = approvals;
        open = new OpenThings(orders);
    }

    /**
     * Begins the stop (E-1); nothing if one stands (E-3). A difference that is known becomes the book first.
     *
     * @param drawdownPctE8 drawdown that called it, {@link Policy#NONE} if a person or service did.
     */
    public void trigger(final ReasonCode reason, final Text text, final long drawdownPctE8, final Text operator) {
        if (causes.isEmergency()) {
            return;
        }
        allowedBefore = policy.is(PolicyField.ALLOW_NEW_TRADES);
        completed = false;
        told = false;
        policy.emergency(reason, text, drawdownPctE8, operator);
        causes.emergency(true, reason);
        book.stirred(step.nowNs());
        account.takeOver();
        book.countAgain();
        ordersToCancel = open.working();
        positionsToClose = open.positions();
        pursuit.settle();
        approvals.rejectAll(Code.EMERGENCY_STOP);
        say(EmergencyPhase.TRIGGERED, 1, NOTHING);
        watch();
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
        pursuit.forget();
        timers.cancel(unconfirmed);
        say(EmergencyPhase.CLEARED, 1, NOTHING);
        policy.emergencyOver(allowedBefore, operator);
        causes.emergency(false, ReasonCode.RECOVERY_MANUAL);
        debt.owe(ReasonCode.RECOVERY_MANUAL);
        return Code.OK;
    }

    /** A command stayed unanswered (E-2). */
    public void onRetry(final long commandId) {
        final Command command = commands.find(commandId);
        step.correlate(command.correlationMsb(), command.correlationLsb());
        if (pursuit.onRetry(command) && causes.isEmergency()) {
            say(EmergencyPhase.RETRY, command.attempts().made(), NOTHING);
        }
    }

    /** After every input: what is still to be cancelled or closed, and whether the stop is done (E-2). */
    public void settle() {
        pursuit.settle();
        final boolean exhausted = commands.takeExhausted();
        if (!causes.isEmergency()) {
            return;
        }
        if (!book.hasCertain()) {
            causes.mismatchTakenOver();
        }
        if (exhausted && !told) {
            sayUnconfirmed();
        }
        if (open.isAny()) {
            goOn();
        } else if (!completed && book.isLinkUp() && book.isConfirmed(graceNs())) {
            completed = true;
            told = false;
            timers.cancel(unconfirmed);
            pursuit.forget();
            say(EmergencyPhase.COMPLETED, 1, NOTHING);
        }
        if (!completed) {
            watch();
        }
    }

    /** Something has come to light after it was done. */
    private void goOn() {
        if (completed) {
            completed = false;
            say(EmergencyPhase.RETRY, 1, open.list());
        }
    }

    /** However it goes, it is said that it is not done when all quick attempts could have been made (E-2). */
    private void watch() {
        if (!unconfirmed.isSet()) {
            final Emergency config = settings.get().emergency();
            timers.set(unconfirmed, step.nowNs() + (config.maxRetries() + 1) * config.retryNs());
        }
    }

    /** Whether it was said that it is not done in spite of all attempts, and it still is not. */
    public boolean isUnconfirmed() {
        return causes.isEmergency() && told;
    }

    /** It is still not done. */
    public void onUnconfirmed() {
        if (causes.isEmergency() && !completed) {
            sayUnconfirmed();
        }
    }

    private void sayUnconfirmed() {
        told = true;
        say(EmergencyPhase.UNCONFIRMED, 1, open.list());
        timers.set(unconfirmed, step.nowNs() + UNCONFIRMED_NS);
    }

    private long graceNs() {
        return settings.get().recovery().reconcileGraceNs();
    }

    private void say(final EmergencyPhase phase, final int attempt, final Text stillOpen) {
        final boolean done = phase == EmergencyPhase.COMPLETED;
        final boolean verified = book.confirmsFlat(graceNs()) && book.confirmsEmpty(graceNs());
        step.end(step.next(changed)
                .phase(phase)
                .reasonCode(policy.emergencyReason())
                .drawdownPct(policy.get(PolicyField.EMERGENCY_REASON))
                .positionsToClose(positionsToClose)
                .ordersToCancel(ordersToCancel)
                .positionsClosed(book.closedCount())
                .ordersCancelled(book.cancelledCount())
                .attempt(attempt)
                .verified(!done ? Bool.NULL_VAL : verified ? Bool.TRUE : Bool.FALSE)
                .putReason(
                        policy.emergencyText().bytes(),
                        0,
                        policy.emergencyText().length())
                .putOpen(stillOpen.bytes(), 0, stillOpen.length()));
    }

    /** Images how far the stop has come. */
    public void image(final Image image) {
        timers.image(image, unconfirmed);
        completed = image.bool(completed);
        told = image.bool(told);
        allowedBefore = image.bool(allowedBefore);
        positionsToClose = image.int32(positionsToClose);
        ordersToCancel = image.int32(ordersToCancel);
    }
}
