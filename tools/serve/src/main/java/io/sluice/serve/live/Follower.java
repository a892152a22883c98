package io.sluice.serve.live;

import io.sluice.client.EngineException;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads the released records once each, and begins with the last ones that a reader may want to catch up with. After a
 * failure it goes on with the next record. One thread.
 */
final class Follower implements AutoCloseable {
    private static final int BATCH = 2048;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path directory;
    private final LongSupplier released;
    private final EventLog log;
    private final Consumer<RecordDecoder> listener;
    private ReleasedFeed feed;
    private long beginning;
    /** Last record that was taken, be it that it could not be told; 0 for none. */
    private long taken;

    private boolean isFromOldest;

    Follower(
            final Path directory,
            final LongSupplier released,
            final EventLog log,
            final Consumer<RecordDecoder> listener) {
        this.directory = directory;
        this.released = released;
        this.log = log;
        this.listener = listener;
    }

    /** Last record that was taken; 0 for none. */
    long taken() {
        return taken;
    }

    /** Last record that was there when this began, or began again: what is later happens now. */
    long beginning() {
        return beginning;
    }

    /** Whether the past has been read. */
    boolean isUpToDate() {
        return feed != null && taken >= beginning;
    }

    boolean isOpen() {
        return feed != null;
    }

    /** Goes on after what was taken. */
    void open() {
        beginning = released.getAsLong();
        if (beginning <= 0) {
            return;
        }
        final long window = isFromOldest ? 0 : Math.max(0, beginning - EventLog.RECORDS + 1);
        feed = new ReleasedFeed(directory, taken == 0 ? window : taken + 1, released);
    }

    /**
     * Takes the records that are there, up to a batch.
     *
     * @return whether there may be more at once.
     * @throws EngineException OVERTAKEN if retention was faster; it begins again with the oldest record.
     */
    boolean poll() {
        try {
            return feed != null && taken(feed.poll((record, position) -> take(record), BATCH));
        } catch (final EngineException e) {
            if (e.code() == EngineException.Code.OVERTAKEN) {
                isFromOldest = true;
                taken = 0;
            }
            throw e;
        }
    }

    private boolean taken(final int count) {
        if (count > 0) {
            log.advance(taken);
        }
        return count == BATCH;
    }

    private void take(final RecordDecoder record) {
        final long seq = record.header().sequence();
        if (taken == 0) {
            log.begin(seq);
        }
        taken = seq;
        listener.accept(record);
    }

    /** Reads at least as far as a record that was released, if that is possible within a time. */
    void catchUp(final long seq, final long limitNs) {
        final long untilNs = System.nanoTime() + limitNs;
        while (taken < seq && System.nanoTime() - untilNs < 0) {
            if (!poll()) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
        feed = null;
    }
}
