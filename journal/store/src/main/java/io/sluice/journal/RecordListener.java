package io.sluice.journal;

import io.sluice.record.RecordDecoder;

/** What a reader of the journal hears. */
@FunctionalInterface
public interface RecordListener {
    /**
     * A good record, in sequence.
     *
     * @param record   valid during the call only; it lies at the beginning of its buffer.
     * @param position see {@link JournalPosition}.
     */
    void onRecord(RecordDecoder record, long position);

    /**
     * Something that is not a good record in its place; comes before the record that follows it.
     *
     * @return whether to read on. By default only damage stops.
     */
    default boolean onFault(final JournalFault fault) {
        return fault.verdict() != JournalFault.Verdict.DAMAGE;
    }
}
