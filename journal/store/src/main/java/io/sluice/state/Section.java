package io.sluice.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A section as it was read: its rows bear the sequence and time they reflect.
 *
 * @param sequence record it reflects.
 * @param timeNs   engine time of that record.
 * @param rows     how many.
 */
public record Section(long sequence, long timeNs, int rows, DirectBuffer bytes) {
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    /** Where in a row sequence and time stand. */
    static final int STAMP_AT = 8;

    static final int STAMP = 2 * Long.BYTES;

    /** Takes the rows. */
    @FunctionalInterface
    public interface Rows {
        /** One row: an SBE message, header first. */
        void onRow(DirectBuffer buffer, int offset, int length);
    }

    /** Of bytes as they are in the map; null if those are no rows. */
    static Section of(final StateDirectory.Entry entry, final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int at = 0;
        for (int i = 0; i < entry.rows(); i++) {
            final int row = at + Integer.BYTES;
            if (row + STAMP_AT + STAMP > bytes.length) {
                return null;
            }
            final int length = buffer.getInt(at, ORDER);
            if (length < STAMP_AT + STAMP || length > bytes.length - row) {
                return null;
            }
            buffer.putLong(row + STAMP_AT, entry.sequence(), ORDER);
            buffer.putLong(row + STAMP_AT + Long.BYTES, entry.timeNs(), ORDER);
            at = row + length;
        }
        return at == bytes.length ? new Section(entry.sequence(), entry.timeNs(), entry.rows(), buffer) : null;
    }

    /** Hands over every row. */
    public void forEach(final Rows sink) {
        int at = 0;
        for (int i = 0; i < rows; i++) {
            final int length = bytes.getInt(at, ORDER);
            sink.onRow(bytes, at + Integer.BYTES, length);
            at += Integer.BYTES + length;
        }
    }
}
