package io.sluice.journal;

/**
 * What a scan of a whole journal found (SPEC J-2).
 *
 * @param records      good records.
 * @param lastSequence sequence of the last good record; 0 if there is none.
 * @param lastTimeNs   its engine time; 0 if there is none (SPEC W-2).
 * @param skipped      places that are damaged without a record missing.
 * @param tornTail     what went with the tail, or behind the first hole; null if the journal ends cleanly.
 * @param damage       why nobody may go on from this journal; null if nothing.
 */
public record ScanResult(
        long records, long lastSequence, long lastTimeNs, int skipped, JournalFault tornTail, JournalFault damage) {

    /** Records dropped with the tail; at least this many. */
    public long droppedRecords() {
        return tornTail == null ? 0 : tornTail.records();
    }

    /** Bytes dropped with the tail. */
    public long droppedBytes() {
        return tornTail == null ? 0 : tornTail.bytes();
    }

    /** Throws DAMAGED, naming the record, if there is damage. */
    public void refuseDamage() {
        if (damage != null) {
            throw new JournalException(
                    JournalException.Code.DAMAGED, "the journal cannot be used: " + damage.describe());
        }
    }
}
