package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever comes in: the books hold together, and a machine made again from the records is the same machine. */
class RandomRunTest {
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    @Tag("G-5")
    @Tag("M-1")
    void shouldHoldTheBooksTogether(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final RandomRun run = new RandomRun(life.setting());
        life.moves().forEach(move -> {
            run.make(move);
            Invariants.check(run.engine.machine());
        });
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("W-3")
    void shouldReplayToTheByteWhatWasLive(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Scenario engine = life.run();
        final ControlMachine again = engine.replay();
        assertThat(again.permissions()).isEqualTo(engine.machine().permissions());
        assertThat(again.nextDeadlineNs()).isEqualTo(engine.machine().nextDeadlineNs());
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("W-2")
    @Tag("W-4")
    void shouldNumberRecordsWithoutGapsInRisingTime(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        long sequence = 0;
        long timeNs = Long.MIN_VALUE;
        for (final Scenario.Written record : life.run().records()) {
            assertThat(record.sequence()).isEqualTo(++sequence);
            assertThat(record.timeNs()).isGreaterThanOrEqualTo(timeNs);
            timeNs = record.timeNs();
            assertThat(record.outcomes()).allMatch(outcome -> outcome.get("correlationId") != null);
        }
    }
}
