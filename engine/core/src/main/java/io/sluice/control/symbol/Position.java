package io.sluice.control.symbol;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/** Position of one symbol in one trading mode, with what works on it. Decimals scaled by 10^8. */
public final class Position {
    private final Instrument instrument;
    private final TradingMode mode;
    private long quantityE8;
    private long averagePriceE8;
    private final long[] workingE8 = new long[2];
    private final long[] workingHigh = new long[2];
    private final long[] creditE8 = new long[2];
    private final long[] lostE8 = new long[2];
    private int workingOrders;
    private long openCloseId;
    private long closeNotBeforeNs;

    Position(final Instrument instrument, final TradingMode mode) {
        this.instrument = instrument;
        this.mode = mode;
    }

    /** Another symbol takes the place. */
    void clear() {
        for (int side = 0; side < 2; side++) {
            creditE8[side] = 0;
            lostE8[side] = 0;
        }
        closeNotBeforeNs = Long.MIN_VALUE;
    }

    /** Whether nothing of it would be missed: flat, nothing working, no close open, nothing ended unseen. */
    boolean isIdle() {
        return isFlat()
                && openCloseId == 0
                && workingE8[0] == 0
                && workingE8[1] == 0
                && lostE8[0] == 0
                && lostE8[1] == 0;
    }

    /** Symbol it belongs to. */
    public Instrument instrument() {
        return instrument;
    }

    /** Live or paper. */
    public TradingMode mode() {
        return mode;
    }

    /** Signed quantity. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Average price of what is held, 0 if flat. */
    public long averagePriceE8() {
        return averagePriceE8;
    }

    /** Whether nothing is held. */
    public boolean isFlat() {
        return quantityE8 == 0;
    }

    /** Side that would reduce it; BUY when flat. */
    public Side closingSide() {
        return quantityE8 > 0 ? Side.SELL : Side.BUY;
    }

    /**
     * Unfilled quantity of everything that works on a side, open closes included; Long.MAX_VALUE if that is less. The
     * sum is kept in 128 bits: orders enough of the largest size would turn 64 negative (W-1).
     */
    public long workingE8(final Side side) {
        final long low = workingE8[side.ordinal()];
        return workingHigh[side.ordinal()] == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }

    /** Something more, or less, works on a side. */
    public void addWorking(final Side side, final long deltaE8) {
        final long before = workingE8[side.ordinal()];
        final long after = before + deltaE8;
        workingE8[side.ordinal()] = after;
        workingHigh[side.ordinal()] += (deltaE8 >> 63) + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
    }

    /** Number of orders that work, open closes aside (section 11). */
    public int workingOrders() {
        return workingOrders;
    }

    /** One working order more or less. */
    public void addWorkingOrder(final int delta) {
        workingOrders += delta;
    }

    /** Fills that a report already showed and whose execution is still to come. */
    public long creditE8(final Side side) {
        return creditE8[side.ordinal()];
    }

    /** Unfilled quantity of orders that ended unseen since the last full report. */
    public long lostE8(final Side side) {
        return lostE8[side.ordinal()];
    }

    /** An order ended unseen with this much unfilled. */
    public void addLost(final Side side, final long deltaE8) {
        final long sum = lostE8[side.ordinal()] + deltaE8;
        lostE8[side.ordinal()] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** A full report has been compared: it showed whatever ended unseen before it. */
    public void clearLost() {
        lostE8[0] = 0;
        lostE8[1] = 0;
    }

    /** Forgets fills that were shown but can come no more, since nothing works on that side. */
    public void settleCredit() {
        for (int side = 0; side < 2; side++) {
            if (workingE8[side] == 0) {
                creditE8[side] = 0;
            }
        }
    }

    /** Command id of the open close, 0 if none. */
    public long openCloseId() {
        return openCloseId;
    }

    /** Notes or forgets the open close. */
    public void openCloseId(final long commandId) {
        openCloseId = commandId;
    }

    /** Earliest engine time of the next close. */
    public long closeNotBeforeNs() {
        return closeNotBeforeNs;
    }

    /** Puts the next close off. */
    public void closeNotBeforeNs(final long timeNs) {
        closeNotBeforeNs = timeNs;
    }

    /**
     * A fill (H-3a): increase weighted, reduce unchanged, through zero the fill price, flat none. What a report already
     * showed does not move it again.
     *
     * @return false if the position would leave the range; it is then unchanged.
     */
    public boolean fill(final Side side, final long quantity, final long priceE8) {
        final long shown = Math.min(quantity, creditE8[side.ordinal()]);
        creditE8[side.ordinal()] -= shown;
        final long signed = side == Side.BUY ? quantity - shown : shown - quantity;
        final long next = quantityE8 + signed;
        if (!Wide.inRange(next)) {
            return false;
        }
        if (signed != 0) {
            averagePriceE8 = averageAfter(signed, next, priceE8);
            quantityE8 = next;
        }
        return true;
    }

    private long averageAfter(final long signed, final long next, final long priceE8) {
        if (next == 0) {
            return 0;
        }
        if (quantityE8 == 0 || quantityE8 < 0 != next < 0) {
            return priceE8;
        }
        if (quantityE8 < 0 != signed < 0) {
            return averagePriceE8;
        }
        return Wide.weightedAverage(quantityE8, averagePriceE8, signed, priceE8);
    }

    /** A report is taken over; with {@code explained}, executions of what works are expected to tell the same again. */
    public void adjust(final long toQuantityE8, final long reportedAverageE8, final boolean explained) {
        final long delta = toQuantityE8 - quantityE8;
        if (explained) {
            creditE8[(delta > 0 ? Side.BUY : Side.SELL).ordinal()] += Math.abs(delta);
        } else {
            creditE8[0] = 0;
            creditE8[1] = 0;
        }
        quantityE8 = toQuantityE8;
        if (toQuantityE8 == 0) {
            averagePriceE8 = 0;
        } else if (reportedAverageE8 != 0) {
            averagePriceE8 = reportedAverageE8;
        }
    }

    void image(final Image image) {
        quantityE8 = image.int64(quantityE8);
        averagePriceE8 = image.int64(averagePriceE8);
        image.int64s(workingE8);
        image.int64s(workingHigh);
        image.int64s(creditE8);
        image.int64s(lostE8);
        workingOrders = image.int32(workingOrders);
        openCloseId = image.int64(openCloseId);
        closeNotBeforeNs = image.int64(closeNotBeforeNs);
    }
}
