package io.sluice.engine.door;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.AttachRefusedEncoder;
import io.sluice.codec.AttachedEncoder;
import io.sluice.codec.Code;
import io.sluice.codec.DetachReason;
import io.sluice.codec.Road;
import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.config.EngineConfig;
import io.sluice.config.Grant;
import io.sluice.schema.IoTrouble;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.util.List;

/** Lets clients in or refuses them, and tells those who are in how the engine is. The door's thread only. */
final class Reception {
    private static final int SENTENCE = 512;
    private static final int USER = 32;

    private final EngineSide engine;
    private final EngineConfig.Door settings;
    private final Beacon beacon;
    private final Users users;
    private final Doorman doorman;
    private final Roster roster;
    private final Log log;
    private final Pump pump;
    private final AttachedEncoder attached = new AttachedEncoder();
    private final AttachRefusedEncoder refused = new AttachRefusedEncoder();
    private final SignOfLifeEncoder sign = new SignOfLifeEncoder();
    private long clientIds;

    Reception(final EngineSide engine, final Users users, final Roster roster, final Log log, final Pump pump) {
        this.engine = engine;
        this.pump = pump;
        this.users = users;
        this.roster = roster;
        this.log = log;
        settings = engine.settings();
        beacon = engine.beacon();
        doorman = new Doorman(users, engine.operators());
    }

    /** A connection says who it is and what it wants. */
    void attach(final Session session, final Attachment asked, final long nowNs) {
        final Grant grant = users.grant(session.principal);
        final Attachment wanted = asked.as(doorman.operator(session.principal, grant, asked));
        Refusal refusal = doorman.judge(session.principal, grant, wanted);
        if (refusal == null && roster.attached() >= settings.maxClients()) {
            refusal = Refusal.of(
                    AttachRefusal.TOO_MANY, settings.maxClients() + " clients are attached (sluice.door.max-clients)");
        }
        RingRoad rings = null;
        if (refusal == null && wanted.road() == Road.FAST) {
            try {
                rings = rings(session);
            } catch (final IOException e) {
                refusal = noRings(session, e);
            }
        }
        refusal = refusal == null && wanted.hasStrategy() ? claim(wanted) : refusal;
        if (refusal != null) {
            if (rings != null) {
                rings.abandon();
            }
            refuse(session, refusal, nowNs);
            return;
        }
        session.attach(++clientIds, grant, wanted);
        roster.joined(session);
        answer(session, rings);
        if (rings != null) {
            session.takeRoad(rings, maxFrame(rings.capacity()));
            pump.add(rings);
        }
        signOfLife(session);
    }

    private int maxFrame(final int ringBytes) {
        return Math.min(settings.maxFrameBytes(), RingFile.maxFrame(ringBytes));
    }

    private RingRoad rings(final Session session) throws IOException {
        if (engine.shm() == null) {
            throw new IOException("the engine could not make its directory there");
        }
        final int capacity = settings.ringBytes();
        return RingRoad.make(
                engine.shm(),
                users.isOwner(session.principal) ? null : session.group,
                capacity,
                maxFrame(capacity),
                pump);
    }

    private Refusal noRings(final Session session, final IOException e) {
        final boolean isGroup = !users.isOwner(session.principal) && engine.shm() != null;
        return Refusal.of(
                AttachRefusal.TOO_MANY,
                "no rings in " + settings.shmDir() + ": " + IoTrouble.reason(e) + ": "
                        + (isGroup
                                ? "the engine's user has to be in the group " + session.group.getName()
                                        + ", and there has to be room"
                                : "make room, set sluice.door.shm-dir or a smaller sluice.door.ring-size")
                        + ", or take the slow road");
    }

