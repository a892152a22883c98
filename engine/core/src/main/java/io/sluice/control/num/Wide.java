package io.sluice.control.num;

/**
 * Products, sums of products and ratios of decimals in 128 bits, compared before they are narrowed (SPEC W-1). A
 * decimal is an int64 scaled by 10^8 with an absolute value below 10^18, so that a sum of four products never leaves
 * 128 bits.
 */
public final class Wide {
    /** 1 as a decimal. */
    public static final long ONE = 100_000_000L;
    /** 100 as a decimal. */
    public static final long HUNDRED = 100 * ONE;
    /** Largest absolute value of a decimal, exclusive. */
    public static final long LIMIT = 1_000_000_000_000_000_000L;
    /** What a ratio gives that no decimal can hold: beyond every limit. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE;

    private Wide() {}

    /** Whether a value is within the range of a decimal. */
    public static boolean inRange(final long value) {
        return value > -LIMIT && value < LIMIT;
    }

    /** Sign of {@code a * b - c * d}. */
    public static int compareProducts(final long a, final long b, final long c, final long d) {
        final int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** {@code a * b / c} rounded half-even, or {@link #OUT_OF_RANGE}; c is not 0. */
    public static long multiplyDivide(final long a, final long b, final long c) {
        return divide(Math.multiplyHigh(a, b), a * b, c);
    }

    /** {@code a * b / c} truncated toward zero, or {@link #OUT_OF_RANGE}; c is above 0. */
    public static long multiplyDivideTruncated(final long a, final long b, final long c) {
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        final boolean negative = high < 0;
        final long quotient =
                negative ? quotient(low == 0 ? -high : ~high, -low, c, false) : quotient(high, low, c, false);
        return quotient == OUT_OF_RANGE ? OUT_OF_RANGE : negative ? -quotient : quotient;
    }

    /** {@code (q1 * p1 + q2 * p2) / (q1 + q2)} rounded half-even, or {@link #OUT_OF_RANGE}; the sum of q is not 0. */
    public static long weightedAverage(final long q1, final long p1, final long q2, final long p2) {
        final long low1 = q1 * p1;
        final long low = low1 + q2 * p2;
        final long carry = Long.compareUnsigned(low, low1) < 0 ? 1 : 0;
        return divide(Math.multiplyHigh(q1, p1) + Math.multiplyHigh(q2, p2) + carry, low, q1 + q2);
    }

    /** {@code (a + b) / 2} rounded half-even. */
    public static long mean(final long a, final long b) {
        final long sum = a + b;
        final long half = sum >> 1;
        return (sum & 1) == 0 ? half : half + (half & 1);
    }

    private static long divide(final long high, final long low, final long divisor) {
        final boolean negative = high < 0 ^ divisor < 0;
        final long magnitudeHigh = high < 0 ? (low == 0 ? -high : ~high) : high;
        final long magnitudeLow = high < 0 ? -low : low;
        final long quotient = quotient(magnitudeHigh, magnitudeLow, Math.abs(divisor), true);
        return quotient == OUT_OF_RANGE ? OUT_OF_RANGE : negative ? -quotient : quotient;
    }

    /** Long division bit by bit: fills are rare enough, and it can be read. */
    private static long quotient(final long high, final long low, final long divisor, final boolean halfEven) {
        if (Long.compareUnsigned(high, divisor) >= 0) {
            return OUT_OF_RANGE;
        }
        long remainder = high;
        long rest = low;
        long quotient = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            final boolean carry = remainder < 0;
            remainder = remainder << 1 | rest >>> 63;
            rest <<= 1;
            quotient <<= 1;
            if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        if (halfEven) {
            final int half = Long.compareUnsigned(remainder, divisor - remainder);
            if (half > 0 || half == 0 && (quotient & 1) == 1) {
                quotient++;
            }
        }
        return quotient < 0 || quotient >= LIMIT ? OUT_OF_RANGE : quotient;
    }
}
