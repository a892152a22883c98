package io.sluice.control.recovery;

import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryProgressEncoder;
import io.sluice.codec.RecoveryResult;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryTrigger;
import io.sluice.control.image.Image;
import io.sluice.control.mode.RecoveryDebt;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The recovery that is owed, as a run with an id. Every move is said. */
public final class RecoveryRun implements RecoveryDebt {
    /** How many run ids are remembered. */
    public static final int REMEMBERED = 64;

    private final Step step;
    private final RecoveryProgressEncoder progress = new RecoveryProgressEncoder();
    private final Text[] seen = new Text[REMEMBERED];
    private final Text runId = new Text(36);
    private final UnsafeBuffer digits = new UnsafeBuffer(new byte[20]);
    private int runs;
    private boolean owed;
    private RecoveryTrigger trigger = RecoveryTrigger.AUTO;
    private RecoveryStage stage = RecoveryStage.CONNECT_BROKER;
    private int attempt = 1;
    private long sinceNs;
    private long waitUntilNs = Long.MIN_VALUE;
    private boolean vouched;

    /** @param step where moves are said. */
    public RecoveryRun(final Step step) {
        this.step = step;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = new Text(36);
        }
    }

    @Override
    public boolean isOwed() {
        return owed;
    }

    @Override
    public RecoveryStage stage() {
        return stage;
    }

    @Override
    public void owe(final ReasonCode why) {
        if (owed) {
            setBack();
            return;
        }
        final int length = digits.putLongAscii(0, step.nextId());
        begin(digits, length, why == ReasonCode.COLD_START ? RecoveryTrigger.COLD_START : RecoveryTrigger.AUTO);
    }

    @Override
    public void setBack() {
        if (owed && (stage != RecoveryStage.CONNECT_BROKER || waitUntilNs > step.nowNs())) {
            waitUntilNs = Long.MIN_VALUE;
            enter(RecoveryStage.CONNECT_BROKER);
        }
    }

    /** A new run; one that is under way is abandoned. */
    public void start(final DirectBuffer id, final int length, final RecoveryTrigger newTrigger) {
        if (owed) {
            say(RecoveryResult.ABANDONED);
        }
        begin(id, length, newTrigger);
    }

    /** Whether a run of this id is among the last 64. */
    public boolean isKnown(final DirectBuffer id) {
        for (final Text known : seen) {
            if (!known.isEmpty() && known.is(id)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an id is that of the run under way. */
    boolean isCurrent(final DirectBuffer id) {
        return owed && runId.is(id);
    }

    private void begin(final DirectBuffer id, final int length, final RecoveryTrigger newTrigger) {
        runId.set(id, 0, length);
        seen[runs++ % seen.length].set(runId);
        owed = true;
        trigger = newTrigger;
        attempt = 1;
        waitUntilNs = Long.MIN_VALUE;
        enter(RecoveryStage.CONNECT_BROKER);
    }

    /** The stage's evidence is there: on to the next. */
    void pass() {
        say(RecoveryResult.PASSED);
        enter(RecoveryStage.get((short) (stage.value() + 1)));
    }

    /** The stage failed; the run begins again, not before a time. */
    void fail(final long nextStartNs) {
        say(RecoveryResult.FAILED);
        waitUntilNs = nextStartNs;
        attempt++;
        enter(RecoveryStage.CONNECT_BROKER);
    }

    /** The run gave up; a recovery stays owed. */
    void giveUp() {
        say(RecoveryResult.FAILED);
        waitUntilNs = Long.MIN_VALUE;
        enter(RecoveryStage.CONNECT_BROKER);
    }

    /** Ready has passed: nothing is owed any more. */
    void complete() {
        say(RecoveryResult.PASSED);
        say(RecoveryResult.COMPLETED);
        owed = false;
    }

    /** A result that does not fit is recorded and ignored. */
    void ignore(final RecoveryStage sent) {
        say(RecoveryResult.IGNORED, sent);
    }

    /** A start: stages begin anew (W-6). */
    public void onStarted() {
        waitUntilNs = Long.MIN_VALUE;
        sinceNs = step.nowNs();
    }

    /** A result stands in for missing evidence. */
    void vouch() {
        vouched = true;
    }

    boolean isVouched() {
        return vouched;
    }

    boolean isWaiting() {
        return waitUntilNs > step.nowNs();
    }

    long waitUntilNs() {
        return waitUntilNs;
    }

    /** Attempt, from 1. */
    public int attempt() {
        return attempt;
    }

    /** What began the run. */
    public RecoveryTrigger trigger() {
        return trigger;
    }

    /** Engine time when the stage began. */
    public long sinceNs() {
        return sinceNs;
    }

    /** Id of the run. */
    public Text runId() {
        return runId;
    }

    private void enter(final RecoveryStage next) {
        stage = next;
        sinceNs = step.nowNs();
        vouched = false;
        say(RecoveryResult.STARTED);
    }

    private void say(final RecoveryResult result) {
        say(result, stage);
    }

    private void say(final RecoveryResult result, final RecoveryStage about) {
        step.end(step.next(progress)
                .trigger(trigger)
                .stage(about)
                .attempt(attempt)
                .result(result)
                .putRunId(runId.bytes(), 0, runId.length()));
    }

    /** Images the run and the ids that were seen. */
    public void image(final Image image) {
        for (final Text known : seen) {
            known.image(image);
        }
        runId.image(image);
        runs = image.index(runs, Integer.MAX_VALUE);
        owed = image.bool(owed);
        trigger = image.ofEnum(trigger, RecoveryTrigger::value, RecoveryTrigger::get);
        stage = image.ofEnum(stage, RecoveryStage::value, RecoveryStage::get);
        attempt = image.int32(attempt);
        sinceNs = image.int64(sinceNs);
        waitUntilNs = image.int64(waitUntilNs);
        vouched = image.bool(vouched);
    }
}
