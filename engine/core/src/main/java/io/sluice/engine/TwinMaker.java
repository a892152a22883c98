package io.sluice.engine;

import io.sluice.journal.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Makes the twin of an engine on a thread of its own: in a process that is not warmed up it takes a tenth of a second,
 * which a start has not. Until it is there an idle engine thread does nothing.
 */
final class TwinMaker implements Runnable, AutoCloseable {
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(5);

    private final Thread thread;
    private final AtomicLong steps = new AtomicLong();
    private volatile IdleTwin twin;

    /** @param notices hears of a twin that cannot be made. */
    TwinMaker(final Consumer<String> notices) {
        thread = new Thread(() -> twin = IdleTwin.open(notices), "sluice-twin");
        thread.setDaemon(true);
    }

    /** Begins to make it. */
    void start() {
        thread.start();
    }

    /** Whether it is there, or cannot be made. Any thread. */
    boolean isDone() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** A step of the twin, if it is there. Engine thread only. */
    @Override
    public void run() {
        final IdleTwin made = twin;
        if (made != null) {
            made.run();
            steps.lazySet(steps.getPlain() + 1);
        }
    }

    /** Steps taken. Any thread. */
    long steps() {
        return steps.get();
    }

    /** Once the engine thread has ended. A twin that is not made by then ends with the process. */
    @Override
    public void close() {
        if (thread != Thread.currentThread() && Threads.await(thread, CLOSE_NS) && twin != null) {
            twin.close();
        }
    }
}
