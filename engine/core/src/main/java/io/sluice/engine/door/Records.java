package io.sluice.engine.door;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.codec.Code;
import io.sluice.codec.DetachReason;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalFault;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Hands the released records to the clients that listen: one reading for all who are up to date, one of its own for
 * each who is behind, because it began earlier or reads slowly. The door's thread only.
 */
final class Records implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int BEATS = 2;

    private final EngineSide engine;
    private final Beacon beacon;
    private final Teller teller;
    private final Roster roster;
    private final int queueBytes;
    private final Quiet tellAll = (record, position) -> tellAll(record);
    private ReleasedFeed live;
    private long beat;

    Records(final EngineSide engine, final Teller teller, final Roster roster) {
        this.engine = engine;
        this.teller = teller;
        this.roster = roster;
        beacon = engine.beacon();
        queueBytes = engine.settings().queueBytes();
    }

    /** A client wants to hear. */
    void listen(final Session session, final long from, final long types) {
        session.isListening = true;
        session.types = types;
        final boolean isFromOpen =
                from <= 0 && session.attachment().tradingMode() != io.sluice.codec.TradingMode.NULL_VAL;
        if (isFromOpen) {
            session.lookup = OpenCommands.find(
                    engine.directory(),
                    engine.startSequence(),
                    beacon.lastSequence(),
                    session.attachment().tradingMode());
        } else {
            session.next = from <= 0 ? beacon.lastSequence() + 1 : from;
        }
    }

    /**
     * Tells what there is.
     *
     * @param isQuiet whether nothing but a new record can have made work since the last time.
     * @return how many records were looked at.
     */
    int work(final boolean isQuiet) {
        if (isQuiet && (live == null || beacon.lastSequence() == live.sequence())) {
            return 0;
        }
        int work = 0;
        boolean isListened = false;
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            begin(session);
            isListened |= session.next > 0;
        }
        if (!isListened) {
            close();
            return 0;
        }
        if (live == null) {
            live = new ReleasedFeed(engine.directory(), beacon.lastSequence() + 1, beacon::lastSequence);
        }
        if (beacon.lastSequence() > live.sequence()) {
            work += live.poll(tellAll, BATCH);
        }
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.next > 0 && !session.isClosing) {
                work += catchUp(session);
                answerWithoutRecord(session);
            }
        }
        noteBeat();
        return work;
    }

    private void begin(final Session session) {
        if (session.lookup != null && session.lookup.isDone()) {
            session.open = session.lookup.isCompletedExceptionally() ? null : session.lookup.join();
            session.lookup = null;
            session.next = session.open == null ? engine.startSequence() : session.open.from(engine.startSequence());
        }
    }

    private void tellAll(final RecordDecoder record) {
        final long sequence = record.header().sequence();
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.next == sequence && session.catchUp == null && hasRoom(session)) {
                teller.tell(session, record);
            }
        }
    }

    private boolean hasRoom(final Session session) {
        return !session.isClosing && session.out.pending() < queueBytes;
    }

    private int catchUp(final Session session) {
        if (session.next > live.sequence()) {
            if (session.catchUp != null) {
                session.catchUp.close();
                session.catchUp = null;
            }
            return 0;
        }
        if (!hasRoom(session)) {
            return 0;
        }
        try {
            if (session.catchUp == null) {
                session.catchUp = new ReleasedFeed(engine.directory(), session.next, live::sequence);
            }
            int count = 0;
            // One record at a time: the client may be full after any of them.
            while (count < BATCH && hasRoom(session) && session.next <= live.sequence()) {
                if (session.catchUp.poll(Quiet.of((record, position) -> teller.tell(session, record)), 1) == 0) {
                    break;
                }
                count++;
            }
            return count;
        } catch (final EngineException | JournalException e) {
            engine.notices().accept("client " + session.id() + " cannot be told on: " + e.getMessage());
            roster.detach(session, DetachReason.SLOW, e.getMessage());
            return 0;
        }
    }

    /** The engine lives on: what it had executed when it was last seen idle is recorded by now, or never. */
    private void noteBeat() {
        final long now = beacon.heartbeatNs();
        if (now == beat) {
            return;
        }
        beat = now;
        final boolean isIdle = engine.isIdle().getAsBoolean();
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.awaited.isEmpty()) {
                continue;
            }
            for (final Session.Awaited each : session.awaited.values()) {
                if (each.idleSinceNs == 0 && each.last == 0 && isIdle && !each.isOld) {
                    each.idleSinceNs = System.nanoTime();
                } else if (each.idleSinceNs != 0 && each.last == 0 && now - each.idleSinceNs > 0) {
                    each.beats++;
                    each.last = each.beats < BEATS ? 0 : Math.max(1, beacon.lastSequence());
                }
            }
        }
    }

    private void answerWithoutRecord(final Session session) {
        if (session.awaited.isEmpty()) {
            return;
        }
        final Iterator<Map.Entry<UUID, Session.Awaited>> each =
                session.awaited.entrySet().iterator();
        while (each.hasNext()) {
            final Map.Entry<UUID, Session.Awaited> next = each.next();
            final long last = next.getValue().last;
            if (last > 0 && session.next > last) {
                each.remove();
                teller.answer(session, next.getKey(), 0, 0, true, Code.OK, 0);
            }
        }
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
            live = null;
        }
    }

    /** Takes records; what is no damage is passed over, because it was told at the start. */
    private interface Quiet extends RecordListener {
        static Quiet of(final Quiet listener) {
            return listener;
        }

        @Override
        default boolean onFault(final JournalFault fault) {
            return true;
        }
    }
}
