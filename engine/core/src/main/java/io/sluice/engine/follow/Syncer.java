package io.sluice.engine.follow;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.SyncMode;
import io.sluice.codec.SyncPointEncoder;
import io.sluice.engine.line.Alarm;
import io.sluice.journal.Journal;
import io.sluice.journal.Repeater;
import java.util.function.LongSupplier;

/**
 * Forces the journal at intervals on a thread of its own, and has the engine note how far the device has it (SPEC J-5,
 * J-2). Where the engine thread forces by itself it only notes that. A failed force is an alarm (J-7).
 */
public final class Syncer implements AutoCloseable {
    private final Journal journal;
    private final LongSupplier lastOfNote;
    private final SyncMode mode;
    private final Sender sender;
    private final SyncPointEncoder point = new SyncPointEncoder();
    private final Repeater repeater;
    private long noted;

    /**
     * @param lastOfNote sequence of the last record that is more than bookkeeping.
     * @param noted      last record of which the journal says already that the device has it.
     */
    public Syncer(
            final Journal journal,
            final LongSupplier lastOfNote,
            final long noted,
            final SyncMode mode,
            final long intervalNs,
            final Sender sender,
            final Alarm alarm) {
        this.journal = journal;
        this.lastOfNote = lastOfNote;
        this.noted = noted;
        this.mode = mode;
        this.sender = sender;
        repeater = new Repeater(
                "sluice-journal-sync",
                intervalNs,
                this::turn,
                t -> alarm.raise(t.getMessage() == null ? t.toString() : t.getMessage()));
    }

    /** Begins. */
    public void start() {
        repeater.start();
    }

    private boolean turn() {
        if (mode == SyncMode.INTERVAL && journal.lastSequence() > journal.syncedSequence()) {
            journal.force();
        }
        final long synced = journal.syncedSequence();
        if (synced > noted && lastOfNote.getAsLong() > noted && note(synced)) {
            noted = synced;
        }
        return true;
    }

    private boolean note(final long synced) {
        return sender.offer(sender.begin(point).syncedSequence(synced).syncMode(mode)) == Offer.OFFERED;
    }

    /** Ends the thread; a force that is under way is waited for. */
    @Override
    public void close() {
        repeater.close();
    }
}
