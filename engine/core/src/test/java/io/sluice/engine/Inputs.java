package io.sluice.engine;

import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EmergencyStopEncoder;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemEventEncoder;
import java.util.UUID;

/** Inputs that tests send. */
public final class Inputs {
    private Inputs() {}

    public static Offer stop(final Door door, final String operatorId) {
        return door.offer(
                door.begin(new EmergencyStopEncoder()).operatorId(operatorId).reason("it is enough"));
    }

    public static Offer event(final Door door, final ReasonCode reason, final UUID eventId) {
        final SystemEventEncoder event = door.begin(new SystemEventEncoder())
                .eventType(EventType.FAIL_CRIT)
                .source(ComponentSource.BROKER)
                .severity(Severity.CRITICAL)
                .reasonCode(reason);
        event.eventId().msb(eventId.getMostSignificantBits()).lsb(eventId.getLeastSignificantBits());
        return door.offer(event.details(""));
    }
}
