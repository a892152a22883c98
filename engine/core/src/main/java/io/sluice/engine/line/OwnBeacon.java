package io.sluice.engine.line;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's own end of its {@link Beacon}: the one that writes. The engine thread writes what the hot path shows.
 */
public final class OwnBeacon extends Beacon {
    private OwnBeacon(final UnsafeBuffer memory) {
        super(memory);
    }

    /** Maps the beacon of a locked directory, as the engine before left it; makes it where there is none. */
    public static OwnBeacon own(final Path directory) {
        final Path file = directory.resolve(FILE);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (Files.size(file) != LENGTH) {
                // Written, not only sized: a mapped page without space behind it kills whoever touches it.
                channel.write(ByteBuffer.allocate(LENGTH), 0);
            }
            return new OwnBeacon(new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH)));
        } catch (final IOException e) {
            throw new EngineException(
                    EngineException.Code.IO, "cannot map " + directory.resolve(FILE) + ": " + IoTrouble.reason(e), e);
        }
    }

    /** Last record of an engine that ended well; -1 if the last one did not, or there was none. */
    public long endedWellAt() {
        final boolean endedWell = memory.getLongVolatile(MAGIC_AT) == MAGIC && state() == State.STOPPED;
        return endedWell ? lastSequence() : -1;
    }

    /** Last record that the engine before released; 0 if there was none. */
    public long releasedBefore() {
        return memory.getLongVolatile(MAGIC_AT) == MAGIC ? lastSequence() : 0;
    }

    /** An engine starts: nothing is allowed yet. */
    public void starting() {
        state(State.STARTING);
        memory.putLongVolatile(GATE_AT, 0);
        memory.putLongVolatile(PID_AT, ProcessHandle.current().pid());
        memory.putLongVolatile(MAGIC_AT, MAGIC);
    }

    /** Shows what the engine is doing. */
    public void state(final State state) {
        memory.putLongVolatile(STATE_AT, state.ordinal());
    }

    /** Shows the record of this start. */
    public void startSequence(final long sequence) {
        memory.putLongVolatile(START_AT, sequence);
    }

    /** Gives a sign of life. */
    public void heartbeat(final long monotonicNs) {
        memory.putLongOrdered(HEARTBEAT_AT, monotonicNs);
    }

    /** Shows what stands after a record. */
    public void show(final long sequence, final long timeNs, final long permissions) {
        memory.putLongOrdered(TIME_AT, timeNs);
        memory.putLongOrdered(SEQUENCE_AT, sequence);
        memory.putLongOrdered(GATE_AT, permissions);
    }

    /** Shows the gate alone: of a record that is made and will not be released. */
    public void gate(final long permissions) {
        memory.putLongOrdered(GATE_AT, permissions);
    }
}
