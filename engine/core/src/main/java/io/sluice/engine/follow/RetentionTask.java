package io.sluice.engine.follow;

import io.sluice.client.EngineClock;
import io.sluice.journal.JournalException;
import io.sluice.journal.Retention;
import io.sluice.record.RecordDecoder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Removes old segments of the journal, behind the engine (SPEC J-11): only those that are older than
 * {@code journal.retention.days}, stand before both kept snapshots, and that no required sink still has to read.
 */
public final class RetentionTask implements Follower.Task {
    private static final long EVERY_NS = TimeUnit.MINUTES.toNanos(10);

    private final Path directory;
    private final long ageNs;
    private final LongSupplier snapshots;
    private final LongSupplier sinks;
    private final EngineClock clock;
    private long nextNs = Long.MIN_VALUE;

    /**
     * @param ageNs     a segment is kept at least that long.
     * @param snapshots last record of the older of two kept snapshots, 0 if there are no two.
     * @param sinks     last record that every required sink has taken, Long.MAX_VALUE if there is none.
     */
    public RetentionTask(
            final Path directory,
            final long ageNs,
            final LongSupplier snapshots,
            final LongSupplier sinks,
            final EngineClock clock) {
        this.directory = directory;
        this.ageNs = ageNs;
        this.snapshots = snapshots;
        this.sinks = sinks;
        this.clock = clock;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {}

    @Override
    public void onTurn(final long monotonicNs) {
        if (nextNs == Long.MIN_VALUE || monotonicNs - nextNs >= 0) {
            nextNs = monotonicNs + EVERY_NS;
            final long done = Math.min(snapshots.getAsLong(), sinks.getAsLong());
            if (done > 0) {
                remove(done);
            }
        }
    }

    /** What cannot be removed stays: no reason to stop anything. */
    private void remove(final long done) {
        try {
            Retention.run(directory, done + 1, clock.wallNs() - ageNs);
        } catch (final JournalException | UncheckedIOException e) {
            System.err.println("sluice: " + e.getMessage());
        }
    }

    @Override
    public void close() {}
}
