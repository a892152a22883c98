package io.sluice.engine.follow;

import io.sluice.schema.IoTrouble;
import io.sluice.state.ImageWriter;
import io.sluice.state.SectionBuffer;
import io.sluice.state.StatePointer;
import io.sluice.state.StateWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that touches the state map's files, and those of the images beside it (SPEC J-6). The follower's
 * thread hands it the sections and takes them up again when it is idle; who finds it busy for too long gives it up for
 * a new one, and what it does afterwards no reader is sent to.
 */
final class StateProjector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StateProjector.class);
    private static final long TRY_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);
    /** Between two images at least. */
    private static final long IMAGE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** An image may take one part in twenty of this thread's time. */
    private static final int SHARE = 20;

    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(1);

    private final StatePointer pointer;
    private final AtomicBoolean isHanded = new AtomicBoolean();
    private final Runnable beforeWrite;
    private final Thread thread;
    private final StateWriter writer;
    private SectionBuffer[] sections;
    private long sequence;
    private long timeNs;
    private final ImageWriter images;
    private final Consumer<String> notices;
    private final Derived map;
    private final Derived image;
    private long imageNotBeforeNs = System.nanoTime();
    private boolean isLast;
    private boolean isBehind = true;
    private volatile boolean isEnding;
    private volatile boolean hasWritten;

    StateProjector(
            final StatePointer pointer,
            final ImageWriter images,
            final Runnable beforeWrite,
            final Consumer<String> notices) {
        this.pointer = pointer;
        this.images = images;
        this.beforeWrite = beforeWrite;
        this.notices = notices;
        writer = new StateWriter(pointer);
        map = new Derived("the state map", writer::renew);
        image = new Derived("the image of the state", () -> {});
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

    /** Whether it has ever done what it was handed. */
    boolean hasWritten() {
        return hasWritten;
    }

    /**
     * Hands over what is to be written; it must be idle.
     *
     * @param last whether nothing comes after it.
     */
    void hand(final SectionBuffer[] newSections, final long newSequence, final long newTimeNs, final boolean last) {
        isLast = last;
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
        } catch (final RuntimeException | InternalError e) {
            LOG.warn("State map: cannot be closed", e);
        }
    }

    /** False if another took over. Whatever goes wrong here is the map's trouble alone, and the images'. */
    private boolean write() {
        isBehind = false;
        final boolean isCurrent = map.run(this::writeMap);
        if (isCurrent) {
            image.run(this::writeImage);
        }
        // Whatever is slow the first time is over by now.
        hasWritten = true;
        return isCurrent;
    }

    private boolean writeMap() throws IOException {
        beforeWrite.run();
        if (!writer.write(sections, sequence, timeNs)) {
            return false;
        }
        pointer.known(sequence, System.nanoTime());
        isBehind |= writer.isBehind(sections);
        return true;
    }

    /** The whole of it each time: so only now and then, and at the end. */
    private boolean writeImage() throws IOException {
        final long beganNs = System.nanoTime();
        if (!isLast && beganNs - imageNotBeforeNs < 0) {
            isBehind = true;
            return true;
        }
        images.write(sections, sequence, timeNs, beganNs);
        final long endedNs = System.nanoTime();
        imageNotBeforeNs = endedNs + Math.max(IMAGE_NS, SHARE * (endedNs - beganNs));
        return true;
    }

    /** Something that is derived and may fail: said once, and tried again a second later. */
    private final class Derived {
        private final String what;
        private final Runnable afterTrouble;
        private long tryAgainNs = System.nanoTime();
        private boolean isFailing;

        Derived(final String what, final Runnable afterTrouble) {
            this.what = what;
            this.afterTrouble = afterTrouble;
        }

        boolean run(final Callable<Boolean> write) {
            if (System.nanoTime() - tryAgainNs < 0) {
                isBehind = true;
                return true;
            }
            boolean isCurrent = true;
            try {
                isCurrent = write.call();
                if (isFailing) {
                    notices.accept(what + " is written again");
                }
                isFailing = false;
            } catch (final Throwable t) {
                if (!isFailing) {
                    notices.accept(what + " cannot be written; the engine goes on without it: "
                            + (t instanceof final IOException e ? IoTrouble.describe(e) : t));
                    LOG.debug("{} cannot be written", what, t);
                }
                isFailing = true;
                isBehind = true;
                tryAgainNs = System.nanoTime() + TRY_AGAIN_NS;
                afterTrouble.run();
            }
            return isCurrent;
        }
    }
}
