package io.sluice.engine.follow;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.Role;
import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.codec.SnapshotTakenEncoder;
import io.sluice.config.EngineConfig;
import io.sluice.control.ControlMachine;
import io.sluice.engine.line.Alarm;
import io.sluice.journal.JournalException;
import io.sluice.journal.Snapshot;
import io.sluice.journal.SnapshotFiles;
import io.sluice.journal.Threads;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.Divergence;
import io.sluice.replay.Replay;
import io.sluice.replay.Snapshots;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.MutableDirectBuffer;

/**
 * A second machine that executes every record of the journal again behind the engine and compares, so that a machine
 * that does not do the same twice is found out while it runs; and that stores its state now and then, so that the
 * engine need not (SPEC J-3). It shares nothing with the engine's machine. The file is written on a thread of its own:
 * only the copy of the state holds up who else hears the records. What a snapshot reflects is forced before it, so that
 * no power cut leaves a snapshot of records that are gone.
 */
public final class Shadow implements Follower.Task, Supplier<ControlMachine> {
    private final Path directory;
    private final Runnable force;
    private Supplier<Replay> begin;
    private final EngineConfig.Snapshot config;
    private final Sender sender;
    private final Alarm alarm;
    private final Consumer<String> notices;
    private final EnvelopeEncoder lastEnvelope = new EnvelopeEncoder(Role.ENGINE, "");
    /** The two that are kept: the newest of which the journal says that it was taken, and the one before. */
    private long newer;

    private volatile long older;
    private long records;
    private long beganNs = Long.MIN_VALUE;
    private Replay replay;
    private Storing storing;
    private boolean ended;

    /**
     * What was stored.
     *
     * @param bytes size of the file.
     */
    record Stored(long sequence, long bytes, byte[] hash) {
        /** Fills the record that says so. */
        SnapshotTakenEncoder encode(final SnapshotTakenEncoder out) {
            return out.snapshotSequence(sequence).bytes(bytes).putStateHash(hash, 0, hash.length);
        }
    }

    /**
     * @param force  forces the journal; throws a {@link JournalException} if that fails.
     * @param begin  makes a replay that stands before the first record that is heard and that nobody else uses; asked
     *               when that record comes, for it takes its time.
     * @param newest last record of the snapshot that the start began from; 0 if there was none.
     * @param sender of the engine's own inputs.
     * @param notices takes what a person should know.
     */
    public Shadow(
            final Path directory,
            final Runnable force,
            final Supplier<Replay> begin,
            final long newest,
            final EngineConfig.Snapshot config,
            final Sender sender,
            final Alarm alarm,
            final Consumer<String> notices) {
        this.directory = directory;
        this.force = force;
        this.begin = begin;
        newer = newest;
        this.config = config;
        this.sender = sender;
        this.alarm = alarm;
        this.notices = notices;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        if (replay == null) {
            replay = begin.get();
            begin = null;
        }
        final Divergence divergence = replay.next(record);
        if (divergence != null) {
            alarm.raise("the shadow machine decides otherwise: " + divergence.describe());
            return;
        }
        final SnapshotTakenDecoder taken = Snapshots.taken(record);
        if (taken != null) {
            older = newer;
            newer = taken.snapshotSequence();
            remove(() -> SnapshotFiles.keep(directory, older, newer));
        } else if (!Snapshots.isWithoutEffect(record)) {
            records++;
        }
    }

    /** Last record of the older of the two snapshots that are kept; 0 as long as there is one at most. Any thread. */
    public long olderSnapshot() {
        return older;
    }

    /** What cannot be removed stays: no reason to stop anything. */
    private void remove(final Runnable removal) {
        try {
            removal.run();
        } catch (final JournalException e) {
            notices.accept(e.getMessage());
        }
    }

    @Override
    public void onTurn(final long monotonicNs) {
        if (beganNs == Long.MIN_VALUE) {
            beganNs = monotonicNs;
        }
        if (storing != null) {
            storing = storing.isOver() && storing.say() ? null : storing;
        } else if (!ended
                && records > 0
                && replay.divergence() == null
                && (records >= config.records() || monotonicNs - beganNs >= config.intervalNs())) {
            records = 0;
            beganNs = monotonicNs;
            storing = new Storing(replay.snapshot());
            storing.thread.start();
        }
    }

    /** The machine behind the last record heard; null before the first, and for good once a record differs. */
    @Override
    public ControlMachine get() {
        return replay == null || replay.divergence() != null ? null : replay.machine();
    }

    /** A clean stop leaves a snapshot at the last record, for whichever version starts next (J-9). */
    @Override
    public int finalRecord(final MutableDirectBuffer envelope) {
        end();
        if (alarm.reason() != null || replay == null || replay.lastSequence() == 0) {
            return 0;
        }
        final Storing last = new Storing(replay.snapshot());
        last.run();
        return last.stored == null
                ? 0
                : lastEnvelope.end(last.stored.encode(lastEnvelope.begin(envelope, 0, new SnapshotTakenEncoder())));
    }

    @Override
    public void close() {
        end();
    }

    /** The ring takes nothing more, so nobody will ever vouch for a snapshot that was under way. */
    private void end() {
        ended = true;
        if (storing != null) {
            storing.await();
            final long unsaid = storing.snapshot.sequence();
            storing = null;
            remove(() -> SnapshotFiles.delete(directory, unsaid));
        }
    }

    /** One snapshot on its way to the device and into the journal. */
    private final class Storing implements Runnable {
        private final Snapshot snapshot;
        private final Thread thread = new Thread(this, "sluice-snapshot");
        private volatile Stored stored;

        Storing(final Snapshot snapshot) {
            this.snapshot = snapshot;
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            try {
                force.run();
            } catch (final JournalException e) {
                alarm.raise(e.getMessage());
                return;
            }
            try {
                final long bytes = SnapshotFiles.write(directory, snapshot);
                stored = new Stored(snapshot.sequence(), bytes, snapshot.stateHash());
            } catch (final JournalException e) {
                // Nothing depends on it but the speed of the next start.
                notices.accept(e.getMessage());
            }
        }

        boolean isOver() {
            return !thread.isAlive();
        }

        /** Has it journaled; false as long as that does not succeed. */
        boolean say() {
            return stored == null
                    || sender.offer(stored.encode(sender.begin(new SnapshotTakenEncoder()))) == Offer.OFFERED;
        }

        void await() {
            Threads.await(thread);
        }
    }
}
