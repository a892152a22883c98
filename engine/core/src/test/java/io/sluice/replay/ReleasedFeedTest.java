package io.sluice.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineException;
import io.sluice.engine.Engine;
import io.sluice.engine.TestEngine;
import io.sluice.journal.RecordListener;
import io.sluice.journal.Retention;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedFeedTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long NOW_NS = Long.MAX_VALUE;

    @TempDir
    private Path directory;

    private final List<Long> heard = new ArrayList<>();
    private final RecordListener ears =
            (record, position) -> heard.add(record.header().sequence());

    @Test
    void shouldGiveNothingThatWasNotReleased() { // J-1, J-5
        starts(1);
        final AtomicLong released = new AtomicLong(2);
        try (ReleasedFeed feed = new ReleasedFeed(directory, 1, released::get)) {
            assertThat(feed.poll(ears, 64)).isEqualTo(2);
            assertThat(feed.poll(ears, 64)).isZero();
            released.set(3);
            assertThat(feed.await(ears, 64, SECOND_NS)).isEqualTo(1);
            assertThat(heard).containsExactly(1L, 2L, 3L);
            assertThat(feed.sequence()).isEqualTo(3);
        }
    }

    @Test
    void shouldBeginWhereItIsToldAndGiveEveryRecordOnce() { // J-1
        starts(3);
        try (ReleasedFeed feed = ReleasedFeed.open(directory, 6)) {
            while (feed.poll(ears, 2) > 0) {
                assertThat(heard.size()).isLessThan(64);
            }
        }
        assertThat(heard).isEqualTo(LongStream.rangeClosed(6, 12).boxed().toList());
    }

    @Test
    void shouldHearARunningEngineAndWaitNoLongerThanItIsTold() { // J-1
        try (Engine engine = TestEngine.open(directory);
                ReleasedFeed feed = ReleasedFeed.open(directory, 1)) {
            TestEngine.await(() -> feed.await(ears, 64, SECOND_NS) > 0);
            engine.operator("alice").guardianLock("x").answer().join();
            TestEngine.await(() -> {
                feed.await(ears, 64, SECOND_NS);
                return feed.sequence() >= 2;
            });
            assertThat(heard).startsWith(1L, 2L);
            final long beganNs = System.nanoTime();
            while (feed.await(ears, 64, TimeUnit.MILLISECONDS.toNanos(1)) > 0) {
                assertThat(System.nanoTime() - beganNs).isLessThan(TestEngine.PATIENCE_NS);
            }
        }
    }

    @Test
    void shouldSayWhenRetentionTookWhatIsDue() { // J-11
        starts(4);
        retire(2);
        try (ReleasedFeed feed = ReleasedFeed.open(directory, 3)) {
            assertThatThrownBy(() -> feed.await(ears, 64, SECOND_NS))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.OVERTAKEN))
                    .hasMessageContaining("retention removed record 3")
                    .hasMessageContaining("the next one is 9");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldBeginWithTheOldestThatThereIs() { // J-11
        starts(4);
        retire(2);
        try (ReleasedFeed feed = ReleasedFeed.open(directory, 0)) {
            while (feed.poll(ears, 64) > 0) {
                assertThat(heard.size()).isLessThan(64);
            }
        }
        assertThat(heard).isEqualTo(LongStream.rangeClosed(9, 16).boxed().toList());
    }

    @Test
    void shouldSayThatThereNeverWasAnEngine() { // G-6
        assertThatThrownBy(() -> ReleasedFeed.open(directory, 1)).hasMessageContaining("engine.dat cannot be read");
    }

    /** Each start makes four records in a segment of its own: start, sync point, snapshot, seal. */
    private void starts(final int count) {
        for (int i = 0; i < count; i++) {
            TestEngine.open(directory).close();
        }
    }

    private void retire(final int segments) {
        for (int i = 0; i < segments; i++) {
            Retention.remove(directory, Retention.find(directory, 9, NOW_NS, NOW_NS, 1));
        }
        assertThat(Retention.find(directory, 9, NOW_NS, NOW_NS, 1)).isNull();
    }
}
