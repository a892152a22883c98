package io.sluice.control.num;

import io.sluice.control.image.Image;

/** A sum of decimals in 128 bits, so that none of its terms can leave the range on the way (SPEC W-1). */
public final class Total {
    private long high;
    private long low;

    /** Begins again with one term. */
    public Total set(final long value) {
        low = value;
        high = value >> 63;
        return this;
    }

    /** Begins again with another sum. */
    public Total set(final Total other) {
        low = other.low;
        high = other.high;
        return this;
    }

    /** Adds a term. */
    public Total add(final long value) {
        final long before = low;
        low += value;
        high += (value >> 63) + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
        return this;
    }

    /** Takes a term off; it is not Long.MIN_VALUE. */
    public Total subtract(final long value) {
        return add(-value);
    }

    /** Adds another sum. */
    public Total add(final Total other) {
        final long before = low;
        low += other.low;
        high += other.high + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
        return this;
    }

    /** Makes it {@code value - this}. */
    public Total subtractFrom(final long value) {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
        return add(value);
    }

    /** Sign of {@code this - other}. */
    public int compareTo(final Total other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    /** Sign of {@code |this| - |other|}. */
    public int compareMagnitude(final Total other) {
        final long thisLow = high < 0 ? -low : low;
        final long thisHigh = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        final long otherLow = other.high < 0 ? -other.low : other.low;
        final long otherHigh = other.high < 0 ? ~other.high + (other.low == 0 ? 1 : 0) : other.high;
        return thisHigh != otherHigh ? Long.compare(thisHigh, otherHigh) : Long.compareUnsigned(thisLow, otherLow);
    }

    /** The sum, or the nearest number of 64 bits. */
    public long saturated() {
        if (high == low >> 63) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE;
    }

    /** Images it. */
    public void image(final Image image) {
        high = image.int64(high);
        low = image.int64(low);
    }
}
