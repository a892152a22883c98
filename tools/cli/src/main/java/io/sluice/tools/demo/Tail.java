package io.sluice.tools.demo;

import io.sluice.journal.JournalException;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Exit;
import java.util.List;

/** Hands each record that the engine released to everyone who learns from it. */
final class Tail implements AutoCloseable {
    private static final int BATCH = 256;

    private final ReleasedFeed feed;
    private final List<RecordListener> listeners;
    private final Patience patience;

    Tail(final ReleasedFeed feed, final List<RecordListener> listeners, final Patience patience) {
        this.feed = feed;
        this.listeners = listeners;
        this.patience = patience;
    }

    /** Reads up to a record that is known to be there. */
    void readTo(final long sequence) {
        try {
            while (feed.sequence() < sequence) {
                if (feed.poll(this::onRecord, BATCH) == 0) {
                    patience.pause(feed.sequence());
                }
            }
        } catch (final JournalException e) {
            if (e.code() != JournalException.Code.DAMAGED) {
                throw e;
            }
            throw new CommandException(Exit.BAD, "the journal of the demo is damaged: " + e.getMessage());
        }
    }

    private void onRecord(final RecordDecoder record, final long position) {
        for (final RecordListener listener : listeners) {
            record.rewind();
            listener.onRecord(record, position);
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
