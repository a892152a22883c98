package io.sluice.control.recovery;

import static io.sluice.control.mode.CauseBook.EVENT;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryStageResultDecoder;
import io.sluice.codec.RecoveryTrigger;
import io.sluice.codec.Role;
import io.sluice.codec.StartRecoveryDecoder;
import io.sluice.control.account.AccountBook;
import io.sluice.control.config.ControlConfig.Recovery;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.step.Step;
import io.sluice.control.timer.Basis;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the run that is owed from stage to stage as its evidence comes. */
public final class RecoveryMachine {
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final RecoveryRun run;
    private final AccountBook account;
    private final BookState book;
    private final Evidence evidence;
    private final Timer backoff = new Timer(TimerKind.RECOVERY_BACKOFF, 0);
    private final Timer timeout = new Timer(TimerKind.RECOVERY_TIMEOUT, 0);
    private final Timer stable = new Timer(TimerKind.RECOVERY_STABLE, 0);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** @param run the run that is owed. */
    public RecoveryMachine(
            final Basis basis,
            final CauseBook causes,
            final RecoveryRun run,
            final AccountBook account,
            final BookState book,
            final Evidence evidence) {
        settings = basis.settings();
        step = basis.step();
        timers = basis.timers();
        this.causes = causes;
        this.run = run;
        this.account = account;
        this.book = book;
        this.evidence = evidence;
    }

    /** An allowed operator starts a run. */
    public Code onStart(final StartRecoveryDecoder in) {
        in.wrapRunId(view);
        if (causes.isEmergency()) {
            return Code.EMERGENCY;
        }
        if (run.isKnown(view)) {
            return Code.OK;
        }
        book.adopts(in.adoptPositions() == Bool.TRUE);
        if (book.adopts()) {
            account.takeOver();
        }
        causes.clearLatched(ReasonCode.RECOVERY_MANUAL);
        causes.noteEased(ReasonCode.RECOVERY_MANUAL);
        run.start(view, view.capacity(), RecoveryTrigger.MANUAL);
        return Code.OK;
    }

    /** A result of a stage; the operator it names is known to be allowed. */
    public Code onStageResult(final RecoveryStageResultDecoder in) {
        in.wrapRunId(view);
        final boolean another = view.capacity() != 0 && !run.isCurrent(view);
        final boolean wantsOperator = in.stage() == RecoveryStage.READY;
        final Role role = step.record().header().role();
        if (!run.isOwed() || another || in.stage() != run.stage() || run.isWaiting()) {
            run.ignore(in.stage());
            return Code.STAGE_IGNORED;
        }
        if (wantsOperator && role != Role.OPERATOR) {
            run.ignore(in.stage());
            return Code.STAGE_IGNORED;
        }
        if (in.ok() == Bool.TRUE) {
            run.vouch();
        } else {
            fail();
        }
        return Code.OK;
    }

    /** A stage took too long. */
    public void onTimeout() {
        fail();
    }

    /** After every input: stages whose evidence is there pass. */
    public void settle() {
        if (run.isOwed() && !causes.holdsRecovery() && !run.isWaiting()) {
            while (run.stage() != RecoveryStage.READY && passes(run.stage())) {
                book.adopts(book.adopts() && run.stage() != RecoveryStage.VERIFY_RISK);
                run.pass();
            }
            if (run.stage() == RecoveryStage.READY && isReady()) {
                run.complete();
                book.recovered();
                causes.noteEased(ReasonCode.RECOVERY_COMPLETE);
            }
        }
        watchTime();
    }

    private boolean passes(final RecoveryStage stage) {
        return !evidence.isBad(stage) && (run.isVouched() || evidence.isThere(stage));
    }

    /** Stable, and then by itself or by an operator's word; an operator's word stands in for waiting too. */
    private boolean isReady() {
        if (evidence.isBad(RecoveryStage.READY)) {
            return false;
        }
        return run.isVouched() || config().autoToNormal() && isStable();
    }

    private boolean isStable() {
        return step.nowNs() - run.sinceNs() >= config().stableNs();
    }

    private void fail() {
        if (run.stage() == RecoveryStage.CONNECT_BROKER) {
            run.giveUp();
            return;
        }
        if (run.attempt() >= config().maxAttempts()) {
            final boolean reportMissing = run.stage() == RecoveryStage.VERIFY_RISK && !book.isReported();
            run.giveUp();
            causes.raise(reportMissing ? ReasonCode.POSITION_UNKNOWN : ReasonCode.RECOVERY_FAILED, EVENT);
            return;
        }
        run.fail(step.nowNs() + (config().backoffBaseNs() << Math.min(30, run.attempt() - 1)));
    }

    private void watchTime() {
        final boolean runs = run.isOwed() && !causes.holdsRecovery();
        set(backoff, runs && run.isWaiting(), run.waitUntilNs());
        final boolean staged = runs && !run.isWaiting();
        final boolean ready = staged && run.stage() == RecoveryStage.READY;
        set(stable, ready && !isStable(), run.sinceNs() + config().stableNs());
        // what waits for an operator's word alone does not run out
        final boolean waitsForOperator = ready && !config().autoToNormal() && evidence.isHeard();
        final boolean limited = staged && run.stage() != RecoveryStage.CONNECT_BROKER && !waitsForOperator;
        set(timeout, limited, run.sinceNs() + config().stageTimeoutNs());
    }

    private void set(final Timer timer, final boolean on, final long deadlineNs) {
        if (!on) {
            timers.cancel(timer);
        } else {
            timers.set(timer, deadlineNs);
        }
    }

    private Recovery config() {
        return settings.get().recovery();
    }

    /** Images its timers; the run itself is imaged by itself. */
    public void image(final Image image) {
        timers.image(image, backoff);
        timers.image(image, timeout);
        timers.image(image, stable);
    }
}