    /** One client a strategy; a second one may say that it takes over. */
    private Refusal claim(final Attachment wanted) {
        for (final Session other : roster.sessions()) {
            final boolean hasIt = other.hasStrategy()
                    && !other.isClosing
                    && other.attachment().strategyId() == wanted.strategyId();
            if (hasIt && !wanted.takeOver()) {
                return Refusal.of(
                        AttachRefusal.STRATEGY_TAKEN,
                        "strategy " + wanted.strategyId() + " has client " + other.id() + " ("
                                + other.attachment().name() + "); a second one has to say that it takes over");
            }
            if (hasIt) {
                roster.detach(other, DetachReason.TAKEN_OVER, "another client took strategy " + wanted.strategyId());
            }
        }
        try {
            engine.clients().claim(wanted.strategyId());
            return null;
        } catch (final EngineException e) {
            return Refusal.of(AttachRefusal.STRATEGY_TAKEN, e.getMessage() + " in the engine's own process");
        }
    }

    private void answer(final Session session, final RingRoad rings) {
        final Attachment who = session.attachment();
        session.out
                .begin(attached)
                .clientId(session.id())
                .startSequence(engine.startSequence())
                .lastSequence(beacon.lastSequence())
                .clockOffsetNs(engine.clock().nowNs() - System.nanoTime())
                .engineTimeoutNs(engine.engineTimeoutNs())
                .heartbeatNs(settings.heartbeatNs())
                .silenceNs(settings.silenceNs())
                .maxFrame(rings == null ? settings.maxFrameBytes() : maxFrame(rings.capacity()))
                .gate(beacon.permissions())
                .journalId()
                .msb(engine.journalId().getMostSignificantBits())
                .lsb(engine.journalId().getLeastSignificantBits());
        if (who.hasStrategy()) {
            attached.highestIntentId(
                    engine.clients().highestIntentId(who.strategyId()).get());
        }
        if (rings != null) {
            attached.ringBytes(rings.capacity());
        }
        final String file =
                engine.directory().resolve(Beacon.FILE).toAbsolutePath().toString();
        session.out.end(attached.beacon(Texts.cut(file, SENTENCE))
                .osUser(Texts.cut(session.user(), USER))
                .principal(who.principal())
                .rings(rings == null ? "" : rings.file().toString()));
    }

    /** Says no; the connection ends once that is said. */
    void refuse(final Session session, final Refusal refusal, final long nowNs) {
        if (refusal.what() != null) {
            log.refused(session.user(), refusal.what(), Code.SEC_001, nowNs);
        }
        session.out.end(
                session.out.begin(refused).refusal(refusal.code()).sentence(Texts.cut(refusal.sentence(), SENTENCE)));
        session.isClosing = true;
        session.lastHeardNs = nowNs;
    }

    /** Signs of life that are due, all of them where the gate has changed; and who gave none, or does not read. */
    void beat(final boolean isGateChanged, final long nowNs) {
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            final boolean isIn = session.isAttached() && !session.isClosing;
            if (isIn && (isGateChanged || nowNs - session.lastBeatNs >= settings.heartbeatNs())) {
                session.lastBeatNs = nowNs;
                signOfLife(session);
            }
            if (isIn && session.out.pending() > 0 && nowNs - session.lastProgressNs > settings.silenceNs()) {
                roster.detach(session, DetachReason.SLOW, "it does not read");
            } else if (nowNs - session.lastHeardNs > settings.silenceNs()) {
                if (isIn) {
                    roster.detach(session, DetachReason.SILENT, "no sign of life");
                } else {
                    roster.end(session, DetachReason.SILENT);
                }
            }
        }
    }

    /** A client whose queue is full learns of the engine's life later, and of nothing else meanwhile. */
    private void signOfLife(final Session session) {
        if (session.out.pending() >= settings.queueBytes()) {
            return;
        }
        session.out.end(session.out
                .begin(sign)
                .engineState(beacon.state().ordinal())
                .gate(beacon.permissions())
                .engineBeatNs(beacon.heartbeatNs())
                .lastSequence(beacon.lastSequence())
                .lastTimeNs(beacon.lastTimeNs())
                .toldSequence(Math.max(0, session.next - 1)));
    }
}
