package io.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.state.StateChild.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6, with real processes that are killed; {@code -Dsluice.kills=1000} for more of them. */
class StateMapKillTest {
    private static final int KILLS = Integer.getInteger("sluice.kills", 10);
    /** On a host with far more to do than it can; who waits for a dead one's lock waits for a minute. */
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(20);

    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(500);

    @TempDir
    private Path directory;

    @Test
    void shouldStayReadableWhereverItsWriterIsKilled() throws IOException {
        final SplittableRandom random = new SplittableRandom(1);
        try (StateReader reader = new StateReader(directory, LIMIT_NS)) {
            long last = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                final long first = last + 10;
                try (StateChild writer = StateChild.start(Role.WRITE, directory, first)) {
                    final long end = System.nanoTime() + random.nextLong(TimeUnit.MILLISECONDS.toNanos(200));
                    do {
                        TestState.check(reader.read(TestState.ALL));
                    } while (System.nanoTime() - end < 0);
                    assertThat(writer.isAlive()).isTrue();
                }
                final StateImage image = reader.read(TestState.ALL);
                TestState.check(image);
                assertThat(image.sequence()).isGreaterThanOrEqualTo(first);
                try (StateReader other = new StateReader(directory, LIMIT_NS)) {
                    TestState.check(other.read(TestState.ALL));
                }
                last = image.sequence();
            }
        }
    }

    @Test
    void shouldGoOnWhereverAReaderIsKilled() throws Exception {
        final SplittableRandom random = new SplittableRandom(2);
        try (Writing writing = new Writing(directory);
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (StateChild child = StateChild.start(kill % 2 == 0 ? Role.READ : Role.HOLD, directory, 0)) {
                    LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(30)));
                    assertThat(child.isAlive()).isTrue();
                }
                final long before = writing.step;
                final long giveUpAt = System.nanoTime() + LIMIT_NS;
                StateImage image;
                do {
                    image = reader.read(TestState.ALL);
                    TestState.check(image);
                } while (image.sequence() <= before && System.nanoTime() - giveUpAt < 0);
                assertThat(image.sequence()).isGreaterThan(before);
            }
            writing.end();
            assertThat(writing.writer.replaced()).isGreaterThanOrEqualTo(2 + KILLS / 2);
            assertThat(writing.longestNs).isLessThan(LIMIT_NS);
        }
    }

    @Test
    void shouldGoOnWhileAReaderIsStoppedAndTakeItUpAgain() throws Exception {
        try (Writing writing = new Writing(directory);
                StateReader reader = new StateReader(directory, LIMIT_NS);
                StateChild holder = StateChild.start(Role.HOLD, directory, 0);
                StateChild stopped = StateChild.start(Role.READ, directory, 0)) {
            holder.freeze();
            stopped.freeze();
            final long before = writing.step;
            while (writing.step < before + 200) {
                TestState.check(reader.read(TestState.ALL));
            }
            stopped.thaw();
            holder.thaw();
            final long after = writing.step;
            while (writing.step < after + 100) {
                TestState.check(reader.read(TestState.ALL));
            }
            assertThat(stopped.isAlive()).isTrue();
            writing.end();
            assertThat(writing.longestNs).isLessThan(LIMIT_NS);
        }
    }

    /** A thread that writes on and on, and knows how long it took at the longest. */
    private static final class Writing implements AutoCloseable {
        private final StateWriter writer;
        private final AtomicBoolean isEnding = new AtomicBoolean();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final Thread thread = new Thread(this::run, "writing");
        private volatile long step;
        private volatile long longestNs;

        Writing(final Path directory) throws IOException {
            writer = new StateWriter(StatePointer.own(directory));
            // The first ones load the library.
            for (final long end = step + 10; step < end; step++) {
                writer.write(new TestState().at(step + 1), step + 1, -step - 1);
            }
            thread.start();
        }

        private void run() {
            final TestState state = new TestState();
            try {
                while (!isEnding.get()) {
                    final long next = step + 1;
                    state.at(next);
                    final long beganNs = System.nanoTime();
                    writer.write(state.sections, next, -next);
                    longestNs = Math.max(longestNs, System.nanoTime() - beganNs);
                    step = next;
                    LockSupport.parkNanos(PAUSE_NS);
                }
            } catch (final Throwable t) {
                failure.set(t);
            }
        }

        void end() throws InterruptedException {
            isEnding.set(true);
            thread.join();
            assertThat(failure.get()).isNull();
        }

        @Override
        public void close() throws InterruptedException {
            end();
            writer.close();
        }
    }
}
