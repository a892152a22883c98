package io.sluice.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Engine;
import io.sluice.engine.TestClock;
import io.sluice.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-11. */
class RetentionTaskTest {
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();

    @Test
    void shouldKeepWhatIsYoungOrNeededAndRemoveTheRest() throws IOException {
        for (int i = 0; i < 4; i++) {
            // Each start writes into a segment of its own: start, sync point, snapshot, seal.
            Engine.open(TestEngine.options(directory).clock(clock)).close();
        }
        assertThat(segments()).isEqualTo(4);
        run(0, Long.MAX_VALUE, -DAY_NS);
        assertThat(segments()).as("no snapshot").isEqualTo(4);
        run(6, Long.MAX_VALUE, DAY_NS);
        assertThat(segments()).as("too young").isEqualTo(4);
        run(16, 1, -DAY_NS);
        assertThat(segments()).as("a sink has not got so far").isEqualTo(4);
        run(8, 5, -DAY_NS);
        assertThat(segments()).as("the sink is in the second").isEqualTo(3);
        run(8, Long.MAX_VALUE, -DAY_NS);
        assertThat(segments()).as("records 9 on are needed").isEqualTo(2);
        run(Long.MAX_VALUE - 1, Long.MAX_VALUE, -DAY_NS);
        assertThat(segments()).as("the last one").isEqualTo(1);
    }

    /** As root nothing is forbidden, so what cannot be removed is a name that is taken by something else. */
    @Test
    void shouldStopNothingWhereASegmentCannotBeRemoved() throws IOException {
        for (int i = 0; i < 3; i++) {
            Engine.open(TestEngine.options(directory).clock(clock)).close();
        }
        final Path taken = Files.createDirectories(directory.resolve("journal/00000001.new/taken"));
        run(8, Long.MAX_VALUE, -DAY_NS);
        assertThat(taken).exists();
        assertThat(directory.resolve("journal/00000001")).exists();
    }

    private void run(final long snapshots, final long sinks, final long ageNs) {
        new RetentionTask(directory, ageNs, () -> snapshots, () -> sinks, clock, notice -> {})
                .onTurn(System.nanoTime());
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.count();
        }
    }
}
