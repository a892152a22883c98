package io.sluice.control.symbol;

import io.sluice.control.image.Image;

/**
 * Reports of one symbol that did not agree as they came and are judged a grace later, the oldest first. When all
 * places are taken, a new report takes the place of the newest one. The first may be one that was judged and left in
 * doubt: it waits for the judgement of a later one.
 */
public final class WaitingReports {
    /** Places. */
    static final int PLACES = 8;

    private final long[] timesNs = new long[PLACES];
    private final long[] quantitiesE8 = new long[PLACES];
    private final long[] records = new long[PLACES];
    private final long[] averagesE8 = new long[PLACES];
    private final long[] laterE8 = new long[PLACES];
    private int size;
    private boolean doubt;

    /** How many wait. */
    public int size() {
        return size;
    }

    /** Whether none waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** One more waits. */
    public void add(final long nowNs, final long quantityE8, final long record, final long averageE8) {
        size = Math.min(size + 1, PLACES);
        put(size - 1, nowNs, quantityE8, record, averageE8, 0);
    }

    private void put(
            final int at,
            final long timeNs,
            final long quantityE8,
            final long record,
            final long averageE8,
            final long later) {
        timesNs[at] = timeNs;
        quantitiesE8[at] = quantityE8;
        records[at] = record;
        averagesE8[at] = averageE8;
        laterE8[at] = later;
    }

    /** When it came. */
    public long timeNs(final int at) {
        return timesNs[at];
    }

    /** What it shows. */
    public long quantityE8(final int at) {
        return quantitiesE8[at];
    }

    /** Record that completed it. */
    public long record(final int at) {
        return records[at];
    }

    /** Average price that it gives, {@link Position#UNKNOWN} if none. */
    public long averageE8(final int at) {
        return averagesE8[at];
    }

    /** Forgets one. */
    public void remove(final int at) {
        size--;
        for (int i = at; i < size; i++) {
            put(i, timesNs[i + 1], quantitiesE8[i + 1], records[i + 1], averagesE8[i + 1], laterE8[i + 1]);
        }
    }

    /** Forgets all. */
    public void clear() {
        size = 0;
        doubt = false;
    }

    /** The first that is still to be judged by itself: 1 if one was left in doubt, else 0. */
    public int firstDue() {
        return doubt ? 1 : 0;
    }

    /** Whether one is still to be judged by itself. */
    public boolean isAnyDue() {
        return size > firstDue();
    }

    /** The first that is due is left in doubt; it replaces one that was. */
    public void leaveInDoubt() {
        endDoubt();
        doubt = true;
    }

    /** A later report was judged: nothing is in doubt any more. */
    public void endDoubt() {
        if (doubt) {
            doubt = false;
            remove(0);
        }
    }

    /** A fill: reports from before its order was given cannot know it. */
    void moved(final long signedE8, final long givenBy) {
        for (int i = 0; i < size; i++) {
            if (givenBy >= records[i]) {
                laterE8[i] += signedE8;
            }
        }
    }

    /** What the newest one shows, with what orders given after it did. */
    public long shownE8() {
        return quantitiesE8[size - 1] + laterE8[size - 1];
    }

    void image(final Image image) {
        size = image.index(size, PLACES + 1);
        doubt = image.bool(doubt);
        for (int i = 0; i < size; i++) {
            put(
                    i,
                    image.int64(timesNs[i]),
                    image.int64(quantitiesE8[i]),
                    image.int64(records[i]),
                    image.int64(averagesE8[i]),
                    image.int64(laterE8[i]));
        }
    }
}
