package io.sluice.session;

import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The file of one client's two rings (SPEC X-3), each laid out as Agrona's {@code OneToOneRingBuffer}. A message of
 * type {@link #FRAME} is one frame, without its length: the ring has that.
 *
 * <pre>
 *   0                 capacity        + TRAILER             + capacity        + TRAILER
 *   +-----------------+---------------+---------------------+-----------------+
 *   | client to door  | its trailer   | door to client      | its trailer     |
 *   +-----------------+---------------+---------------------+-----------------+
 * </pre>
 */
public final class RingFile {
    /** Type of a message that is a frame; the only one there is but for Agrona's padding. */
    public static final int FRAME = 1;
    /** Type of what fills the end of a ring. */
    public static final int PADDING = -1;
    /** Bytes before each message: its length with them, and its type. */
    public static final int HEADER = 8;
    /** Where each message begins: at a multiple of it. */
    public static final int ALIGNMENT = 8;

    public static final int TAIL_AT = RingBufferDescriptor.TAIL_POSITION_OFFSET;
    public static final int HEAD_AT = RingBufferDescriptor.HEAD_POSITION_OFFSET;
    /**
     * Place in a trailer: not 0 while the reader of the ring sleeps and wants a sign of life on the socket once there
     * is a message. Agrona has its consumer's heartbeat here.
     */
    public static final int ASLEEP_AT = RingBufferDescriptor.CONSUMER_HEARTBEAT_OFFSET;

    private RingFile() {}

    /** Bytes of the file. */
    public static long bytes(final int capacity) {
        return 2L * ringBytes(capacity);
    }

    /** Bytes of one ring with its trailer. */
    public static int ringBytes(final int capacity) {
        return capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    /** Most bytes of a frame that a client may send: what Agrona's ring takes at once. */
    public static int maxFrame(final int capacity) {
        return capacity / 8;
    }
}
