package io.sluice.engine.door;

import io.sluice.client.Sender;
import io.sluice.codec.Role;
import io.sluice.engine.line.Intake;
import java.util.HashMap;
import java.util.Map;

/**
 * The senders of the door, one for each origin, kept for good: a mailbox that was opened for one stays with the engine.
 * Their number is bounded, lest a client that calls itself something else each time fills the engine's memory.
 */
final class Origins {
    static final int MAX = 1024;

    private record Origin(Role role, String principal, String via) {}

    private final Intake intake;
    private final Map<Origin, Sender> senders = new HashMap<>();

    Origins(final Intake intake) {
        this.intake = intake;
    }

    /** The sender of an origin; null if there are too many. */
    Sender of(final Role role, final String principal, final String via) {
        final Origin origin = new Origin(role, principal, via);
        Sender sender = senders.get(origin);
        if (sender == null && senders.size() < MAX) {
            sender = new Sender(intake.open(role, principal), role, principal, via);
            senders.put(origin, sender);
        }
        return sender;
    }
}
