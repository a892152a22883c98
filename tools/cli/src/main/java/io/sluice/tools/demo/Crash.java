package io.sluice.tools.demo;

import io.sluice.client.Beacon;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the demo's own process with SIGKILL once a record is in the journal. The engine thread stops where it stands
 * when it sees that it is time, so that what is journaled is the same every time; the demo's own thread then kills.
 */
final class Crash {
    private final long afterSequence;
    private final Thread demo = Thread.currentThread();
    private volatile Beacon beacon;
    private volatile boolean due;

    /** @param afterSequence Long.MAX_VALUE for never. */
    Crash(final long afterSequence) {
        this.afterSequence = afterSequence;
    }

    /** Watches an engine that was opened. */
    void watch(final Beacon engine) {
        beacon = engine;
    }

    /** Looks whether it is time; the engine thread does not return from here then. */
    void look() {
        final Beacon watched = beacon;
        if (watched == null || watched.lastSequence() < afterSequence) {
            return;
        }
        due = true;
        while (Thread.currentThread() != demo) {
            LockSupport.park(this);
        }
    }

    boolean isDue() {
        return due;
    }

    /** Does not return. */
    void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start();
        } catch (final IOException e) {
            throw new IllegalStateException("the demo cannot kill itself: " + e.getMessage(), e);
        }
        while (true) {
            LockSupport.park(this);
        }
    }
}
