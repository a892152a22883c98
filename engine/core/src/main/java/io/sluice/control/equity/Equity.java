package io.sluice.control.equity;

import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/** Equity as accepted, its peak, and what is suspect. Decimals scaled by 10^8. */
public final class Equity {
    private boolean known;
    private long valueE8;
    private long peakE8;
    private long updatedNs = Long.MIN_VALUE;
    private boolean suspect;
    private long suspectE8;
    private boolean beyondSoft;
    private long dayStartE8;
    private boolean dayKnown;

    /** Whether an equity was ever accepted. */
    public boolean isKnown() {
        return known;
    }

    /** The last accepted equity. */
    public long valueE8() {
        return valueE8;
    }

    /** Peak, 0 before the first positive equity. */
    public long peakE8() {
        return peakE8;
    }

    /** Engine time of the last update, accepted or not; Long.MIN_VALUE if there was none. */
    public long updatedNs() {
        return updatedNs;
    }

    /** Whether the last update is suspect (D-2). */
    public boolean isSuspect() {
        return suspect;
    }

    /** Whether the drawdown is at or beyond the soft limit. */
    public boolean isBeyondSoft() {
        return beyondSoft;
    }

    /** (equity - peak) / peak in percent, rounded half-even; 0 without a peak; at most 0. */
    public long drawdownPctE8() {
        return peakE8 == 0 ? 0 : Wide.multiplyDivide(valueE8 - peakE8, Wide.HUNDRED, peakE8);
    }

    /** Whether the drawdown is at or beyond a limit in percent; compared exactly (D-1). */
    public boolean isAtOrBeyond(final long limitPercentE8) {
        return peakE8 > 0 && Wide.compareProducts(peakE8 - valueE8, Wide.HUNDRED, limitPercentE8, peakE8) >= 0;
    }

    /** What was lost since the day began, 0 or less if nothing (section 11). */
    public long lossTodayE8() {
        return dayKnown ? dayStartE8 - valueE8 : 0;
    }

    /** A day begins with the last accepted equity; without one, with the first that comes. */
    public void beginDay() {
        dayKnown = known;
        dayStartE8 = valueE8;
    }

    public long suspectE8() {
        return suspectE8;
    }

    public void updated(final long nowNs) {
        updatedNs = nowNs;
    }

    public void accept(final long equityE8) {
        known = true;
        valueE8 = equityE8;
        if (!dayKnown) {
            beginDay();
        }
        peakE8 = Math.max(peakE8, equityE8);
    }

    /**
     * Money came in or left: the peak moves in proportion, so that the drawdown stays (D-5). Nothing moves, and it is
     * false, if a value would leave its range.
     */
    public boolean flow(final long amountE8) {
        final long newValueE8 = valueE8 + amountE8;
        final long newPeakE8 = valueE8 > 0 ? Wide.multiplyDivide(peakE8, newValueE8, valueE8) : peakE8 + amountE8;
        final boolean fits = Wide.inRange(newValueE8)
                && newPeakE8 != Wide.OUT_OF_RANGE
                && Wide.inRange(newPeakE8)
                && Wide.inRange(dayStartE8 + amountE8);
        if (fits) {
            valueE8 = newValueE8;
            peakE8 = Math.max(0, newPeakE8);
            dayStartE8 += dayKnown ? amountE8 : 0;
        }
        return fits;
    }

    /** Nothing is left of what was known: the next equity above 0 is the first peak (D-5). */
    public void forget() {
        known = false;
        valueE8 = 0;
        peakE8 = 0;
        dayKnown = false;
        beyondSoft = false;
    }

    public void suspect(final long equityE8) {
        suspect = true;
        suspectE8 = equityE8;
    }

    public void clearSuspect() {
        suspect = false;
    }

    public void beyondSoft(final boolean beyond) {
        beyondSoft = beyond;
    }

    public void resetPeak() {
        peakE8 = Math.max(0, valueE8);
    }

    /** Images it. */
    public void image(final Image image) {
        known = image.bool(known);
        valueE8 = image.int64(valueE8);
        peakE8 = image.int64(peakE8);
        updatedNs = image.int64(updatedNs);
        suspect = image.bool(suspect);
        suspectE8 = image.int64(suspectE8);
        beyondSoft = image.bool(beyondSoft);
        dayStartE8 = image.int64(dayStartE8);
        dayKnown = image.bool(dayKnown);
    }
}
