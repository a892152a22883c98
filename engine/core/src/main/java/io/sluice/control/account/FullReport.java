package io.sluice.control.account;

import io.sluice.codec.Code;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import org.agrona.DirectBuffer;

/** A full report as it comes, line by line: what it says counts once it is complete. */
abstract class FullReport {
    private final Step step;
    private final ReportIds ids = new ReportIds();

    FullReport(final Step step) {
        this.step = step;
    }

    static boolean isNamed(final DirectBuffer buffer, final int symbolOffset) {
        return buffer.getByte(symbolOffset) != 0;
    }

    /**
     * A line that can be one.
     *
     * @param says whether it is one of a position or order; else it is that of an account that has none.
     */
    final Code take(final long reportId, final boolean says, final boolean isLast) {
        if (ids.begins(reportId)) {
            clear();
        }
        if (!ids.line(reportId)) {
            step.noEffect();
            return Code.OK;
        }
        final boolean placed = !says || line(ids.number());
        if (isLast) {
            ids.complete();
            complete(ids.number());
            clear();
        }
        return placed ? Code.OK : Code.CAPACITY;
    }

    /** Nothing is known of a report under way. */
    abstract void clear();

    /** The line that is taken says something; false if it finds no place. */
    abstract boolean line(long number);

    /** The report is complete. */
    abstract void complete(long number);

    /** The link fell or the engine starts. */
    final void forget() {
        ids.forget();
        clear();
    }

    final void imageIds(final Image image) {
        ids.image(image);
    }
}
