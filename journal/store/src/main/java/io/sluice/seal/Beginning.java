package io.sluice.seal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.record.RecordDecoder;

/**
 * Whether a journal begins where it was begun: with record 1, or with the first record of a new epoch (SPEC J-2). Hears
 * every record in its order. Not thread safe.
 */
public final class Beginning {
    private long first;
    private boolean isWhole;

    /** The next record. */
    public void onRecord(final RecordDecoder record) {
        if (first == 0) {
            first = record.header().sequence();
            isWhole = first == 1 || beginsEpoch(record);
        }
    }

    /** What is missing at the beginning; null if nothing is, or no record was heard. */
    public String missing() {
        return first == 0 || isWhole
                ? null
                : "the beginning is missing: the first record is record " + first
                        + ", and no record says that retention removed those before it";
    }

    /** Whether the journal before this one is named by this record (J-2). */
    public static boolean beginsEpoch(final RecordDecoder record) {
        record.input();
        return record.templateId() == EngineStartedDecoder.TEMPLATE_ID
                && record.header().role() == Role.ENGINE
                && new EngineStartedDecoder()
                                .wrapAndApplyHeader(
                                        record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                                .startKind()
                        == StartKind.EPOCH;
    }
}
