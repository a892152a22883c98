package io.sluice.serve.sink;

import io.sluice.client.MonitorDoor;
import io.sluice.client.Offer;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Speaks for a component at the door: heartbeats while what runs it lives, an event where its state changes. What the
 * door does not take is said again at the next turn, and all of it after each attach. One thread, except
 * {@link #onAttached()}.
 */
public final class ComponentVoice {
    private static final int MAX_DETAIL = 200;
    private static final long LONGEST_BEAT_NS = TimeUnit.SECONDS.toNanos(5);

    private final MonitorDoor door;
    private final ComponentSource source;
    private final long beatNs;
    private long beatAtNs;
    private Word said;
    private volatile boolean isNew = true;

    /** What is said of a state: the event that tells it. */
    public record Word(EventType type, Severity severity, ReasonCode reason) {
        /** It works. */
        public static final Word WELL = new Word(EventType.RECOVERED, Severity.INFO, ReasonCode.ALL_HEALTHY);
    }

    /** @param ttlNs how long a sign of life of the component lasts. */
    public ComponentVoice(final MonitorDoor door, final ComponentSource source, final long ttlNs) {
        this.door = door;
        this.source = source;
        beatNs = Math.min(LONGEST_BEAT_NS, ttlNs / 3);
        beatAtNs = System.nanoTime() - beatNs;
    }

    /** An engine is there, again or for the first time; it may not know what was said before. Any thread. */
    public void onAttached() {
        isNew = true;
    }

    /**
     * Says what is due.
     *
     * @param isAlive whether what runs the component does its rounds.
     * @param why     for a person.
     */
    public void say(final Word word, final boolean isAlive, final String why) {
        if (isNew) {
            isNew = false;
            said = null;
        }
        if (isAlive && System.nanoTime() - beatAtNs >= beatNs) {
            if (door.heartbeat(source) == Offer.OFFERED) {
                beatAtNs = System.nanoTime();
            }
        }
        if (!word.equals(said) && offer(word, why) == Offer.OFFERED) {
            said = word;
        }
    }

    private Offer offer(final Word word, final String why) {
        final String detail = why.length() > MAX_DETAIL ? why.substring(0, MAX_DETAIL) : why;
        return door.event(word.type, source, word.severity, word.reason, UUID.randomUUID(), detail);
    }
}
