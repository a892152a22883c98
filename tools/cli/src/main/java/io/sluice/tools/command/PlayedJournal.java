package io.sluice.tools.command;

import io.sluice.config.EngineConfig;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.JournalSettings;
import io.sluice.record.RecordEncoder;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;

/** A new journal that {@code play} writes. */
final class PlayedJournal implements AutoCloseable {
    private final Journal journal;

    private PlayedJournal(final Journal journal) {
        this.journal = journal;
    }

    /** Makes it; refused where a journal is, be it an empty one. */
    static PlayedJournal open(final Path directory, final EngineConfig config) {
        JournalOptions.refuseFile(directory);
        if (!JournalReader.hasJournal(directory)) {
            JournalOptions.refuseForeign(directory);
        }
        final DirectoryLock lock = DirectoryLock.acquire(directory);
        if (JournalReader.hasJournal(directory)) {
            lock.close();
            throw CommandException.usage("there is a journal in " + directory + " already; name another --dir");
        }
        final JournalSettings settings =
                JournalSettings.forRecords(config.journal().maxRecordBytes());
        return new PlayedJournal(Journal.open(lock, JournalScan.run(directory, (record, position) -> {}), settings));
    }

    void append(final RecordEncoder record, final int length) {
        journal.append(record, length);
    }

    @Override
    public void close() {
        journal.close();
    }
}
