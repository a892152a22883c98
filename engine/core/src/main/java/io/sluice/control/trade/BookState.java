package io.sluice.control.trade;

import io.sluice.control.image.Image;

/** How far the live book is known to be the broker's (R-1, E-2). The paper book always is its own truth. */
public final class BookState {
    private boolean reported;
    private int differences;
    private boolean everReconciled;
    private boolean adopt;
    private long reportedNs = Long.MIN_VALUE;

    /** The link came up, or the engine started: a full report is awaited. */
    public void awaitReport() {
        reported = false;
    }

    /** Begins as a reconciled empty book. */
    public void startReconciled() {
        reported = true;
        everReconciled = true;
    }

    /** A full report was compared. */
    public void reported(final long nowNs) {
        reported = true;
        reportedNs = nowNs;
        adopt = false;
    }

    /** A first recovery has passed: from now on no report simply becomes the book. */
    public void recovered() {
        everReconciled = true;
        adopt = false;
    }

    /** Whether the next full report of this recovery becomes the book, as an operator may wish. */
    public void adoptNext(final boolean wanted) {
        adopt = wanted;
    }

    public void addDifference(final int delta) {
        differences += delta;
    }

    /** Whether a full report arrived since the link last came up or the start. */
    public boolean isReported() {
        return reported;
    }

    /** Whether the next full report becomes the book. */
    public boolean adopts() {
        return adopt || !everReconciled;
    }

    /** Whether a difference stands unexplained. */
    public boolean hasDifference() {
        return differences != 0;
    }

    /** Reconciled: reported, and no open difference. */
    public boolean isReconciled() {
        return reported && differences == 0;
    }

    /** Engine time of the last full report, Long.MIN_VALUE if none. */
    public long reportedNs() {
        return reportedNs;
    }

    /** Images it. */
    public void image(final Image image) {
        reported = image.bool(reported);
        differences = image.int32(differences);
        everReconciled = image.bool(everReconciled);
        adopt = image.bool(adopt);
        reportedNs = image.int64(reportedNs);
    }
}
