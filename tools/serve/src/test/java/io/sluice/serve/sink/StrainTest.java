package io.sluice.serve.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.serve.sink.Strain.Level;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The thresholds of a required sink, exactly. */
@Tag("K-0")
class StrainTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Strain strain = new Strain(5 * SECOND, 60 * SECOND);

    @Test
    void shouldDegradeAtOnceWhenItFails() {
        assertThat(strain.judge(false, 0, 0, 0, 0)).isEqualTo(Level.WELL);
        assertThat(strain.judge(true, 0, 0, 0, 0)).isEqualTo(Level.BEHIND);
    }

    @Test
    void shouldDegradeFiveSecondsBehind() {
        assertThat(strain.judge(false, 5 * SECOND - 1, 0, 0, 0)).isEqualTo(Level.WELL);
        assertThat(strain.judge(false, 5 * SECOND, 0, 0, 0)).isEqualTo(Level.BEHIND);
    }

    @Test
    void shouldOverflowAtAThousandRows() {
        assertThat(strain.judge(true, 1, 1, 999, 0)).isEqualTo(Level.BEHIND);
        assertThat(strain.judge(true, 1, 1, 1000, 0)).isEqualTo(Level.OVERFLOWING);
    }

    @Test
    void shouldOverflowAtTenMegabytes() {
        assertThat(strain.judge(true, 1, 1, 1, 9_999_999)).isEqualTo(Level.BEHIND);
        assertThat(strain.judge(true, 1, 1, 1, 10_000_000)).isEqualTo(Level.OVERFLOWING);
    }

    @Test
    void shouldOverflowWhenARowWaitsForAMinute() {
        assertThat(strain.judge(true, 70 * SECOND, 60 * SECOND - 1, 1, 0)).isEqualTo(Level.BEHIND);
        assertThat(strain.judge(true, 70 * SECOND, 60 * SECOND, 1, 0)).isEqualTo(Level.OVERFLOWING);
    }

    @Test
    void shouldNotMindABurstWhileTheSinkKeepsUp() {
        assertThat(strain.judge(false, SECOND, SECOND, 100_000, 1 << 30)).isEqualTo(Level.WELL);
    }

    @Test
    void shouldNotEaseBeforeItHasCaughtUp() {
        strain.judge(true, SECOND, SECOND, 1000, 0);
        assertThat(strain.judge(false, 2 * SECOND, SECOND, 1, 0)).isEqualTo(Level.OVERFLOWING);
        assertThat(strain.judge(false, SECOND, SECOND, 1, 0)).isEqualTo(Level.OVERFLOWING);
        assertThat(strain.judge(true, 0, 0, 0, 0)).as("it failed again").isEqualTo(Level.OVERFLOWING);
        assertThat(strain.judge(false, SECOND - 1, 0, 0, 0)).isEqualTo(Level.WELL);
    }
}
