package io.sluice.control.symbol;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;

/** Position of one symbol in one trading mode, with what works on it. Decimals scaled by 10^8. */
public final class Position {
    /** A price that is not known; 0 and negative prices are prices. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final Instrument instrument;
    private final TradingMode mode;
    private final Attempts closing = new Attempts();
    private final long[] workingE8 = new long[2];
    private final long[] workingHigh = new long[2];
    private long quantityE8;
    private long averagePriceE8;
    /** What of the quantity was adopted without a price, of the same sign. */
    private long unpricedE8;

    private int workingOrders;
    private int reduceOnlyOrders;
    private long toCloseE8;

    Position(final Instrument instrument, final TradingMode mode) {
        this.instrument = instrument;
        this.mode = mode;
    }

    /** Another symbol takes the place. */
    void clear() {
        closing.clear();
        quantityE8 = 0;
        unpricedE8 = 0;
        toCloseE8 = 0;
    }

    /** Whether nothing of it would be missed: nothing held, nothing working, no close open or wanted. */
    boolean isIdle() {
        return quantityE8 == 0
                && closing.commandId() == 0
                && toCloseE8 == 0
                && workingOrders == 0
                && workingE8[0] == 0
                && workingE8[1] == 0;
    }

    /** Symbol it belongs to. */
    public Instrument instrument() {
        return instrument;
    }

    /** Live or paper. */
    public TradingMode mode() {
        return mode;
    }

    /** Whether reports tell of it and the link to the broker carries its commands. */
    public boolean isLive() {
        return mode == TradingMode.LIVE;
    }

    /** Signed quantity. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Average price of what is held, {@link #UNKNOWN} if nothing is, or a part was adopted without a price. */
    public long averagePriceE8() {
        return quantityE8 == 0 || unpricedE8 != 0 ? UNKNOWN : averagePriceE8;
    }

    /** Whether nothing is held, or no more than the tolerance of its symbol. */
    public boolean isFlat() {
        return Math.abs(quantityE8) <= instrument.toleranceE8();
    }

    /** Side that would reduce it; BUY when nothing is held. */
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

    /** How many of them only reduce. */
    public int reduceOnlyOrders() {
        return reduceOnlyOrders;
    }

    /** One working order more or less. */
    public void addWorkingOrder(final int delta, final boolean reduceOnly) {
        workingOrders += delta;
        reduceOnlyOrders += reduceOnly ? delta : 0;
    }

    /** The attempts to close it, with the close that is open (E-2). */
    public Attempts closing() {
        return closing;
    }

    /** What an operator still wants closed, 0 if nothing (section 11). */
    public long toCloseE8() {
        return toCloseE8;
    }

    /** An operator wants so much closed. */
    public void toCloseE8(final long quantity) {
        toCloseE8 = quantity;
    }

    /**
     * A fill (H-3a): increase weighted, reduce unchanged, through zero the fill price, flat none.
     *
     * @return false if the position would leave the range; it is then unchanged.
     */
    public boolean fill(final long signedE8, final long priceE8) {
        final long next = quantityE8 + signedE8;
        if (!Wide.inRange(next)) {
            return false;
        }
        if (quantityE8 == 0 || quantityE8 < 0 != next < 0) {
            averagePriceE8 = priceE8;
            unpricedE8 = 0;
        } else if (quantityE8 < 0 == signedE8 < 0) {
            price(quantityE8 - unpricedE8, signedE8, priceE8);
        }
        quantityE8 = next;
        clip();
        return true;
    }

    /** A fill that a report showed before tells the price of what was adopted. */
    public void learn(final long signedE8, final long priceE8) {
        if (unpricedE8 == 0 || unpricedE8 < 0 != signedE8 < 0) {
            return;
        }
        final long known = unpricedE8 < 0 ? Math.max(unpricedE8, signedE8) : Math.min(unpricedE8, signedE8);
        price(quantityE8 - unpricedE8, known, priceE8);
        unpricedE8 -= known;
    }

    private void price(final long pricedE8, final long moreE8, final long priceE8) {
        averagePriceE8 = pricedE8 == 0 ? priceE8 : Wide.weightedAverage(pricedE8, averagePriceE8, moreE8, priceE8);
    }

    /** What is left of a smaller position is at most what is held. */
    private void clip() {
        unpricedE8 = quantityE8 < 0 ? Math.max(unpricedE8, quantityE8) : Math.min(unpricedE8, quantityE8);
    }

    /** A report is taken over, with the average price that it gives, or {@link #UNKNOWN}. */
    public void adjust(final long toQuantityE8, final long reportedAverageE8) {
        final long delta = toQuantityE8 - quantityE8;
        if (quantityE8 == 0 || toQuantityE8 == 0 || quantityE8 < 0 != toQuantityE8 < 0) {
            unpricedE8 = toQuantityE8;
        } else if (quantityE8 < 0 == delta < 0) {
            unpricedE8 += delta;
        }
        quantityE8 = toQuantityE8;
        clip();
        if (reportedAverageE8 != UNKNOWN) {
            averagePriceE8 = reportedAverageE8;
            unpricedE8 = 0;
        }
    }

    void image(final Image image) {
        quantityE8 = image.int64(quantityE8);
        averagePriceE8 = image.int64(averagePriceE8);
        unpricedE8 = image.int64(unpricedE8);
        image.int64s(workingE8);
        image.int64s(workingHigh);
        workingOrders = image.int32(workingOrders);
        reduceOnlyOrders = image.int32(reduceOnlyOrders);
        toCloseE8 = image.int64(toCloseE8);
        closing.image(image);
    }
}
