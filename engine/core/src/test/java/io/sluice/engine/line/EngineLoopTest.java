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
import io.sluice.replay.RecordSink;
import io.sluice.replay.Recorded;
import io.sluice.replay.Replay;
import io.sluice.replay.Stepper;
import io.sluice.schema.Permissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLoopTest {
    @TempDir
    private Path directory;

    @Test
    void shouldStopTheLineBehindALastRecordThatHalts() { // J-7
        Engine.open(TestEngine.options(directory)).close();
        final Replay replay = Recorded.in(directory).replay;
        final List<Long> gates = new ArrayList<>();
        final RecordSink sink = (record, length) -> gates.add(replay.machine().permissions());
        final OwnBeacon beacon = OwnBeacon.own(directory, notice -> {});
        beacon.starting();
        final EngineClock clock = EngineClock.system();
        clock.start(replay.lastTimeNs());
        final EngineLoop loop = new EngineLoop(
                new InputRing(64),
                new Mailboxes((msb, lsb, waitingMsb, waitingLsb) -> {}),
                new Stepper(
                        replay.machine(),
                        new io.sluice.record.RecordEncoder(1 << 20),
                        sink,
                        replay.lastSequence(),
                        replay.lastTimeNs()),
                new NoDevice(),
                SyncMode.NONE,
                () -> "the disk is full",
                why -> {},
                clock,
                beacon,
                NoOpIdleStrategy.INSTANCE);
        loop.run();
        assertThat(loop.failure()).isInstanceOf(EngineException.class).hasMessage("the disk is full");
        assertThat(beacon.state()).isEqualTo(Beacon.State.FAILED);
        assertThat(gates).hasSize(1);
        assertThat(Permissions.mode(gates.get(0))).isEqualTo(SystemMode.HALT);
        assertThat(Permissions.allows(gates.get(0), ActionType.REDUCE_ONLY)).isFalse();
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
