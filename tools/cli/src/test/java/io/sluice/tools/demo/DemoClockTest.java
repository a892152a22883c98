package io.sluice.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DemoClockTest {
    private static final long START_NS = 1_000;

    private final AtomicLong executed = new AtomicLong();
    private final DemoClock clock = new DemoClock(START_NS, () -> {});

    @Test
    void shouldGiveEachInputItsTime() {
        clock.follow(executed::get);
        clock.set(0, START_NS + 1);
        clock.set(1, START_NS + 2);
        assertThat(clock.nowNs()).isEqualTo(START_NS + 1);
        executed.set(1);
        assertThat(clock.nowNs()).isEqualTo(START_NS + 2);
        assertThat(clock.wallNs()).isEqualTo(START_NS + 2);
    }

    /** The engine may take an input before the demo has said when the one after it happens. */
    @Test
    void shouldStandStillWhileTheNextInputHasNoTimeYet() {
        clock.follow(executed::get);
        for (long input = 0; input < 3 * 2 * DemoClock.AHEAD; input++) {
            clock.set(input, START_NS + input);
            executed.set(input + 1);
            assertThat(clock.nowNs()).isEqualTo(START_NS + input);
            assertThat(clock.wallNs()).isEqualTo(START_NS + input);
        }
    }
}
