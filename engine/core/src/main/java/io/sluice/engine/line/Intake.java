package io.sluice.engine.line;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.Inlet;
import io.sluice.client.Offer;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Role;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.IntentForm;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;

/** The way in, the same for every sender: check, then mailbox or ring, or an answer why not. Any thread. */
public final class Intake {
    private final InputRing ring;
    private final Mailboxes mailboxes;
    private final Beacon beacon;
    private final FallbackLog fallback;
    private final EngineClock clock;
    private final int reserve;
    public final AtomicLong dropped = new AtomicLong();
    public final AtomicLong merged = new AtomicLong();
    public final LongAdder backPressured = new LongAdder();

    public Intake(
            final InputRing ring,
            final Mailboxes mailboxes,
            final Beacon beacon,
            final FallbackLog fallback,
            final EngineClock clock) {
        this.ring = ring;
        this.mailboxes = mailboxes;
        this.beacon = beacon;
        this.fallback = fallback;
        this.clock = clock;
        reserve = ring.size() / 8;
    }

    /** A place for the inputs of one origin. Any thread may open one. */
    public Inlet open(final Role role, final String principal) {
        final boolean isStrategy = role == Role.STRATEGY;
        final Urgency urgency = isStrategy ? null : new Urgency(role, principal);
        final Mailboxes.Box[] boxes = isStrategy ? null : mailboxes.open(Urgency.KINDS);
        return new Inlet() {
            @Override
            public Offer offer(final UnsafeBuffer envelope, final int length, final int inputOffset) {
                return take(envelope, length, inputOffset, urgency, boxes);
            }

            @Override
            public boolean isOpen() {
                return beacon.isRunning();
            }
        };
    }

    /**
     * Takes a copy of an envelope.
     *
     * @param input   offset of the input's message header.
     * @param urgency of its sender; null for one that sends nothing urgent.
     */
    private Offer take(
            final UnsafeBuffer envelope,
            final int length,
            final int input,
            final Urgency urgency,
            final Mailboxes.Box[] boxes) {
        if (!beacon.isRunning()) {
            return Offer.ENGINE_STOPPED;
        }
        if (length > InputRing.MAX_ENVELOPE || FrameCheck.check(envelope, input, length - input) != null) {
            return Offer.MALFORMED;
        }
        final int templateId = envelope.getShort(input + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (templateId == OrderIntentDecoder.TEMPLATE_ID
                && IntentForm.wrong(envelope, input + MessageHeaderDecoder.ENCODED_LENGTH) != null) {
            // row 1 of G-3: no record is made of it (W-0)
            return Offer.MALFORMED;
        }
        final int kind = urgency == null ? Urgency.NONE : urgency.kind(envelope, input, templateId);
        if (kind != Urgency.NONE) {
            if (!boxes[kind].put(envelope, 0, length, input)) {
                merged.incrementAndGet();
            }
            return Offer.OFFERED;
        }
        if (ring.publish(envelope, 0, length, Urgency.yields(templateId) ? reserve : 0)) {
            return Offer.OFFERED;
        }
        if (Urgency.maybeMissed(templateId)) {
            dropped.incrementAndGet();
            fallback.lost(envelope, input, length - input, clock.wallNs());
            return Offer.DROPPED;
        }
        backPressured.increment();
        return Offer.BACK_PRESSURED;
    }
}
