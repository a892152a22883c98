package io.sluice.engine.start;

import io.sluice.client.EngineException;
import io.sluice.codec.JournalKind;
import io.sluice.journal.Device;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.JournalSettings;
import io.sluice.journal.RecordListener;
import io.sluice.journal.ScanResult;
import io.sluice.journal.SnapshotFiles;
import io.sluice.replay.Replay;
import io.sluice.replay.ReplayWatch;
import io.sluice.replay.Snapshots;
import io.sluice.seal.LastSeal;
import io.sluice.seal.Seal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Re-executes what a data directory holds, from its last good snapshot on, or says why nobody may go on from it (SPEC
 * J-2, J-3, J-4).
 *
 * @param from     record behind whose snapshot it began; 0 if it began with record 1.
 * @param notices  which snapshots were not used, and why.
 * @param epoch    what a new epoch goes on from; null where the journal itself is gone on with.
 * @param released last record that the engine before is known to have released.
 * @param lastSeal last seal in the journal; null if there is none.
 */
public record JournalReplay(
        ScanResult end, Replay replay, long from, List<String> notices, EpochPlan epoch, long released, Seal lastSeal) {
    private static final int WATCH_EVERY = 4096;

    /** @throws EngineException OTHER_KIND, EPOCH_UNFINISHED or DIVERGED; damage is a JournalException. */
    public static JournalReplay of(
            final Path directory,
            final JournalKind kind,
            final long released,
            final ReplayWatch watch,
            final int behaviourVersion) {
        final List<String> notices = new ArrayList<>();
        final Replay replay = Snapshots.newest(directory, Long.MAX_VALUE, behaviourVersion, notices::add);
        refuseOtherKind(directory, replay.info() == null ? JournalInfo.read(directory) : replay.info(), kind);
        final long from = replay.lastSequence();
        final LastSeal seals = new LastSeal();
        final RecordListener listener = watched(replay, seals, watch, total(directory, watch));
        final ScanResult end = JournalScan.runAhead(directory, from + 1, replay.lastStart(), listener);
        watch.onRecords(end.lastSequence(), end.lastSequence());
        end.refuseDamage();
        if (replay.divergence() != null) {
            throw new EngineException(
                    EngineException.Code.DIVERGED,
                    "the journal in " + directory + " cannot be used: "
                            + replay.divergence().describe());
        }
        if (end.records() == 0 && !JournalEpochs.aside(directory).isEmpty()) {
            throw new EngineException(
                    EngineException.Code.EPOCH_UNFINISHED,
                    "a new epoch was begun in " + directory + " and its journal was not written: begin it again");
        }
        final Seal lastSeal = LastSeal.find(directory, seals.seal(), from, replay.lastStart());
        return new JournalReplay(end, replay, from, List.copyOf(notices), null, released, lastSeal);
    }

    /** A new epoch: nothing of what was is gone on with. */
    static JournalReplay ofEpoch(final EpochPlan epoch) {
        return new JournalReplay(
                new ScanResult(0, epoch.goesOnBehind(), epoch.lastTimeNs(), 0, null, null),
                new Replay(),
                0,
                List.of(),
                epoch,
                0,
                null);
    }

    static void refuseOtherKind(final Path directory, final JournalInfo info, final JournalKind kind) {
        if (info != null && info.kind() != kind) {
            throw new EngineException(
                    EngineException.Code.OTHER_KIND,
                    directory + " holds a journal of kind " + spelling(info.kind()) + ", not " + spelling(kind));
        }
    }

    /** Record behind which the engine goes on; 0 for an empty journal. */
    public long lastSequence() {
        return end.lastSequence();
    }

    /** Engine time of the last record, Long.MIN_VALUE if there is none. */
    public long lastTimeNs() {
        return epoch == null ? replay.lastTimeNs() : epoch.lastTimeNs();
    }

    /** Records that are known to have been and are gone: with the tail, or released and cut off without a trace. */
    long droppedRecords() {
        return epoch == null ? Math.max(end.droppedRecords(), released - end.lastSequence()) : epoch.lost();
    }

    long droppedBytes() {
        return end.droppedBytes();
    }

    /** The record of the start says it, too. */
    void sayWhatIsDropped(final Consumer<String> to) {
        if (droppedRecords() > 0) {
            to.accept(droppedRecords() + " record(s) after record "
                    + (epoch == null ? lastSequence() : epoch.lastGood()) + " are lost"
                    + (end.tornTail() == null ? "" : ": " + end.tornTail().describe()));
        }
    }

    /** Opens the journal to go on; the lock is the journal's from here on. */
    Journal open(final DirectoryLock lock, final JournalSettings settings, final Device device) {
        return epoch == null
                ? Journal.open(lock, end, settings, device)
                : Journal.begin(lock, end.lastSequence(), settings, device);
    }

    /** Removes the snapshots that no start can use. */
    public void removeUnused(final Path directory) {
        if (epoch != null) {
            return;
        }
        SnapshotFiles.sequences(directory).stream()
                .filter(sequence -> sequence > from)
                .forEach(sequence -> SnapshotFiles.delete(directory, sequence));
    }

    /** What is not shown need not be counted. */
    private static long total(final Path directory, final ReplayWatch watch) {
        if (watch == ReplayWatch.SILENT) {
            return 0;
        }
        try (JournalReader reader = new JournalReader(directory)) {
            return reader.lastSequence();
        }
    }

    private static RecordListener watched(
            final Replay replay, final RecordListener seals, final ReplayWatch watch, final long total) {
        return (record, position) -> {
            replay.next(record);
            seals.onRecord(record, position);
            final long sequence = record.header().sequence();
            if (sequence % WATCH_EVERY == 0) {
                watch.onRecords(sequence, total);
            }
        };
    }

    private static String spelling(final JournalKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
