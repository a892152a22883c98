package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The breaker against the words of the SPEC, written down once more with BigDecimal. */
@Tag("D-1")
@Tag("D-2")
class DrawdownPropertyTest {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What D-1 and D-2 say, in exact numbers. */
    private static final class Reference {
        final List<String> said = new ArrayList<>();
        private BigDecimal accepted = BigDecimal.ZERO;
        private BigDecimal peak = BigDecimal.ZERO;
        private BigDecimal suspect;
        private boolean beyond;
        private boolean emergency;

        void update(final BigDecimal equity) {
            if (suspect != null) {
                final BigDecimal before = suspect;
                suspect = null;
                if (isWithinStep(equity, before)) {
                    accept(before);
                    accept(equity);
                    return;
                }
            }
            if (equity.signum() > 0 && (peak.signum() == 0 || isWithinStep(equity, accepted))) {
                accept(equity);
            } else {
                suspect = equity;
                said.add("SUSPECT");
            }
        }

        void silence() {
            if (suspect != null) {
                final BigDecimal value = suspect;
                suspect = null;
                if (peak.signum() > 0 && value.compareTo(accepted) < 0) {
                    accept(value);
                }
            }
        }

        private boolean isWithinStep(final BigDecimal equity, final BigDecimal from) {
            return equity.subtract(from)
                            .abs()
                            .multiply(HUNDRED)
                            .compareTo(BigDecimal.valueOf(50).multiply(accepted.abs()))
                    <= 0;
        }

        private void accept(final BigDecimal equity) {
            accepted = equity;
            peak = peak.max(equity);
            final boolean soft = isAt(5);
            if (soft && !beyond) {
                said.add("SOFT");
            }
            beyond = soft;
            if (isAt(10) && !emergency) {
                emergency = true;
                said.add("HARD");
            }
        }

        private boolean isAt(final int percent) {
            return peak.signum() > 0
                    && peak.subtract(accepted)
                                    .multiply(HUNDRED)
                                    .compareTo(BigDecimal.valueOf(percent).multiply(peak))
                            >= 0;
        }
    }

    @Provide
    Arbitrary<List<BigDecimal>> equities() {
        final Arbitrary<BigDecimal> near = Arbitraries.bigDecimals()
                .between(new BigDecimal("880"), new BigDecimal("1010"))
                .ofScale(2);
        final Arbitrary<BigDecimal> exact = Arbitraries.of("1000", "950", "900", "949.99999999", "500", "1500")
                .map(BigDecimal::new);
        final Arbitrary<BigDecimal> wild = Arbitraries.bigDecimals()
                .between(new BigDecimal("-9999999999.99999999"), new BigDecimal("9999999999.99999999"))
                .ofScale(8);
        final Arbitrary<BigDecimal> silence = Arbitraries.just(new BigDecimal("0.12345678"));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, near),
                        net.jqwik.api.Tuple.of(3, exact),
                        net.jqwik.api.Tuple.of(1, wild),
                        net.jqwik.api.Tuple.of(2, silence))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shouldEqualAReferenceComputedInBigDecimal(@ForAll("equities") final List<BigDecimal> equities) {
        final Scenario engine = Scenario.normal("sluice.drawdown.soft-action=warn");
        final Reference reference = new Reference();
        for (final BigDecimal equity : equities) {
            if (equity.scale() == 8 && equity.toPlainString().equals("0.12345678")) {
                engine.pass("2s");
                reference.silence();
            } else {
                engine.equity(equity.toPlainString());
                reference.update(equity);
            }
            assertThat(engine.everything().all("DrawdownBreach"))
                    .extracting(said -> said.get("level"))
                    .as("%s", equities)
                    .isEqualTo(reference.said);
        }
    }
}
