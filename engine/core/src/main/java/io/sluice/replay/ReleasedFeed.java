package io.sluice.replay;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.journal.Threads;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The records of an engine that were released, in sequence, for any process on the host: what waits for the device is
 * in the file already and must not be seen (SPEC J-1, J-5). It reads with plain reads, so the engine never waits for
 * it, however far behind it is. The beacon says what is released. One thread at a time.
 *
 * <pre>{@code
 *  try (ReleasedFeed feed = ReleasedFeed.open(directory, 1)) {
 *      while (running) {
 *          feed.await((record, position) -> show(record), 256, Duration.ofMillis(100).toNanos());
 *      }
 *  }
 * }</pre>
 */
public final class ReleasedFeed implements AutoCloseable {
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Path directory;
    private final JournalReader reader;
    private final LongSupplier released;
    private final Ears ears = new Ears();
    private boolean isSought;
    private long sequence;

    /**
     * @param from     first record to hear; 0 for the oldest that there is.
     * @param released last record that may be heard by now.
     */
    public ReleasedFeed(final Path directory, final long from, final LongSupplier released) {
        this.directory = directory;
        this.released = released;
        sequence = from - 1;
        reader = new JournalReader(directory);
    }

    /**
     * For the engine of a data directory, which need not run.
     *
     * @param from first record to hear; 0 for the oldest that there is.
     * @throws EngineException NO_BEACON if there never was an engine.
     */
    public static ReleasedFeed open(final Path directory, final long from) {
        return new ReleasedFeed(directory, from, Beacon.look(directory)::lastSequence);
    }

    /**
     * Hands over the released records that are there.
     *
     * @param listener its {@code onFault} is asked about what is no damage.
     * @param limit    most records.
     * @return how many; 0 if there is nothing new, or not yet: where a segment ends it looks for the next one only now
     *         and then. To hear all that is released, poll until {@link #sequence()} says so, or await.
     * @throws EngineException  OVERTAKEN if retention removed what is due.
     * @throws JournalException DAMAGED or IO if it cannot be read.
     */
    public int poll(final RecordListener listener, final int limit) {
        final long last = released.getAsLong();
        if (last <= Math.max(sequence, 0)) {
            return 0;
        }
        if (!isSought) {
            reader.seek(sequence + 1);
            isSought = true;
        }
        ears.listener = listener;
        final long before = sequence;
        // The reader counts what it passes over on its way, too.
        int count;
        do {
            // Which record is the oldest shows with the first one.
            count = reader.poll(ears, sequence < 0 ? 1 : (int) Math.min(limit, last - sequence));
        } while (count > 0 && sequence == before);
        return before < 0 ? count : (int) (sequence - before);
    }

    /**
     * As {@link #poll}, and waits where there is nothing.
     *
     * @param limitNs longest wait.
     */
    public int await(final RecordListener listener, final int limit, final long limitNs) {
        final int[] count = {0};
        Threads.await(() -> (count[0] = poll(listener, limit)) > 0, limitNs, PAUSE_NS);
        return count[0];
    }

    /** Sequence of the last record handed over; before the first one that of the record before it, or -1. */
    public long sequence() {
        return sequence;
    }

    /** Whether the listener wanted no more. */
    public boolean stopped() {
        return reader.stopped();
    }

    @Override
    public void close() {
        reader.close();
    }

    private EngineException overtaken(final long found) {
        return new EngineException(
                EngineException.Code.OVERTAKEN,
                "retention removed record " + (sequence + 1) + " of the journal in " + directory
                        + " before it was read" + (found == 0 ? "" : "; the next one is " + found)
                        + ": begin with a newer record, or keep more days (sluice.journal.retention.days)");
    }

    private final class Ears implements RecordListener {
        private RecordListener listener;

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            final long found = record.header().sequence();
            if (sequence >= 0 && found > sequence + 1) {
                throw overtaken(found);
            }
            listener.onRecord(record, position);
            sequence = found;
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            if (fault.kind() == JournalFault.Kind.RETIRED) {
                throw overtaken(0);
            }
            if (fault.verdict() == JournalFault.Verdict.DAMAGE) {
                throw new JournalException(JournalException.Code.DAMAGED, fault.describe());
            }
            return listener.onFault(fault);
        }
    }
}
