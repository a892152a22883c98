package io.sluice.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.codec.ActionType;
import io.sluice.codec.SyncMode;
import io.sluice.codec.SystemMode;
import io.sluice.engine.Engine;
import io.sluice.engine.TestEngine;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Recorded;
import io.sluice.replay.Replay;
import io.sluice.replay.Stepper;
import io.sluice.schema.Permissions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLoopTest {
    @TempDir
    private Path directory;

    private final List<Long> gates = new CopyOnWriteArrayList<>();
    private OwnBeacon beacon;

    @Test
    void shouldStopTheLineBehindALastRecordThatHalts() { // J-7
        final EngineLoop loop = loop(() -> "the disk is full", () -> {});
        loop.run();
        assertThat(loop.failure()).isInstanceOf(EngineException.class).hasMessage("the disk is full");
        assertThat(beacon.state()).isEqualTo(Beacon.State.FAILED);
        assertThat(gates).hasSize(1);
        assertThat(Permissions.mode(gates.get(0))).isEqualTo(SystemMode.HALT);
        assertThat(Permissions.allows(gates.get(0), ActionType.REDUCE_ONLY)).isFalse();
    }

    @Test
    void shouldKeepWarmWhileThereIsNothingToDo() throws InterruptedException {
        final CountDownLatch steps = new CountDownLatch(3);
        final EngineLoop loop = loop(() -> null, steps::countDown);
        final Thread thread = new Thread(loop);
        thread.start();
        assertThat(steps.await(TestEngine.PATIENCE_NS, TimeUnit.NANOSECONDS)).isTrue();
        loop.stop();
        thread.join();
        assertThat(loop.failure()).isNull();
        assertThat(gates).as("the sync point at the end").hasSize(1);
    }

    private EngineLoop loop(final Supplier<String> alarms, final Runnable warmStep) {
        Engine.open(TestEngine.options(directory)).close();
        final Replay replay = Recorded.in(directory).replay;
        beacon = OwnBeacon.own(directory, notice -> {});
        beacon.starting();
        final EngineClock clock = EngineClock.system();
        clock.start(replay.lastTimeNs());
        return new EngineLoop(
                new InputRing(64),
                new Mailboxes((msb, lsb, waitingMsb, waitingLsb) -> {}),
                new Stepper(
                        replay.machine(),
                        new RecordEncoder(1 << 20),
                        (record, length) -> gates.add(replay.machine().permissions()),
                        replay.lastSequence(),
                        replay.lastTimeNs()),
                new NoDevice(),
                SyncMode.NONE,
                alarms,
                why -> {},
                clock,
                beacon,
                NoOpIdleStrategy.INSTANCE,
                new KeepWarm(warmStep, 1, notice -> {}));
    }

    private static final class NoDevice implements Durability {
        @Override
        public void endOfCycle() {}

        @Override
        public long force() {
            return 0;
        }

        @Override
        public void abandon() {}
    }
}
