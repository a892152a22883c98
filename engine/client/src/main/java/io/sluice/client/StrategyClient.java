package io.sluice.client;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.StrategyHeartbeatEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.json.GateTexts;
import io.sluice.schema.Permissions;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * A strategy's way to the engine. No call blocks, allocates or throws for what the engine does.
 * One thread at a time. Close it to let another client take the strategy over.
 */
public final class StrategyClient implements AutoCloseable {
    /** One intent in so many is measured; a power of two. */
    private static final int SAMPLE = 16;

    private final int strategyId;
    private final Sender sender;
    private final DecisionSource decisions;
    private final Beacon beacon;
    private final EngineClock clock;
    private final long engineTimeoutNs;
    private final AtomicLong highestIntentId;
    private final IntentWriter writer;
    private final StrategyHeartbeatEncoder heartbeat = new StrategyHeartbeatEncoder();
    private final Latencies latencies = new Latencies();
    private final Answer answer = new Answer();
    private final AllowedOrder allowed = new AllowedOrder();
    private final MessageHandler taker = (type, buffer, index, length) -> hand(buffer, index);
    private DecisionHandler handler;
    private long heartbeatSeenNs;
    /** The intent whose answer is measured; 0 while none is. */
    private long measuredId;

    private long measuredAtNs;

    /**
     * For an engine, which hands it out.
     *
     * @param sender          of the strategy's origin.
     * @param decisions       where the strategy's decisions arrive.
     * @param beacon          of the engine.
     * @param clock           engine time.
     * @param engineTimeoutNs silence after which the engine counts as lost (SPEC G-6).
     * @param highestIntentId the strategy's highest id so far; kept by the engine for the next client.
     */
    public StrategyClient(
            final int strategyId,
            final Sender sender,
            final DecisionSource decisions,
            final Beacon beacon,
            final EngineClock clock,
            final long engineTimeoutNs,
            final AtomicLong highestIntentId) {
        this.strategyId = strategyId;
        this.sender = sender;
        this.decisions = decisions;
        this.beacon = beacon;
        this.clock = clock;
        this.engineTimeoutNs = engineTimeoutNs;
        this.highestIntentId = highestIntentId;
        this.writer = new IntentWriter(sender, strategyId);
        heartbeatSeenNs = beacon.heartbeatNs();
    }

    /** The strategy. */
    public int strategyId() {
        return strategyId;
    }

    /**
     * Begins an intent; {@link #offer()} sends it. One that was begun before and not offered is forgotten.
     *
     * @param intentId above those used before, 1 to 2^53-1; the same again with the same content asks again (G-4).
     */
    public IntentWriter intent(final long intentId, final ActionType action, final TradingMode mode) {
        return writer.begin(intentId, action, mode);
    }

    /**
     * Highest intent id of the strategy: on record when the engine was opened, or offered since. Ids go on after it; 0
     * if there is none.
     */
    public long highestIntentId() {
        return highestIntentId.get();
    }

    /**
     * Offers the intent begun; it has to be written again to be offered again.
     *
     * <ul>
     *   <li>OFFERED: the decision comes by {@link #poll}.
     *   <li>BACK_PRESSURED: nothing happened; offer it again, after a moment.
     *   <li>MALFORMED, ENGINE_STOPPED, ENGINE_LOST: nothing happened, and offering it again is of no use now.
     * </ul>
     */
    public Offer offer() {
        if ((writer.intentId() & SAMPLE - 1) == 0) {
            measuredId = writer.intentId();
            measuredAtNs = System.nanoTime();
        }
        final Offer offer = writer.offer(isLost());
        if (offer == Offer.OFFERED && writer.intentId() > highestIntentId.getPlain()) {
            highestIntentId.lazySet(writer.intentId());
        }
        return offer;
    }

    /**
     * Does with the intent begun what {@link #offer()} does, short of sending it: checks it, and forgets it. For a
     * quiet time: a thread that writes and rehearses its next intent every millisecond keeps its own code and the
     * client's in the caches, and knows in advance whether the intent is well formed. Its id is not used by it.
     *
     * @return OFFERED if it is well formed, MALFORMED if not, ENGINE_LOST; whether the engine would have taken it now
     *     is not asked.
     */
    public Offer rehearse() {
        return writer.rehearse(isLost());
    }

