package io.sluice.control.equity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.num.Wide;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("D-1")
class EquityTest {
    @Provide
    Arbitrary<List<Long>> equities() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(1 - Wide.LIMIT, Wide.LIMIT - 1),
                        Arbitraries.longs().between(-200, 200))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property
    void shouldKeepThePeakAndCompareTheFallExactly(
            @ForAll("equities") final List<Long> equities, @ForAll("limits") final long limitE8) {
        final Equity equity = new Equity();
        BigDecimal peak = BigDecimal.ZERO;
        for (final long value : equities) {
            equity.accept(value);
            final BigDecimal now = BigDecimal.valueOf(value);
            peak = peak.max(now);
            assertThat(equity.peakE8()).isEqualTo(peak.longValueExact());
            final BigDecimal fall = peak.subtract(now).multiply(BigDecimal.valueOf(Wide.HUNDRED));
            final boolean reached = peak.signum() > 0
                    && fall.compareTo(BigDecimal.valueOf(limitE8).multiply(peak)) >= 0;
            assertThat(equity.isAtOrBeyond(limitE8)).isEqualTo(reached);
            if (peak.signum() > 0) {
                final BigDecimal shown = fall.negate().divide(peak, 0, RoundingMode.HALF_EVEN);
                final long expected = shown.abs().compareTo(BigDecimal.valueOf(Wide.LIMIT)) >= 0
                        ? Wide.OUT_OF_RANGE
                        : shown.longValueExact();
                assertThat(equity.drawdownPctE8()).isEqualTo(expected);
            }
        }
    }

    @Provide
    Arbitrary<Long> limits() {
        return Arbitraries.longs().between(1, Wide.HUNDRED);
    }
}
