package io.sluice.seal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.record.RecordDecoder;

/**
 * Whether a journal begins where it was begun, with record 1 or with the first record of a new epoch (SPEC J-2), or
 * where retention says that it does (J-11). Hears every record in its order. Not thread safe.
 */
public final class Beginning {
    private long first;
    private boolean isWhole;
    private Removal last;
    private String gap;

    /** The next record. */
    public void onRecord(final RecordDecoder record) {
        if (first == 0) {
            first = record.header().sequence();
            isWhole = first == 1 || beginsEpoch(record);
        }
        if (Removal.is(record)) {
            final Removal next = Removal.of(record);
            // A removal that was journaled and not carried out is journaled again.
            if (last != null && next.from() > last.to() + 1 && gap == null) {
                gap = "records " + (last.to() + 1) + " to " + (next.from() - 1) + " are missing before those that"
                        + " retention removed by record " + next.sequence();
            }
            last = next;
        }
    }

    /** What is missing at the beginning and not on record; null if nothing is, or no record was heard. */
    public String missing() {
        if (first == 0 || isWhole || gap != null) {
            return gap;
        }
        if (last == null) {
            return "the beginning is missing: the first record is record " + first
                    + ", and no record says that retention removed those before it";
        }
        return last.to() >= first - 1
                ? null
                : "the beginning is missing: the first record is record " + first
                        + ", and retention removed those up to record " + last.to() + " only";
    }

    /** What retention removed, in words; null if the journal has its beginning, or lacks more than that. */
    public String removed() {
        return first == 0 || isWhole || missing() != null
                ? null
                : "retention removed the records before record " + first + "; record " + last.sequence() + " says so";
    }

    /** Whether the journal before this one is named by this record (J-2). */
    public static boolean beginsEpoch(final RecordDecoder record) {
        record.input();
        return record.templateId() == EngineStartedDecoder.TEMPLATE_ID
                && record.header().role() == Role.ENGINE
                && new EngineStartedDecoder()
                                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                                .startKind()
                        == StartKind.EPOCH;
    }
}
