package io.sluice.engine.follow;

import io.sluice.state.SectionBuffer;
import io.sluice.state.StatePointer;
import io.sluice.state.StateWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that touches the state map's files (SPEC J-6). The follower's thread hands it the sections and takes
 * them up again when it is idle; who finds it busy for too long gives it up for a new one, and what it does afterwards
 * no reader is sent to.
 */
final class StateProjector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StateProjector.class);
    private static final long TRY_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(1);

    private final StatePointer pointer;
    private final AtomicBoolean isHanded = new AtomicBoolean();
    private final Runnable beforeWrite;
    private final Thread thread;
    private final StateWriter writer;
    private SectionBuffer[] sections;
    private long sequence;
    private long timeNs;
    private long tryAgainNs = System.nanoTime();
    private boolean isBehind = true;
    private boolean isFailing;
    private volatile boolean isEnding;
    private volatile boolean hasWritten;

    StateProjector(final StatePointer pointer, final Runnable beforeWrite) {
        this.pointer = pointer;
        this.beforeWrite = beforeWrite;
        writer = new StateWriter(pointer);
        thread = new Thread(this, "sluice-state-map");
        // It may hang where nobody can wake it; that must not keep a process from ending.
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the follower's thread may touch the sections. */
    boolean isIdle() {
        return !isHanded.get();
    }

    /** Whether a side does not show yet what was handed over last. To be asked while it is idle. */
    boolean isBehind() {
        return isBehind;
    }

    /** Whether it has ever completed a side. */
    boolean hasWritten() {
        return hasWritten;
    }

    /** Hands over what is to be written; it must be idle. */
    void hand(final SectionBuffer[] newSections, final long newSequence, final long newTimeNs) {
        sections = newSections;
        sequence = newSequence;
        timeNs = newTimeNs;
        isHanded.set(true);
        LockSupport.unpark(thread);
    }

    /** Ends the thread when it has written what it has. */
    void end() {
        isEnding = true;
        LockSupport.unpark(thread);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void run() {
        boolean isCurrent = true;
        while (isCurrent && !(isEnding && isIdle())) {
            if (isIdle()) {
                LockSupport.parkNanos(this, IDLE_NS);
            } else {
                isCurrent = write();
                isHanded.set(false);
            }
        }
        try {
            writer.close();
        } catch (final RuntimeException e) {
            LOG.warn("State map: cannot be closed", e);
        }
    }

    /** False if another took over. Whatever goes wrong here is the map's trouble alone. */
    private boolean write() {
        if (System.nanoTime() - tryAgainNs < 0) {
            return true;
        }
        try {
            beforeWrite.run();
            if (!writer.write(sections, sequence, timeNs)) {
                return false;
            }
            pointer.known(sequence, System.nanoTime());
            isBehind = writer.isBehind(sections);
            hasWritten = true;
            if (isFailing) {
                LOG.info("State map: written again");
            }
            isFailing = false;
        } catch (final Throwable t) {
            if (!isFailing) {
                LOG.warn("State map: cannot be written; the engine goes on without it", t);
            }
            isFailing = true;
            isBehind = true;
            tryAgainNs = System.nanoTime() + TRY_AGAIN_NS;
        }
        return true;
    }
}
