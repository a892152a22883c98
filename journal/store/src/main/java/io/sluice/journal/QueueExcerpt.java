package io.sluice.journal;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells the excerpts that Chronicle Queue writes for itself: the file's header and pages of its index.
 *
 * <pre>
 *  +------+--------+---------+------------------+----------+---------+-------------------+
 *  | 0xB9 | length |  name   | type, padding    | capacity |  used   | capacity x int64  |
 *  | int8 |  int8  |  ascii  | to a multiple of 8  int64  |  int64  |                   |
 *  +------+--------+---------+------------------+----------+---------+-------------------+
 * </pre>
 */
final class QueueExcerpt {
    static final int LENGTH_MASK = 0x3FFF_FFFF;
    /** Bytes that must be there for the checks below. */
    static final int LOOK_AHEAD = 32;

    private static final int OWN = 0x4000_0000;
    private static final byte NAME = (byte) 0xB9;
    private static final byte[] FILE_HEADER = ascii("header");
    private static final byte[] INDEX = ascii("index");
    private static final byte[] INDEX_OF_INDEX = ascii("index2index");

    private QueueExcerpt() {}

    /** Length of an excerpt whose header says that it is the queue's own and complete; -1 if it does not. */
    static int ownLength(final int header) {
        return (header & ~LENGTH_MASK) == OWN ? header & LENGTH_MASK : -1;
    }

    static boolean isFileHeader(final UnsafeBuffer buffer, final int index) {
        return hasName(buffer, index, FILE_HEADER);
    }

    /** Whether it is a page of the index that fills its excerpt exactly. */
    static boolean isIndex(final UnsafeBuffer buffer, final int index, final long place, final int length) {
        final byte[] name = hasName(buffer, index, INDEX) ? INDEX : INDEX_OF_INDEX;
        if (!hasName(buffer, index, name)) {
            return false;
        }
        final long typeAt = place + 2 + name.length;
        final long capacityAt = (typeAt + 1 + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        final long capacity = buffer.getLong(index + (int) (capacityAt - place), ByteOrder.LITTLE_ENDIAN);
        return capacity > 0
                && capacity < LENGTH_MASK / Long.BYTES
                && capacityAt + 2 * Long.BYTES + capacity * Long.BYTES == place + length;
    }

    private static boolean hasName(final UnsafeBuffer buffer, final int index, final byte[] name) {
        if (buffer.getByte(index) != NAME || buffer.getByte(index + 1) != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (buffer.getByte(index + 2 + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
