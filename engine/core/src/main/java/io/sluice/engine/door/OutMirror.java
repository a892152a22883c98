package io.sluice.engine.door;

import io.sluice.session.RingFile;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a client is told, on its way into its ring: the door writes messages into a buffer that the client cannot reach,
 * the pump copies each to the same place of the ring. As in {@link InMirror} the pump's whole state is one number,
 * stored last; a message that is copied twice is the same twice.
 */
final class OutMirror {
    private static final int WRITTEN_AT = 128;
    private static final int COPIED_AT = 256;
    private static final int POSITIONS = 384;

    private final UnsafeBuffer shared;
    private final UnsafeBuffer mirror;
    private final UnsafeBuffer positions = new UnsafeBuffer(ByteBuffer.allocateDirect(POSITIONS));
    private final int capacity;
    /** The client's head, as far as it was believed. */
    private long head;

    /** @param shared ring and trailer. */
    OutMirror(final UnsafeBuffer shared, final int capacity) {
        this.shared = shared;
        this.capacity = capacity;
        mirror = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
    }

    /**
     * Takes whole frames with their lengths, as far as there is room. The door's thread only.
     *
     * @return bytes taken.
     */
    int put(final ByteBuffer frames) {
        final long copied = positions.getLongVolatile(COPIED_AT);
        final int start = frames.position();
        long position = positions.getLong(WRITTEN_AT);
        while (frames.hasRemaining()) {
            final int at = frames.position();
            final int frame = frames.getInt(at);
            final int aligned = BitUtil.align(RingFile.HEADER + frame, RingFile.ALIGNMENT);
            int index = (int) position & capacity - 1;
            final int padding = aligned > capacity - index ? capacity - index : 0;
            if (position + padding + aligned - copied > capacity) {
                break;
            }
            if (padding > 0) {
                header(index, padding, RingFile.PADDING);
                index = 0;
            }
            header(index, RingFile.HEADER + frame, RingFile.FRAME);
            mirror.putBytes(index + RingFile.HEADER, frames, at + Integer.BYTES, frame);
            position += padding + aligned;
            frames.position(at + Integer.BYTES + frame);
        }
        positions.putLongRelease(WRITTEN_AT, position);
        return frames.position() - start;
    }

    private void header(final int index, final int length, final int type) {
        mirror.putInt(index, length);
        mirror.putInt(index + Integer.BYTES, type);
    }

    /**
     * Copies what was put, as far as the client made room. The pump's thread only.
     *
     * @return how many messages; -1 if the client's head cannot be.
     */
    int copy() {
        final long written = positions.getLongVolatile(WRITTEN_AT);
        long position = positions.getLong(COPIED_AT);
        int count = 0;
        while (position < written) {
            final int index = (int) position & capacity - 1;
            final int length = mirror.getInt(index);
            final int aligned = BitUtil.align(length, RingFile.ALIGNMENT);
            // The header after it is zeroed, so that has to be free too.
            if (position + aligned + RingFile.HEADER - head > capacity) {
                if (!lookAtHead(position)) {
                    return -1;
                }
                if (position + aligned + RingFile.HEADER - head > capacity) {
                    break;
                }
            }
            final int type = mirror.getInt(index + Integer.BYTES);
            shared.putLong(index + aligned & capacity - 1, 0);
            if (type == RingFile.FRAME) {
                shared.putBytes(index + RingFile.HEADER, mirror, index + RingFile.HEADER, length - RingFile.HEADER);
            }
            shared.putInt(index + Integer.BYTES, type);
            shared.putLongRelease(capacity + RingFile.TAIL_AT, position + aligned);
            shared.putIntRelease(index, length);
            position += aligned;
            positions.putLongRelease(COPIED_AT, position);
            count++;
        }
        return count;
    }

    private boolean lookAtHead(final long position) {
        final long told = shared.getLongVolatile(capacity + RingFile.HEAD_AT);
        if (told < head || told > position || (told & RingFile.ALIGNMENT - 1) != 0) {
            return false;
        }
        head = told;
        return true;
    }
}
