package io.sluice.config;

import io.sluice.codec.SyncMode;
import java.nio.file.Path;
import java.util.List;
import org.agrona.BitUtil;

/**
 * What changes only speed or place, and never reaches the machine (SPEC O-5). Durations are nanoseconds, sizes bytes.
 *
 * @param clientEngineTimeoutNs silence after which a client takes its engine for lost (G-6).
 */
public record EngineConfig(
        Pipeline pipeline, Journal journal, Seal seal, Snapshot snapshot, Door door, long clientEngineTimeoutNs) {

    /** How the engine thread waits for work. */
    public enum WaitStrategy {
        /** Burns a core for the shortest answer. */
        BUSY_SPIN,
        /** Gives way to other threads. */
        YIELD,
        /** Sleeps in short steps; for machines with few cores. */
        PARK
    }

    /** When records are forced to disk (J-5). */
    public enum Sync {
        /** Never by us: survives a killed process. */
        NONE,
        /** Every {@code journal.sync-interval}. */
        INTERVAL,
        /** Before the release of commands, approvals, mode changes and emergencies. */
        OPERATOR,
        /** Before the release of every record. */
        EACH;

        /** As the journal spells it. */
        public SyncMode mode() {
            return SyncMode.valueOf(name());
        }
    }

    /**
     * Ring and thread.
     *
     * @param ringSize slots, a power of two.
     * @param warmUpNs   longest warm-up before an engine opens; 0 for none.
     * @param keepWarmNs between two steps of the twin that keeps an idle engine thread warm; 0 for none.
     */
    public record Pipeline(
            int ringSize, WaitStrategy waitStrategy, long fallbackLogMaxBytes, long warmUpNs, long keepWarmNs) {
        /** Whether there is a twin: a thread that parks has given its processor away. */
        public boolean isKeptWarm() {
            return keepWarmNs != 0 && waitStrategy != WaitStrategy.PARK;
        }
    }

    /**
     * Journal (J-1 to J-11).
     *
     * @param readers        group of the system that may read what is written; null for nobody.
     * @param maxRecordBytes largest record; at least {@link RecordSize#largest}.
     */
    public record Journal(
            Path dir, String readers, Sync sync, long syncIntervalNs, int maxRecordBytes, int retentionDays) {}

    /**
     * Seals (J-8).
     *
     * @param key     file of the private key that signs; null for none.
     * @param records after which one is made.
     */
    public record Seal(Path key, long records, long intervalNs) {}

    /** Snapshots (J-3). */
    public record Snapshot(long records, long intervalNs) {}

    /**
     * The door.
     *
     * @param path           of the socket; null: {@code door.sock} in the data directory.
     * @param grants         who may do what; none: the user who runs the engine alone, everything.
     * @param shmDir         where memory is that the engine shares with other processes (X-3, T-1).
     * @param maxFrameBytes  most that a client may send at once.
     * @param queueBytes     most that waits for a client before it is fed from the journal.
     * @param cancelsOnDisconnect whether a strategy whose connection ends unsaid counts as silent.
     * @param perTurn        frames of a client before the next one has its turn.
     * @param waitStrategy   how the threads of the fast road wait.
     */
    public record Door(
            boolean enabled,
            Path path,
            List<Grant> grants,
            Path shmDir,
            int maxClients,
            int maxFrameBytes,
            int queueBytes,
            long heartbeatNs,
            long silenceNs,
            int perTurn,
            WaitStrategy waitStrategy,
            boolean cancelsOnDisconnect) {
        /** Capacity of each ring of the fast road: {@code queueBytes}, rounded up to a power of two. */
        public int ringBytes() {
            return BitUtil.findNextPositivePowerOfTwo(queueBytes);
        }

        /** Where the socket of a data directory is. */
        public Path socket(final Path directory) {
            return path == null ? directory.resolve("door.sock") : path;
        }
    }
}
