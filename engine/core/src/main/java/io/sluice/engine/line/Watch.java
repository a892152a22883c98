package io.sluice.engine.line;

import io.sluice.journal.Repeater;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks once a second whether what the engine writes is still its own, see {@code Journal.objection}: a removed lock
 * lets a second engine in, and what is written to a directory that was moved or deleted nobody can read. Then it raises
 * the alarm, and the engine stops before it releases more (SPEC J-4, J-7). On a thread of its own: a look asks the file
 * system, which may take its time.
 */
public final class Watch implements AutoCloseable {
    private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    /** What is so twice is no trouble that passes. */
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<String> objections;
    private final Runnable good;
    private final Alarm alarm;
    private final Repeater repeater;

    /**
     * @param objections what is not as it was, in a sentence; null while all is.
     * @param good       what is to be done after each look that finds all as it was.
     */
    public Watch(final Supplier<String> objections, final Runnable good, final Alarm alarm) {
        this.objections = objections;
        this.good = good;
        this.alarm = alarm;
        repeater = new Repeater(
                "sluice-watch", EVERY_NS, this::look, t -> alarm.raise("the engine's files cannot be watched: " + t));
    }

    /** Begins. */
    public void start() {
        repeater.start();
    }

    /** @return whether to look again: after an alarm there is nothing more to find. */
    private boolean look() {
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
        return alarm.reason() == null;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        repeater.close();
    }
}
