package io.sluice.journal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.codec.SyncMode;
import io.sluice.codec.SyncPointDecoder;
import io.sluice.record.RecordDecoder;

/**
 * What a journal says of its own syncs: the mode in which its last run wrote, and how far the device was known to
 * have it (SPEC J-2, J-5). The pages of a file reach the device in any order, so behind the last confirmed sync a power
 * cut may leave a hole with good records after it; before it nothing excuses one.
 */
final class SyncMarks {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EngineStartedDecoder started = new EngineStartedDecoder();
    private final SyncPointDecoder point = new SyncPointDecoder();
    private final SnapshotTakenDecoder taken = new SnapshotTakenDecoder();
    private SyncMode mode = SyncMode.NONE;
    private long confirmed;

    /** Takes note of a record, be it behind a hole. */
    void onRecord(final RecordDecoder record) {
        record.input();
        if (record.header().role() != Role.ENGINE) {
            return;
        }
        switch (record.templateId()) {
            case SyncPointDecoder.TEMPLATE_ID -> {
                point.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                confirm(point.syncedSequence());
                // The first version of the schema did not say it.
                mode = point.syncMode() == SyncMode.NULL_VAL ? mode : point.syncMode();
            }
            case EngineStartedDecoder.TEMPLATE_ID -> {
                started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                confirm(started.syncedSequence());
                mode = started.syncMode();
            }
            case SnapshotTakenDecoder.TEMPLATE_ID -> {
                taken.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                confirm(taken.snapshotSequence());
            }
            default -> {
                // says nothing of the device
            }
        }
    }

    /** The device has every record up to that one: no snapshot is stored before what it reflects. */
    void confirm(final long sequence) {
        confirmed = Math.max(confirmed, sequence);
    }

    /** Whether a power cut explains that a record is missing while later ones are there. */
    boolean excuse(final long missing) {
        return mode != SyncMode.NONE && mode != SyncMode.NULL_VAL && missing > confirmed;
    }
}
