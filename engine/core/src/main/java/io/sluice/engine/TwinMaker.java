package io.sluice.engine;

import io.sluice.journal.Threads;
import java.util.function.Consumer;

/**
 * Makes the twin of an engine on a thread of its own: in a process that is not warmed up it takes a tenth of a second,
 * which a start has not. Until it is there an idle engine thread does nothing.
 */
final class TwinMaker implements Runnable, AutoCloseable {
    private final Thread thread;
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
        }
    }

    /** Once the engine thread has ended. */
    @Override
    public void close() {
        Threads.await(thread);
        if (twin != null) {
            twin.close();
        }
    }
}
