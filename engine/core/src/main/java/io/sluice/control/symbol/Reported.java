package io.sluice.control.symbol;

import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/** What position reports say of a symbol: the one under way, the newest full one, and those being judged. */
public final class Reported {
    private final WaitingReports waiting = new WaitingReports();
    private final Moves moves = new Moves();
    private final Notes notes = new Notes();

    private long report = -1;
    private int lines;
    private long sumE8;
    private boolean beyond;
    private long lineAverageE8 = Position.UNKNOWN;

    private long quantityE8;
    private long timeNs = Long.MIN_VALUE;

    private boolean certain;
    private long differenceE8;
    private long differenceRecord;
    private long differenceAverageE8 = Position.UNKNOWN;

    private boolean countedOpen;
    private boolean countedCertain;

    private boolean said;
    private long saidSinceNs;
    private long agreedNs = Long.MIN_VALUE;

    void clear() {
        report = -1;
        lines = 0;
        timeNs = Long.MIN_VALUE;
        waiting.clear();
        moves.clear();
        notes.clear();
        certain = false;
        said = false;
        agreedNs = Long.MIN_VALUE;
    }

    /** Reports that wait for their judgement. */
    public WaitingReports waiting() {
        return waiting;
    }

    /** The last fills. */
    public Moves moves() {
        return moves;
    }

    /** What reports brought in ahead of executions. */
    public Notes notes() {
        return notes;
    }

    /**
     * A line of the report under way; lines of one symbol add up.
     *
     * @param number of the report as counted here.
     */
    public void line(final long number, final long quantity, final long averageE8) {
        if (report != number) {
            report = number;
            lines = 0;
            sumE8 = 0;
            beyond = false;
        }
        final long sum = sumE8 + quantity;
        beyond |= ((sumE8 ^ sum) & (quantity ^ sum)) < 0;
        sumE8 = sum;
        lineAverageE8 = lines++ == 0 ? averageE8 : Position.UNKNOWN;
    }

    /** The report is complete: what it does not name is not held. False if the sum is no quantity. */
    public boolean complete(final long number, final long nowNs) {
        final boolean named = report == number;
        quantityE8 = named ? sumE8 : 0;
        lineAverageE8 = named ? lineAverageE8 : Position.UNKNOWN;
        timeNs = nowNs;
        report = -1;
        lines = 0;
        return !(named && beyond) && Wide.inRange(quantityE8);
    }

    /** Quantity in the newest full report. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Average price in the newest full report, {@link Position#UNKNOWN} if not given. */
    public long averageE8() {
        return lineAverageE8;
    }

    /** When the newest full report was complete, Long.MIN_VALUE if there was none. */
    public long timeNs() {
        return timeNs;
    }

    /** A fill has moved the book (see {@link Moves} and {@link WaitingReports}). */
    public void moved(
            final long nowNs, final long signedE8, final long givenBy, final boolean isSingle, final long horizonNs) {
        moves.add(nowNs, signedE8, givenBy, isSingle, horizonNs);
        waiting.moved(signedE8, givenBy);
    }

    /** A difference was judged, and was not taken over. */
    public void differs(final long offE8, final long record, final long averageE8) {
        certain = true;
        differenceE8 = offE8;
        differenceRecord = record;
        differenceAverageE8 = averageE8;
    }

    /** No certain difference is left. */
    public void differsNoMore() {
        certain = false;
    }

    /** Whether a difference is certain. */
    public boolean isDifferent() {
        return certain;
    }

    /** The certain difference: reported less book. */
    public long differenceE8() {
        return differenceE8;
    }

    /** Record of the report that showed it. */
    public long differenceRecord() {
        return differenceRecord;
    }

    /** Average price that this report gave. */
    public long differenceAverageE8() {
        return differenceAverageE8;
    }

    /** Whether a report is judged or a difference certain. */
    public boolean isOpen() {
        return certain || !waiting.isEmpty();
    }

    /** Since it was asked last: 1 if it is open now, -1 if it is no longer. */
    public int openChange() {
        final boolean was = countedOpen;
        countedOpen = isOpen();
        return was == countedOpen ? 0 : was ? -1 : 1;
    }

    /** Since it was asked last: 1 if a difference is certain now, -1 if it is no longer. */
    public int certainChange() {
        final boolean was = countedCertain;
        countedCertain = certain;
        return was == countedCertain ? 0 : was ? -1 : 1;
    }

    /** Whether it was said that book and report differ, and not yet that they agree again. */
    public boolean isSaid() {
        return said;
    }

    /** Since when they differ. */
    public long saidSinceNs() {
        return saidSinceNs;
    }

    /** It is said that they differ. */
    public void said(final long nowNs) {
        said = true;
        saidSinceNs = nowNs;
    }

    /** It is said that they agree. */
    public void saidNoMore() {
        said = false;
    }

    /** Orders that ended before this time explain nothing any more. */
    public long agreedNs() {
        return agreedNs;
    }

    /** A report agreed as it came, and the book had been still for a grace. */
    public void agreed(final long sinceNs) {
        agreedNs = sinceNs;
        notes.agreed();
    }

    boolean holds(final long horizonNs) {
        return lines > 0 && sumE8 != 0 || isOpen() || said || notes.aheadE8() != 0 || moves.isAnyAfter(horizonNs);
    }

    void image(final Image image) {
        report = image.int64(report);
        lines = image.int32(lines);
        sumE8 = image.int64(sumE8);
        beyond = image.bool(beyond);
        lineAverageE8 = image.int64(lineAverageE8);
        quantityE8 = image.int64(quantityE8);
        timeNs = image.int64(timeNs);
        certain = image.bool(certain);
        differenceE8 = image.int64(differenceE8);
        differenceRecord = image.int64(differenceRecord);
        differenceAverageE8 = image.int64(differenceAverageE8);
        said = image.bool(said);
        saidSinceNs = image.int64(saidSinceNs);
        agreedNs = image.int64(agreedNs);
        waiting.image(image);
        moves.image(image);
        notes.image(image);
        countedOpen = isOpen();
        countedCertain = certain;
    }
}
