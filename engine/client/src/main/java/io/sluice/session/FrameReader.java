package io.sluice.session;

import io.sluice.schema.FrameCheck;
import io.sluice.schema.RecordSizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames that come over a channel, one after the other. Whatever comes, it takes no more memory than the largest frame.
 * Not thread safe.
 */
public final class FrameReader {
    private final int maxFrame;
    private ByteBuffer memory;
    private UnsafeBuffer buffer;
    private int start;
    private int end;
    private int length;
    private String wrong;

    /** @param maxFrame most bytes of a frame, the four of its length left out. */
    public FrameReader(final int maxFrame) {
        this(maxFrame, Math.min(maxFrame, 1 << 14));
    }

    private FrameReader(final int maxFrame, final int first) {
        this.maxFrame = maxFrame;
        allocate(first);
    }

    /** For a channel that gives whole frames alone, so that the largest needs room from the start. */
    public static FrameReader ofWholeFrames(final int maxFrame) {
        return new FrameReader(maxFrame, maxFrame);
    }

    private void allocate(final int frame) {
        final ByteBuffer larger = ByteBuffer.allocateDirect(2 * (Integer.BYTES + frame));
        if (memory != null) {
            larger.put(memory.duplicate().clear().limit(end).position(start));
            end -= start;
            start = 0;
        }
        memory = larger.order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(memory);
    }

    /**
     * Reads what is there.
     *
     * @return bytes read; -1 at the end of the stream.
     */
    public int readFrom(final ReadableByteChannel channel) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == memory.capacity()) {
            buffer.putBytes(0, buffer, start, end - start);
            end -= start;
            start = 0;
        }
        if (end == memory.capacity()) {
            return 0;
        }
        memory.limit(memory.capacity()).position(end);
        final int count = channel.read(memory);
        end += Math.max(0, count);
        return count;
    }

    /**
     * Moves to the next frame, past the present one.
     *
     * @return whether there is a whole one that can be read; if not, {@link #wrong()} tells whether there ever will be.
     */
    public boolean next() {
        if (end - start < Integer.BYTES || wrong != null) {
            return false;
        }
        final int size = buffer.getInt(start, ByteOrder.LITTLE_ENDIAN);
        if (size < RecordSizes.MESSAGE_HEADER || size > maxFrame) {
            wrong = "a frame of " + size + " bytes; the limits are " + RecordSizes.MESSAGE_HEADER + " and " + maxFrame;
            return false;
        }
        if (size + Integer.BYTES > memory.capacity()) {
            allocate(size);
        }
        if (end - start < Integer.BYTES + size) {
            return false;
        }
        length = size;
        wrong = FrameCheck.checkSession(buffer, offset(), length);
        return wrong == null;
    }

    /** Leaves the present frame. */
    public void advance() {
        start += Integer.BYTES + length;
    }

    /** Why what came is no frame; null if nothing is wrong. */
    public String wrong() {
        return wrong;
    }

    /** Memory of the frame. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset of the frame's message header. */
    public int offset() {
        return start + Integer.BYTES;
    }

    /** Template id of the frame's message. */
    public int templateId() {
        return buffer.getShort(offset() + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Version of the schema that the frame's message is written in, sound or not; -1 where no header is there. */
    public int version() {
        return end - start < Integer.BYTES + RecordSizes.MESSAGE_HEADER
                ? -1
                : buffer.getShort(offset() + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
