package io.sluice.engine.door;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.AccessRefusedEncoder;
import io.sluice.codec.ClientChangedEncoder;
import io.sluice.codec.ClientPhase;
import io.sluice.codec.Code;
import io.sluice.codec.DetachReason;
import io.sluice.codec.Role;
import io.sluice.codec.StrategyDetachedEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has recorded who comes, goes, and is refused (SPEC ): as inputs of the engine's own. Refusals are recorded
 * ten a second at most; the next one says how many were not.
 */
final class Log {
    private static final int REFUSALS = 10;
    private static final int MAX_WAITING = 4096;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Sender sender;
    private final ClientChangedEncoder changed = new ClientChangedEncoder();
    private final AccessRefusedEncoder refused = new AccessRefusedEncoder();
    private final StrategyDetachedEncoder strategyDetached = new StrategyDetachedEncoder();
    private final Deque<Supplier<Offer>> waiting = new ArrayDeque<>();
    private long windowNs;
    private int inWindow;
    private long passedOver;

    Log(final Origins origins) {
        sender = origins.of(Role.ENGINE, "", "");
    }

    void attached(final Session session) {
        changed(session, ClientPhase.ATTACHED, DetachReason.NULL_VAL);
    }

    void detached(final Session session, final DetachReason why) {
        changed(session, ClientPhase.DETACHED, why);
    }

    private void changed(final Session session, final ClientPhase phase, final DetachReason why) {
        final Attachment attachment = session.attachment();
        put(() -> {
            sender.begin(changed)
                    .clientId(session.id())
                    .phase(phase)
                    .road(attachment.road())
                    .code(why)
                    .roles()
                    .clear();
            changed.buffer().putByte(changed.offset() + ClientChangedEncoder.rolesEncodingOffset(), (byte)
                    attachment.roleBits());
            changed.osUser(Texts.cut(session.user(), 32))
                    .principal(attachment.principal())
                    .name(attachment.name());
            return sender.offer(changed);
        });
    }

    /** A strategy whose connection ended unsaid counts as silent. */
    void strategyDetached(final int strategyId) {
        put(() -> sender.offer(sender.begin(strategyDetached).strategyId(strategyId)));
    }

    void refused(final String user, final String what, final Code code, final long nowNs) {
        if (nowNs - windowNs > SECOND_NS) {
            windowNs = nowNs;
            inWindow = 0;
        }
        if (++inWindow > REFUSALS) {
            passedOver++;
            return;
        }
        final String more = passedOver == 0 ? "" : ", and " + passedOver + " more";
        passedOver = 0;
        put(() -> {
            sender.begin(refused).code(code);
            refused.principal(Texts.cut(user, 64)).what(Texts.cut(what, 64 - more.length()) + more);
            return sender.offer(refused);
        });
    }

    private void put(final Supplier<Offer> offering) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(offering);
        }
        flush();
    }

    /** Offers what found no room before; returns whether nothing waits. */
    boolean flush() {
        while (!waiting.isEmpty() && waiting.peek().get() != Offer.BACK_PRESSURED) {
            waiting.poll();
        }
        return waiting.isEmpty();
    }
}
