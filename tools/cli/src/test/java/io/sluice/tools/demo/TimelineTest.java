package io.sluice.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When things happen in the demo, and that a resumed one finds its place. */
class TimelineTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static List<String> moments(final TradeTape tape, final long fromNs) {
        final List<String> moments = new ArrayList<>();
        final Timeline now = new Timeline(tape, fromNs);
        while (now.next()) {
            moments.add(now.timeNs() + " trade " + now.trade() + " beat " + now.beat());
        }
        return moments;
    }

    @Test
    void shouldReadEveryTradeInItsOrder() {
        final TradeTape tape = TradeTape.load(0, TradeTape.ALL);
        assertThat(tape.size()).isEqualTo(TradeTape.ALL);
        int longGaps = 0;
        for (int i = 1; i < tape.size(); i++) {
            assertThat(tape.timeNs(i)).isGreaterThan(tape.timeNs(i - 1));
            longGaps += tape.timeNs(i) / SECOND_NS - tape.timeNs(i - 1) / SECOND_NS > 10 ? 1 : 0;
        }
        assertThat(longGaps).isEqualTo(17_018);
        assertThat(tape.priceE8(0)).isEqualTo(800_01000000L);
    }

    @Test
    void shouldLeaveNoSilenceThatTheDefaultThresholdsWouldMind() { // C-3: broker 5 s, quotes and equity 10 s
        final Timeline now = new Timeline(TradeTape.load(0, 5_000), 0);
        long before = Long.MAX_VALUE;
        long trades = 0;
        while (now.next()) {
            assertThat(now.timeNs() - before).isLessThanOrEqualTo(Timeline.BEAT_NS);
            before = now.timeNs();
            trades += now.isTrade() ? 1 : 0;
        }
        assertThat(trades).isEqualTo(5_000);
    }

    @Test
    void shouldGoOnAtTheSameMomentsWhereverItIsTakenUp() {
        final TradeTape tape = TradeTape.load(1_000, 500);
        final List<String> whole = moments(tape, 0);
        final Timeline now = new Timeline(tape, 0);
        for (int i = 0; now.next(); i++) {
            if (i % 97 == 0) {
                assertThat(moments(tape, now.timeNs())).isEqualTo(whole.subList(i, whole.size()));
                assertThat(moments(tape, now.timeNs() + 1)).isEqualTo(whole.subList(i + 1, whole.size()));
            }
        }
    }
}
