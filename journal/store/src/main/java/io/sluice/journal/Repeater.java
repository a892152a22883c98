package io.sluice.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does something again and again on a daemon thread of its own: at once, and from then on in every interval. */
public final class Repeater implements Runnable, AutoCloseable {
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(10);

    private final long everyNs;
    private final BooleanSupplier turn;
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins nothing yet.
     *
     * @param name    of the thread.
     * @param everyNs from the beginning of a turn to that of the next one.
     * @param turn    what is done; false ends it.
     * @param failed  takes what a turn threw, which ends it too.
     */
    public Repeater(
            final String name, final long everyNs, final BooleanSupplier turn, final Consumer<Throwable> failed) {
        this.everyNs = everyNs;
        this.turn = turn;
        this.failed = failed;
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            long nextNs = System.nanoTime();
            while (!closed && goesOn) {
                final long waitNs = nextNs - System.nanoTime();
                if (waitNs > 0) {
                    LockSupport.parkNanos(this, waitNs);
                } else {
                    nextNs = System.nanoTime() + everyNs;
                    goesOn = turn.getAsBoolean();
                }
            }
        } catch (final Throwable t) {
            failed.accept(t);
        }
    }

    /** Ends it; a turn that is under way is waited for, ten seconds at most. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.await(thread, CLOSE_NS);
    }
}
