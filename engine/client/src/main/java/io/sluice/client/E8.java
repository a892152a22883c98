package io.sluice.client;

import io.sluice.json.Decimals;
import io.sluice.json.MalformedException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals as Sluice holds them: a {@code long} that is scaled by 10^8, with an absolute value below 10^18. Every
 * parameter and result whose name ends with {@code E8} is one: {@code E8.of("1000.5")} is 100_050_000_000. A quantity
 * of {@code 2} is {@code E8.of(2)}; a bare {@code 2} would be 0.00000002.
 *
 * <p>Nothing is ever rounded: what does not fit is refused with an {@link IllegalArgumentException}. Any thread.
 */
public final class E8 {
    /** One. */
    public static final long ONE = 100_000_000L;
    /** Largest value: 9,999,999,999.99999999. The smallest one is its negative. */
    public static final long MAX = 999_999_999_999_999_999L;
    /** Where an optional decimal is absent. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final int SCALE = 8;

    private E8() {}

    /**
     * Reads a plain decimal, as {@code -?digits[.digits]}: no exponent, no blanks, no leading zeros.
     *
     * @throws IllegalArgumentException if it is none, is 10^10 or more, or has more than 8 decimals.
     */
    public static long of(final String decimal) {
        try {
            return Decimals.parse(decimal);
        } catch (final MalformedException e) {
            throw new IllegalArgumentException("\"" + decimal + "\": " + e.getMessage(), e);
        }
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if its absolute value is 10^10 or more.
     */
    public static long of(final long units) {
        return of(units, 0);
    }

    /**
     * A number of smaller units: {@code E8.of(1999, 2)} is 19.99.
     *
     * @param decimals digits after the point, 0 to 8.
     * @throws IllegalArgumentException if it is out of range.
     */
    public static long of(final long units, final int decimals) {
        if (decimals < 0 || decimals > SCALE) {
            throw new IllegalArgumentException(decimals + " decimals: from 0 to " + SCALE + " are allowed");
        }
        long factor = 1;
        for (int i = decimals; i < SCALE; i++) {
            factor *= 10;
        }
        if (units > MAX / factor || units < -MAX / factor) {
            throw new IllegalArgumentException(units + " with " + decimals + " decimals is 10^10 or more");
        }
        return units * factor;
    }

    /**
     * From the platform's decimal.
     *
     * @throws IllegalArgumentException if it is out of range or has more than 8 decimals that are not zero.
     */
    public static long of(final BigDecimal decimal) {
        try {
            final long value = decimal.setScale(SCALE, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
            if (value >= -MAX && value <= MAX) {
                return value;
            }
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException(decimal + " does not fit: 8 decimals, less than 10^10", e);
        }
        throw new IllegalArgumentException(decimal + " is 10^10 or more");
    }

    /** With as few digits as it takes: {@code 1000.5}; "absent" where it is absent. */
    public static String toString(final long e8) {
        return e8 == ABSENT ? "absent" : Decimals.toString(e8);
    }

    /** As the platform's decimal, with 8 decimals. */
    public static BigDecimal toBigDecimal(final long e8) {
        if (e8 == ABSENT) {
            throw new IllegalArgumentException("an absent decimal has no value");
        }
        return BigDecimal.valueOf(e8, SCALE);
    }
}
