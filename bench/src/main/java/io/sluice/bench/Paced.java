package io.sluice.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Intents at a steady pace, as a strategy sends them that waits for its market. */
final class Paced {
    private static final long SPIN_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private Paced() {}

    /**
     * Sends intents, each after the decision of the one before.
     *
     * @param gapNs between two.
     * @return nanoseconds from before each was written to after its decision was taken.
     */
    static long[] run(final Lane lane, final int intents, final long gapNs) {
        final long[] took = new long[intents];
        long dueNs = System.nanoTime();
        for (int i = 0; i < intents; i++) {
            awaitTime(dueNs);
            took[i] = roundTrip(lane);
            lane.settle();
            dueNs += gapNs;
        }
        return took;
    }

    /** Sleeps like a process that waits for its market, and spins for the end. */
    private static void awaitTime(final long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            if (left > SPIN_NS) {
                LockSupport.parkNanos(left - SPIN_NS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Sends one, and waits for its decision. */
    static long roundTrip(final Lane lane) {
        final long start = System.nanoTime();
        lane.offer();
        while (lane.poll() == 0) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - start;
    }
}
