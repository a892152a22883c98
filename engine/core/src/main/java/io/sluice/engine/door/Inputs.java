package io.sluice.engine.door;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.InputDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Role;
import io.sluice.engine.line.Clients;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the inputs of clients: who may send as whom, then the same way in as for everybody. */
final class Inputs {
    private static final int MAX_DIGITS = 10;

    private final Origins origins;
    private final Clients clients;
    private final List<String> operators;
    private final Teller teller;
    private final Log log;
    private final UnsafeBuffer given = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer input = new UnsafeBuffer(0, 0);

    Inputs(
            final Origins origins,
            final Clients clients,
            final List<String> operators,
            final Teller teller,
            final Log log) {
        this.origins = origins;
        this.clients = clients;
        this.operators = operators;
        this.teller = teller;
        this.log = log;
    }

    /**
     * Takes one.
     *
     * @return false if there is no room: it is to be tried again, before anything that came after it.
     */
    boolean take(final Session session, final InputDecoder frame, final long nowNs) {
        final Role role = frame.role();
        final boolean wantsAnswer = frame.answer() == Bool.TRUE;
        final long msb = frame.correlationId().msb();
        final long lsb = frame.correlationId().lsb();
        frame.wrapPrincipal(given);
        frame.wrapInput(input);
        final UUID id = wantsAnswer ? new UUID(msb, lsb) : null;
        final SentAs sentAs = session.sentAs[role.ordinal()];
        Sender sender = sentAs.find(given);
        if (sender == null) {
            final String name = given.getStringWithoutLengthUtf8(0, given.capacity());
            final String principal = principal(session, role, name);
            if (principal == null) {
                log.refused(session.user(), "send as " + role + " " + name, Code.SEC_001, nowNs);
                return refused(session, id, Code.SEC_001);
            }
            sender = origins.of(role, principal, via(session, role, principal));
            if (sender == null) {
                return refused(session, id, Code.CAPACITY);
            }
            sentAs.keep(given, sender);
        }
        if (id != null && session.awaited.size() >= Session.MAX_AWAITED) {
            return refused(session, id, Code.CAPACITY);
        }
        final Offer offer = sender.offer(input, 0, input.capacity(), msb, lsb);
        switch (offer) {
            case OFFERED -> taken(session, role, id, nowNs);
            case BACK_PRESSURED -> {
                return false;
            }
            case DROPPED -> refused(session, id, Code.BACK_PRESSURED);
            case MALFORMED -> refused(session, id, Code.MALFORMED);
            case ENGINE_STOPPED, ENGINE_LOST -> refused(session, id, Code.ENGINE_STOPPED);
        }
        return true;
    }

    private void taken(final Session session, final Role role, final UUID id, final long nowNs) {
        if (id != null) {
            session.awaited.put(id, new Session.Awaited(false));
        }
        if (role == Role.STRATEGY) {
            noteIntent();
        }
    }

    /** A client that goes on has to know its highest id (G-4). */
    private void noteIntent() {
        if ((input.getShort(2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) == OrderIntentDecoder.TEMPLATE_ID) {
            final int block = MessageHeaderDecoder.ENCODED_LENGTH;
            final int strategyId =
                    input.getInt(block + OrderIntentDecoder.strategyIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            final long intentId =
                    input.getLong(block + OrderIntentDecoder.intentIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            final AtomicLong highest = strategyId < 0 ? null : clients.known(strategyId);
            if (highest != null && intentId > highest.get()) {
                highest.lazySet(intentId);
            }
        }
    }

    private boolean refused(final Session session, final UUID id, final Code code) {
        if (id != null) {
            teller.answer(session, id, 0, 0, false, code, 0);
        }
        return true;
    }

    /** In whose name a client sends; null if it may not. */
    private String principal(final Session session, final Role role, final String given) {
        final Attachment who = session.attachment();
        if (!who.roles().contains(role)) {
            return null;
        }
        return switch (role) {
            case STRATEGY -> strategy(session, given);
            case OPERATOR -> operator(session, given);
            case BROKER, MARKET, RISK, MONITOR -> given.isEmpty()
                    ? who.principal().isEmpty() ? who.name() : who.principal()
                    : given;
            case ENGINE, NULL_VAL -> null;
        };
    }

    private static String strategy(final Session session, final String given) {
        final Attachment who = session.attachment();
        final String own = who.hasStrategy() ? Integer.toString(who.strategyId()) : null;
        if (given.isEmpty() || given.equals(own)) {
            return own;
        }
        final boolean isNumber = given.length() <= MAX_DIGITS && given.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber
                || Long.parseLong(given) > Integer.MAX_VALUE
                || !session.grant().gateway()) {
            return null;
        }
        final int id = Integer.parseInt(given);
        return session.grant().allowsStrategy(id) ? Integer.toString(id) : null;
    }

    private String operator(final Session session, final String given) {
        final String own = session.attachment().principal();
        if (given.isEmpty() || given.equals(own)) {
            return own.isEmpty() ? null : own;
        }
        return session.grant().gateway()
                        && operators.contains(given)
                        && session.grant().allowsOperator(given)
                ? given
                : null;
    }

    /** The gateway that sends for somebody else; empty for a client that speaks as itself (W-8). */
    private static String via(final Session session, final Role role, final String principal) {
        final Attachment who = session.attachment();
        final boolean isOwn =
                switch (role) {
                    case STRATEGY -> who.hasStrategy() && principal.equals(Integer.toString(who.strategyId()));
                    case OPERATOR -> principal.equals(who.principal());
                    case BROKER, MARKET, RISK, MONITOR, ENGINE, NULL_VAL -> true;
                };
        return isOwn ? "" : session.gatewayName();
    }
}
