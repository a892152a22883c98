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
     * @param gapNs      between two.
     * @param rehearseNs between two rehearsals in a gap; 0 for none.
     * @return nanoseconds from before each was written to after its decision was taken.
     */
    static long[] run(final Lane lane, final int intents, final long gapNs, final long rehearseNs) {
        final long[] took = new long[intents];
        // One that rehearses does so before its first intent, too.
        long dueNs = System.nanoTime() + (rehearseNs == 0 ? 0 : gapNs);
        for (int i = 0; i < intents; i++) {
            awaitTime(lane, dueNs, rehearseNs);
            took[i] = roundTrip(lane);
            lane.settle();
            dueNs += gapNs;
        }
        return took;
    }

    /** Sleeps like a process that waits for its market, rehearses now and then, and spins for the end. */
    private static void awaitTime(final Lane lane, final long dueNs, final long rehearseNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            if (left <= SPIN_NS) {
                Thread.onSpinWait();
            } else if (rehearseNs == 0) {
                LockSupport.parkNanos(left - SPIN_NS);
            } else {
                lane.rehearse();
                LockSupport.parkNanos(Math.min(left - SPIN_NS, rehearseNs));
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
