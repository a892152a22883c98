package io.sluice.serve.sink;

import io.sluice.client.MonitorDoor;
import io.sluice.client.Offer;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.serve.sink.Strain.Level;
import java.util.UUID;

/**
 * Speaks for the component {@code db} at the door: heartbeats while the runners live, an event where the level changes.
 * What the door does not take is said again at the next turn, and all of it after each attach. One thread, except
 * {@link #onAttached()}.
 */
final class ComponentVoice {
    private final MonitorDoor door;
    private final long beatNs;
    private long beatAtNs;
    private Level said;
    private volatile boolean isNew = true;

    /** @param beatNs time between two heartbeats. */
    ComponentVoice(final MonitorDoor door, final long beatNs) {
        this.door = door;
        this.beatNs = beatNs;
        beatAtNs = System.nanoTime() - beatNs;
    }

    /** An engine is there, again or for the first time; it may not know what was said before. Any thread. */
    void onAttached() {
        isNew = true;
    }

    /**
     * Says what is due.
     *
     * @param isAlive whether every runner does its rounds.
     * @param why     for a person, at most 256 bytes.
     */
    void say(final Level level, final boolean isAlive, final String why) {
        if (isNew) {
            isNew = false;
            said = null;
        }
        if (isAlive && System.nanoTime() - beatAtNs >= beatNs) {
            if (door.heartbeat(ComponentSource.DB) == Offer.OFFERED) {
                beatAtNs = System.nanoTime();
            }
        }
        if (level != said && offer(level, why) == Offer.OFFERED) {
            said = level;
        }
    }

    private Offer offer(final Level level, final String why) {
        return switch (level) {
            case WELL -> event(EventType.RECOVERED, Severity.INFO, ReasonCode.ALL_HEALTHY, why);
            case BEHIND -> event(EventType.FAIL_SUPP, Severity.WARNING, ReasonCode.DB_WRITE_FAIL_BUFFERED, why);
            case OVERFLOWING -> event(EventType.FAIL_CRIT, Severity.CRITICAL, ReasonCode.DB_BUFFER_OVERFLOW, why);
        };
    }

    private Offer event(final EventType type, final Severity severity, final ReasonCode reason, final String why) {
        return door.event(type, ComponentSource.DB, severity, reason, UUID.randomUUID(), why);
    }
}
