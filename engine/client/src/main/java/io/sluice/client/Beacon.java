package io.sluice.client;

import io.sluice.codec.ActionType;
import io.sluice.schema.IoTrouble;
import io.sluice.schema.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What an engine shows of itself, to threads of its own and, in the file {@code engine.dat}, to other processes on the
 * same host: whether it lives, and what its gate allows (SPEC G-6, G-7). Reading allocates nothing. In the engine's
 * process it takes no lock and no system call: the engine keeps what it shows in memory of its own, which nobody else
 * can take away. A thread copies that into the file every millisecond; another process reads the file with plain reads.
 * A new start writes into the same file, so a process that looks at it sees that one.
 *
 * <pre>
 *    0  magic           int64
 *    8  pid             int64
 *   16  state           int64   ordinal of State
 *   24  start sequence  int64   record of the last start
 *   32  process         int64   when the process began, in the host's own count; 0 if no process holds the directory
 *  128  heartbeat       int64   monotonic clock of the host, nanoseconds
 *  136  alive           int64   the same, when the process last wrote the file
 *  256  gate            int64   see Permissions
 *  264  last sequence   int64   last record released
 *  272  last time       int64   its engine time, nanoseconds
 *  512  counters        int32   bytes of the name that follows, 0 if there are no counters
 *  516                  bytes   file of the counters, UTF-8
 * </pre>
 */
public class Beacon {
    /** Name of the file in the data directory. */
    public static final String FILE = "engine.dat";

    protected static final long MAGIC = 0x31304543554C53L;
    protected static final int LENGTH = 4096;
    protected static final int MAGIC_AT = 0;
    protected static final int PID_AT = 8;
    protected static final int STATE_AT = 16;
    protected static final int START_AT = 24;
    protected static final int PROCESS_AT = 32;
    protected static final int HEARTBEAT_AT = 128;
    protected static final int ALIVE_AT = 136;
    protected static final int GATE_AT = 256;
    protected static final int SEQUENCE_AT = 264;
    protected static final int TIME_AT = 272;
    protected static final int COUNTERS_AT = 512;
    /** Longest name of a file, with its length. */
    protected static final int COUNTERS_BYTES = 2048;
    /** Bytes of the file that a look at the engine reads; the counters are asked for by themselves. */
    protected static final int USED = 280;

    private static final State[] STATES = State.values();

    /** What an engine is doing. */
    public enum State {
        /** Reads its journal. */
        STARTING,
        /** Takes inputs. */
        RUNNING,
        /** Takes no more inputs and ends what it took. */
        STOPPING,
        /** Ended well: everything is in the journal. */
        STOPPED,
        /** Stopped the line; it said why. */
        FAILED
    }

