package io.sluice.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.engine.Engine;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalScan;
import io.sluice.replay.Recorded;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC W-2: a wall clock that is wrong by much at a start is said, on record, or refused. */
@Tag("W-2")
class ClockStepTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path directory;

    private final List<String> notices = new ArrayList<>();

    @Test
    void shouldSayNothingOfAClockThatIsRightOrAnEngineThatRestedForAWeek() {
        start(NOON);
        start(NOON.minusSeconds(50));
        start(NOON.plusSeconds(TimeUnit.DAYS.toSeconds(7)));
        assertThat(notices).isEmpty();
        assertThat(steps()).containsExactly(null, null, null);
    }

    @Test
    void shouldSayAndRecordHowFarAheadTheClockIs() {
        start(NOON);
        start(NOON.plusSeconds(TimeUnit.DAYS.toSeconds(400)));
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("the wall clock, 2027-04-06T12:00:00Z, is ")
                .contains(" days ahead of the last record, 2026-03-02T12:0")
                .contains("Engine time goes on from the clock and never goes back");
        assertThat(days(steps().get(1))).isEqualTo(399);
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    @Test
    void shouldSayAndRecordHowFarBehindTheClockIs() {
        start(NOON);
        start(NOON.minusSeconds(TimeUnit.DAYS.toSeconds(365)));
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("is 365 days behind the last record")
                .contains("Engine time goes on from the record");
        assertThat(days(steps().get(1))).isEqualTo(-365);
    }

    @Test
    void shouldRefuseAClockThatLeavesNoRoomForTime() {
        final Instant limit = Instant.parse("2190-01-01T00:00:00Z");
        start(NOON);
        final long before = Recorded.in(directory).end.lastSequence();
        for (final Instant wall : List.of(limit, Instant.parse("2262-04-11T00:00:00Z"))) {
            assertThatThrownBy(() -> start(wall))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.CLOCK))
                    .hasMessageContaining("the wall clock says " + wall)
                    .hasMessageContaining("set the clock");
        }
        assertThat(Recorded.in(directory).end.lastSequence()).isEqualTo(before);
        start(limit.minusSeconds(3600));
        assertThat(notices).hasSize(1);
    }

    @Test
    void shouldRefuseAJournalThatIsBeyondTheLimit() {
        assertThatThrownBy(() -> ClockStep.of(0, Long.MAX_VALUE - 1))
                .hasMessageContaining("the last record bears the time 2262-04-11")
                .hasMessageContaining("go on from a backup");
    }

    private void start(final Instant wall) {
        final long aheadNs = TimeUnit.SECONDS.toNanos(wall.getEpochSecond());
        final EngineClock clock = EngineClock.system(() -> aheadNs, System::nanoTime);
        Engine.open(TestEngine.options(directory).clock(clock).listener(new EngineListener() {
                    @Override
                    public void onNotice(final String sentence) {
                        notices.add(sentence);
                    }
                }))
                .close();
    }

    private static long days(final Long ms) {
        return TimeUnit.MILLISECONDS.toDays(ms);
    }

    /** What the starts say of it; null for nothing. */
    private List<Long> steps() {
        final List<Long> steps = new ArrayList<>();
        JournalScan.run(directory, (record, position) -> {
            record.input();
            if (record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
                final long ms = new EngineStartedDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                        .clockStepMs();
                steps.add(ms == EngineStartedDecoder.clockStepMsNullValue() ? null : ms);
            }
        });
        return steps;
    }
}
