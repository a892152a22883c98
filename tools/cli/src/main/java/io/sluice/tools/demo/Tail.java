package io.sluice.tools.demo;

import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.util.List;

/** Reads the journal behind the engine and hands each record to everyone who learns from it. */
final class Tail implements AutoCloseable, RecordListener {
    private static final int BATCH = 256;

    private final JournalReader reader;
    private final List<RecordListener> listeners;
    private final Patience patience;
    private long lastSequence;

    /** @param fromSequence first record to hand on. */
    Tail(final Path directory, final long fromSequence, final List<RecordListener> listeners, final Patience patience) {
        this.patience = patience;
        this.listeners = listeners;
        reader = new JournalReader(directory).seek(fromSequence);
    }

    /** Reads up to a record that is known to be there. */
    void readTo(final long sequence) {
        while (lastSequence < sequence) {
            if (reader.poll(this, BATCH) == 0) {
                patience.pause(lastSequence);
            }
        }
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        lastSequence = record.header().sequence();
        for (final RecordListener listener : listeners) {
            record.rewind();
            listener.onRecord(record, position);
        }
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        if (fault.verdict() == JournalFault.Verdict.DAMAGE) {
            throw new CommandException(Exit.BAD, "the journal of the demo is damaged: " + fault.describe());
        }
        return true;
    }

    @Override
    public void close() {
        reader.close();
    }
}
