package io.sluice.journal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
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
    private SyncMode mode = SyncMode.NONE;
    private long confirmed;

    /** Takes note of a record, be it behind a hole. */
    void onRecord(final RecordDecoder record) {
        record.input();
        final int templateId = record.templateId();
        if (templateId == SyncPointDecoder.TEMPLATE_ID && isEngines(record)) {
            point.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            confirmed = Math.max(confirmed, point.syncedSequence());
            mode = point.syncMode();
        } else if (templateId == EngineStartedDecoder.TEMPLATE_ID && isEngines(record)) {
            started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            confirmed = Math.max(confirmed, started.syncedSequence());
            mode = started.syncMode();
        }
    }

    /** Whether a power cut explains that a record is missing while later ones are there. */
    boolean excuse(final long missing) {
        return mode != SyncMode.NONE && mode != SyncMode.NULL_VAL && missing > confirmed;
    }

    private static boolean isEngines(final RecordDecoder record) {
        return record.header().role() == Role.ENGINE;
    }
}
