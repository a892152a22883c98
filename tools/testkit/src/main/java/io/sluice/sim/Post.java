package io.sluice.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Carries messages to the engine, and loses, repeats, delays and reorders them when it is allowed to. */
final class Post {
    /** How the pipeline treats a message when the ring is full (M-6). */
    enum Kind {
        /** Executions, positions, equity, commands: never dropped. */
        FACT,
        /** The same from an adapter that keeps what it sent until it is taken: paper has no reports (P-3). */
        SURE,
        /** The same from a person. */
        COMMAND,
        /** Quotes, heartbeats, events: may be dropped. */
        SIGNAL,
        /** Intents: back-pressured. */
        INTENT
    }

    private static final long RETRY_NS = 20_000_000L;

    private final World world;
    private static final int UNCONFIRMED = 12;

    private final Deque<byte[]> sure = new ArrayDeque<>();
    private long lastArrivalNs;

    Post(final World world) {
        this.world = world;
    }

    void send(final Kind kind, final byte[] envelope) {
        final Draw draw = world.draw;
        long arrivalNs = world.agenda.nowNs() + draw.ms(1, 20);
        if (world.isCalm() || kind == Kind.COMMAND) {
            deliverAt(kind, inOrder(arrivalNs), envelope);
            return;
        }
        if (kind != Kind.INTENT && kind != Kind.SURE && draw.chance(world.lossy)) {
            world.tally.fault(Fault.MESSAGE_LOST);
            return;
        }
        if (draw.chance(world.lossy)) {
            world.tally.fault(Fault.MESSAGE_REPEATED);
            deliverAt(kind, arrivalNs + draw.ms(0, 3000), envelope);
        }
        if (draw.chance(world.lossy)) {
            world.tally.fault(Fault.MESSAGE_LATE);
            arrivalNs += draw.ms(1000, 15000);
        } else if (draw.chance(4 * world.lossy)) {
            world.tally.fault(Fault.MESSAGE_REORDERED);
            arrivalNs += draw.ms(20, 400);
        } else {
            arrivalNs = inOrder(arrivalNs);
        }
        deliverAt(kind, arrivalNs, envelope);
    }

    private long inOrder(final long arrivalNs) {
        lastArrivalNs = Math.max(lastArrivalNs + 1, arrivalNs);
        return lastArrivalNs;
    }

    private void deliverAt(final Kind kind, final long timeNs, final byte[] envelope) {
        final int generation = world.host.generation();
        world.agenda.at(timeNs, () -> arrive(kind, envelope, generation));
    }

    private void arrive(final Kind kind, final byte[] envelope, final int generation) {
        if (generation != world.host.generation() || !world.host.isUp()) {
            if (kind == Kind.SURE) {
                deliverAt(kind, world.agenda.nowNs() + 10 * RETRY_NS, envelope);
            } else {
                world.tally.fault(Fault.MESSAGE_LOST_IN_CRASH);
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
                deliverAt(kind, world.agenda.nowNs() + RETRY_NS, envelope);
                return;
            }
        }
        if (kind == Kind.SURE) {
            sure.addLast(envelope);
            if (sure.size() > UNCONFIRMED) {
                sure.removeFirst();
            }
        }
        world.execute(envelope);
    }

    /** After a crash the adapter that keeps what it sent sends the last of it again. */
    void sendAgain() {
        final List<byte[]> last = List.copyOf(sure);
        last.forEach(envelope -> deliverAt(Kind.SURE, inOrder(world.agenda.nowNs()), envelope));
    }
}
