package io.sluice.engine.door;

import io.sluice.codec.AnswerWantedDecoder;
import io.sluice.codec.AttachDecoder;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedDecoder;
import io.sluice.codec.InputDecoder;
import io.sluice.codec.ListenDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.SignOfLifeDecoder;
import io.sluice.session.FrameReader;
import java.util.UUID;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes the frames that came over any road: what each asks for is done, or its sender is sent away. The door's thread
 * only.
 */
final class Desk {
    private final int perTurn;
    private final Reception reception;
    private final Roster roster;
    private final Inputs inputs;
    private final Records records;
    private final Consumer<String> notices;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AttachDecoder attach = new AttachDecoder();
    private final ListenDecoder listen = new ListenDecoder();
    private final AnswerWantedDecoder answerWanted = new AnswerWantedDecoder();
    private final InputDecoder input = new InputDecoder();
    private long lastInputNs;

    Desk(
            final EngineSide engine,
            final Reception reception,
            final Roster roster,
            final Inputs inputs,
            final Records records) {
        perTurn = engine.settings().perTurn();
        notices = engine.notices();
        this.reception = reception;
        this.roster = roster;
        this.inputs = inputs;
        this.records = records;
    }

    /** When the last input came. */
    long lastInputNs() {
        return lastInputNs;
    }

    /**
     * Takes the frames that are there, so many a turn. A fault of ours in what one client sent is told, and ends that
     * client alone.
     *
     * @return how many.
     */
    int handle(final Session session, final long nowNs) {
        try {
            return takeAll(session, nowNs);
        } catch (final RuntimeException e) {
            notices.accept("client " + session.id() + " is sent away for a fault at the door: " + e);
            roster.end(session, DetachReason.BAD_FRAME);
            return 1;
        }
    }

    private int takeAll(final Session session, final long nowNs) {
        final FrameReader in = session.in;
        int count = 0;
        session.isStalled = false;
        // Another reader is there once its Attach opened the fast road.
        while (count < perTurn && !session.isClosing && in == session.in && in.next()) {
            if (!take(session, nowNs)) {
                session.isStalled = true;
                session.lastHeardNs = nowNs;
                return count;
            }
            in.advance();
            count++;
        }
        refuseIfWrong(session, session.in, nowNs);
        // What is left in its memory has its turn next, without another word of the socket.
        session.isStalled = count == perTurn;
        return count;
    }

    private void refuseIfWrong(final Session session, final FrameReader in, final long nowNs) {
        if (in.wrong() == null || session.isClosing) {
            return;
        }
        if (session.isAttached()) {
            roster.detach(session, DetachReason.BAD_FRAME, in.wrong());
            return;
        }
        final boolean isVersion =
                in.version() != AttachDecoder.SCHEMA_VERSION && in.templateId() == AttachDecoder.TEMPLATE_ID;
        reception.refuse(
                session, Refusal.of(isVersion ? AttachRefusal.VERSION : AttachRefusal.FRAME, in.wrong()), nowNs);
    }

    /** @return false if it found no room and is to be tried again. */
    private boolean take(final Session session, final long nowNs) {
        final UnsafeBuffer buffer = session.in.buffer();
        final int offset = session.in.offset();
        final int templateId = session.in.templateId();
        if (!session.isAttached()) {
            if (templateId != AttachDecoder.TEMPLATE_ID) {
                reception.refuse(
                        session, Refusal.of(AttachRefusal.FRAME, "the first frame has to be an Attach"), nowNs);
            } else {
                reception.attach(session, Attachment.read(attach.wrapAndApplyHeader(buffer, offset, header)), nowNs);
            }
            return true;
        }
        switch (templateId) {
            case InputDecoder.TEMPLATE_ID -> {
                lastInputNs = nowNs;
                return inputs.take(session, input.wrapAndApplyHeader(buffer, offset, header), nowNs);
            }
            case SignOfLifeDecoder.TEMPLATE_ID -> session.lastHeardNs = nowNs;
            case DetachedDecoder.TEMPLATE_ID -> roster.end(session, DetachReason.LEFT);
            case ListenDecoder.TEMPLATE_ID -> {
                listen.wrapAndApplyHeader(buffer, offset, header);
                if (session.isListening) {
                    roster.detach(session, DetachReason.BAD_FRAME, "a session listens once");
                } else {
                    records.listen(session, listen.from(), listen.types());
                }
            }
            case AnswerWantedDecoder.TEMPLATE_ID -> {
                answerWanted.wrapAndApplyHeader(buffer, offset, header);
                if (session.awaited.size() < Session.MAX_AWAITED) {
                    session.awaited.put(
                            new UUID(
                                    answerWanted.correlationId().msb(),
                                    answerWanted.correlationId().lsb()),
                            new Session.Awaited(true));
                }
            }
            default -> roster.detach(session, DetachReason.BAD_FRAME, "a client does not send such a frame");
        }
        return true;
    }

    /** On the fast road the socket carries the bell of a client whose pump slept, and nothing else. */
    void handleBell(final Session session, final long nowNs) {
        while (!session.isClosing && session.socketIn.next()) {
            if (session.socketIn.templateId() != SignOfLifeDecoder.TEMPLATE_ID) {
                roster.detach(session, DetachReason.BAD_FRAME, "on the fast road the socket takes signs of life alone");
                return;
            }
            session.socketIn.advance();
            session.lastHeardNs = nowNs;
        }
        if (session.socketIn.wrong() != null) {
            roster.detach(session, DetachReason.BAD_FRAME, session.socketIn.wrong());
        }
        session.rings().ring();
    }
}
