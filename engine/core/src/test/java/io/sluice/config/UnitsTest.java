package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W-1: numbers come in exactly or not at all. */
class UnitsTest {
    @Property
    void shouldReadBackEveryDurationShown(@ForAll @LongRange(min = 0) final long ns) {
        assertThat(Units.durationNs(Units.showDuration(ns))).isEqualTo(ns);
    }

    @Property
    void shouldReadBackEverySizeShown(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) final long bytes) {
        assertThat(Units.sizeBytes(Units.showSize(bytes))).isEqualTo(bytes);
    }

    @Property
    void shouldReadBackEveryDecimalShown(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) final long valueE8) {
        assertThat(Units.decimalE8(Units.showDecimal(valueE8))).isEqualTo(valueE8);
    }

    @ParameterizedTest
    @CsvSource({
        "1 ns, 1",
        "1us, 1000",
        "0.5 s, 500000000",
        "0.000000001 s, 1",
        "60 min, 3600000000000",
        "1 m, 60000000000",
        "2 hours, 7200000000000",
        "1 d, 86400000000000",
    })
    void shouldKnowUnitsOfTime(final String text, final long expectedNs) {
        assertThat(Units.durationNs(text)).isEqualTo(expectedNs);
    }

    @ParameterizedTest
    @CsvSource({"1 B, 1", "4 MB, 4000000", "4 MiB, 4194304", "4M, 4194304", "1.5 kB, 1500", "1 GB, 1000000000"})
    void shouldKnowUnitsOfSize(final String text, final long expectedBytes) {
        assertThat(Units.sizeBytes(text)).isEqualTo(expectedBytes);
    }

    @ParameterizedTest
    @CsvSource({"1", "0.1 ns", "s", "1 S", "1e3 s", "-1 s", "1 s s", "999999999999 d", "''"})
    void shouldRefuseWhatIsNoExactDuration(final String text) {
        assertThat(Units.durationNs(text)).isNull();
    }
}
