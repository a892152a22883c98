package io.sluice.serve.sink;

import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.journal.JournalCursor;
import io.sluice.journal.JournalException;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;

/**
 * Feeds a sink from the journal, in a thread of its own. What fails is tried again after a pause that doubles: the sink
 * is opened again and says where to go on, so no batch is kept meanwhile. The cursor in the data directory follows each
 * commit and is never ahead of it; retention reads it there.
 */
public final class SinkRunner implements Runnable, AutoCloseable {
    private static final int BATCH = JournalCursor.MAX_BATCH;
    private static final long BATCH_BYTES = 8 << 20;
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SEGMENT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long STOP_MS = 20_000;

    private final Path directory;
    private final UUID journalId;
    private final Sink sink;
    private final boolean required;
    private final LongSupplier released;
    private final Consumer<String> notices;
    private final Thread thread;
    private final long copied;
    private ReleasedFeed feed;
    private JournalCursor cursor;
    private long batchBytes;
    private long highest;
    private String lastNotice = "";
    private volatile boolean isStopping;
    private volatile boolean isOpened;
    private volatile long turnNs = System.nanoTime();
    private volatile SinkStatus status;

    /**
     * @param required whether trading is restricted without it.
     * @param released last record that may be read by now.
     * @param notices  takes what a person should know.
     */
    public SinkRunner(
            final Path directory,
            final UUID journalId,
            final Sink sink,
            final boolean required,
            final LongSupplier released,
            final Consumer<String> notices) {
        this.directory = directory;
        this.journalId = journalId;
        this.sink = sink;
        this.required = required;
        this.released = released;
        this.notices = notices;
        status = new SinkStatus(sink.name(), required, 0, 0, 0, 0, 0, 0, 0, 0, "");
        copied = copied();
        thread = new Thread(this, "sluice-sink-" + sink.name());
    }

    /** What the sink held at last, as the data directory says it before the sink is open. */
    private long copied() {
        try {
            return JournalCursor.sequence(directory, sink.name(), journalId);
        } catch (final JournalException e) {
            return 0;
        }
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** What it did until now. Any thread. */
    public SinkStatus status() {
        final SinkStatus now = status;
        final long lag = Math.max(0, released.getAsLong() - held());
        return new SinkStatus(
                now.sink(),
                now.required(),
                now.sequence(),
                now.written(),
                now.replayed(),
                now.duplicates(),
                now.failed(),
                lag,
                now.bytes(),
                now.downSinceNs(),
                now.trouble());
    }

    /** Last record that the sink holds; before it was ever open, the last one that its cursor tells. Any thread. */
    public long held() {
        return Math.max(status.sequence(), isOpened ? 0 : copied);
    }

    /** How long ago the thread last began a turn, in nanoseconds; Long.MAX_VALUE once it ended. Any thread. */
    public long silentNs() {
        return thread.isAlive() ? System.nanoTime() - turnNs : Long.MAX_VALUE;
    }

    /** The sink that it feeds. */
    public Sink sink() {
        return sink;
    }

    @Override
    public void run() {
        long pauseNs = FIRST_PAUSE_NS;
        while (!isStopping) {
            turnNs = System.nanoTime();
            try {
                if (feed == null) {
                    begin();
                }
                pause(turn());
                pauseNs = FIRST_PAUSE_NS;
            } catch (final SinkException | JournalException | EngineException e) {
                failed(e.getMessage());
                letGo();
                pause(pauseNs);
                pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
            } catch (final RuntimeException e) {
                // A fault of the sink's own must stop neither this thread nor another sink, and must be seen.
                failed("a fault in Sluice itself; please report it: " + e);
                letGo();
                pause(pauseNs);
                pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
            }
        }
        letGo();
    }

    /** Opens the sink and goes on after what it holds. */
    private void begin() {
        final long held = sink.open(journalId);
        cursor = cursor();
        if (cursor.sequence() != held) {
            cursor.advance(held);
        }
        feed = new ReleasedFeed(directory, held == 0 ? 0 : held + 1, released);
        // A sink that opens may still not take anything: it stays down until it does, or nothing waits.
        if (!status.isDown() || released.getAsLong() <= held) {
            update(held, 0, 0, 0, 0);
        } else {
            status = status.at(held);
        }
        isOpened = true;
    }

    /** A copy of what the sink holds: one of another journal, or a damaged one, is made again. */
    private JournalCursor cursor() {
        try {
            return JournalCursor.open(directory, sink.name(), journalId);
        } catch (final JournalException e) {
            if (e.code() != JournalException.Code.OTHER_JOURNAL && e.code() != JournalException.Code.DAMAGED) {
                throw e;
            }
            JournalCursor.forget(directory, sink.name());
            return JournalCursor.open(directory, sink.name(), journalId);
        }
    }

    /** Reads a batch and writes it; returns how long to wait before the next. */
    private long turn() {
        batchBytes = 0;
        int count = 0;
        int last;
        long again = 0;
        do {
            final long before = Math.max(0, feed.sequence());
            last = feed.poll((record, position) -> take(record), Math.min(BATCH - count, BATCH / 4));
            again += Math.max(0, Math.min(highest, feed.sequence()) - before);
            count += last;
        } while (last > 0 && count < BATCH && batchBytes < BATCH_BYTES);
        if (count == 0) {
            // Where a segment ends the feed finds the next one only now and then.
            return released.getAsLong() > Math.max(0, feed.sequence()) ? SEGMENT_NS : IDLE_NS;
        }
        highest = Math.max(highest, feed.sequence());
        final Sink.Written written = sink.commit(feed.sequence());
        cursor.advance(feed.sequence());
        update(feed.sequence(), written.rows(), again, written.duplicates(), batchBytes);
        return count < BATCH && batchBytes < BATCH_BYTES ? IDLE_NS : 0;
    }

    private void take(final RecordDecoder record) {
        sink.add(record);
        batchBytes += record.length();
    }

    /** It works: counts what was done. */
    private void update(
            final long sequence, final long rows, final long again, final long duplicates, final long bytes) {
        final SinkStatus s = status;
        if (s.isDown()) {
            notices.accept("the sink " + s.sink() + " works again, at record " + sequence);
            lastNotice = "";
        }
        status = new SinkStatus(
                s.sink(),
                required,
                sequence,
                s.written() + rows,
                s.replayed() + again,
                s.duplicates() + duplicates,
                s.failed(),
                0,
                s.bytes() + bytes,
                0,
                "");
    }

    private void failed(final String why) {
        final SinkStatus s = status;
        if (!why.equals(lastNotice)) {
            notices.accept("the sink " + s.sink() + " failed and tries again: " + why);
        }
        lastNotice = why;
        status = new SinkStatus(
                s.sink(),
                required,
                s.sequence(),
                s.written(),
                s.replayed(),
                s.duplicates(),
                s.failed() + 1,
                0,
                s.bytes(),
                s.isDown() ? s.downSinceNs() : EngineClock.system().wallNs(),
                why);
    }

    private void pause(final long ns) {
        if (ns > 0 && !isStopping) {
            LockSupport.parkNanos(ns);
        }
    }

    private void letGo() {
        CloseHelper.closeAll(
                e -> notices.accept("the sink " + sink.name() + " did not close: " + e.getMessage()),
                feed,
                cursor,
                sink);
        feed = null;
        cursor = null;
    }

    /** Stops after the batch that is being written. */
    @Override
    public void close() {
        isStopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
