package io.sluice.serve.view;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.client.ViewImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The state of an engine for any number of threads that ask: the image is read at most twenty times a second, with
 * plain reads, and the engine does not notice. Works while the engine is away, too; the age says so.
 *
 * <pre>{@code
 *  Snapshot now = views.now();
 *  for (ObjectNode request : now.rows(ViewName.PENDING)) { ... }
 * }</pre>
 */
public final class Views {
    private static final long FRESH_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** A writer is done within some milliseconds, unless it was killed; then the other image is whole. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Path directory;
    private final long engineTimeoutNs;
    private final Ageing ageing;
    private final EngineNow now;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Snapshot last;
    private volatile long readNs;
    private volatile Beacon beacon;

    /**
     * @param directory       data directory of the engine.
     * @param engineTimeoutNs silence after which the engine counts as lost (SPEC G-6).
     * @param now             its time, for what counts seconds.
     */
    public Views(final Path directory, final long engineTimeoutNs, final Ageing ageing, final EngineNow now) {
        this.directory = directory;
        this.engineTimeoutNs = engineTimeoutNs;
        this.ageing = ageing;
        this.now = now;
    }

    /**
     * The state as it was at most 50 ms ago.
     *
     * @throws EngineException NO_STATE if no engine ever wrote one that is whole.
     */
    public Snapshot now() {
        final Snapshot known = last;
        if (known != null && System.nanoTime() - readNs < FRESH_NS) {
            return known;
        }
        reading.lock();
        try {
            if (last == null || System.nanoTime() - readNs >= FRESH_NS) {
                last = read();
                readNs = System.nanoTime();
            }
            return last;
        } finally {
            reading.unlock();
        }
    }

    /** Once there was an image there is one: a reading that fails shows the last one, which ages. */
    private Snapshot read() {
        try {
            final ViewImage image = ViewImage.read(directory, PATIENCE);
            return last == null ? Snapshot.of(image, this) : last.seenAgain(image);
        } catch (final EngineException e) {
            if (last == null) {
                throw e;
            }
            return last;
        }
    }

    /** Whether the engine is there now. */
    public EngineState engine() {
        final Beacon look = beacon();
        if (look == null) {
            return EngineState.NONE;
        }
        synchronized (look) {
            return !look.isRunning()
                    ? EngineState.STOPPED
                    : look.isLost(engineTimeoutNs) ? EngineState.LOST : EngineState.RUNNING;
        }
    }

    /** Engine time now. */
    long engineNs(final long lastNs) {
        return now.nowNs(lastNs);
    }

    Ageing ageing() {
        return ageing;
    }

    private Beacon beacon() {
        if (beacon == null) {
            try {
                beacon = Beacon.look(directory);
            } catch (final EngineException e) {
                return null;
            }
        }
        return beacon;
    }
}
