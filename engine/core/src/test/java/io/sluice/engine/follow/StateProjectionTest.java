package io.sluice.engine.follow;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.StrategyClient;
import io.sluice.engine.Decisions;
import io.sluice.engine.Engine;
import io.sluice.engine.StateView;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalReader;
import io.sluice.replay.Recorded;
import io.sluice.replay.Replay;
import io.sluice.replay.Replayed;
import io.sluice.state.StateMapException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6: what goes wrong with the map is the map's trouble alone. */
class StateProjectionTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldGoOnWithANewGenerationWhenItsThreadHangs() throws InterruptedException { // J-6
        record(5);
        final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        final CountDownLatch hangs = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);
        final Replay replay = new Replay();
        final StateProjection projection = new StateProjection(directory, replay::machine, notice -> {}, () -> {
            final CountDownLatch mine = gate.get();
            if (mine.getCount() > 0) {
                hangs.countDown();
                await(mine);
                goesOn.countDown();
            }
        });
        try (JournalReader reader = new JournalReader(directory);
                StateView state = StateView.open(directory)) {
            hear(reader, replay, projection, 3);
            turnUntil(projection, () -> sequence(state) == 3);
            final CountDownLatch hanging = new CountDownLatch(1);
            gate.set(hanging);
            hear(reader, replay, projection, 1);
            turnUntil(projection, () -> hangs.getCount() == 0);
            gate.set(new CountDownLatch(0));
            assertThat(state.sequence()).isEqualTo(3);
            turnUntil(projection, () -> state.sequence() == 4);
            hanging.countDown();
            assertThat(goesOn.await(10, TimeUnit.SECONDS)).isTrue();
            hear(reader, replay, projection, 1);
            turnUntil(projection, () -> state.sequence() == 5);
            Replayed.to(directory, 5).assertSame(state.read());
            projection.close();
            assertThat(state.sequence()).isEqualTo(5);
        }
    }

    @Test
    void shouldLeaveTheEngineAloneWhereThereCanBeNoMap() throws IOException { // J-6
        Files.createFile(directory.resolve("state"));
        record(5);
        assertThat(Recorded.in(directory).count("OrderIntent")).isEqualTo(4);
    }

    /** A journal of so many records. */
    private void record(final int records) {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (int id = 1; id < records; id++) {
                TestEngine.order(client, id, ONE);
                client.offer();
                decisions.await(client, id);
            }
        }
    }

    private static void hear(
            final JournalReader reader, final Replay replay, final StateProjection projection, final int records) {
        int left = records;
        while (left > 0) {
            left -= reader.poll(
                    (record, position) -> {
                        assertThat(replay.next(record)).isNull();
                        projection.onRecord(record, position);
                    },
                    left);
        }
    }

    private static void turnUntil(final StateProjection projection, final BooleanSupplier condition) {
        TestEngine.await(() -> {
            projection.onTurn(System.nanoTime());
            return condition.getAsBoolean();
        });
    }

    private static long sequence(final StateView state) {
        try {
            return state.sequence();
        } catch (final StateMapException e) {
            assertThat(e.code()).isEqualTo(StateMapException.Code.NO_MAP);
            return 0;
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
