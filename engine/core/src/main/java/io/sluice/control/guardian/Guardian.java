package io.sluice.control.guardian;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.GuardianChangedEncoder;
import io.sluice.codec.GuardianLockDecoder;
import io.sluice.codec.GuardianUnlockDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.image.Image;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import org.agrona.concurrent.UnsafeBuffer;

/** Locks and unlocks (H-8); whether it is locked is a field of the policy record (P-1). */
public final class Guardian {
    private final Step step;
    private final Policy policy;
    private final ApprovalDesk approvals;
    private final GuardianChangedEncoder changed = new GuardianChangedEncoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Text reason = new Text(256);
    private final Text nobody = new Text(0);
    private long sinceNs;

    /** @param approvals whose pending requests a lock rejects. */
    public Guardian(final Step step, final Policy policy, final ApprovalDesk approvals) {
        this.step = step;
        this.policy = policy;
        this.approvals = approvals;
    }

    /** Whether it is locked. */
    public boolean isLocked() {
        return policy.is(PolicyField.GUARDIAN_LOCKED);
    }

    /** Why it was locked; means something while it is. */
    public Text reason() {
        return reason;
    }

    /** Engine time of the lock; means something while it is locked. */
    public long sinceNs() {
        return sinceNs;
    }

    /** Locks; a second lock changes nothing. */
    public Code onLock(final GuardianLockDecoder in) {
        if (isLocked()) {
            return Code.OK;
        }
        in.wrapReason(view);
        reason.set(view);
        sinceNs = step.nowNs();
        policy.set(PolicyField.GUARDIAN_LOCKED, 1, nobody);
        say(true, approvals.rejectAll(Code.GUARDIAN_LOCK));
        return Code.OK;
    }

    /** An allowed operator unlocks, with a reason. */
    public Code onUnlock(final GuardianUnlockDecoder in, final Text operator) {
        if (!isLocked()) {
            return Code.NOT_ACTIVE;
        }
        in.skipOperatorId();
        in.wrapReason(view);
        reason.set(view);
        policy.set(PolicyField.GUARDIAN_LOCKED, 0, operator);
        say(false, 0);
        reason.clear();
        return Code.OK;
    }

    private void say(final boolean locked, final int rejected) {
        step.end(step.next(changed)
                .locked(locked ? Bool.TRUE : Bool.FALSE)
                .pendingRejected(rejected)
                .putReason(reason.bytes(), 0, reason.length()));
    }

    /** Images since when and why. */
    public void image(final Image image) {
        reason.image(image);
        sinceNs = image.int64(sinceNs);
    }
}