    /** Memory of this process alone. */
    protected final UnsafeBuffer memory =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH, BitUtil.CACHE_LINE_LENGTH));

    /** Where another engine shows itself; null for the engine's own. */
    private final BeaconFile file;

    /** The engine's own. */
    protected Beacon() {
        this(null);
    }

    private Beacon(final BeaconFile file) {
        this.file = file;
    }

    /**
     * Looks at the beacon of a data directory, and goes on looking: each question is answered from the file. Where that
     * cannot be read any more the last answers stay, so that the engine counts as lost after a while (G-6).
     *
     * @throws EngineException NO_BEACON if there is none, or what is there cannot be read.
     */
    public static Beacon look(final Path directory) {
        final BeaconFile file = new BeaconFile(directory.resolve(FILE), USED);
        try {
            final long size = file.size();
            if (size < LENGTH) {
                throw new IOException("is cut, " + size + " of " + LENGTH + " bytes");
            }
            final Beacon beacon = new Beacon(file);
            if (beacon.now().getLongVolatile(MAGIC_AT) != MAGIC) {
                throw new IOException("is no engine's file");
            }
            return beacon;
        } catch (final IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Last record that an engine in a directory released, to compare with the journal: 0 where no engine
     * ever was, empty where one was and its file cannot be read, so that nobody can say.
     */
    public static OptionalLong lastReleased(final Path directory) {
        if (!Files.exists(directory.resolve(FILE))) {
            return OptionalLong.of(0);
        }
        try {
            return OptionalLong.of(Math.max(0, look(directory).lastSequence()));
        } catch (final EngineException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The file of the counters that the engine in a directory names; null if it names none.
     *
     * @throws EngineException NO_BEACON if there is no beacon, or it cannot be read.
     */
    public static Path counters(final Path directory) {
        try {
            final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(directory.resolve(FILE)));
            final int length = bytes.capacity() < LENGTH ? 0 : bytes.getInt(COUNTERS_AT);
            return length <= 0 || length > COUNTERS_BYTES - Integer.BYTES
                    ? null
                    : Path.of(bytes.getStringWithoutLengthUtf8(COUNTERS_AT + Integer.BYTES, length));
        } catch (final IOException e) {
            throw unreadable(directory, e);
        } catch (final InvalidPathException e) {
            return null;
        }
    }

    private static EngineException unreadable(final Path directory, final IOException e) {
        return new EngineException(
                EngineException.Code.NO_BEACON, directory.resolve(FILE) + " cannot be read: " + IoTrouble.reason(e), e);
    }

    /** As it is now. */
    private UnsafeBuffer now() {
        if (file != null) {
            file.read(memory);
        }
        return memory;
    }

    /** What the engine is doing; of one that was killed the last thing it did. */
    public final State state() {
        final long ordinal = now().getLongVolatile(STATE_AT);
        return ordinal >= 0 && ordinal < STATES.length ? STATES[(int) ordinal] : State.FAILED;
    }

    /** Whether it takes inputs. */
    public final boolean isRunning() {
        return now().getLongVolatile(STATE_AT) == State.RUNNING.ordinal();
    }

    /** Its process. */
    public final long pid() {
        return now().getLongVolatile(PID_AT);
    }

    /** When that process began, in a count of the host's; 0 if no process holds the directory any more. */
    public final long processStart() {
        return now().getLongVolatile(PROCESS_AT);
    }

    /** When that process last showed anything, by the host's monotonic clock. */
    public final long aliveNs() {
        return now().getLongVolatile(ALIVE_AT);
    }

    /** Sequence of its start. */
    public final long startSequence() {
        return now().getLongVolatile(START_AT);
    }

    /** Its last sign of life by the host's monotonic clock. */
    public final long heartbeatNs() {
        return now().getLongVolatile(HEARTBEAT_AT);
    }

    /** Nanoseconds since its last sign of life; below 0 if that was before the host started. */
    public final long silenceNs() {
        final long heartbeatNs = heartbeatNs();
        return System.nanoTime() - heartbeatNs;
    }

    /** Whether an engine that runs gave no sign of life for so long (G-6). */
    public final boolean isLost(final long engineTimeoutNs) {
        final long silenceNs = silenceNs();
        return isRunning() && (silenceNs > engineTimeoutNs || silenceNs < 0);
    }

    /** The gate as one number, see {@link Permissions}. */
    public final long permissions() {
        return now().getLongVolatile(GATE_AT);
    }

    /** Sequence of the last record released. */
    public final long lastSequence() {
        return now().getLongVolatile(SEQUENCE_AT);
    }

    /** Engine time of that record. */
    public final long lastTimeNs() {
        return now().getLongVolatile(TIME_AT);
    }

    /**
     * Whether an action is allowed now (G-7).
     *
     * @param engineTimeoutNs silence after which the engine counts as lost (G-6).
     */
    public final Permission permission(final ActionType action, final long engineTimeoutNs) {
        return permission(action, isLost(engineTimeoutNs));
    }

    final Permission permission(final ActionType action, final boolean isLost) {
        if (!isRunning()) {
            return Permission.ENGINE_STOPPED;
        }
        if (isLost) {
            return Permission.ENGINE_LOST;
        }
        final long gate = permissions();
        if (!Permissions.allows(gate, action)) {
            return Permission.REFUSED;
        }
        return Permissions.warns(gate, action) ? Permission.WARNED : Permission.ALLOWED;
    }
}
