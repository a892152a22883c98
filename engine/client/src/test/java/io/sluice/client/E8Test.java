package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E8Test {
    @Property
    void shouldReadWhatItWrites(@ForAll @LongRange(min = -E8.MAX, max = E8.MAX) final long e8) { // W-1
        assertThat(E8.of(E8.toString(e8))).isEqualTo(e8);
        assertThat(E8.of(E8.toBigDecimal(e8))).isEqualTo(e8);
    }

    @Test
    void shouldScaleBy10To8() { // W-1
        assertThat(E8.of("1000.5")).isEqualTo(100_050_000_000L);
        assertThat(E8.of(2)).isEqualTo(2 * E8.ONE);
        assertThat(E8.of(1999, 2)).isEqualTo(E8.of("19.99"));
        assertThat(E8.of(-1, 8)).isEqualTo(-1);
        assertThat(E8.of(new BigDecimal("1E+3"))).isEqualTo(E8.of(1000));
        assertThat(E8.toString(E8.ABSENT)).isEqualTo("absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1e3", "01", ".5", "1.", "+1", "0.000000001", "10000000000", "1,5", "NaN"})
    void shouldRefuseTextThatIsNoPlainDecimalThatFits(final String text) { // W-1
        assertThatThrownBy(() -> E8.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\": ");
    }

    @Test
    void shouldRefuseNumbersThatDoNotFit() { // W-1
        assertThat(E8.of(9_999_999_999L)).isEqualTo(999_999_999_900_000_000L);
        assertThatThrownBy(() -> E8.of(10_000_000_000L)).hasMessageContaining("10^10 or more");
        assertThatThrownBy(() -> E8.of(-10_000_000_000L)).hasMessageContaining("10^10 or more");
        assertThatThrownBy(() -> E8.of(Long.MIN_VALUE, 0)).hasMessageContaining("10^10 or more");
        assertThatThrownBy(() -> E8.of(Long.MIN_VALUE, 8)).hasMessageContaining("10^10 or more");
        assertThatThrownBy(() -> E8.of(1, 9)).hasMessageContaining("from 0 to 8");
        assertThatThrownBy(() -> E8.of(new BigDecimal("0.000000001"))).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> E8.of(new BigDecimal("1E+10"))).hasMessageContaining("10^10 or more");
        assertThatThrownBy(() -> E8.of(new BigDecimal("1E+30"))).isInstanceOf(IllegalArgumentException.class);
    }
}
