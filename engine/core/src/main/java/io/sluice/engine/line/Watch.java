package io.sluice.engine.line;

import io.sluice.journal.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks once a second whether what the engine writes is still its own, see {@code Journal.objection}: a removed lock
 * lets a second engine in, and what is written to a directory that was moved or deleted nobody can read. Then it raises
 * the alarm, and the engine stops before it releases more (SPEC J-4, J-7). On a thread of its own: a look asks the file
 * system, which may take its time.
 */
public final class Watch implements Runnable, AutoCloseable {
    private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    /** What is so twice is no trouble that passes. */
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(10);

    private final Supplier<String> objections;
    private final Runnable good;
    private final Alarm alarm;
    private final Thread thread = new Thread(this, "sluice-watch");
    private volatile boolean closed;

    /**
     * @param objections what is not as it was, in a sentence; null while all is.
     * @param good       what is to be done after each look that finds all as it was.
     */
    public Watch(final Supplier<String> objections, final Runnable good, final Alarm alarm) {
        this.objections = objections;
        this.good = good;
        this.alarm = alarm;
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!closed && alarm.reason() == null) {
                String objection = objections.get();
                if (objection != null) {
                    LockSupport.parkNanos(this, LOOK_AGAIN_NS);
                    objection = objections.get();
                }
                if (objection == null) {
                    good.run();
                } else {
                    alarm.raise(objection);
                }
                LockSupport.parkNanos(this, EVERY_NS);
            }
        } catch (final Throwable t) {
            alarm.raise("the engine's files cannot be watched: " + t);
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.await(thread, CLOSE_NS);
    }
}
