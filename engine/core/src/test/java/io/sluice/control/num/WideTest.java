package io.sluice.control.num;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("W-1")
class WideTest {
    private static final BigDecimal LIMIT = BigDecimal.valueOf(Wide.LIMIT);

    @Provide
    Arbitrary<Long> decimals() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1 - Wide.LIMIT, Wide.LIMIT - 1),
                Arbitraries.longs().between(-20, 20),
                Arbitraries.of(0L, 1L, -1L, Wide.ONE, -Wide.ONE, Wide.HUNDRED, Wide.LIMIT - 1, 1 - Wide.LIMIT));
    }

    private static BigDecimal big(final long value) {
        return BigDecimal.valueOf(value);
    }

    private static long narrowed(final BigDecimal exact, final RoundingMode rounding) {
        final BigDecimal rounded = exact.setScale(0, rounding);
        return rounded.abs().compareTo(LIMIT) >= 0 ? Wide.OUT_OF_RANGE : rounded.longValueExact();
    }

    /** Exact enough: a quotient with so many places is never on the wrong side of a half by rounding alone. */
    private static BigDecimal quotient(final BigDecimal dividend, final BigDecimal divisor) {
        return dividend.divide(divisor, 60, RoundingMode.DOWN);
    }

    private static long rounded(final BigDecimal dividend, final BigDecimal divisor) {
        final BigInteger[] parts = dividend.abs()
                .toBigIntegerExact()
                .divideAndRemainder(divisor.abs().toBigIntegerExact());
        final int half = parts[1].shiftLeft(1).compareTo(divisor.abs().toBigIntegerExact());
        final boolean up = half > 0 || half == 0 && parts[0].testBit(0);
        final BigDecimal magnitude = new BigDecimal(up ? parts[0].add(BigInteger.ONE) : parts[0]);
        return narrowed(
                dividend.signum() * divisor.signum() < 0 ? magnitude.negate() : magnitude, RoundingMode.UNNECESSARY);
    }

    @Property
    void shouldCompareProductsExactly(
            @ForAll("decimals") final long a,
            @ForAll("decimals") final long b,
            @ForAll("decimals") final long c,
            @ForAll("decimals") final long d) {
        assertThat(Wide.compareProducts(a, b, c, d))
                .isEqualTo(big(a).multiply(big(b)).compareTo(big(c).multiply(big(d))));
        assertThat(Wide.compareProducts(a, b, b, a)).isZero();
    }

    @Property
    void shouldMultiplyAndDivideHalfEven(
            @ForAll("decimals") final long a, @ForAll("decimals") final long b, @ForAll("decimals") final long c) {
        Assume.that(c != 0);
        assertThat(Wide.multiplyDivide(a, b, c)).isEqualTo(rounded(big(a).multiply(big(b)), big(c)));
    }

    @Property
    void shouldMultiplyAndDivideTruncating(
            @ForAll("decimals") final long a, @ForAll("decimals") final long b, @ForAll("decimals") final long c) {
        Assume.that(c > 0);
        assertThat(Wide.multiplyDivideTruncated(a, b, c))
                .isEqualTo(narrowed(quotient(big(a).multiply(big(b)), big(c)), RoundingMode.DOWN));
    }

    @Property
    void shouldWeighAverages(
            @ForAll("decimals") final long q1,
            @ForAll("decimals") final long p1,
            @ForAll("decimals") final long q2,
            @ForAll("decimals") final long p2) {
        Assume.that(q1 + q2 != 0);
        assertThat(Wide.weightedAverage(q1, p1, q2, p2))
                .isEqualTo(rounded(big(q1).multiply(big(p1)).add(big(q2).multiply(big(p2))), big(q1 + q2)));
    }

    @Property
    void shouldTakeTheMean(@ForAll("decimals") final long a, @ForAll("decimals") final long b) {
        assertThat(Wide.mean(a, b)).isEqualTo(rounded(big(a).add(big(b)), big(2)));
    }

    /** Where the lower half of the product is 0, and where the quotient leaves 64 bits by one. */
    @Example
    void shouldDivideWhatFillsTheUpperHalfAlone() {
        final long half = 1L << 32;
        assertThat(Wide.multiplyDivide(-half, half, half)).isEqualTo(-half);
        assertThat(Wide.multiplyDivide(-half, half, 3)).isEqualTo(Wide.OUT_OF_RANGE);
        assertThat(Wide.multiplyDivideTruncated(-half, half, half)).isEqualTo(-half);
        assertThat(Wide.multiplyDivideTruncated(-3 * half, half, 2 * half)).isEqualTo(-3 * half / 2);
        assertThat(Wide.multiplyDivide(1L << 40, 1L << 40, 1L << 16)).isEqualTo(Wide.OUT_OF_RANGE);
        assertThat(Wide.multiplyDivide(1L << 40, 1L << 40, 1L << 21)).isEqualTo(1L << 59);
    }

    @Example
    void shouldKnowItsRange() {
        assertThat(Wide.inRange(Wide.LIMIT - 1)).isTrue();
        assertThat(Wide.inRange(1 - Wide.LIMIT)).isTrue();
        assertThat(Wide.inRange(Wide.LIMIT)).isFalse();
        assertThat(Wide.inRange(-Wide.LIMIT)).isFalse();
    }
}
