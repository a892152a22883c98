package io.sluice.control.symbol;

import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/**
 * What reports brought into the book ahead of its executions, one note a side (H-3a). An execution of that side uses
 * its note up before it moves the book, so that no fill counts twice. The two sides do not cancel: a lost purchase and
 * a sale that a report told first are two facts, and each may still be told. None expires.
 */
public final class Notes {
    private static final long MOST = 4 * Wide.LIMIT;

    private final Note buys = new Note();
    private final Note sells = new Note();

    /** One side; quantities are 0 or more. */
    private static final class Note {
        private long aheadE8;
        private long record;
        private long usedE8;

        private void image(final Image image) {
            aheadE8 = image.int64(aheadE8);
            record = image.int64(record);
            usedE8 = image.int64(usedE8);
        }
    }

    void clear() {
        buys.aheadE8 = 0;
        sells.aheadE8 = 0;
        agreed();
    }

    /** Whether anything is noted. */
    boolean isAny() {
        return buys.aheadE8 != 0 || sells.aheadE8 != 0;
    }

    /** What purchases used up since the last report that agreed as it came. */
    public long usedByBuysE8() {
        return buys.usedE8;
    }

    /** What sales used up since the last report that agreed as it came. */
    public long usedBySellsE8() {
        return sells.usedE8;
    }

    /** A report that a record completed was taken over: the book moved by so much, signed. */
    public void add(final long offE8, final long reportRecord) {
        final Note note = of(offE8);
        note.aheadE8 = sum(note.aheadE8, Math.abs(offE8));
        note.record = reportRecord;
    }

    /**
     * An execution uses up what it can of its side.
     *
     * @param givenBy record that gave its order, negative without one.
     * @return what it used, signed.
     */
    public long use(final long signedE8, final long givenBy) {
        final Note note = of(signedE8);
        if (givenBy >= note.record) {
            return 0;
        }
        final long used = Math.min(note.aheadE8, Math.abs(signedE8));
        note.aheadE8 -= used;
        note.usedE8 = sum(note.usedE8, used);
        return signedE8 > 0 ? used : -used;
    }

    /** A report agreed as it came. */
    public void agreed() {
        buys.usedE8 = 0;
        sells.usedE8 = 0;
    }

    private Note of(final long signedE8) {
        return signedE8 > 0 ? buys : sells;
    }

    private static long sum(final long noted, final long moreE8) {
        return Math.min(MOST, noted + Math.min(MOST, moreE8));
    }

    void image(final Image image) {
        buys.image(image);
        sells.image(image);
    }
}
