package io.sluice.journal;

import io.sluice.record.RecordDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records on their way from the thread that reads them to the one that works with them, and what ends the batch: a
 * fault, a failure, the journal's end, or no more room. Filled by one thread, then emptied by another.
 *
 * <pre>
 *  +----------+--------+---------+--------+---------+-- - -
 *  | position | length | nothing | record | 0 to 7  | ...
 *  |  int64   | int32  |  int32  |        |         |
 *  +----------+--------+---------+--------+---------+-- - -
 * </pre>
 */
final class RecordBatch {
    /** Bytes of a batch; one record may be larger, and then the batch grows for good. */
    static final int BYTES = 256 * 1024;

    private static final int PREFIX = 16;
    private static final int LENGTH_AT = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer present = new UnsafeBuffer(0, 0);
    private long position;
    private int end;
    private int next;
    private JournalFault fault;
    private Throwable failure;
    private boolean last;

    RecordBatch(final int bytes) {
        allocate(bytes);
    }

    /** Begins anew. */
    void clear() {
        end = 0;
        next = 0;
        fault = null;
        failure = null;
        last = false;
    }

    /** Copies a record; false if there is no room. There is always room for the first. */
    boolean add(final RecordDecoder record, final long position) {
        final int length = record.length();
        if (PREFIX + length > buffer.capacity() - end) {
            if (end > 0) {
                return false;
            }
            allocate(PREFIX + length);
        }
        buffer.putLong(end, position, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(end + LENGTH_AT, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(end + PREFIX, record.buffer(), record.offset(), length);
        end = BitUtil.align(end + PREFIX + length, Long.BYTES);
        return true;
    }

    /** Wraps the next record; false if there is none. */
    boolean next(final RecordDecoder record) {
        if (next >= end) {
            return false;
        }
        final int length = buffer.getInt(next + LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
        position = buffer.getLong(next, ByteOrder.LITTLE_ENDIAN);
        present.wrap(buffer, next + PREFIX, length);
        if (!record.wrap(present, 0, length)) {
            throw new IllegalStateException("a good record went bad in memory");
        }
        next = BitUtil.align(next + PREFIX + length, Long.BYTES);
        return true;
    }

    /** Position of the record last wrapped. */
    long position() {
        return position;
    }

    /** Ends it with a fault behind its records. */
    void fault(final JournalFault newFault) {
        fault = newFault;
    }

    /** The fault behind its records; null if there is none. */
    JournalFault fault() {
        return fault;
    }

    /** Ends it, and the reading. */
    void end(final Throwable why) {
        failure = why;
        last = true;
    }

    /** Why the reading ended behind its records; null if it went well. */
    Throwable failure() {
        return failure;
    }

    /** Whether nothing comes after it. */
    boolean isLast() {
        return last;
    }

    private void allocate(final int bytes) {
        buffer.wrap(ByteBuffer.allocateDirect(BitUtil.align(bytes, Long.BYTES)));
    }
}
