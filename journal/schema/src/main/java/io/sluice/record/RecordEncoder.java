package io.sluice.record;

import static io.sluice.record.RecordLayout.CRC_OFFSET;
import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;
import static io.sluice.record.RecordLayout.LENGTH_OFFSET;
import static io.sluice.record.RecordLayout.PREFIX_LENGTH;

import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.RecordHeaderEncoder;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Makes one record after the other in the same memory (see {@link RecordLayout}). {@link #begin} takes an envelope
 * over, outcomes are appended with {@link #next} and {@link #end}, {@link #finish} closes the record. Not thread safe;
 * allocates nothing after construction.
 */
public final class RecordEncoder {
    private static final int MAX_TEMPLATE = 400;

    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private final Crc32c crc = new Crc32c();
    private final RecordHeaderDecoder header = new RecordHeaderDecoder();
    private final RecordHeaderEncoder headerEncoder = new RecordHeaderEncoder();
    /** Message header and block of each message with every optional field absent. */
    private final byte[][] absent = new byte[MAX_TEMPLATE][];

    private int version = MessageHeaderEncoder.SCHEMA_VERSION;

    private int inputOffset;
    private int inputLength;
    private int outcomesOffset;
    private int position;
    private int outcomes;

    /** @param capacity the largest record in bytes. */
    public RecordEncoder(final int capacity) {
        memory = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(memory);
        for (final MessageSpec spec : Schema.messages()) {
            absent[spec.id()] = absent(spec);
        }
    }

    private static byte[] absent(final MessageSpec spec) {
        final UnsafeBuffer message =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + spec.blockLength()]);
        new MessageHeaderEncoder()
                .wrap(message, 0)
                .blockLength(spec.blockLength())
                .templateId(spec.id())
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
        message.putBytes(MessageHeaderEncoder.ENCODED_LENGTH, spec.absentBlock());
        return message.byteArray();
    }

    /**
     * Begins a record with an envelope (frames RecordHeader and input). Its outcomes bear the envelope's version of the
     * schema, so that a record of an earlier version is made again as it was. That holds as long as no outcome got
     * another field: whoever appends one raises the behaviour version of the machine (J-9).
     *
     * @param sequence   of the record.
     * @param timeNs     engine time.
     * @param wallTimeNs wall clock.
     */
    public void begin(
            final DirectBuffer envelope,
            final int offset,
            final int length,
            final long sequence,
            final long timeNs,
            final long wallTimeNs) {
        buffer.putBytes(PREFIX_LENGTH, envelope, offset, length);
        final int headerSize = buffer.getInt(PREFIX_LENGTH);
        header.wrap(
                buffer,
                PREFIX_LENGTH + FRAME_PREFIX_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH,
                RecordHeaderDecoder.BLOCK_LENGTH,
                RecordHeaderDecoder.SCHEMA_VERSION);
        headerEncoder.wrap(buffer, PREFIX_LENGTH + FRAME_PREFIX_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH);
        headerEncoder.sequence(sequence).timeNs(timeNs).wallTimeNs(wallTimeNs);
        inputOffset = PREFIX_LENGTH + FRAME_PREFIX_LENGTH + headerSize + FRAME_PREFIX_LENGTH;
        inputLength = buffer.getInt(inputOffset - FRAME_PREFIX_LENGTH);
        final int itsVersion = buffer.getShort(PREFIX_LENGTH + FRAME_PREFIX_LENGTH + 6) & 0xFFFF;
        if (itsVersion != version) {
            bear(itsVersion);
        }
        outcomesOffset = PREFIX_LENGTH + length;
        position = outcomesOffset;
        outcomes = 0;
    }

    private void bear(final int newVersion) {
        version = newVersion;
        for (final byte[] message : absent) {
            if (message != null) {
                message[6] = (byte) newVersion;
                message[7] = (byte) (newVersion >> Byte.SIZE);
            }
        }
    }

    /** The memory of the record. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same memory, for whoever needs a ByteBuffer; its position and limit mean nothing. */
    public ByteBuffer memory() {
        return memory;
    }

    /** The record's header: who sent it, when, correlation. Valid until the next {@link #begin}. */
    public RecordHeaderDecoder header() {
        return header.sbeRewind();
    }

    /** Offset of the input's message header. */
    public int inputOffset() {
        return inputOffset;
    }

    /** Bytes of the input, message header included. */
    public int inputLength() {
        return inputLength;
    }

    /** Template id of the input. */
    public int inputTemplateId() {
        return buffer.getShort(inputOffset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Sets the correlation id that this record and its outcomes bear (SPEC W-4). */
    public void correlationId(final long msb, final long lsb) {
        headerEncoder.correlationId().msb(msb).lsb(lsb);
    }

    /** Number of outcomes so far. */
    public int outcomes() {
        return outcomes;
    }

    /** Offset of the first outcome's frame. */
    public int outcomesOffset() {
        return outcomesOffset;
    }

    /** Begins an outcome with every optional field absent; {@link #end} must follow. */
    public <E extends MessageEncoderFlyweight> E next(final E encoder) {
        return next(encoder, encoder.sbeTemplateId());
    }

    /** The same for one of several messages that share one layout: the encoder of any of them serves. */
    public <E extends MessageEncoderFlyweight> E next(final E encoder, final int templateId) {
        final int at = position + FRAME_PREFIX_LENGTH;
        buffer.putBytes(at, absent[templateId]);
        encoder.wrap(buffer, at + MessageHeaderEncoder.ENCODED_LENGTH);
        return encoder;
    }

    /** Ends the outcome that {@link #next} began. */
    public void end(final MessageEncoderFlyweight encoder) {
        end(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** Appends an outcome that is already encoded, message header first. */
    public void append(final DirectBuffer message, final int offset, final int length) {
        buffer.putBytes(position + FRAME_PREFIX_LENGTH, message, offset, length);
        end(length);
    }

    private void end(final int size) {
        buffer.putInt(position, size, ByteOrder.LITTLE_ENDIAN);
        position += FRAME_PREFIX_LENGTH + size;
        outcomes++;
    }

    /**
     * Closes the record: count, length and CRC.
     *
     * @return its length in bytes.
     */
    public int finish() {
        finishFrames();
        buffer.putInt(LENGTH_OFFSET, position, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, crc.of(memory, LENGTH_OFFSET, position), ByteOrder.LITTLE_ENDIAN);
        return position;
    }

    /**
     * Closes the frames alone, of a record that is compared and not written: its prefix means nothing.
     *
     * @return its length in bytes, prefix included.
     */
    public int finishFrames() {
        headerEncoder.outcomes(outcomes);
        return position;
    }
}
