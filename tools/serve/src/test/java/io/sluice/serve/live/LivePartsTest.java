package io.sluice.serve.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds of what is kept and sent, without an engine. */
@Tag("A-8")
@org.junit.jupiter.api.Tag("A-8")
class LivePartsTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY_S = TimeUnit.DAYS.toSeconds(1);

    private static Event event(final long seq) {
        return Event.of(LiveChannel.HITL, "hitl.created", seq, seq, JsonNodeFactory.instance.objectNode());
    }

    @Test
    void shouldKnowTheEventsOfTheLastRecordsAlone() {
        final EventLog log = new EventLog();
        log.begin(1);
        LongStream.of(5, 70_000, 120_000).forEach(seq -> log.add(event(seq)));
        log.advance(120_000);
        assertThat(log.isComplete(20_000, 120_000)).isTrue();
        assertThat(log.isComplete(19_999, 120_000)).isFalse();
        assertThat(log.isComplete(120_001, 120_000)).isFalse();
        assertThat(log.between(LiveChannel.HITL, 0, Long.MAX_VALUE).stream().map(Event::seq))
                .containsExactly(70_000L, 120_000L);
        assertThat(log.between(LiveChannel.POLICY, 0, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void shouldSayThatItIsNotCompleteWhereItHadToForgetMore() {
        final EventLog log = new EventLog();
        log.begin(1);
        LongStream.rangeClosed(1, 30_000).forEach(seq -> log.add(event(seq)));
        log.advance(30_000);
        assertThat(log.isComplete(9_000, 30_000)).isFalse();
        assertThat(log.isComplete(10_000, 30_000)).isTrue();
        assertThat(log.between(LiveChannel.HITL, 10_000, 30_000)).hasSize(20_000);
    }

    @Test
    void shouldNotKnowWhatWasBeforeTheFirstRecordThatIsLeft() {
        final EventLog log = new EventLog();
        log.begin(5_000);
        assertThat(log.isComplete(4_999, 6_000)).isTrue();
        assertThat(log.isComplete(4_998, 6_000)).isFalse();
    }

    @Test
    void shouldHoldAPointASecondForADayAndAPointAMinuteBefore() {
        final EquitySeries series = new EquitySeries();
        for (long second = 0; second <= 2 * DAY_S; second++) {
            series.add(point(second));
        }
        final List<EquitySeries.Point> all = series.since(0);
        final List<EquitySeries.Point> day = series.since(DAY_S * SECOND_NS);
        assertThat(day).hasSize((int) DAY_S + 1);
        assertThat(all).hasSize(day.size() + (int) DAY_S / 60);
        assertThat(all.stream().map(EquitySeries.Point::timeNs)).isSorted();
        assertThat(all.get(0).timeNs()).isEqualTo(59 * SECOND_NS);
    }

    @Test
    void shouldPutWhatWasBeforeInFrontOfItsOwn() {
        final EquitySeries series = new EquitySeries();
        series.add(point(100));
        final EquitySeries.Point other = new EquitySeries.Point(100 * SECOND_NS, "2", null, null);
        series.before(List.of(point(20), point(10), other));
        assertThat(series.since(0).stream().map(each -> each.timeNs() / SECOND_NS))
                .containsExactly(10L, 20L, 100L);
        assertThat(series.since(100 * SECOND_NS).get(0).equity()).isEqualTo("1");
    }

    @Test
    void shouldPassOverALineThatWasCut(@TempDir final Path folder) throws IOException {
        final List<String> said = new ArrayList<>();
        final EquityFile file = new EquityFile(folder, said::add);
        final EquitySeries series = new EquitySeries();
        file.add(new EquitySeries.Point(1, "1.5", "2", "-25"), series);
        file.add(new EquitySeries.Point(2, "1", null, null), series);
        Files.writeString(folder.resolve(EquityFile.NAME), "3 1", StandardOpenOption.APPEND);
        assertThat(file.read())
                .containsExactly(
                        new EquitySeries.Point(1, "1.5", "2", "-25"), new EquitySeries.Point(2, "1", null, null));
        file.write(file.read());
        assertThat(file.read()).hasSize(2);
        assertThat(said).isEmpty();
    }

    private static EquitySeries.Point point(final long second) {
        return new EquitySeries.Point(second * SECOND_NS, "1", "1", "0");
    }

    @Property(tries = 200)
    void shouldCountEachThatItLeavesOut(
            @ForAll @IntRange(min = 1, max = 60) final int most, @ForAll List<@LongRange(max = 400) Long> pausesMs) {
        final Budget budget = new Budget(most);
        long nowNs = 0;
        long taken = 0;
        long leftOut = 0;
        for (final long pauseMs : pausesMs) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(pauseMs);
            taken += budget.take(nowNs) ? 1 : 0;
        }
        leftOut += budget.leftOut();
        assertThat(taken + leftOut).isEqualTo(pausesMs.size());
        assertThat(budget.leftOut()).isZero();
    }

    @Property(tries = 50)
    void shouldSendInOrderWhoeverSaysThatATextIsDone(@ForAll @IntRange(max = 300) final int texts) throws Exception {
        final ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            final List<String> sent = new ArrayList<>();
            final Reader reader = new Reader(
                    new Wire() {
                        @Override
                        public void send(final String text, final Runnable done) {
                            sent.add(text);
                            if (sent.size() % 3 == 0) {
                                done.run();
                            } else {
                                other.execute(done);
                            }
                        }

                        @Override
                        public void ping() {}

                        @Override
                        public void close(final int code, final String reason) {}
                    },
                    (from, text) -> {});
            IntStream.range(0, texts).forEach(i -> reader.send(Integer.toString(i)));
            while (reader.isWaiting()) {
                Thread.onSpinWait();
            }
            assertThat(sent)
                    .isEqualTo(IntStream.range(0, texts)
                            .mapToObj(Integer::toString)
                            .toList());
        } finally {
            other.shutdown();
        }
    }
}
