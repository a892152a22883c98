package io.sluice.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for threads and for what they do. An interrupt shortens none of these waits, and is not lost. */
public final class Threads {
    private Threads() {}

    /** Waits until a thread has ended. */
    public static void await(final Thread thread) {
        await(thread, Long.MAX_VALUE);
    }

    /**
     * Waits until a thread has ended, or for so long.
     *
     * @return whether it has ended.
     */
    public static boolean await(final Thread thread, final long limitNs) {
        boolean interrupted = false;
        final long beganNs = System.nanoTime();
        long leftNs = limitNs;
        while (thread.isAlive() && leftNs > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, leftNs);
            } catch (final InterruptedException e) {
                interrupted = true;
            }
            leftNs = limitNs - (System.nanoTime() - beganNs);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /**
     * Looks again and again until something is so, or for so long.
     *
     * @param pauseNs between two looks; an interrupt shortens a pause, not the wait.
     * @return whether it is so.
     */
    public static boolean await(final BooleanSupplier condition, final long limitNs, final long pauseNs) {
        final long beganNs = System.nanoTime();
        boolean isSo = condition.getAsBoolean();
        boolean interrupted = false;
        while (!isSo && System.nanoTime() - beganNs < limitNs) {
            LockSupport.parkNanos(pauseNs);
            // An interrupted thread does not park: the wait would spin.
            interrupted |= Thread.interrupted();
            isSo = condition.getAsBoolean();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isSo;
    }
}
