package io.sluice.control.override;

import io.sluice.codec.Code;
import io.sluice.codec.ForceModeDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemMode;
import io.sluice.control.config.ControlConfig.Override;
import io.sluice.control.config.Settings;
import io.sluice.control.gate.GateTable;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import org.agrona.concurrent.UnsafeBuffer;

/** Forces and releases (M-5). */
public final class OverrideDesk {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final ModeMachine modes;
    private final Policy policy;
    private final Timer end = new Timer(TimerKind.OVERRIDE_END, 0);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Text operator = new Text(64);
    private final Text reason = new Text(256);
    private final Text nobody = new Text(0);
    private long correlationMsb;
    private long correlationLsb;

    /** @param causes where the forced mode takes the place of what it covers. */
    public OverrideDesk(
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final CauseBook causes,
            final ModeMachine modes,
            final Policy policy) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        this.modes = modes;
        this.policy = policy;
    }

    /** Who forced the mode; means something while one is forced. */
    public Text operator() {
        return operator;
    }

    /** Why; means something while a mode is forced. */
    public Text reason() {
        return reason;
    }

    /** An allowed operator forces a mode. */
    public Code onForce(final ForceModeDecoder in, final Text by) {
        final Override config = settings.get().override();
        final long ttlNs = in.ttlSeconds() * NS_PER_SECOND;
        final SystemMode mode = in.mode();
        if (mode == SystemMode.RECOVERING) {
            return Code.OUT_OF_RANGE;
        }
        if (ttlNs < config.minTtlNs() || ttlNs > config.maxTtlNs()) {
            return Code.TTL_OUT_OF_RANGE;
        }
        in.skipOperatorId();
        in.wrapReason(view);
        if (causes.uncovered().value() > mode.value()) {
            return Code.OVERRIDE_REFUSED;
        }
        operator.set(by);
        reason.set(view);
        correlationMsb = step.record().header().correlationId().msb();
        correlationLsb = step.record().header().correlationId().lsb();
        timers.cancel(end);
        timers.set(end, step.nowNs() + ttlNs);
        causes.force(mode, ReasonCode.FORCE_OVERRIDE);
        modes.explain(in.ttlSeconds(), reason);
        policy.set(PolicyField.OVERRIDE_MODE, mode.value(), by);
        policy.set(PolicyField.OVERRIDE_EXPIRES_AT, end.deadlineNs(), by);
        return Code.OK;
    }

    /** An allowed operator ends a forced mode. */
    public Code onRelease(final Text by) {
        if (!causes.isForced()) {
            return Code.NOT_ACTIVE;
        }
        over(by);
        return Code.OK;
    }

    /** Its time is over. */
    public void onEnd() {
        step.correlate(correlationMsb, correlationLsb);
        over(nobody);
    }

    /** A start ends a forced mode that loosens, and one that has run out (M-5). */
    public void onStarted() {
        if (causes.isForced() && (end.deadlineNs() <= step.nowNs() || loosens(causes.forced()))) {
            over(nobody);
        }
    }

    /** Whether a mode allows anything that would not be allowed without it. */
    public boolean loosens(final SystemMode mode) {
        return GateTable.allowsMore(GateTable.row(mode), causes.plainGateRow());
    }

    /** Whether a force of this length would end before the one that stands. */
    public boolean endsSooner(final int ttlSeconds) {
        return step.nowNs() + ttlSeconds * NS_PER_SECOND < end.deadlineNs();
    }

    /** What comes and is never covered ends a mode less severe than it asks for, unless configured otherwise (M-5). */
    public void settle() {
        if (causes.isForced()
                && causes.uncovered().value() > causes.forced().value()
                && settings.get().override().criticalBreaks()) {
            over(nobody);
        }
    }

    private void over(final Text by) {
        timers.cancel(end);
        causes.force(SystemMode.NULL_VAL, ReasonCode.OVERRIDE_EXPIRED);
        policy.set(PolicyField.OVERRIDE_MODE, Policy.NONE, by);
        policy.set(PolicyField.OVERRIDE_EXPIRES_AT, Policy.NONE, by);
    }

    /** Images who, why and how long; the forced mode itself is one of the causes. */
    public void image(final Image image) {
        timers.image(image, end);
        operator.image(image);
        reason.image(image);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
    }
}
