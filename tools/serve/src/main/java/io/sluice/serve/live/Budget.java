package io.sluice.serve.live;

import java.util.concurrent.TimeUnit;

/** So many a second, and a count of those that were too many. One thread. */
final class Budget {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final int most;
    private long beganNs;
    private int taken;
    private long leftOut;

    /** @param most a second. */
    Budget(final int most) {
        this.most = most;
    }

    /** Whether there is room for one more; counts it either way. */
    boolean take(final long nowNs) {
        if (nowNs - beganNs >= SECOND_NS) {
            beganNs = nowNs;
            taken = 0;
        }
        if (taken < most) {
            taken++;
            return true;
        }
        leftOut++;
        return false;
    }

    /** Whether some were left out and a new second began. */
    boolean owesCount(final long nowNs) {
        return leftOut > 0 && nowNs - beganNs >= SECOND_NS;
    }

    /** How many were left out since this was asked last. */
    long leftOut() {
        final long count = leftOut;
        leftOut = 0;
        return count;
    }
}
