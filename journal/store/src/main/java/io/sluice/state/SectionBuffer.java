package io.sluice.state;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A section being filled with rows, beside what it held before. One thread at a time. */
public final class SectionBuffer {
    private static final int FIRST = 4096;

    private UnsafeBuffer now = new UnsafeBuffer(new byte[FIRST]);
    private UnsafeBuffer before = new UnsafeBuffer(new byte[FIRST]);
    private int length;
    private int beforeLength;
    private int rows;
    private long sequence;
    private long timeNs;
    private long version;
    private int crc;

    /** Begins it anew, as of a record and its engine time. */
    public void begin(final long newSequence, final long newTimeNs) {
        final UnsafeBuffer swapped = before;
        before = now;
        now = swapped;
        beforeLength = length;
        length = 0;
        rows = 0;
        sequence = newSequence;
        timeNs = newTimeNs;
    }

    /** Appends a row: an SBE message whose first two fields are sequence and time. */
    public void append(final DirectBuffer row, final int offset, final int rowLength) {
        final int at = length;
        length += Integer.BYTES + rowLength;
        if (length > now.capacity()) {
            now.wrap(Arrays.copyOf(now.byteArray(), Math.max(length, 2 * now.capacity())));
        }
        now.putInt(at, rowLength, Section.ORDER);
        now.putBytes(at + Integer.BYTES, row, offset, rowLength);
        now.setMemory(at + Integer.BYTES + Section.STAMP_AT, Section.STAMP, (byte) 0);
        rows++;
    }

    /** Ends it. */
    public void end() {
        if (version == 0 || !Arrays.equals(now.byteArray(), 0, length, before.byteArray(), 0, beforeLength)) {
            version++;
            crc = StateDirectory.crc(now.byteArray(), 0, length);
        }
    }

    /** Record it reflects. */
    public long sequence() {
        return sequence;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return now.byteArray();
    }

    /** Rises when its bytes change; 0 before it was filled. */
    long version() {
        return version;
    }

    StateDirectory.Entry entry() {
        return new StateDirectory.Entry(sequence, timeNs, length, rows, crc);
    }

    int pages() {
        return Math.floorDiv(length + MapFile.PAGE - 1, MapFile.PAGE);
    }
}
