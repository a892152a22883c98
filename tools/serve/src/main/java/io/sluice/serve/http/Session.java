package io.sluice.serve.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a person began with his token in a browser (SPEC A-3). Any thread. Times are milliseconds of the wall clock. */
public final class Session {
    private final long idleMs;
    private final long untilMs;
    private final LongSupplier clock;
    private volatile long usedMs;
    private volatile long confirmedUntilMs;
    private volatile boolean isEnded;

    /**
     * @param idleNs longest pause between two requests.
     * @param maxNs  longest life.
     * @param clock  wall clock, milliseconds.
     */
    Session(final long idleNs, final long maxNs, final LongSupplier clock) {
        this.clock = clock;
        idleMs = TimeUnit.NANOSECONDS.toMillis(idleNs);
        usedMs = clock.getAsLong();
        untilMs = usedMs + TimeUnit.NANOSECONDS.toMillis(maxNs);
    }

    boolean isOver() {
        final long now = clock.getAsLong();
        return isEnded || now >= untilMs || now - usedMs >= idleMs;
    }

    /** A request came. */
    void use() {
        usedMs = clock.getAsLong();
    }

    /** The token was given again. */
    void confirm(final long forNs) {
        confirmedUntilMs = clock.getAsLong() + TimeUnit.NANOSECONDS.toMillis(forNs);
    }

    boolean isConfirmed() {
        return clock.getAsLong() < confirmedUntilMs;
    }

    void end() {
        isEnded = true;
    }

    long untilMs() {
        return untilMs;
    }

    long idleUntilMs() {
        return Math.min(untilMs, usedMs + idleMs);
    }

    long confirmedUntilMs() {
        return confirmedUntilMs;
    }
}
