package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import io.sluice.replay.Replayed;
import io.sluice.state.LockHolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6 and G-6 between processes; {@code -Dsluice.state.kills=200} for more kills. */
class StateMapProcessTest {
    private static final int KILLS = Integer.getInteger("sluice.state.kills", 8);
    private static final int SECONDS = 3;
    /** Of a reading, on a host that has far more to do than it can. */
    static final Duration BUSY_LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void shouldShowOtherProcessesWhatTheJournalHoldsAtThatRecord() throws IOException { // J-6
        try (Engine engine = TestEngine.open(directory);
                StateLoad load = new StateLoad(engine, 1);
                StateView state = StateView.open(directory, BUSY_LIMIT)) {
            StateViewTest.awaitRecord(state, 1);
            final Thread working = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    load.step();
                }
            });
            working.start();
            try (ChildProcess first = ChildProcess.start(StateWitness.class, directory, SECONDS);
                    ChildProcess second = ChildProcess.start(StateWitness.class, directory, SECONDS)) {
                // They say how often they compared, and nothing where something differed.
                assertThat(first.line()).isNotNull();
                assertThat(second.line()).isNotNull();
            } finally {
                working.interrupt();
                join(working);
            }
        }
    }

    @Test
    void shouldAnswerAndShowWhileAStoppedReaderHoldsTheLocks() throws Exception { // J-6
        try (Engine engine = TestEngine.open(directory);
                StateLoad load = new StateLoad(engine, 1);
                StateView state = StateView.open(directory, BUSY_LIMIT)) {
            load.step();
            StateViewTest.awaitRecord(state, engine.counters().lastSequence());
            // Both sides must be there to be held.
            load.step();
            StateViewTest.awaitRecord(state, engine.counters().lastSequence());
            try (ChildProcess holder = ChildProcess.start(LockHolder.class, directory)) {
                holder.signal("STOP");
                for (int i = 0; i < 500; i++) {
                    load.step();
                }
                final long last = engine.counters().lastSequence();
                final long beganNs = System.nanoTime();
                // A second, and more on a host that has far more to do than it can; the library would wait a minute.
                StateViewTest.awaitRecord(state, last);
                final long tookNs = System.nanoTime() - beganNs;
                System.out.println("readers were back after " + TimeUnit.NANOSECONDS.toMillis(tookNs) + " ms");
                assertThat(tookNs).isLessThan(TimeUnit.SECONDS.toNanos(20));
                // What was offered last may still be on its way.
                TestEngine.await(() -> state.read().lag() == 0);
                holder.signal("CONT");
            }
            load.step();
            StateViewTest.awaitRecord(state, engine.counters().lastSequence());
        }
    }

    @Test
    void shouldShowTheLastStateWhereverItsEngineIsKilled() throws IOException { // J-6, G-6
        final SplittableRandom random = new SplittableRandom(3);
        try (StateView state = StateView.open(directory, BUSY_LIMIT)) {
            long last = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                final long before = last;
                final StateSnapshot shown;
                try (ChildProcess engine = ChildProcess.start(StateLoad.class, directory, 1 + kill * 1_000_000L / 2)) {
                    StateViewTest.awaitRecord(state, before + 10);
                    LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(60)));
                }
                shown = state.read();
                assertThat(shown.sequence()).isGreaterThan(before);
                assertThat(shown.rows(View.STATUS)).hasSize(1);
                Replayed.to(directory, shown.sequence()).assertSame(shown);
                last = shown.sequence() + shown.lag();
            }
        }
    }

    @Test
    void shouldTellTheAgeOfWhatAStoppedEngineShows() throws Exception { // G-6
        try (ChildProcess engine = ChildProcess.start(StateLoad.class, directory, 1);
                StateView state = StateView.open(directory, BUSY_LIMIT)) {
            StateViewTest.awaitRecord(state, 20);
            engine.signal("STOP");
            final long sequence = state.sequence();
            TestEngine.await(() -> state.read(View.STATUS).ageNs() > TimeUnit.MILLISECONDS.toNanos(300));
            assertThat(state.read(View.STATUS).rows(View.STATUS)).hasSize(1);
            engine.signal("CONT");
            StateViewTest.awaitRecord(state, sequence + 20);
        }
    }

    private static void join(final Thread thread) {
        while (thread.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
    }
}
