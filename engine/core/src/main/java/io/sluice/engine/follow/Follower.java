package io.sluice.engine.follow;

import io.sluice.engine.line.Alarm;
import io.sluice.engine.line.Cores;
import io.sluice.journal.JournalFault;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reads the engine's own journal behind it, on one thread of its own, for all the work that must not hold the hot path
 * up: shadow machine, sealer, projector. Each record is read once, after it was released, and heard by every task in
 * their order: what waits for the device nobody is to see (SPEC J-5). It reads with plain reads, so the engine never
 * waits for it, however far it is behind.
 */
public final class Follower implements Runnable, AutoCloseable {
    /** Where cores are few it reads in pieces, so that the engine is not kept waiting for long. */
    private static final int PIECE = 8;

    private static final long PIECE_PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);
    /** While an engine releases more than that between two looks. */
    private static final long BUSY_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    /** After it was late for so long it reads as fast as it can until it has caught up: views must not be old. */
    private static final long BEHIND_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int BATCH = 256;
    private static final long HELD_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Each look at a journal without news takes a core, which the next input may want. */
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(Cores.areFew() ? 5_000 : 500);

    /** What a task does with the records. One thread calls all of it, and once that has ended the one that closes. */
    public interface Task extends AutoCloseable {
        /** The next record, in sequence. */
        void onRecord(RecordDecoder record, long position);

        /**
         * Some records were heard, or there are none now.
         *
         * @param monotonicNs monotonic clock.
         */
        void onTurn(long monotonicNs);

        /**
         * At a clean stop, when every record was heard and no other input comes any more: what this task still has to
         * say. It becomes a record, which all tasks hear before the next one is asked.
         *
         * @param envelope where to put it.
         * @return length of the envelope, 0 for nothing.
         */
        default int finalRecord(final MutableDirectBuffer envelope) {
            return 0;
        }

        /** The last record there will ever be was heard. */
        @Override
        void close();
    }

    private final ReleasedFeed feed;
    private final LongSupplier released;
    private final boolean sharesCore = Cores.areFew();
    private final List<Task> tasks;
    private final Alarm alarm;
    private final Ears ears = new Ears();
    private volatile boolean failed;
    private volatile boolean held;
    private volatile long heard;
    private volatile long end = Long.MAX_VALUE;
    private long lastReleased;
    private long caughtUpNs = System.nanoTime();
    private boolean isHurried;

    /**
     * @param from     first record to hear.
     * @param released last record that may be heard by now.
     */
    public Follower(
            final Path directory,
            final long from,
            final LongSupplier released,
            final List<Task> tasks,
            final Alarm alarm) {
        feed = new ReleasedFeed(directory, from, released);
        this.released = released;
        heard = from - 1;
        this.tasks = List.copyOf(tasks);
        this.alarm = alarm;
    }

    @Override
    public void run() {
        try {
            while (heard < end && !failed) {
                if (held && end == Long.MAX_VALUE) {
                    LockSupport.parkNanos(HELD_NS);
                    continue;
                }
                final boolean isCalm = sharesCore && end == Long.MAX_VALUE && !isHurried;
                final int count = feed.poll(ears, isCalm ? PIECE : BATCH);
                final long nowNs = System.nanoTime();
                for (final Task task : tasks) {
                    task.onTurn(nowNs);
                }
                if (count == 0) {
                    caughtUpNs = nowNs;
                    LockSupport.parkNanos(IDLE_NS);
                } else if (sharesCore) {
                    giveWay(nowNs);
                }
            }
        } catch (final Throwable t) {
            failed = true;
            alarm.raise("the journal cannot be followed: " + t);
        }
    }

    /** After a piece: leaves the core to an engine that is at work. */
    private void giveWay(final long nowNs) {
        final long last = released.getAsLong();
        final long since = last - lastReleased;
        lastReleased = last;
        if (heard >= last) {
            caughtUpNs = nowNs;
        }
        isHurried = heard < last && (isHurried || nowNs - caughtUpNs > BEHIND_NS);
        if (since > 0 && !isHurried && end == Long.MAX_VALUE) {
            LockSupport.parkNanos(since > PIECE ? BUSY_PAUSE_NS : PIECE_PAUSE_NS);
        }
    }

    /**
     * Asks each task for its final record, after the thread has ended well; a journal that takes none ends it.
     *
     * @param journal takes an envelope and its length; gives the sequence of the last record, 0 if it failed.
     */
    public void writeFinalRecords(final ToLongBiFunction<DirectBuffer, Integer> journal) {
        final MutableDirectBuffer envelope = new ExpandableArrayBuffer();
        for (final Task task : tasks) {
            final int length = failed ? 0 : task.finalRecord(envelope);
            final long last = length == 0 ? heard : journal.applyAsLong(envelope, length);
            if (last == 0) {
                return;
            }
            endAt(last);
            run();
        }
    }

    /** After the thread has ended. */
    @Override
    public void close() {
        if (!failed) {
            tasks.forEach(Task::close);
        }
        feed.close();
    }

    /** Sequence of the last record heard by every task. Any thread. */
    public long heard() {
        return heard;
    }

    /** Lets the records wait until the end: for measurements where every core has something else to do. */
    public void hold() {
        held = true;
    }

    /** Ends the thread once it has heard this record. */
    public void endAt(final long sequence) {
        end = sequence;
    }

    private final class Ears implements RecordListener {
        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            for (final Task task : tasks) {
                task.onRecord(record, position);
            }
            heard = record.header().sequence();
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            failed = true;
            alarm.raise("the journal is damaged while it is written: " + fault.describe());
            return false;
        }
    }
}
