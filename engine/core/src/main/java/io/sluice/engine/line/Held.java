package io.sluice.engine.line;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.record.RecordLayout;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies of records that were appended and wait for the device, so that one force serves a whole cycle (SPEC J-5,
 * {@code each}). Engine thread only; allocates nothing after construction.
 *
 * <pre>
 *  +--------+----------+--------+-- - -
 *  | length | outcomes | record | ...
 *  | int32  |  int32   |        |
 *  +--------+----------+--------+-- - -
 * </pre>
 */
final class Held {
    private static final int PREFIX = 8;
    private static final int MIN_BYTES = 1 << 20;
    private static final int HEADER_AT =
            RecordLayout.PREFIX_LENGTH + RecordLayout.FRAME_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer;
    private final RecordHeaderDecoder header = new RecordHeaderDecoder();
    private int end;
    private int at;
    private long lastTimeNs;

    /** @param largestRecord bytes; that much always fits once nothing is held. */
    Held(final int largestRecord) {
        buffer = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(Math.max(MIN_BYTES, largestRecord + PREFIX), Long.BYTES));
    }

    boolean isEmpty() {
        return end == 0;
    }

    boolean hasRoom(final int length) {
        return end + PREFIX + length <= buffer.capacity();
    }

    void add(final RecordEncoder record, final int length) {
        buffer.putInt(end, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(end + Integer.BYTES, record.outcomesOffset(), ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(end + PREFIX, record.buffer(), 0, length);
        end += PREFIX + length;
        lastTimeNs = record.header().timeNs();
    }

    /** Engine time of the record added last. */
    long lastTimeNs() {
        return lastTimeNs;
    }

    /** Goes to the next record; false if there is none, and then nothing is held any more. */
    boolean next() {
        at = at == 0 ? PREFIX : at + length() + PREFIX;
        if (at >= end) {
            clear();
            return false;
        }
        header.wrap(buffer, at + HEADER_AT, RecordHeaderDecoder.BLOCK_LENGTH, RecordHeaderDecoder.SCHEMA_VERSION);
        return true;
    }

    void clear() {
        at = 0;
        end = 0;
    }

    /** Memory of the present record. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    RecordHeaderDecoder header() {
        return header.sbeRewind();
    }

    /** Where the outcomes of the present record begin. */
    int outcomesOffset() {
        return at + buffer.getInt(at - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the present record ends. */
    int endOffset() {
        return at + length();
    }

    private int length() {
        return buffer.getInt(at - PREFIX, ByteOrder.LITTLE_ENDIAN);
    }
}
