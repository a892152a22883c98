package io.sluice.engine;

import io.sluice.control.ControlMachine;
import io.sluice.journal.JournalReader;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A machine that follows the journal from its first record on. Executes no more once a record differs. */
final class JournalMachine implements Follower.Task, Supplier<ControlMachine> {
    private static final int BATCH = 1024;

    private final Path directory;
    private final long from;
    private final Replay replay = new Replay();

    /** @param from first record that will be heard; those before it are read from the journal. */
    JournalMachine(final Path directory, final long from) {
        this.directory = directory;
        this.from = from;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        if (record.header().sequence() == from && from > 1) {
            catchUp();
        }
        replay.next(record);
    }

    @Override
    public void onTurn(final long monotonicNs) {
        // nothing to do between records
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** Null before the first record, and for good once a record differs. */
    @Override
    public ControlMachine get() {
        return replay.divergence() == null ? replay.machine() : null;
    }

    private void catchUp() {
        try (JournalReader reader = new JournalReader(directory)) {
            while (replay.lastSequence() < from - 1 && replay.divergence() == null) {
                final long left = from - 1 - replay.lastSequence();
                reader.poll((record, position) -> replay.next(record), (int) Math.min(BATCH, left));
            }
        }
    }
}
