package io.sluice.engine.follow;

import io.sluice.client.EngineException;
import io.sluice.engine.line.Alarm;
import io.sluice.journal.JournalException;
import io.sluice.journal.Retention;
import io.sluice.record.RecordDecoder;
import io.sluice.seal.Removal;
import io.sluice.seal.Seal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Removes old segments of the journal, behind the engine (SPEC J-11): only those that are older than
 * {@code journal.retention.days}, stand before both kept snapshots, and that no required sink still has to read. Each
 * removal is journaled and on the device before it is done.
 *
 * <p>While the wall clock is more than {@link Retention#MAX_STEP_NS} ahead of engine time one of them is wrong, and
 * nothing is removed.
 */
public final class RetentionTask implements Follower.Task {
    private static final long EVERY_NS = TimeUnit.MINUTES.toNanos(10);

    private final Path directory;
    private final long ageNs;
    private final LongSupplier snapshots;
    private final LongSupplier sinks;
    private final LongSupplier wallClockNs;
    private final RetentionRecord record;
    private final Runnable force;
    private final Alarm alarm;
    private final Consumer<String> notices;
    private String lastNotice;
    private boolean isStepSaid;
    private long lastSequence;
    private long lastTimeNs;
    private boolean isHeard;
    private long heardAtNs;
    private long lookedUpTo;
    private long nextNs;
    /** What is journaled, or about to be, and then removed; null if nothing is. */
    private Retention.Oldest underWay;

    private boolean isJournaled;
    /** Something could go, but for the seal that has to cover what stays. */
    private boolean awaitsSeal;

    /**
     * @param ageNs     a segment is kept at least that long.
     * @param snapshots last record of the older of two kept snapshots, 0 if there are no two.
     * @param sinks     last record that every required sink has taken, Long.MAX_VALUE if there is none.
     * @param force     forces the journal; throws a {@link JournalException} if that fails.
     * @param notices   takes what a person should know.
     */
    public RetentionTask(
            final Path directory,
            final long ageNs,
            final LongSupplier snapshots,
            final LongSupplier sinks,
            final LongSupplier wallClockNs,
            final RetentionRecord record,
            final Runnable force,
            final Alarm alarm,
            final Consumer<String> notices) {
        this.directory = directory;
        this.ageNs = ageNs;
        this.snapshots = snapshots;
        this.sinks = sinks;
        this.wallClockNs = wallClockNs;
        this.record = record;
        this.force = force;
        this.alarm = alarm;
        this.notices = notices;
    }

    @Override
    public void onRecord(final RecordDecoder heard, final long position) {
        lastSequence = heard.header().sequence();
        lastTimeNs = heard.header().timeNs();
        isHeard = true;
        if (underWay != null && Removal.is(heard)) {
            isJournaled = Removal.of(heard).to() == underWay.last();
        }
        if (awaitsSeal && Seal.is(heard)) {
            awaitsSeal = false;
            lookedUpTo = 0;
        }
    }

    @Override
    public void onTurn(final long monotonicNs) {
        heardAtNs = isHeard ? monotonicNs : heardAtNs;
        isHeard = false;
        if (underWay != null) {
            if (isJournaled && remove()) {
                nextNs = monotonicNs;
            }
            return;
        }
        final long done = Math.min(snapshots.getAsLong(), sinks.getAsLong());
        if (done > 0 && lastSequence > 0 && (done != lookedUpTo || monotonicNs - nextNs >= 0)) {
            lookedUpTo = done;
            nextNs = monotonicNs + EVERY_NS;
            look(done, lastTimeNs + (monotonicNs - heardAtNs), wallClockNs.getAsLong());
        }
    }

    private void look(final long done, final long nowNs, final long wallNs) {
        if (wallNs - nowNs > Retention.MAX_STEP_NS) {
            sayOfStep("the wall clock is " + TimeUnit.NANOSECONDS.toDays(wallNs - nowNs)
                    + " days ahead of the engine's time:"
                    + " as long as it is more than " + TimeUnit.NANOSECONDS.toDays(Retention.MAX_STEP_NS)
                    + ", no old segment of the journal is removed");
            return;
        }
        isStepSaid = false;
        try {
            final Retention.Oldest oldest = Retention.find(directory, done + 1, nowNs, wallNs, ageNs);
            if (oldest != null && oldest.first() > oldest.last()) {
                Retention.remove(directory, oldest);
            } else if (oldest != null && record.offer(oldest, lastSequence)) {
                underWay = oldest;
                isJournaled = false;
            } else {
                awaitsSeal = oldest != null;
            }
            lastNotice = null;
        } catch (final JournalException | EngineException | UncheckedIOException e) {
            say(e.getMessage());
        }
    }

    /** What cannot be removed stays: no reason to stop anything. A force that fails is one (J-7). */
    private boolean remove() {
        final Retention.Oldest oldest = underWay;
        underWay = null;
        try {
            force.run();
        } catch (final JournalException e) {
            alarm.raise(e.getMessage());
            return false;
        }
        try {
            Retention.remove(directory, oldest);
            return true;
        } catch (final JournalException | UncheckedIOException e) {
            say(e.getMessage());
            return false;
        }
    }

    /** Once, whatever the clocks say by then. */
    private void sayOfStep(final String sentence) {
        if (!isStepSaid) {
            notices.accept(sentence);
        }
        isStepSaid = true;
    }

    private void say(final String sentence) {
        if (!sentence.equals(lastNotice)) {
            notices.accept(sentence);
        }
        lastNotice = sentence;
    }

    @Override
    public void close() {}
}
