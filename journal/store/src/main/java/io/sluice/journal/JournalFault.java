package io.sluice.journal;

/**
 * Something in a journal that is not a good record in its place.
 *
 * @param verdict  what it means for the journal.
 * @param kind     what is wrong.
 * @param sequence record that stands, or should stand, there; 0 if that cannot be told.
 * @param position where, see {@link JournalPosition}.
 * @param bytes    extent of it, 0 for a gap.
 * @param records  how many records went with it, as far as can be told; 0 if none.
 */
public record JournalFault(Verdict verdict, Kind kind, long sequence, long position, long bytes, long records) {
    /** What a fault means (SPEC J-2). */
    public enum Verdict {
        /** No record is missing: the next good one bears the sequence that was due. */
        SKIPPED,
        /** Nothing good follows: the write that was under way, or more, is gone. */
        TORN_TAIL,
        /** A hole with good records behind it, none of which was ever confirmed to be on the device: all dropped. */
        UNSYNCED,
        /** Good records follow and one is missing or changed: nobody may go on from here. */
        DAMAGE
    }

    /** What is wrong. */
    public enum Kind {
        /** The header of an excerpt makes no sense. */
        HEADER("a damaged excerpt header"),
        /** A record's length does not fit its place. */
        LENGTH("a wrong length"),
        /** The CRC does not match. */
        CHECKSUM("a wrong checksum"),
        /** The CRC matches, yet the frames do not fill the record. */
        FRAMES("frames that do not fit"),
        /** Something was written behind a place that is empty. */
        HOLE("a hole"),
        /**
         * The file ends where one that nobody touched goes on; what it held behind is gone, be it one record or many.
         */
        CUT("a file that was cut"),
        /** A sequence is missing and nothing is in its place. */
        GAP("a gap in the sequence"),
        /** A reader so slow that retention took what it had not read yet (SPEC J-11). */
        RETIRED("removed by retention before it was read"),
        /** A sequence comes again. */
        DUPLICATE("a sequence that was there before");

        private final String words;

        Kind(final String words) {
            this.words = words;
        }
    }

    /** One sentence. */
    public String describe() {
        final String where = JournalPosition.describe(position);
        final String which = sequence == 0 ? "a record" : "record " + sequence;
        return switch (verdict) {
            case SKIPPED -> where + ": " + kind.words + " before " + which + " was skipped; the sequence has no gap";
            case TORN_TAIL -> where + ": torn tail from " + which + " on, " + records + " record(s) in " + bytes
                    + " bytes dropped (" + kind.words + ")";
            case UNSYNCED -> where + ": " + which + " did not reach the device (" + kind.words + "); " + records
                    + " record(s) from there on, in " + bytes + " bytes, dropped";
            case DAMAGE -> where + ": " + which + " is damaged or missing (" + kind.words + ")";
        };
    }
}
