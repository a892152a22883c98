package io.sluice.tools.audit;

import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.ReadAhead;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads a journal to its present end, whether an engine adds to it meanwhile or not. */
public final class JournalWalk {
    private static final int BATCH = 1024;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int PATIENCE = 2_000;

    private JournalWalk() {}

    /** Sequence of the last good record; 0 if there is none. */
    public static long lastSequence(final Path directory) {
        try (JournalReader reader = new JournalReader(directory)) {
            return reader.lastSequence();
        }
    }

    /**
     * Reads all of it, on a thread of its own ahead of the listener. A torn tail is told only where nobody writes: else
     * it may be a write under way.
     */
    public static void all(final Path directory, final RecordListener listener) {
        try (JournalReader reader = new JournalReader(directory)) {
            ReadAhead.run(ahead -> toEnd(reader, directory, 1, ahead), listener);
        }
    }

    /** Reads all up to a record that {@link #all} came to; where nobody writes what follows it, too. */
    public static void upTo(final Path directory, final long last, final RecordListener listener) {
        try (JournalReader reader = new JournalReader(directory)) {
            if (last > 0 && DirectoryLock.holder(directory) == null) {
                reader.readToEnd(listener);
            } else {
                to(reader, 1, last, listener);
            }
        }
    }

    /** Reads from where the reader stands, which is before record {@code from}. */
    public static void toEnd(
            final JournalReader reader, final Path directory, final long from, final RecordListener listener) {
        if (DirectoryLock.holder(directory) == null) {
            reader.readToEnd(listener);
        } else {
            to(reader, from, reader.lastSequence(), listener);
        }
    }

    /** Reads from where the reader stands, which is before record {@code from}, to record {@code last}. */
    public static void to(final JournalReader reader, final long from, final long last, final RecordListener listener) {
        final LastHeard heard = new LastHeard(listener, from - 1);
        int waits = 0;
        while (heard.sequence < last && !reader.stopped()) {
            final int count = reader.poll(heard, (int) Math.min(BATCH, last - heard.sequence));
            waits = count > 0 ? 0 : waits + 1;
            if (waits > PATIENCE) {
                throw new AuditException(
                        AuditException.Code.BAD,
                        "record " + (heard.sequence + 1) + " cannot be read, though record " + last + " can");
            }
            if (count == 0) {
                // The reader looks for a new segment only so often.
                LockSupport.parkNanos(WAIT_NS);
            }
        }
    }

    private static final class LastHeard implements RecordListener {
        private final RecordListener listener;
        private long sequence;

        LastHeard(final RecordListener listener, final long sequence) {
            this.listener = listener;
            this.sequence = sequence;
        }

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            sequence = record.header().sequence();
            listener.onRecord(record, position);
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            return listener.onFault(fault);
        }
    }
}
