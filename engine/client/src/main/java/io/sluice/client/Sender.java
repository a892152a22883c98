package io.sluice.client;

import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.RecordSizes;
import io.sluice.schema.Schema;
import io.sluice.schema.Utf8;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Makes envelopes of one origin in memory of its own and offers them. What is half made is nobody's business but the
 * sender's: a slot of the ring is claimed only for a message that is whole. Not thread safe.
 */
public final class Sender {
    private static final int INPUTS = MessageIds.FIRST_OUTCOME;
    /** The largest message, and what stands before it. */
    private static final int ROOM = 2 * EnvelopeEncoder.MAX_LENGTH;

    private static final byte[][] ABSENT = new byte[INPUTS][];
    /** Where the symbol stands behind the message header; 0 if there is none. */
    private static final int[] SYMBOL_AT = new int[INPUTS];

    private static final int SYMBOL_LENGTH = 24;

    static {
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() < INPUTS) {
                ABSENT[spec.id()] = spec.absentBlock();
                spec.field("symbol")
                        .ifPresent(symbol -> SYMBOL_AT[spec.id()] = RecordSizes.MESSAGE_HEADER + symbol.offset());
            }
        }
    }

    private final Inlet inlet;
    private final EnvelopeEncoder envelope;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ROOM]);

    /**
     * @param inlet     of the same origin.
     * @param role      of the sender.
     * @param principal name of the sender, text of W-7.
     * @throws IllegalArgumentException if the role is absent, or the principal is too long or no such text.
     */
    public Sender(final Inlet inlet, final Role role, final String principal) {
        if (role == null || role == Role.NULL_VAL) {
            throw new IllegalArgumentException("a sender needs a role");
        }
        final byte[] name = principal.getBytes(StandardCharsets.UTF_8);
        if (!Utf8.isClean(new UnsafeBuffer(name), 0, name.length)) {
            throw new IllegalArgumentException("the principal holds a control character or a bidirectional control");
        }
        this.inlet = inlet;
        envelope = new EnvelopeEncoder(role, principal);
    }

    /** Begins an input with every optional field absent; what was begun before is forgotten. */
    public <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        return envelope.begin(buffer, 0, encoder, ABSENT[encoder.sbeTemplateId()]);
    }

    /** Gives the input begun a correlation id (SPEC W-4). */
    public void correlationId(final long msb, final long lsb) {
        envelope.correlationId(msb, lsb);
    }

    /** Offers the input begun. */
    public Offer offer(final MessageEncoderFlyweight encoder) {
        return send(envelope.end(encoder));
    }

    /** Offers a message that is encoded already, message header first; it need not be sound. */
    public Offer offer(final DirectBuffer message, final int offset, final int length, final long msb, final long lsb) {
        if (length < 0 || offset < 0 || length > EnvelopeEncoder.MAX_LENGTH || offset > message.capacity() - length) {
            return inlet.isOpen() ? Offer.MALFORMED : Offer.ENGINE_STOPPED;
        }
        final int envelopeLength = envelope.wrap(buffer, 0, message, offset, length);
        envelope.correlationId(msb, lsb);
        return send(envelopeLength);
    }

    private Offer send(final int length) {
        final int input = envelope.inputOffset();
        raiseSymbol(input, length);
        return inlet.offer(buffer, length, input);
    }

    /** Doors raise the ASCII letters of a symbol; what else is wrong with it the machine refuses (G-3). */
    private void raiseSymbol(final int input, final int length) {
        final int templateId = buffer.getShort(input + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int at = templateId < INPUTS ? SYMBOL_AT[templateId] : 0;
        if (at == 0 || length - input < at + SYMBOL_LENGTH) {
            return;
        }
        for (int i = input + at; i < input + at + SYMBOL_LENGTH; i++) {
            final byte c = buffer.getByte(i);
            if (c >= 'a' && c <= 'z') {
                buffer.putByte(i, (byte) (c - 'a' + 'A'));
            }
        }
    }
}