    /**
     * Why an offer or a rehearsal was just MALFORMED: message, field and what is wrong with it, as
     * {@code OrderIntent.symbol: cannot be that}. Null if it was not.
     */
    public String whyMalformed() {
        return sender.wrong() == null ? null : sender.wrong().toString();
    }

    /** Says that the strategy lives. */
    public Offer heartbeat() {
        return isLost()
                ? Offer.ENGINE_LOST
                : sender.offer(sender.begin(heartbeat).strategyId(strategyId));
    }

    /**
     * Takes the decisions that are there; the handler is called on the caller's thread.
     *
     * @param limit most decisions to take.
     * @return how many were handed over.
     * @throws HandlerException if the handler throws; it names the intent, to ask again. An {@link Error} comes as it
     *                          is, with that exception suppressed in it.
     */
    public int poll(final DecisionHandler newHandler, final int limit) {
        handler = newHandler;
        return decisions.take(taker, limit);
    }

    /** Whether an action is allowed now, without an intent (G-7). */
    public Permission permission(final ActionType action) {
        return beacon.permission(action, isLost());
    }

    /** Why an action is refused or warned of, in words; null if nothing speaks against it. */
    public String permissionReason(final ActionType action) {
        final long gate = beacon.permissions();
        return switch (permission(action)) {
            case ALLOWED -> null;
            case WARNED -> GateTexts.warning(action);
            case REFUSED -> refusal(gate, action);
            case ENGINE_LOST -> "ENGINE_LOST: no sign of life for " + beacon.silenceNs() / 1_000_000 + " ms";
            case ENGINE_STOPPED -> "ENGINE_STOPPED: the engine takes no inputs";
        };
    }

    private static String refusal(final long gate, final ActionType action) {
        final String awaited = GateTexts.awaited(Permissions.mode(gate), Permissions.stage(gate));
        return GateTexts.refusal(Permissions.mode(gate), Permissions.stage(gate), action)
                + (awaited == null ? "" : "; awaited: " + awaited);
    }

    /** How long it took from the offer of an intent to its first answer; one intent in 16 is measured. Any thread. */
    public Latencies latencies() {
        return latencies;
    }

    /** Decisions that found no room because they were not taken; ask again for those intents (G-4). */
    public long decisionsDropped() {
        return decisions.dropped();
    }

    @Override
    public void close() {
        decisions.close();
    }

    /**
     * Looks at the engine's sign of life only where the last one seen is too old: each look takes the line of memory
     * away from the engine thread, which writes it.
     */
    private boolean isLost() {
        if (isRecent(System.nanoTime() - heartbeatSeenNs)) {
            return false;
        }
        heartbeatSeenNs = beacon.heartbeatNs();
        return beacon.isRunning() && !isRecent(System.nanoTime() - heartbeatSeenNs);
    }

    private boolean isRecent(final long silenceNs) {
        return silenceNs >= 0 && silenceNs <= engineTimeoutNs;
    }

    private void hand(final DirectBuffer buffer, final int index) {
        answer.wrap(buffer, index);
        final DecisionDecoder decision = answer.decision();
        final Verdict verdict = decision.verdict();
        final long intentId = decision.intentId();
        if (intentId == measuredId) {
            latencies.record(System.nanoTime() - measuredAtNs);
            measuredId = 0;
        }
        try {
            if (verdict == Verdict.HOLD) {
                handler.onHeld(answer);
            } else if (verdict != Verdict.ALLOW) {
                handler.onRefused(answer);
            } else if (decision.actionable() == Bool.TRUE && clock.nowNs() <= decision.validUntil()) {
                handAllowed(buffer, index);
            } else {
                handler.onLapsed(answer);
            }
        } catch (final RuntimeException e) {
            throw new HandlerException(intentId, verdict, e);
        } catch (final Error e) {
            e.addSuppressed(new HandlerException(intentId, verdict, e));
            throw e;
        } finally {
            answer.leave();
        }
    }

    private void handAllowed(final DirectBuffer buffer, final int index) {
        allowed.wrap(buffer, index);
        try {
            handler.onAllowed(allowed);
        } finally {
            allowed.leave();
        }
    }
}
