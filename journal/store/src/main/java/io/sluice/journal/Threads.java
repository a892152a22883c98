package io.sluice.journal;

/** What is done with threads in more than one place. */
public final class Threads {
    private Threads() {}

    /** Waits until a thread has ended; an interrupt does not shorten the wait, and is not lost. */
    public static void await(final Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
