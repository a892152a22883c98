package io.sluice.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tools.cli.Paint;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void shouldHangTheCurveFromTheTop() {
        final double[] worst = {Double.NaN, 0, -0.4, -1, -5.2, -10.02};
        final List<String> lines = new Chart(worst, 5, 10, Paint.NONE).lines();
        assertThat(lines)
                .startsWith("   0 % │  ▀███", "       │    ██")
                .contains("  -5 % │╌╌╌╌▀█ soft", " -10 % │╌╌╌╌╌▀ hard");
    }
}
