package io.sluice.control.symbol;

import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/**
 * What reports brought into the book ahead of its executions, signed (H-3a). An execution in that direction uses the
 * note up before it moves the book, so that no fill counts twice. Notes of opposite sign cancel, and none expires.
 */
public final class Notes {
    private static final long MOST = 4 * Wide.LIMIT;

    private long aheadE8;
    private long record;
    private long usedE8;

    void clear() {
        aheadE8 = 0;
        usedE8 = 0;
    }

    /** What is noted. */
    public long aheadE8() {
        return aheadE8;
    }

    /** What executions used up since the last report that agreed as it came. */
    public long usedE8() {
        return usedE8;
    }

    /** A report that a record completed was taken over. */
    public void add(final long offE8, final long reportRecord) {
        aheadE8 = Math.max(-MOST, Math.min(MOST, aheadE8 + Math.max(-MOST, Math.min(MOST, offE8))));
        record = reportRecord;
    }

    /**
     * An execution uses up what it can.
     *
     * @param givenBy record that gave its order, negative without one.
     * @return what it used, signed.
     */
    public long use(final long signedE8, final long givenBy) {
        if (aheadE8 == 0 || aheadE8 > 0 != signedE8 > 0 || givenBy >= record) {
            return 0;
        }
        final long used = aheadE8 > 0 ? Math.min(aheadE8, signedE8) : Math.max(aheadE8, signedE8);
        aheadE8 -= used;
        usedE8 = Math.max(-MOST, Math.min(MOST, usedE8 + used));
        return used;
    }

    /** A report agreed as it came. */
    public void agreed() {
        usedE8 = 0;
    }

    void image(final Image image) {
        aheadE8 = image.int64(aheadE8);
        record = image.int64(record);
        usedE8 = image.int64(usedE8);
    }
}
