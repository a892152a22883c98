package io.sluice.record;

import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;

import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.RecordHeaderEncoder;
import io.sluice.codec.Role;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Makes an envelope for one sender: the RecordHeader with the origin that the door gave it (SPEC W-8), then the input.
 * The header's bytes are made once; after construction nothing is allocated. Not thread safe.
 */
public final class EnvelopeEncoder {
    /** Bytes of the longest envelope that a sender can make. */
    public static final int MAX_LENGTH = FRAME_PREFIX_LENGTH
            + Schema.message("RecordHeader").maxLength()
            + FRAME_PREFIX_LENGTH
            + Schema.messages().stream()
                    .filter(message -> MessageIds.isOffered(message.id()))
                    .mapToInt(MessageSpec::maxLength)
                    .max()
                    .orElseThrow();

    /** Most bytes of a principal. */
    public static final int MAX_PRINCIPAL = 64;

    private static final int HEADER_AT = FRAME_PREFIX_LENGTH;
    private static final int BLOCK_AT = HEADER_AT + MessageHeaderEncoder.ENCODED_LENGTH;

    private final byte[] headerFrame;
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private MutableDirectBuffer buffer;
    private int offset;
    private int inputOffset;

    /**
     * @param role      of the sender.
     * @param principal name of the sender, at most 64 bytes of UTF-8; empty for the engine.
     */
    public EnvelopeEncoder(final Role role, final String principal) {
        this(role, principal, "");
    }

    /** @param via name of the gateway that sends for the principal, at most 64 bytes of UTF-8; empty for none. */
    public EnvelopeEncoder(final Role role, final String principal, final String via) {
        final byte[] name = bytes(principal);
        final byte[] gateway = bytes(via);
        final org.agrona.concurrent.UnsafeBuffer frame = new org.agrona.concurrent.UnsafeBuffer(
                new byte[BLOCK_AT + RecordHeaderEncoder.BLOCK_LENGTH + 2 * Short.BYTES + name.length + gateway.length]);
        header.wrapAndApplyHeader(frame, HEADER_AT, new MessageHeaderEncoder())
                .role(role)
                .putPrincipal(name, 0, name.length)
                .putVia(gateway, 0, gateway.length);
        frame.putInt(0, frame.capacity() - FRAME_PREFIX_LENGTH, ByteOrder.LITTLE_ENDIAN);
        headerFrame = frame.byteArray();
    }

    private static byte[] bytes(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PRINCIPAL) {
            throw new IllegalArgumentException("a name of more than " + MAX_PRINCIPAL + " bytes: " + text);
        }
        return bytes;
    }

    /** Begins an envelope with no correlation id; its input has every optional field absent. */
    public <E extends MessageEncoderFlyweight> E begin(
            final MutableDirectBuffer target, final int at, final E encoder, final byte[] absentBlock) {
        final int message = beginRaw(target, at);
        target.putShort(message, (short) absentBlock.length, ByteOrder.LITTLE_ENDIAN);
        target.putShort(message + 2, (short) encoder.sbeTemplateId(), ByteOrder.LITTLE_ENDIAN);
        target.putShort(message + 4, (short) encoder.sbeSchemaId(), ByteOrder.LITTLE_ENDIAN);
        target.putShort(message + 6, (short) encoder.sbeSchemaVersion(), ByteOrder.LITTLE_ENDIAN);
        target.putBytes(message + MessageHeaderEncoder.ENCODED_LENGTH, absentBlock);
        encoder.wrap(target, message + MessageHeaderEncoder.ENCODED_LENGTH);
        return encoder;
    }

    /** Begins an envelope whose input has every optional field absent; looks the message up by its template id. */
    public <E extends MessageEncoderFlyweight> E begin(
            final MutableDirectBuffer target, final int at, final E encoder) {
        final MessageSpec spec = Schema.message(encoder.sbeTemplateId());
        return begin(target, at, encoder, spec.absentBlock());
    }

    /** Begins an envelope and returns where the input's message header is to be put. */
    public int beginRaw(final MutableDirectBuffer target, final int at) {
        buffer = target;
        offset = at;
        target.putBytes(at, headerFrame);
        header.wrap(target, at + BLOCK_AT);
        inputOffset = at + headerFrame.length + FRAME_PREFIX_LENGTH;
        return inputOffset;
    }

    /** Sets the correlation id (SPEC W-4). */
    public EnvelopeEncoder correlationId(final long msb, final long lsb) {
        header.correlationId().msb(msb).lsb(lsb);
        return this;
    }

    /** Ends the envelope; returns its length. */
    public int end(final MessageEncoderFlyweight encoder) {
        return end(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** Ends an envelope whose input was put in place by hand; returns its length. */
    public int end(final int inputLength) {
        buffer.putInt(inputOffset - FRAME_PREFIX_LENGTH, inputLength, ByteOrder.LITTLE_ENDIAN);
        return inputOffset + inputLength - offset;
    }

    /** Copies a message that is already encoded, message header first; returns the envelope's length. */
    public int wrap(
            final MutableDirectBuffer target,
            final int at,
            final DirectBuffer message,
            final int messageOffset,
            final int messageLength) {
        target.putBytes(beginRaw(target, at), message, messageOffset, messageLength);
        return end(messageLength);
    }

    /** Offset of the input's message header, after a begin. */
    public int inputOffset() {
        return inputOffset;
    }
}
