package io.sluice.engine.line;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.journal.ProcessMark;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's own end of its {@link Beacon}: the one that writes. The engine thread writes what the hot path shows, in
 * memory that no other process can take away; a {@link BeaconMirror} copies it into the file.
 */
public final class OwnBeacon extends Beacon implements AutoCloseable {
    private static final int[] SELDOM = {PID_AT, PROCESS_AT, START_AT, STATE_AT, HEARTBEAT_AT, MAGIC_AT};

    private final BeaconMirror mirror;

    private OwnBeacon(final Path file, final Consumer<String> notices) throws IOException {
        read(file);
        mirror = new BeaconMirror(file, LENGTH, this::copy, notices);
        mirror.start();
    }

    /**
     * Takes over the beacon of a locked directory, as the engine before left it; makes it where there is none.
     *
     * @param notices takes what a person should know, on another thread.
     */
    public static OwnBeacon own(final Path directory, final Consumer<String> notices) {
        try {
            return new OwnBeacon(directory.resolve(FILE), notices);
        } catch (final IOException e) {
            throw new EngineException(
                    EngineException.Code.IO, "cannot write " + directory.resolve(FILE) + ": " + IoTrouble.reason(e), e);
        }
    }

    /** One that is cut or holds anything else counts as none. */
    private void read(final Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == LENGTH) {
                channel.read(memory.byteBuffer().duplicate().clear());
            }
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
        memory.putIntVolatile(COUNTERS_AT, 0);
        memory.putLongVolatile(PID_AT, ProcessHandle.current().pid());
        memory.putLongVolatile(PROCESS_AT, ProcessMark.own());
        memory.putLongVolatile(MAGIC_AT, MAGIC);
    }

    /** Shows what the engine is doing. */
    public void state(final State state) {
        memory.putLongVolatile(STATE_AT, state.ordinal());
    }

    /** Waits until the file has what is shown here now. */
    public void show() {
        mirror.show();
    }

    /** Names the file of the counters; one whose name is too long is not named. */
    public void nameCounters(final Path file) {
        final byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length <= COUNTERS_BYTES - Integer.BYTES) {
            memory.putBytes(COUNTERS_AT + Integer.BYTES, name);
            memory.putIntVolatile(COUNTERS_AT, name.length);
        }
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

    /** Makes the file again where it was removed; to be called while the directory is known to be the engine's. */
    public void renew() {
        mirror.renew();
    }

    /** Copies each number at once. Read the other way round than they are written: no gate is older than its record. */
    private void copy(final UnsafeBuffer to) {
        for (final int at : SELDOM) {
            to.putLongVolatile(at, memory.getLongVolatile(at));
        }
        copyCounters(to);
        final long gate = memory.getLongVolatile(GATE_AT);
        final long sequence = memory.getLongVolatile(SEQUENCE_AT);
        to.putLongVolatile(TIME_AT, memory.getLongVolatile(TIME_AT));
        to.putLongVolatile(SEQUENCE_AT, sequence);
        to.putLongVolatile(GATE_AT, gate);
        to.putLongVolatile(ALIVE_AT, System.nanoTime());
    }

    private void copyCounters(final UnsafeBuffer to) {
        final int length = memory.getIntVolatile(COUNTERS_AT);
        if (to.getInt(COUNTERS_AT) != length) {
            to.putBytes(COUNTERS_AT + Integer.BYTES, memory, COUNTERS_AT + Integer.BYTES, length);
            to.putIntVolatile(COUNTERS_AT, length);
        }
    }

    /**
     * The last thing that is shown: the directory is held by no process any more. What the engine's own clients ask
     * after that is still answered; the file is not written again.
     */
    public void close(final State last) {
        state(last);
        memory.putLongVolatile(PROCESS_AT, 0);
        mirror.close();
    }

    /** As the other, without another last word. */
    @Override
    public void close() {
        close(state());
    }
}
