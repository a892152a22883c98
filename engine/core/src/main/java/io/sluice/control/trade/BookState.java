package io.sluice.control.trade;

import io.sluice.control.image.Image;

/**
 * How far the live book is known to be the broker's, and when anything about it last happened (R-1, E-2). The paper
 * book always is its own truth.
 */
public final class BookState {
    private static final long NEVER = Long.MIN_VALUE;

    private boolean linkUp = true;
    private boolean bounced;
    private boolean reported;
    private boolean ordersReported;
    private boolean everPositions;
    private boolean everOrders;
    private boolean begun;
    private boolean adopts;
    private int openLines;
    private int certainLines;
    private long reportedNs = NEVER;
    private long flatNs = NEVER;
    private long flatRecord;
    private long emptyNs = NEVER;
    private long emptyRecord;
    private long quietSinceNs = NEVER;
    private int closed;
    private int cancelled;

    // ---- the link

    /** Whether the link to the live broker is up. */
    public boolean isLinkUp() {
        return linkUp;
    }

    /** The broker was connected again, and nothing was known of a link that was down. */
    public void bounced() {
        bounced = true;
    }

    /** Whether the link was down unseen; asked once. */
    public boolean takeBounce() {
        final boolean was = bounced;
        bounced = false;
        return was;
    }

    /** The link is down: what was half said is void, and full reports are awaited. */
    public void linkLost() {
        linkUp = false;
        awaitReports();
    }

    /** The link is up: full reports are awaited. */
    public void linkBack() {
        linkUp = true;
        awaitReports();
    }

    private void awaitReports() {
        reported = false;
        ordersReported = false;
        flatNs = NEVER;
        emptyNs = NEVER;
    }

    // ---- reports

    /** Begins as a reconciled empty book. */
    public void startReconciled() {
        reported = true;
        begun = true;
    }

    /** A full position report was taken in. */
    public void positionsReported(final long nowNs, final long record, final boolean flat) {
        reported = true;
        everPositions = true;
        reportedNs = nowNs;
        flatNs = flat ? nowNs : NEVER;
        flatRecord = record;
    }

    /** A full open-order report was taken in. */
    public void ordersReported(final long nowNs, final long record, final boolean empty) {
        ordersReported = true;
        everOrders = true;
        emptyNs = empty ? nowNs : NEVER;
        emptyRecord = record;
    }

    /** Whether the next full position report simply becomes the book: the first one of an empty journal. */
    public boolean isFirstReport() {
        return !begun && !everPositions;
    }

    /** A first recovery has passed: from now on no report simply becomes the book. */
    public void recovered() {
        begun = true;
    }

    /** Whether differences are taken over, since an operator wishes it. */
    public boolean adopts() {
        return adopts;
    }

    /** An operator's wish, until the run has passed verify_risk. */
    public void adopts(final boolean wanted) {
        adopts = wanted;
    }

    /** One more or less symbol whose report is judged, or whose difference is certain. */
    public void addOpen(final int delta) {
        openLines += delta;
    }

    /** One more or less symbol whose difference is certain. */
    public void addCertain(final int delta) {
        certainLines += delta;
    }

    /** Whether a full position report came since the link came up or the start. */
    public boolean isReported() {
        return reported;
    }

    /** Whether a full open-order report came since the link came up or the start. */
    public boolean isOrdersReported() {
        return ordersReported;
    }

    /** Whether this journal ever had a full open-order report. */
    public boolean hadOrders() {
        return everOrders;
    }

    /** Whether a report is judged or a difference certain. */
    public boolean hasDifference() {
        return openLines != 0;
    }

    /** Whether a difference is certain. */
    public boolean hasCertain() {
        return certainLines != 0;
    }

    /** Reconciled: a full report was judged and left no open difference. */
    public boolean isReconciled() {
        return reported && openLines == 0;
    }

    /** Engine time of the last full position report, Long.MIN_VALUE if none. */
    public long reportedNs() {
        return reportedNs;
    }

    // ---- quiet

    /** A fill, an end of an order or command, an adjustment, the stop itself: reports confirm only a grace later. */
    public void stirred(final long nowNs) {
        quietSinceNs = nowNs;
    }

    /** Whether the last position report is flat, came late enough to confirm it, and not before that of orders. */
    public boolean confirmsFlat(final long graceNs) {
        return isAfter(flatNs, graceNs) && (emptyNs == NEVER || flatRecord > emptyRecord);
    }

    /** Whether the last open-order report is empty and came late enough to confirm it. */
    public boolean confirmsEmpty(final long graceNs) {
        return isAfter(emptyNs, graceNs);
    }

    private boolean isAfter(final long timeNs, final long graceNs) {
        return timeNs != NEVER && (quietSinceNs == NEVER || timeNs >= quietSinceNs + graceNs);
    }

    /** Whether nothing speaks against a flat account: each kind of report that there ever was confirms it (E-2). */
    public boolean isConfirmed(final long graceNs) {
        return (!everPositions || confirmsFlat(graceNs)) && (!everOrders || confirmsEmpty(graceNs));
    }

    // ---- counts

    /** A position was really closed. */
    public void closed() {
        closed++;
    }

    /** An order was really cancelled. */
    public void cancelled() {
        cancelled++;
    }

    /** Positions closed since the count began. */
    public int closedCount() {
        return closed;
    }

    /** Orders cancelled since the count began. */
    public int cancelledCount() {
        return cancelled;
    }

    /** Begins to count again. */
    public void countAgain() {
        closed = 0;
        cancelled = 0;
    }

    /** Images it. */
    public void image(final Image image) {
        linkUp = image.bool(linkUp);
        reported = image.bool(reported);
        ordersReported = image.bool(ordersReported);
        everPositions = image.bool(everPositions);
        everOrders = image.bool(everOrders);
        begun = image.bool(begun);
        adopts = image.bool(adopts);
        openLines = image.int32(openLines);
        certainLines = image.int32(certainLines);
        reportedNs = image.int64(reportedNs);
        flatNs = image.int64(flatNs);
        flatRecord = image.int64(flatRecord);
        emptyNs = image.int64(emptyNs);
        emptyRecord = image.int64(emptyRecord);
        quietSinceNs = image.int64(quietSinceNs);
        closed = image.int32(closed);
        cancelled = image.int32(cancelled);
    }
}
