package io.sluice.engine.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeepWarmTest {
    private static final long GAP_NS = 100;
    /** Monotonic time may wrap around. */
    private static final long NOW_NS = Long.MAX_VALUE - 500;

    private final AtomicInteger steps = new AtomicInteger();
    private final List<String> notices = new ArrayList<>();
    private final KeepWarm keepWarm = new KeepWarm(steps::incrementAndGet, GAP_NS, notices::add);

    @Test
    void shouldTakeAStepInEachGap() {
        keepWarm.look(NOW_NS);
        for (int i = 1; i <= 40; i++) {
            keepWarm.look(NOW_NS + i * GAP_NS / 4);
        }
        assertThat(steps).hasValue(10);
    }

    @Test
    void shouldLeaveAnInputThatFollowsAnotherAlone() {
        for (int i = 0; i < 20; i++) {
            keepWarm.worked();
            keepWarm.look(NOW_NS + i * GAP_NS / 2);
            keepWarm.look(NOW_NS + i * GAP_NS / 2 + GAP_NS / 4);
        }
        assertThat(steps).hasValue(0);
        keepWarm.look(NOW_NS + 11 * GAP_NS);
        assertThat(steps).hasValue(1);
    }

    @Test
    void shouldEndWithANoticeWhereAStepFails() {
        final KeepWarm broken = new KeepWarm(this::fail, GAP_NS, notices::add);
        for (int i = 0; i < 4; i++) {
            broken.look(NOW_NS + i * GAP_NS);
        }
        assertThat(steps).hasValue(1);
        assertThat(notices)
                .containsExactly("the engine thread is kept warm no more: java.lang.IllegalStateException: on purpose");
    }

    /** It may be a page of the journal that the file system could not give. */
    @Test
    void shouldLeaveAnErrorToTheLine() {
        final KeepWarm broken = new KeepWarm(
                () -> {
                    throw new InternalError("on purpose");
                },
                GAP_NS,
                notices::add);
        broken.look(NOW_NS);
        assertThatThrownBy(() -> broken.look(NOW_NS + GAP_NS)).isInstanceOf(InternalError.class);
    }

    private void fail() {
        steps.incrementAndGet();
        throw new IllegalStateException("on purpose");
    }
}
