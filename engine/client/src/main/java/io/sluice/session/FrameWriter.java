package io.sluice.session;

import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Frames on their way to a channel. Whoever fills it looks at {@link #pending()} first. Not thread safe. */
public final class FrameWriter {
    /** Room for any frame but for the message that it may carry. */
    private static final int FRAME = 2048;

    private ByteBuffer memory;
    private UnsafeBuffer buffer;
    private int start;
    private int end;

    /** @param capacity bytes at first; more is taken where a frame needs it. */
    public FrameWriter(final int capacity) {
        allocate(capacity);
    }

    private void allocate(final int capacity) {
        final ByteBuffer larger = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        if (memory != null) {
            larger.put(memory.duplicate().clear().limit(end).position(start));
            end -= start;
            start = 0;
        }
        memory = larger;
        buffer = new UnsafeBuffer(memory);
    }

    /** Begins a frame with every optional field absent. */
    public <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        return begin(encoder, 0);
    }

    /**
     * Begins a frame that carries a message.
     *
     * @param carried bytes of it.
     */
    public <E extends MessageEncoderFlyweight> E begin(final E encoder, final int carried) {
        final int needed = FRAME + carried;
        if (memory.capacity() - end < needed) {
            if (start > 0) {
                buffer.putBytes(0, buffer, start, end - start);
                end -= start;
                start = 0;
            }
            if (memory.capacity() - end < needed) {
                allocate(Math.max(2 * memory.capacity(), end + needed));
            }
        }
        final MessageSpec spec = Schema.message(encoder.sbeTemplateId());
        final int at = end + Integer.BYTES;
        buffer.putShort(at, (short) spec.blockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) spec.id(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 4, (short) MessageHeaderEncoder.SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 6, (short) MessageHeaderEncoder.SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + MessageHeaderEncoder.ENCODED_LENGTH, spec.absentBlock());
        encoder.wrap(buffer, at + MessageHeaderEncoder.ENCODED_LENGTH);
        return encoder;
    }

    /** Ends the frame begun. */
    public void end(final MessageEncoderFlyweight encoder) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        buffer.putInt(end, length, ByteOrder.LITTLE_ENDIAN);
        end += Integer.BYTES + length;
    }

    /** Bytes that wait. */
    public int pending() {
        return end - start;
    }

    /** Forgets what waits. */
    public void clear() {
        start = 0;
        end = 0;
    }

    /** Writes as much as the channel takes; returns how many bytes. */
    public int writeTo(final WritableByteChannel channel) throws IOException {
        if (start == end) {
            return 0;
        }
        memory.limit(end).position(start);
        final int count = channel.write(memory);
        start += count;
        if (start == end) {
            clear();
        }
        return count;
    }
}
