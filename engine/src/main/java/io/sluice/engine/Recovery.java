package io.sluice.engine;

import io.sluice.codec.JournalKind;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.RecordListener;
import io.sluice.journal.ScanResult;
import io.sluice.journal.SnapshotFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Re-executes what a data directory holds, from its last good snapshot on, or says why nobody may go on from it (SPEC
 * J-2, J-3, J-4).
 *
 * @param from    record behind whose snapshot it began; 0 if it began with record 1.
 * @param notices which snapshots were not used, and why.
 */
record Recovery(ScanResult end, Replay replay, long from, List<String> notices) {
    private static final int WATCH_EVERY = 4096;

    /** @throws EngineException OTHER_KIND or DIVERGED; damage is a JournalException. */
    static Recovery of(
            final Path directory, final JournalKind kind, final RecoveryWatch watch, final int behaviourVersion) {
        final List<String> notices = new ArrayList<>();
        final Replay replay = Snapshots.newest(directory, Long.MAX_VALUE, behaviourVersion, notices::add);
        final JournalInfo info = replay.info() == null ? JournalInfo.read(directory) : replay.info();
        if (info != null && info.kind() != kind) {
            throw new EngineException(
                    EngineException.Code.OTHER_KIND,
                    directory + " holds a journal of kind " + spelling(info.kind()) + ", not " + spelling(kind));
        }
        final long from = replay.lastSequence();
        final RecordListener listener = watched(replay, watch, total(directory, watch));
        final ScanResult end = JournalScan.runAhead(directory, from + 1, listener);
        watch.onRecords(end.lastSequence(), end.lastSequence());
        end.refuseDamage();
        if (replay.divergence() != null) {
            throw new EngineException(
                    EngineException.Code.DIVERGED,
                    "the journal in " + directory + " cannot be used: "
                            + replay.divergence().describe());
        }
        return new Recovery(end, replay, from, List.copyOf(notices));
    }

    /** Removes the snapshots that no start can use, so that the two that are kept are good ones (J-3). */
    void removeUnused(final Path directory) {
        SnapshotFiles.sequences(directory).stream()
                .filter(sequence -> sequence > from)
                .forEach(sequence -> SnapshotFiles.delete(directory, sequence));
    }

    /** What is not shown need not be counted. */
    private static long total(final Path directory, final RecoveryWatch watch) {
        if (watch == RecoveryWatch.SILENT) {
            return 0;
        }
        try (JournalReader reader = new JournalReader(directory)) {
            return reader.lastSequence();
        }
    }

    private static RecordListener watched(final Replay replay, final RecoveryWatch watch, final long total) {
        return (record, position) -> {
            replay.next(record);
            final long sequence = record.header().sequence();
            if (sequence % WATCH_EVERY == 0) {
                watch.onRecords(sequence, total);
            }
        };
    }

    private static String spelling(final JournalKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
