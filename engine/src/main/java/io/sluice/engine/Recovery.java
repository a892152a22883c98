package io.sluice.engine;

import io.sluice.codec.JournalKind;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.RecordListener;
import io.sluice.journal.ScanResult;
import java.nio.file.Path;

/** Reads and re-executes what a data directory holds, or says why nobody may go on from it (SPEC J-2, J-4). */
record Recovery(ScanResult end, Replay replay) {
    private static final int WATCH_EVERY = 4096;

    /** @throws EngineException OTHER_KIND or DIVERGED; damage is a JournalException. */
    static Recovery of(final Path directory, final JournalKind kind, final RecoveryWatch watch) {
        final JournalInfo info = JournalInfo.read(directory);
        if (info != null && info.kind() != kind) {
            throw new EngineException(
                    EngineException.Code.OTHER_KIND,
                    directory + " holds a journal of kind " + spelling(info.kind()) + ", not " + spelling(kind));
        }
        final Replay replay = new Replay();
        final ScanResult end = JournalScan.runAhead(directory, watched(replay, watch, total(directory, watch)));
        watch.onRecords(end.lastSequence(), end.lastSequence());
        end.refuseDamage();
        if (replay.divergence() != null) {
            throw new EngineException(
                    EngineException.Code.DIVERGED,
                    "the journal in " + directory + " cannot be used: "
                            + replay.divergence().describe());
        }
        return new Recovery(end, replay);
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
