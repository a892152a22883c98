package io.sluice.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Carries messages to the engine, and loses, repeats, delays and reorders them when it is allowed to. What the venue
 * says is at most a grace under way: more would break what the book's rules take for granted.
 */
final class Post {
    /** How the pipeline treats a message when the ring is full (M-6). */
    enum Kind {
        /** What the venue's link says: never dropped, lost with the link. */
        FACT,
        /** The same from an adapter that keeps what it sent until it is taken: paper has no reports (P-3). */
        SURE,
        /** Equity: never dropped. */
        MONEY,
        /** The same from a person. */
        COMMAND,
        /** Quotes, heartbeats, events: may be dropped. */
        SIGNAL,
        /** Intents: back-pressured. */
        INTENT
    }

    private static final long RETRY_NS = 20_000_000L;
    private static final int UNCONFIRMED = 12;

    private final World world;
    private final Deque<byte[]> sure = new ArrayDeque<>();
    private long lastArrivalNs;

    Post(final World world) {
        this.world = world;
    }

    void send(final Kind kind, final byte[] envelope) {
        send(kind, Parcel.PLAIN, 0, envelope);
    }

    /**
     * @param delayNs   that it takes in any case.
     * @param envelopes that travel together.
     */
    void send(final Kind kind, final Parcel parcel, final long delayNs, final byte[]... envelopes) {
        final Draw draw = world.draw;
        final long nowNs = world.agenda.nowNs();
        final long usualNs = nowNs + draw.ms(1, 20);
        if (delayNs > 0) {
            deliverAt(kind, nowNs + delayNs, parcel, envelopes);
        } else if (world.isCalm() || kind == Kind.COMMAND) {
            deliverAt(kind, inOrder(usualNs), parcel, envelopes);
        } else if (kind != Kind.INTENT && kind != Kind.SURE && world.happens(Fault.MESSAGE_LOST, world.lossy)) {
            parcel.isLost();
        } else {
            if (world.happens(Fault.MESSAGE_REPEATED, world.lossy)) {
                deliverAt(kind, usualNs + apart(kind, 0, 3000), parcel, envelopes);
            }
            if (world.happens(Fault.MESSAGE_LATE, world.lossy)) {
                deliverAt(kind, usualNs + apart(kind, 1000, 15000), parcel, envelopes);
            } else if (world.happens(Fault.MESSAGE_REORDERED, 4 * world.lossy)) {
                deliverAt(kind, usualNs + apart(kind, 20, 400), parcel, envelopes);
            } else {
                deliverAt(kind, inOrder(usualNs), parcel, envelopes);
            }
        }
    }

    private long apart(final Kind kind, final int lowMs, final int highMs) {
        final long delayNs = world.draw.ms(lowMs, highMs);
        return kind == Kind.FACT ? delayNs % (world.graceNs() - RETRY_NS - 1) : delayNs;
    }

    private long inOrder(final long arrivalNs) {
        lastArrivalNs = Math.max(lastArrivalNs + 1, arrivalNs);
        return lastArrivalNs;
    }

    private void deliverAt(final Kind kind, final long timeNs, final Parcel parcel, final byte[]... envelopes) {
        final int generation = world.host.generation();
        final int session = world.live.link().session();
        world.truth.sent(kind);
        world.agenda.at(timeNs, () -> {
            world.truth.over(kind);
            if (kind == Kind.FACT && session != world.live.link().session()) {
                world.tally.fault(Fault.MESSAGE_LOST_WITH_LINK);
                parcel.isLost();
            } else {
                arrive(kind, parcel, generation, envelopes);
            }
        });
    }

    private void arrive(final Kind kind, final Parcel parcel, final int generation, final byte[]... envelopes) {
        if (generation != world.host.generation() || !world.host.isUp()) {
            if (kind == Kind.SURE) {
                deliverAt(kind, world.agenda.nowNs() + 10 * RETRY_NS, parcel, envelopes);
            } else {
                world.tally.fault(Fault.MESSAGE_LOST_IN_CRASH);
                parcel.isLost();
            }
            return;
        }
        if (world.ringFullUntilNs > world.agenda.nowNs()) {
            if (kind == Kind.SIGNAL) {
                world.tally.fault(Fault.RING_FULL_DROPPED);
                return;
            }
            if (kind == Kind.INTENT) {
                world.tally.fault(Fault.BACK_PRESSURED);
                deliverAt(kind, world.agenda.nowNs() + RETRY_NS, parcel, envelopes);
                return;
            }
        }
        parcel.arrives();
        for (final byte[] envelope : envelopes) {
            if (kind == Kind.SURE) {
                remember(envelope);
            }
            if (!world.execute(envelope)) {
                return;
            }
        }
        parcel.hasArrived();
    }

    private void remember(final byte[] envelope) {
        sure.addLast(envelope);
        if (sure.size() > UNCONFIRMED) {
            sure.removeFirst();
        }
    }

    /** After a crash the adapter that keeps what it sent sends the last of it again. */
    void sendAgain() {
        final List<byte[]> last = List.copyOf(sure);
        last.forEach(
                envelope -> deliverAt(Kind.SURE, inOrder(world.agenda.nowNs()), Parcel.PLAIN, new byte[][] {envelope}));
    }
}
