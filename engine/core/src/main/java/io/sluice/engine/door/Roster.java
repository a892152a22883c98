package io.sluice.engine.door;

import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedEncoder;
import io.sluice.codec.Role;
import io.sluice.engine.line.Clients;
import io.sluice.session.FrameWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Who is at the door, and how they leave it. The door's thread only. */
final class Roster {
    private static final int SENTENCE = 256;

    private final List<Session> sessions = new ArrayList<>();
    private final AtomicInteger clientsIn = new AtomicInteger();
    private final AtomicIntegerArray byRole = new AtomicIntegerArray(Role.values().length);
    private final List<Session> gone = new ArrayList<>();
    private final DetachedEncoder detached = new DetachedEncoder();
    private final Clients clients;
    private final Log log;
    private final boolean cancelsOnDisconnect;

    Roster(final Clients clients, final Log log, final boolean cancelsOnDisconnect) {
        this.clients = clients;
        this.cancelsOnDisconnect = cancelsOnDisconnect;
        this.log = log;
    }

    /** Everybody with a connection; those who left are there until {@link #sweep()}. */
    List<Session> sessions() {
        return sessions;
    }

    void add(final Session session) {
        sessions.add(session);
    }

    /** A client was let in. */
    void joined(final Session session) {
        log.attached(session);
        count(session, 1);
    }

    /** How many are in. Any thread. */
    int clients() {
        return clientsIn.get();
    }

    /** How many are in with a role; one with several counts in each. Any thread. */
    int clients(final Role role) {
        return byRole.get(role.ordinal());
    }

    private void count(final Session session, final int more) {
        clientsIn.addAndGet(more);
        session.attachment().roles().forEach(role -> byRole.addAndGet(role.ordinal(), more));
    }

    long attached() {
        return sessions.stream().filter(Session::isAttached).count();
    }

    /** Tells a client that it is sent away, and closes once it was told or does not listen. */
    void detach(final Session session, final DetachReason why, final String sentence) {
        if (session.isClosing) {
            return;
        }
        depart(session, why);
        final FrameWriter out = session.socketOut();
        out.end(out.begin(detached).reason(why).sentence(Texts.cut(sentence, SENTENCE)));
        session.isClosing = true;
        session.lastHeardNs = System.nanoTime();
    }

    /** The connection ends here and now. */
    void end(final Session session, final DetachReason why) {
        if (!session.channel.isOpen()) {
            return;
        }
        if (!session.isClosing) {
            depart(session, why);
        }
        session.isClosing = true;
        session.close();
        gone.add(session);
    }

    private void depart(final Session session, final DetachReason why) {
        if (session.isAttached()) {
            log.detached(session, why);
            count(session, -1);
            if (session.hasStrategy()) {
                if (cancelsOnDisconnect && isUnsaid(why)) {
                    log.strategyDetached(session.attachment().strategyId());
                }
                clients.release(session.attachment().strategyId());
            }
        }
    }

    /** Whether nobody wanted it: the engine that stops and the client that takes over mean well. */
    private static boolean isUnsaid(final DetachReason why) {
        return switch (why) {
            case GONE, SILENT, BAD_FRAME, BAD_RING, FILE_CUT, SLOW -> true;
            case LEFT, TAKEN_OVER, STOPPING, NULL_VAL -> false;
        };
    }

    /** Forgets who has left. */
    void sweep() {
        if (!gone.isEmpty()) {
            gone.forEach(sessions::remove);
            gone.clear();
        }
    }
}
