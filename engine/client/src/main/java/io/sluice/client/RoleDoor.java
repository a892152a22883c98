package io.sluice.client;

import io.sluice.codec.Bool;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.ProbeResultEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemEventEncoder;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * What the doors of all roles have in common. Nothing is assumed: a text that is too long or no clean Unicode, a symbol
 * that none can be, a required value that is missing or null, all make the offer MALFORMED, and nothing happened; the
 * answer and {@link #whyMalformed} name the field. No call blocks; no call throws for a value. One thread at a time:
 * open one door for each thread.
 *
 * <p>Every parameter that ends with {@code E8} is a decimal scaled by 10^8, see {@link E8}; text is measured in bytes
 * of UTF-8 and may hold no control characters.
 */
public abstract sealed class RoleDoor permits OperatorDoor, BrokerDoor, MarketDoor, RiskDoor, MonitorDoor {
    static final String SYMBOL = "symbol";

    final Sender sender;
    private final Answers answers;
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final ProbeResultEncoder probe = new ProbeResultEncoder();
    private final SystemEventEncoder event = new SystemEventEncoder();
    /** Id of the next command; null for one of its own. */
    private UUID nextId;

    RoleDoor(final Sender sender, final Answers answers) {
        this.sender = sender;
        this.answers = answers;
    }

    /**
     * What happened to a component.
     *
     * @param reason  null if there is none; it has to agree with the type of the event.
     * @param eventId of the event, so that it counts once; null if it may count again.
     * @param details at most 256 bytes; null is empty.
     */
    public final Offer event(
            final EventType type,
            final ComponentSource source,
            final Severity severity,
            final ReasonCode reason,
            final UUID eventId,
            final CharSequence details) {
        sender.begin(event)
                .eventType(Absent.or(type, EventType.NULL_VAL))
                .source(Absent.or(source, ComponentSource.NULL_VAL))
                .severity(Absent.or(severity, Severity.NULL_VAL))
                .reasonCode(Absent.or(reason, ReasonCode.NULL_VAL));
        if (eventId != null) {
            event.eventId().msb(eventId.getMostSignificantBits()).lsb(eventId.getLeastSignificantBits());
        }
        return offer(event, details);
    }

    /**
     * Gives the next command of this door its correlation id (SPEC W-4), where the caller must know it beforehand. It
     * must be a new one: of two commands with one id only the later has an answer.
     */
    public final void correlationId(final UUID id) {
        nextId = id;
    }

    /** A sign of life of a component. */
    final Offer beat(final ComponentSource source) {
        return offer(sender.begin(heartbeat).source(Absent.or(source, ComponentSource.NULL_VAL)));
    }

    /** @param latencyMs below 0 if it was not measured. */
    final Offer probed(final ComponentSource source, final boolean ok, final long latencyMs) {
        sender.begin(probe).source(Absent.or(source, ComponentSource.NULL_VAL)).ok(bool(ok));
        if (latencyMs >= 0) {
            probe.latencyMs(latencyMs);
        }
        return offer(probe);
    }

    final Offer offer(final MessageEncoderFlyweight encoder) {
        return sender.offer(encoder, null, null, null);
    }

    final Offer offer(final MessageEncoderFlyweight encoder, final CharSequence first) {
        return sender.offer(encoder, first, null, null);
    }

    final Sent send(final MessageEncoderFlyweight encoder) {
        return send(encoder, null, null, null);
    }

    final Sent send(final MessageEncoderFlyweight encoder, final CharSequence first) {
        return send(encoder, first, null, null);
    }

    /** Offers the input begun under an id of its own, for its answer. */
    final Sent send(
            final MessageEncoderFlyweight encoder,
            final CharSequence first,
            final CharSequence second,
            final CharSequence third) {
        return answered(id -> {
            sender.correlationId(id.getMostSignificantBits(), id.getLeastSignificantBits());
            return sender.offer(encoder, first, second, third);
        });
    }

    /** As an input in which a field cannot be what the caller gave for it. */
    final Sent malformed(final MessageEncoderFlyweight encoder, final String field) {
        return answered(id -> turnedAway(encoder, field));
    }

    final Offer turnedAway(final MessageEncoderFlyweight encoder, final String field) {
        return sender.malformed(encoder, field, "cannot be that");
    }

    /**
     * Why an offer of this door was just MALFORMED: message, field and what is wrong with it, as
     * {@code EmergencyStop.reason: missing}. Null if it was not.
     */
    public final String whyMalformed() {
        return sender.wrong() == null ? null : sender.wrong().toString();
    }

    private Sent answered(final Function<UUID, Offer> offering) {
        final UUID id = nextId == null ? UUID.randomUUID() : nextId;
        nextId = null;
        final CompletableFuture<CommandAnswer> answer = answers.expect(id);
        final Offer offer = offering.apply(id);
        final String field = offer == Offer.MALFORMED ? sender.wrong().field() : null;
        return new Sent(offer, field, id, answer, answers);
    }

    static Bool bool(final boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }
}
