package io.sluice.engine;

import io.sluice.codec.JournalKind;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalScan;
import io.sluice.journal.ScanResult;
import java.nio.file.Path;

/** Reads and re-executes what a data directory holds, or says why nobody may go on from it (SPEC J-2, J-4). */
record Recovery(ScanResult end, Replay replay) {
    /** @throws EngineException OTHER_KIND or DIVERGED; damage is a JournalException. */
    static Recovery of(final Path directory, final JournalKind kind) {
        final JournalInfo info = JournalInfo.read(directory);
        if (info != null && info.kind() != kind) {
            throw new EngineException(
                    EngineException.Code.OTHER_KIND,
                    directory + " holds a journal of kind " + spelling(info.kind()) + ", not " + spelling(kind));
        }
        final Replay replay = new Replay();
        final ScanResult end = JournalScan.run(directory, (record, position) -> replay.next(record));
        end.refuseDamage();
        if (replay.divergence() != null) {
            throw new EngineException(
                    EngineException.Code.DIVERGED,
                    "the journal in " + directory + " cannot be used: "
                            + replay.divergence().describe());
        }
        return new Recovery(end, replay);
    }

    private static String spelling(final JournalKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
