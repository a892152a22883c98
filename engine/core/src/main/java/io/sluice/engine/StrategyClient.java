package io.sluice.engine;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.StrategyHeartbeatEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.control.view.Permissions;
import io.sluice.control.view.View;
import io.sluice.json.GateTexts;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * A strategy's way to the engine in its own process. No call but {@link #lastView} blocks, allocates or throws for what
 * the engine does.
 * One thread at a time. Close it to let another client take the strategy over.
 */
public final class StrategyClient implements AutoCloseable {
    private final int strategyId;
    private final Sender sender;
    private final DecisionQueue queue;
    private final Clients clients;
    private final Beacon beacon;
    private final EngineClock clock;
    private final long engineTimeoutNs;
    private final IntentWriter writer;
    private final StrategyHeartbeatEncoder heartbeat = new StrategyHeartbeatEncoder();
    private final Answer answer = new Answer();
    private final AllowedOrder allowed = new AllowedOrder();
    private final MessageHandler taker = (type, buffer, index, length) -> hand(buffer, index);
    private final Path directory;
    private StateView state;
    private DecisionHandler handler;
    private long heartbeatSeenNs;

    StrategyClient(
            final Path directory,
            final int strategyId,
            final Sender sender,
            final DecisionQueue queue,
            final Clients clients,
            final EngineClock clock,
            final long engineTimeoutNs) {
        this.directory = directory;
        this.strategyId = strategyId;
        this.sender = sender;
        this.queue = queue;
        this.clients = clients;
        this.beacon = sender.intake().beacon();
        this.clock = clock;
        this.engineTimeoutNs = engineTimeoutNs;
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

    /** Offers the intent begun; it has to be written anew to be offered again. */
    public Offer offer() {
        return writer.offer(isLost());
    }

    /** Says that the strategy lives. */
    public Offer heartbeat() {
        return isLost()
                ? Offer.ENGINE_LOST
                : sender.offer(sender.begin(heartbeat).strategyId(strategyId));
    }

    /**
     * Takes the decisions that are there.
     *
     * @return how many were handed over.
     */
    public int poll(final DecisionHandler newHandler, final int limit) {
        handler = newHandler;
        return queue.take(taker, limit);
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
            case REFUSED -> GateTexts.refusal(Permissions.mode(gate), Permissions.stage(gate), action);
            case ENGINE_LOST -> "ENGINE_LOST: no sign of life for " + beacon.silenceNs() / 1_000_000 + " ms";
            case ENGINE_STOPPED -> "ENGINE_STOPPED: the engine takes no inputs";
        };
    }

    /**
     * Views as the engine last showed them, with their age: what a query comes to while the engine is lost (SPEC G-6).
     * Not for the hot path: it allocates, and may wait for {@link StateView#LIMIT}.
     *
     * @param views none for all.
     * @throws io.sluice.state.StateMapException as {@link StateView#read}.
     */
    public StateSnapshot lastView(final View... views) {
        if (state == null) {
            state = StateView.open(directory);
        }
        return state.read(views);
    }

    /** Decisions that found no room because they were not taken; ask again for those intents (G-4). */
    public long decisionsDropped() {
        return queue.dropped();
    }

    @Override
    public void close() {
        clients.detach(strategyId, queue);
        if (state != null) {
            state.close();
        }
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
        try {
            final DecisionDecoder decision = answer.decision();
            final Verdict verdict = decision.verdict();
            if (verdict == Verdict.HOLD) {
                handler.onHeld(answer);
            } else if (verdict != Verdict.ALLOW) {
                handler.onRefused(answer);
            } else if (decision.actionable() == Bool.TRUE && clock.nowNs() <= decision.validUntil()) {
                handAllowed(buffer, index);
            } else {
                handler.onLapsed(answer);
            }
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
