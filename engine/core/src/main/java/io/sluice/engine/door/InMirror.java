package io.sluice.engine.door;

import io.sluice.session.RingFile;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a client wrote into its ring, copied: each message at the same place of a buffer that the client cannot reach.
 * The pump copies, the door reads the copy.
 *
 * <pre>
 *   shared   client --&gt; [ . . M5 M6 M7 . ]     may change or vanish at any time
 *                              | copied by the pump
 *   mirror              [ . . M5 M6 . . ] --&gt; door
 *                            ^read ^copied
 * </pre>
 *
 * <p>The pump's whole state is one number, {@code copied}, and storing it is the last step of each message. So an
 * {@link InternalError} at any point of the copying, or long after it, spoils nothing: the message was copied, or it is
 * copied again.
 */
final class InMirror {
    private static final int COPIED_AT = 128;
    private static final int READ_AT = 256;
    private static final int POSITIONS = 384;

    private final UnsafeBuffer shared;
    private final UnsafeBuffer mirror;
    private final UnsafeBuffer positions = new UnsafeBuffer(ByteBuffer.allocateDirect(POSITIONS));
    private final int capacity;
    private final int maxFrame;
    private long givenBack;

    /** @param shared ring and trailer. */
    InMirror(final UnsafeBuffer shared, final int capacity, final int maxFrame) {
        this.shared = shared;
        this.capacity = capacity;
        this.maxFrame = maxFrame;
        mirror = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
    }

    /**
     * Copies the messages that are there. The pump's thread only.
     *
     * @param limit most messages.
     * @return how many; -1 if what is there is no message.
     */
    int copy(final int limit) {
        long position = positions.getLong(COPIED_AT);
        if (position == givenBack && shared.getIntVolatile((int) position & capacity - 1) <= 0) {
            return 0;
        }
        final long read = positions.getLongVolatile(READ_AT);
        int count = 0;
        while (count < limit) {
            final int index = (int) position & capacity - 1;
            final int length = shared.getIntVolatile(index);
            if (length <= 0) {
                // Nothing, or it is being written.
                break;
            }
            final int type = shared.getInt(index + Integer.BYTES);
            if (!isSound(length, type, index)) {
                return -1;
            }
            final int aligned = BitUtil.align(length, RingFile.ALIGNMENT);
            if (position + aligned - read > capacity) {
                break;
            }
            if (type == RingFile.FRAME) {
                mirror.putBytes(index + RingFile.HEADER, shared, index + RingFile.HEADER, length - RingFile.HEADER);
            }
            mirror.putInt(index, length);
            mirror.putInt(index + Integer.BYTES, type);
            position += aligned;
            positions.putLongRelease(COPIED_AT, position);
            count++;
        }
        if (read != givenBack) {
            shared.putLongRelease(capacity + RingFile.HEAD_AT, read);
            givenBack = read;
        }
        return count;
    }

    private boolean isSound(final int length, final int type, final int index) {
        return length >= RingFile.HEADER
                && length <= capacity - index
                && (type == RingFile.PADDING || type == RingFile.FRAME && length - RingFile.HEADER <= maxFrame);
    }

    /** Tells the client that the pump sleeps, or no more. The pump's thread only. */
    void asleep(final boolean isAsleep) {
        shared.putLongRelease(capacity + RingFile.ASLEEP_AT, isAsleep ? 1 : 0);
    }

    /**
     * Takes what was copied, as frames with their lengths, as far as there is room. The door's thread only.
     *
     * @return bytes taken.
     */
    int take(final ByteBuffer to) {
        final long copied = positions.getLongVolatile(COPIED_AT);
        final long before = positions.getLong(READ_AT);
        final int start = to.position();
        long position = before;
        while (position < copied) {
            final int index = (int) position & capacity - 1;
            final int length = mirror.getInt(index);
            if (mirror.getInt(index + Integer.BYTES) == RingFile.FRAME) {
                final int frame = length - RingFile.HEADER;
                if (to.remaining() < Integer.BYTES + frame) {
                    break;
                }
                final int at = to.position();
                to.putInt(frame);
                mirror.getBytes(index + RingFile.HEADER, to, at + Integer.BYTES, frame);
                to.position(at + Integer.BYTES + frame);
            }
            position += BitUtil.align(length, RingFile.ALIGNMENT);
        }
        if (position != before) {
            positions.putLongRelease(READ_AT, position);
        }
        return to.position() - start;
    }

    /** Whether there is something to take. The door's thread only. */
    boolean hasMore() {
        return positions.getLongVolatile(COPIED_AT) != positions.getLong(READ_AT);
    }
}
