package io.sluice.control.account;

import io.sluice.control.image.Image;

/**
 * The ids of one kind of report, which rise while a link lasts. A line of a smaller id is dropped, and a report
 * that another one interrupts is void. Brokers may use an id again, so that reports are counted here besides.
 */
final class ReportIds {
    private static final long NONE = -1;

    private long last = NONE;
    private boolean underWay;
    private long number;

    /** A line came; false if it is of an older report. */
    boolean line(final long reportId) {
        if (reportId < last) {
            return false;
        }
        if (!underWay || reportId != last) {
            number++;
        }
        underWay = true;
        last = reportId;
        return true;
    }

    /** Whether the line is the first one of its report; asked before {@link #line}. */
    boolean begins(final long reportId) {
        return reportId >= last && (!underWay || reportId != last);
    }

    /** The report is complete. */
    void complete() {
        underWay = false;
    }

    /** Number of the report under way as counted here. */
    long number() {
        return number;
    }

    /** The link fell or the engine starts: ids begin again, and what is unfinished is void. */
    void forget() {
        last = NONE;
        underWay = false;
    }

    void image(final Image image) {
        last = image.int64(last);
        underWay = image.bool(underWay);
        number = image.int64(number);
    }
}
