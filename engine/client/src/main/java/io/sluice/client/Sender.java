package io.sluice.client;

import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.IntentForm;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.RecordSizes;
import io.sluice.schema.Schema;
import io.sluice.schema.Utf8;
import io.sluice.schema.Wrong;
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
    /** The largest message, and what is before it. */
    private static final int ROOM = 2 * EnvelopeEncoder.MAX_LENGTH;

    private static final byte[][] ABSENT = new byte[INPUTS][];
    /** Offset of the symbol after the message header; 0 if there is none. */
    private static final int[] SYMBOL_AT = new int[INPUTS];

    /** The texts of an input, in the order in which they follow its fixed part. */
    private static final FieldSpec[][] TEXTS = new FieldSpec[INPUTS][];

    private static final int SYMBOL_LENGTH = 24;
    private static final int MAX_TEXT = 512;
    private static final String OPERATOR = "operatorId";
    private static final String SUPERSEDED = "the door was used for another input since it was begun";

    static {
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() < INPUTS) {
                ABSENT[spec.id()] = spec.absentBlock();
                TEXTS[spec.id()] = spec.texts().toArray(FieldSpec[]::new);
                spec.field("symbol")
                        .ifPresent(symbol -> SYMBOL_AT[spec.id()] = RecordSizes.MESSAGE_HEADER + symbol.offset());
            }
        }
    }

    private final Inlet inlet;
    private final EnvelopeEncoder envelope;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ROOM]);
    private final Utf8Writer text = new Utf8Writer(MAX_TEXT);
    /** What an operator's inputs name as their operator; null for the other roles, which name none. */
    private final String operator;

    private MessageEncoderFlyweight begun;
    private Wrong wrong;

    /**
     * @param inlet     of the same origin.
     * @param role      of the sender.
     * @param principal name of the sender, text of W-7.
     * @throws IllegalArgumentException if the role is absent, or the principal is too long or no such text.
     */
    public Sender(final Inlet inlet, final Role role, final String principal) {
        this(inlet, role, principal, "");
    }

    /** @param via name of the gateway that sends for the principal; empty for none. */
    public Sender(final Inlet inlet, final Role role, final String principal, final String via) {
        if (role == null || role == Role.NULL_VAL) {
            throw new IllegalArgumentException("a sender needs a role");
        }
        final byte[] name = principal.getBytes(StandardCharsets.UTF_8);
        if (!Utf8.isClean(new UnsafeBuffer(name), 0, name.length)) {
            throw new IllegalArgumentException("the principal holds a control character or a bidirectional control");
        }
        this.inlet = inlet;
        operator = role == Role.OPERATOR ? principal : null;
        envelope = new EnvelopeEncoder(role, principal, via);
    }

    /** Begins an input with every field absent; what was begun before is forgotten. */
    public <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        begun = encoder;
        return envelope.begin(buffer, 0, encoder, ABSENT[encoder.sbeTemplateId()]);
    }

    /** Gives the input begun a correlation id (SPEC W-4). */
    public void correlationId(final long msb, final long lsb) {
        envelope.correlationId(msb, lsb);
    }

    /** Offers the input begun; MALFORMED if another one was begun since. */
    public Offer offer(final MessageEncoderFlyweight encoder) {
        return encoder == begun ? send(envelope.end(encoder)) : malformed(encoder, null, SUPERSEDED);
    }

    /** Looks at the input begun as the door would, and forgets it: OFFERED if its form is sound. Nothing is sent. */
    Offer rehearse(final MessageEncoderFlyweight encoder) {
        if (encoder != begun) {
            return malformed(encoder, null, SUPERSEDED);
        }
        begun = null;
        final int length = envelope.end(encoder);
        final int input = envelope.inputOffset();
        raiseSymbol(input, length);
        final boolean isSound = length <= EnvelopeEncoder.MAX_LENGTH
                && FrameCheck.check(buffer, input, length - input) == null
                && (encoder.sbeTemplateId() != OrderIntentDecoder.TEMPLATE_ID
                        || IntentForm.wrong(buffer, input + RecordSizes.MESSAGE_HEADER) == null);
        wrong = isSound ? null : find(input, length - input);
        return isSound ? Offer.OFFERED : Offer.MALFORMED;
    }

    /** Why an offer was just MALFORMED. */
    Wrong wrong() {
        return wrong;
    }

    /** As an input in which a field cannot be what the caller gave for it; null if it is no field. */
    Offer malformed(final MessageEncoderFlyweight encoder, final String field, final String what) {
        wrong = new Wrong(Schema.message(encoder.sbeTemplateId()).name(), field, what);
        return Offer.MALFORMED;
    }

    /**
     * Offers the input begun with these texts, in the order of the schema; null is an empty text. The name of the
     * operator is not among them: it is the door's. MALFORMED if a text is too long or no Unicode.
     */
    Offer offer(
            final MessageEncoderFlyweight encoder,
            final CharSequence first,
            final CharSequence second,
            final CharSequence third) {
        if (encoder != begun) {
            return malformed(encoder, null, SUPERSEDED);
        }
        final int input = envelope.inputOffset();
        int at = input + RecordSizes.MESSAGE_HEADER + encoder.sbeBlockLength();
        int next = 0;
        for (final FieldSpec field : TEXTS[encoder.sbeTemplateId()]) {
            final CharSequence given;
            if (field.name().equals(OPERATOR)) {
                given = operator;
            } else {
                given = next == 0 ? first : next == 1 ? second : third;
                next++;
            }
            if (!text.set(given) || text.length() > field.maxLength()) {
                return malformed(encoder, field.name(), "longer than " + field.maxLength() + " bytes, or no Unicode");
            }
            buffer.putShort(at, (short) text.length(), ByteOrder.LITTLE_ENDIAN);
            buffer.putBytes(at + Short.BYTES, text.bytes(), 0, text.length());
            at += Short.BYTES + text.length();
        }
        return send(envelope.end(at - input));
    }

    /** Writes a symbol into the input begun; false if none can be that. Null is absent. */
    boolean symbol(final CharSequence symbol) {
        final int input = envelope.inputOffset();
        final int at = input + SYMBOL_AT[buffer.getShort(input + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF];
        final int length = symbol == null ? 0 : symbol.length();
        if (length > SYMBOL_LENGTH) {
            return false;
        }
        boolean sound = true;
        for (int i = 0; i < SYMBOL_LENGTH; i++) {
            final char c = i < length ? symbol.charAt(i) : 0;
            sound &= c < 0x80 && (c != 0 || i >= length);
            buffer.putByte(at + i, (byte) c);
        }
        return sound;
    }

    /** Offers a message that is encoded already, message header first; it need not be sound. */
    public Offer offer(final DirectBuffer message, final int offset, final int length, final long msb, final long lsb) {
        if (length < 0 || offset < 0 || length > EnvelopeEncoder.MAX_LENGTH || offset > message.capacity() - length) {
            if (!inlet.isOpen()) {
                return Offer.ENGINE_STOPPED;
            }
            wrong = new Wrong(null, null, "outside its memory, or longer than an input may be");
            return Offer.MALFORMED;
        }
        final int envelopeLength = envelope.wrap(buffer, 0, message, offset, length);
        envelope.correlationId(msb, lsb);
        return send(envelopeLength);
    }

    private Offer send(final int length) {
        final int input = envelope.inputOffset();
        raiseSymbol(input, length);
        final Offer offer = inlet.offer(buffer, length, input);
        wrong = offer == Offer.MALFORMED ? find(input, length - input) : null;
        return offer;
    }

    /** What the door found, once more, by name: a sender that makes no such input never pays for it. */
    private Wrong find(final int input, final int length) {
        final Wrong unreadable = FrameCheck.find(buffer, input, length);
        if (unreadable != null) {
            return unreadable;
        }
        final MessageSpec message = Schema.message(buffer.getShort(input + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        final FieldSpec field = message.id() == OrderIntentDecoder.TEMPLATE_ID
                ? IntentForm.wrong(buffer, input + RecordSizes.MESSAGE_HEADER)
                : null;
        return field == null
                ? new Wrong(message.name(), null, "the engine does not take it")
                : new Wrong(message.name(), field.name(), "missing, or cannot be that");
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
