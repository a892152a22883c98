package io.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one reserved segment ahead of the one in use, on its own thread, and puts away those that are full. Where no
 * space can be reserved it raises the alarm (SPEC J-7) while the segment in use still has room, and tries again. What
 * is written next it keeps touched, see {@link Segment}.
 */
final class SegmentSupply implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Bytes that an engine at work finds touched at least. */
    private static final long MIN_TOUCHED = 1 << 20;
    /** Those of an idle one, which the system writes back every half a minute for nothing. */
    private static final long IDLE_TOUCHED = 1 << 16;
    /** Of what was written since the last turn, so much is touched ahead. */
    private static final int AHEAD = 4;

    /** Each append says there where the next one goes. */
    private static final long FILE_HEADER = 64;

    private static final long TOUCHED_AT_ONCE = 1 << 18;

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private final Path dataDirectory;
    private final JournalSettings settings;
    private final Platform platform;
    private final OwnFiles own;
    private final ConcurrentLinkedQueue<Segment> full = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private volatile Segment inUse;
    private volatile Segment ahead;
    private volatile String alarm;
    private volatile boolean dayOver;
    private volatile boolean closed;
    private volatile Throwable failure;
    private int nextNumber;
    private long triedAtNs;
    private long lastPosition;
    private long day;

    SegmentSupply(
            final Path dataDirectory,
            final int firstNumber,
            final JournalSettings settings,
            final Platform platform,
            final OwnFiles own) {
        this.own = own;
        this.dataDirectory = dataDirectory;
        this.settings = settings;
        this.platform = platform;
        nextNumber = firstNumber;
        day = Math.floorDiv(platform.wallClockMs().getAsLong(), DAY_MS);
        thread = new Thread(this::run, "sluice-journal-space");
        thread.setDaemon(true);
    }

    /** Makes the first segment on the caller's thread, then starts to work ahead. */
    Segment start() throws IOException {
        return start(make(false));
    }

    /** Starts to work ahead of a first segment that is there already. */
    Segment start(final Segment first) {
        inUse = first;
        thread.start();
        return first;
    }

    /** What stands in the way of the next segment; null if nothing. */
    String alarm() {
        final Throwable why = failure;
        return why == null ? alarm : "full segments cannot be put away and space cannot be reserved: " + why;
    }

    /** What is wrong with the file in use, in a sentence; null if nothing. Any thread. */
    String objection() {
        final Segment looked = inUse;
        final String what = looked.objection(own, dataDirectory);
        // One that was turned over meanwhile is put away, and cut.
        return looked == inUse ? what : null;
    }

    /** Whether the wall clock's day (UTC) has changed since the segment in use began, and the next one is there. */
    boolean dayOver() {
        return dayOver;
    }

    /**
     * Gives the next segment and takes the full one to put it away. Waits if the supply is only behind.
     *
     * @throws JournalException NO_SPACE if there is none to be had.
     */
    Segment exchange(final Segment used) {
        final long giveUpAt = System.nanoTime() + PATIENCE_NS;
        while (ahead == null) {
            final String why = alarm();
            if (why != null || System.nanoTime() - giveUpAt > 0) {
                throw new JournalException(
                        JournalException.Code.NO_SPACE,
                        "the reserved space is used up: " + (why == null ? "the next segment is late" : why),
                        failure);
            }
            Thread.onSpinWait();
        }
        final Segment next = ahead;
        inUse = next;
        ahead = null;
        dayOver = false;
        full.add(used);
        LockSupport.unpark(thread);
        return next;
    }

    /**
     * Forces whatever was written: first what was turned over and is not put away yet, so that nothing before the
     * segment in use is missed, then that one.
     */
    synchronized void force(final Segment last) throws IOException {
        if (failure != null) {
            throw new IOException("an earlier segment was not put away: " + failure.getMessage(), failure);
        }
        putAway();
        last.force();
    }

    /** Touches all that can be written before the next segment is asked for. Any thread. */
    synchronized void warmUp() throws IOException {
        inUse.touch(inUse.position(), inUse.size());
    }

    /** Stops the thread and removes the segment that was not needed. */
    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(thread);
        Threads.await(thread);
        try (Segment unused = ahead) {
            putAway();
            if (unused != null) {
                ahead = null;
                // Under the same name there may be another engine's.
                if (own.objection() == null) {
                    SegmentFiles.delete(SegmentFiles.directory(dataDirectory, unused.number()));
                }
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                // First, so that an alarm comes while there is as much room as can be.
                if (ahead == null && (alarm == null || System.nanoTime() - triedAtNs > RETRY_NS)) {
                    prepare();
                }
                putAway();
                watchDay();
                if (settings.isWarm()) {
                    touchAhead();
                }
                if (!closed && full.isEmpty() && (ahead != null || alarm != null)) {
                    LockSupport.parkNanos(this, TURN_NS);
                }
            }
        } catch (final Throwable t) {
            failure = t;
            LOG.error("Journal: {}", alarm(), t);
        }
    }

    private void prepare() {
        triedAtNs = System.nanoTime();
        try {
            ahead = make(settings.isWarm());
            if (alarm != null) {
                LOG.info("Journal: space is reserved again");
            }
            alarm = null;
        } catch (final IOException e) {
            if (alarm == null) {
                LOG.error("Journal: {}", e.getMessage());
            }
            alarm = e.getMessage();
        }
    }

    private Segment make(final boolean isTouched) throws IOException {
        final String objection = own.objection();
        if (objection != null) {
            throw new IOException(objection);
        }
        final int number = nextNumber;
        if (number > SegmentFiles.LAST_NUMBER) {
            throw new IOException("no segment can follow number " + SegmentFiles.LAST_NUMBER);
        }
        final Segment segment = Segment.create(dataDirectory, number, settings.segmentBytes(), isTouched, platform);
        nextNumber++;
        return segment;
    }

    private void watchDay() {
        final long today = Math.floorDiv(platform.wallClockMs().getAsLong(), DAY_MS);
        if (today != day && ahead != null) {
            day = today;
            dayOver = true;
        }
    }

    private void touchAhead() throws IOException {
        final Segment now = inUse;
        final Segment next = ahead;
        final long position = now.position();
        final long written = position < lastPosition ? position : position - lastPosition;
        final long end = position + (written == 0 ? IDLE_TOUCHED : Math.max(MIN_TOUCHED, AHEAD * written));
        lastPosition = position;
        touch(now, 0, FILE_HEADER);
        touch(now, position, Math.min(end, now.size()));
        if (next != null) {
            touch(next, 0, end - now.size());
        }
    }

    /** A little at a time: who wants to force must not wait for it. */
    private void touch(final Segment segment, final long from, final long to) throws IOException {
        long at = from;
        while (at < to && touchSome(segment, at, Math.min(to, at + TOUCHED_AT_ONCE))) {
            at += TOUCHED_AT_ONCE;
        }
    }

    /** Not a segment that is put away: what is closed must not be touched. */
    private synchronized boolean touchSome(final Segment segment, final long from, final long to) throws IOException {
        final boolean isOpen = segment == inUse || segment == ahead;
        if (isOpen) {
            segment.touch(from, to);
        }
        return isOpen;
    }

    private synchronized void putAway() throws IOException {
        for (Segment used = full.poll(); used != null; used = full.poll()) {
            try (Segment closing = used) {
                closing.force();
            } catch (final IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
