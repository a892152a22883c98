package io.sluice.metrics;

import io.sluice.client.Latencies;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The file of the counters; all little endian. Values and metadata are laid out as Agrona's CountersManager does it.
 *
 * <pre>
 *      0  magic              int64
 *      8  length             int32   bytes of the file that bear something
 *     12  most counters      int32   n
 *     16  pid                int64
 *     24  start sequence     int64   record of the engine's start
 *     32  written            int64   monotonic clock of the host, nanoseconds
 *     40  written            int64   wall clock, nanoseconds since the epoch
 *     48  buckets            int32   b
 *     56  started            int64   wall clock when the counting began, nanoseconds since the epoch
 *    128  values             n x 128 bytes
 *      -  latency buckets    b x int64
 *      -  metadata           n x 512 bytes
 * </pre>
 */
final class Layout {
    static final long MAGIC = 0x31544E43554C53L;
    static final int MAGIC_AT = 0;
    static final int LENGTH_AT = 8;
    static final int MOST_AT = 12;
    static final int PID_AT = 16;
    static final int START_AT = 24;
    static final int WRITTEN_AT = 32;
    static final int WALL_AT = 40;
    static final int BUCKETS_AT = 48;
    static final int STARTED_AT = 56;
    static final int VALUES_AT = 128;
    /** Counters that find room: each verdict with each code is one, and few of them ever come up. */
    static final int MOST = 512;

    static final int LATENCY_AT = VALUES_AT + MOST * CountersReader.COUNTER_LENGTH;
    static final int METADATA_AT = LATENCY_AT + Latencies.BUCKETS * Long.BYTES;
    static final int LENGTH = METADATA_AT + MOST * CountersReader.METADATA_LENGTH;

    private Layout() {}

    /** The part of a whole file that holds the values. */
    static UnsafeBuffer values(final UnsafeBuffer file) {
        return new UnsafeBuffer(file, VALUES_AT, MOST * CountersReader.COUNTER_LENGTH);
    }

    /** The part of a whole file that holds the metadata. */
    static UnsafeBuffer metadata(final UnsafeBuffer file) {
        return new UnsafeBuffer(file, METADATA_AT, MOST * CountersReader.METADATA_LENGTH);
    }
}
