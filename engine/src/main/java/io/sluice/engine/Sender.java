package io.sluice.engine;

import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Makes envelopes of one origin in memory of its own and offers them. What is half made is nobody's business but the
 * sender's: a slot of the ring is claimed only for a message that is whole. Not thread safe.
 */
final class Sender {
    private static final int ROOM = 16 * 1024;
    private static final byte[][] ABSENT = new byte[200][];

    static {
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() < ABSENT.length) {
                ABSENT[spec.id()] = spec.absentBlock();
            }
        }
    }

    private final Intake intake;
    private final EnvelopeEncoder envelope;
    private final Urgency urgency;
    private final Mailboxes.Box[] boxes;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ROOM]);

    Sender(final Intake intake, final Role role, final String principal) {
        this.intake = intake;
        envelope = new EnvelopeEncoder(role, principal);
        final boolean isStrategy = role == Role.STRATEGY;
        urgency = isStrategy ? null : new Urgency(role, principal);
        boxes = isStrategy ? null : intake.mailboxes().open(Urgency.KINDS);
    }

    /** Begins an input with every optional field absent; what was begun before is forgotten. */
    <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        return envelope.begin(buffer, 0, encoder, ABSENT[encoder.sbeTemplateId()]);
    }

    void correlationId(final long msb, final long lsb) {
        envelope.correlationId(msb, lsb);
    }

    /** Offers the input begun. */
    Offer offer(final MessageEncoderFlyweight encoder) {
        final int length = envelope.end(encoder);
        return intake.take(buffer, length, envelope.inputOffset(), urgency, boxes);
    }

    /** Offers a message that is encoded already, message header first; it need not be sound. */
    Offer offer(final DirectBuffer message, final int offset, final int length, final long msb, final long lsb) {
        if (length < 0 || offset < 0 || length > InputRing.MAX_ENVELOPE || offset > message.capacity() - length) {
            return intake.beacon().isRunning() ? Offer.MALFORMED : Offer.ENGINE_STOPPED;
        }
        final int envelopeLength = envelope.wrap(buffer, 0, message, offset, length);
        envelope.correlationId(msb, lsb);
        return intake.take(buffer, envelopeLength, envelope.inputOffset(), urgency, boxes);
    }

    Intake intake() {
        return intake;
    }
}
