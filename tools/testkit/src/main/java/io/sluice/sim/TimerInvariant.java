package io.sluice.sim;

import io.sluice.codec.LockoutPhase;
import io.sluice.codec.PolicyField;

/** Ends come in time, and not before (W-6, L-1, M-5, O-1). */
final class TimerInvariant extends Invariant {
    private static final String DUE = "Before an input stamped t every timer with deadline <= t has fired (W-6)";

    private final Facts facts;
    private long wasForcedUntilNs;

    TimerInvariant(final Facts facts) {
        this.facts = facts;
    }

    @Override
    void input(final Seen seen) {
        wasForcedUntilNs = forcedUntilNs();
        if (seen.isTick() || seen.inputType == 180) {
            return;
        }
        for (final Facts.Pending pending : facts.pending.values()) {
            hold(pending.expiresNs() > seen.timeNs, DUE, "request for %d", pending.tradeId());
        }
        for (final Facts.Lockout lockout : facts.lockouts.values()) {
            hold(lockout.expiresNs() > seen.timeNs, DUE, "lockout of %s", lockout.symbol());
        }
        for (final Facts.Request request : facts.requests.values()) {
            hold(request.expiresNs() > seen.timeNs, DUE, "request of %s", request.command());
        }
        hold(wasForcedUntilNs > seen.timeNs, DUE, "force until %d", wasForcedUntilNs);
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 218 && seen.lockout.phase() == LockoutPhase.EXPIRED) {
            final long endNs = seen.lockout.expiresAt();
            hold(
                    seen.isTick() ? seen.timeNs == endNs : seen.inputType == 180 && seen.timeNs >= endNs,
                    "A lockout ends exactly at its end (L-1)",
                    "at %d, end %d",
                    seen.timeNs,
                    endNs);
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        final boolean ended = wasForcedUntilNs != Long.MAX_VALUE && forcedUntilNs() == Long.MAX_VALUE;
        if (ended && seen.isTick() && !machineBreaks()) {
            hold(
                    seen.timeNs == wasForcedUntilNs,
                    "A forced mode ends exactly at its end (M-5)",
                    "at %d, end %d",
                    seen.timeNs,
                    wasForcedUntilNs);
        }
    }

    /** Whether a cause that comes may end a forced mode, which a tick may also bring. */
    private boolean machineBreaks() {
        return facts.config.override().criticalBreaks();
    }

    private long forcedUntilNs() {
        final long until = facts.policy[PolicyField.OVERRIDE_EXPIRES_AT.value()];
        return until == Facts.NONE ? Long.MAX_VALUE : until;
    }
}
