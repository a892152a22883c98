package io.sluice.record;

import static io.sluice.record.RecordLayout.CRC_OFFSET;
import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;
import static io.sluice.record.RecordLayout.LENGTH_OFFSET;
import static io.sluice.record.RecordLayout.PREFIX_LENGTH;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks the frames of one record (see {@link RecordLayout}). Not thread safe; allocates nothing. */
public final class RecordDecoder {
    /** Fault of a record whose bytes do not hold together, or null. */
    public enum Fault {
        /** Too short, or its length does not fit its place. */
        LENGTH,
        /** The CRC does not match. */
        CHECKSUM,
        /** The CRC matches, yet the frames do not fill the record. */
        FRAMES
    }

    private final Crc32c crc = new Crc32c();
    private final RecordHeaderDecoder header = new RecordHeaderDecoder();
    private DirectBuffer buffer;
    private int end;
    private int frameOffset;
    private int frameLength;
    private int envelopeOffset;
    private int inputOffset;
    private int outcomesOffset;

    /**
     * Checks and wraps a record.
     *
     * @param memory   direct buffer that holds it.
     * @param length   bytes that its excerpt has.
     * @return null if it is whole, else its fault; then nothing else may be asked.
     */
    public Fault wrap(final ByteBuffer memory, final UnsafeBuffer view, final int length) {
        if (length < PREFIX_LENGTH + FRAME_PREFIX_LENGTH
                || view.getInt(LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) != length) {
            return Fault.LENGTH;
        }
        if (crc.of(memory, LENGTH_OFFSET, length) != view.getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN)) {
            return Fault.CHECKSUM;
        }
        return wrap(view, 0, length) ? null : Fault.FRAMES;
    }

    /** Wraps a record that is known to be whole; false if its frames do not fill it. */
    public boolean wrap(final DirectBuffer record, final int offset, final int length) {
        buffer = record;
        end = offset + length;
        envelopeOffset = offset + PREFIX_LENGTH;
        frameOffset = envelopeOffset;
        if (!hasFrame(frameOffset)) {
            return false;
        }
        inputOffset = after(frameOffset);
        if (!hasFrame(inputOffset)) {
            return false;
        }
        outcomesOffset = after(inputOffset);
        header.wrap(
                buffer,
                envelopeOffset + FRAME_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH,
                buffer.getShort(envelopeOffset + FRAME_PREFIX_LENGTH, ByteOrder.LITTLE_ENDIAN) & 0xFFFF,
                buffer.getShort(envelopeOffset + FRAME_PREFIX_LENGTH + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        int at = outcomesOffset;
        while (at < end && hasFrame(at)) {
            at = after(at);
        }
        rewind();
        return at == end;
    }

    /** The record's header. */
    public RecordHeaderDecoder header() {
        return header.sbeRewind();
    }

    /** Memory the record lies in. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Offset of the record in that memory. */
    public int offset() {
        return envelopeOffset - PREFIX_LENGTH;
    }

    /** Bytes of the record, prefix included. */
    public int length() {
        return end - offset();
    }

    /** Offset of the envelope (frames RecordHeader and input). */
    public int envelopeOffset() {
        return envelopeOffset;
    }

    /** Bytes of the envelope. */
    public int envelopeLength() {
        return outcomesOffset - envelopeOffset;
    }

    /** Offset of the first outcome's frame. */
    public int outcomesOffset() {
        return outcomesOffset;
    }

    /** Bytes of all outcomes with their frame sizes. */
    public int outcomesLength() {
        return end - outcomesOffset;
    }

    /** Moves to the input; {@link #messageOffset()} and the like then speak of it. */
    public void input() {
        frameOffset = inputOffset;
        frameLength = buffer.getInt(inputOffset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes back before the first outcome. */
    public void rewind() {
        input();
    }

    /** Moves to the next outcome; false if there is none. */
    public boolean nextOutcome() {
        final int next = frameOffset + FRAME_PREFIX_LENGTH + frameLength;
        if (next >= end) {
            return false;
        }
        frameOffset = next;
        frameLength = buffer.getInt(next, ByteOrder.LITTLE_ENDIAN);
        return true;
    }

    /** Template id of the present message. */
    public int templateId() {
        return buffer.getShort(frameOffset + FRAME_PREFIX_LENGTH + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Offset of the present message's header. */
    public int messageOffset() {
        return frameOffset + FRAME_PREFIX_LENGTH;
    }

    /** Bytes of the present message, header included. */
    public int messageLength() {
        return frameLength;
    }

    private boolean hasFrame(final int at) {
        if (at < 0 || at > end - FRAME_PREFIX_LENGTH - MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        final int size = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
        return size >= MessageHeaderDecoder.ENCODED_LENGTH && size <= end - at - FRAME_PREFIX_LENGTH;
    }

    private int after(final int at) {
        return at + FRAME_PREFIX_LENGTH + buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
    }
}
