package io.sluice.serve.sink;

import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * What waits in the journal for a sink: rows of its own, bytes of records, and since when. It reads on from where it
 * came to as long as the sink does not move, and no further than {@link Strain} needs to know. One thread.
 */
final class Backlog implements AutoCloseable {
    private static final int BATCH = 256;

    private final Path directory;
    private final LongSupplier released;
    private final ToIntFunction<RecordDecoder> scale;
    private ReleasedFeed feed;
    private long from = -1;
    private Waiting waiting = Waiting.NOTHING;

    /**
     * What waits. Times are engine time, nanoseconds since the epoch.
     *
     * @param rows     own rows.
     * @param bytes    of records.
     * @param sinceNs  of the oldest record; 0 if none waits.
     * @param rowNs    of the oldest record with a row; 0 if none waits.
     */
    record Waiting(long rows, long bytes, long sinceNs, long rowNs) {
        static final Waiting NOTHING = new Waiting(0, 0, 0, 0);

        private Waiting and(final RecordDecoder record, final int more) {
            final long timeNs = record.header().timeNs();
            return new Waiting(
                    rows + more,
                    bytes + record.length(),
                    sinceNs == 0 ? timeNs : sinceNs,
                    rowNs == 0 && more > 0 ? timeNs : rowNs);
        }
    }

    Backlog(final Path directory, final LongSupplier released, final ToIntFunction<RecordDecoder> scale) {
        this.directory = directory;
        this.released = released;
        this.scale = scale;
    }

    /** What waits after a record that the sink holds. */
    Waiting after(final long sequence) {
        if (sequence != from) {
            close();
            from = sequence;
            waiting = Waiting.NOTHING;
        }
        if (feed == null && released.getAsLong() > sequence) {
            feed = new ReleasedFeed(directory, sequence == 0 ? 0 : sequence + 1, released);
        }
        while (feed != null
                && !Strain.isFull(waiting.rows, waiting.bytes)
                && feed.poll((record, position) -> waiting = waiting.and(record, scale.applyAsInt(record)), BATCH)
                        > 0) {
            continue;
        }
        return waiting;
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
