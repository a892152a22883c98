package io.sluice.engine;

import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the engine's own journal behind it, on one thread of its own, for all the work that must not hold the hot path
 * up: shadow machine, sealer, projector. Each record is read once and heard by every task in their order. It reads with
 * plain reads, so the engine never waits for it, however far it is behind.
 */
final class Follower implements Runnable {
    private static final int BATCH = 256;
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(500);

    /** What a task does with the records. One thread calls all of it. */
    interface Task extends AutoCloseable {
        /** The next record, in sequence. */
        void onRecord(RecordDecoder record, long position);

        /**
         * Some records were heard, or there are none now.
         *
         * @param monotonicNs monotonic clock.
         */
        void onTurn(long monotonicNs);

        /** The last record there will ever be was heard. */
        @Override
        void close();
    }

    private final JournalReader reader;
    private final List<Task> tasks;
    private final Alarm alarm;
    private volatile long heard;
    private volatile long end = Long.MAX_VALUE;

    /** @param from first record to hear. */
    Follower(final Path directory, final long from, final List<Task> tasks, final Alarm alarm) {
        reader = new JournalReader(directory).seek(from);
        heard = from - 1;
        this.tasks = List.copyOf(tasks);
        this.alarm = alarm;
    }

    @Override
    public void run() {
        try (reader) {
            while (heard < end) {
                final int count = reader.poll(new Ears(), BATCH);
                final long nowNs = System.nanoTime();
                for (final Task task : tasks) {
                    task.onTurn(nowNs);
                }
                if (count == 0) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
            tasks.forEach(Task::close);
        } catch (final Throwable t) {
            alarm.raise("the journal cannot be followed: " + t);
        }
    }

    /** Sequence of the last record heard by every task. Any thread. */
    long heard() {
        return heard;
    }

    /** Ends the thread once it has heard this record. */
    void endAt(final long sequence) {
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
            alarm.raise("the journal is damaged while it is written: " + fault.describe());
            return false;
        }
    }
}
