package io.sluice.engine.line;

import io.sluice.client.DecisionSource;
import io.sluice.client.EngineException;
import org.agrona.collections.Int2ObjectHashMap;

/** The queues of the strategies that are attached. Attaching copies, so that the engine thread reads without a lock. */
public final class Clients {
    private volatile Int2ObjectHashMap<DecisionQueue> queues = new Int2ObjectHashMap<>();

    private static final int DECISION_BYTES = 1 << 20;

    /** @throws EngineException CLIENT_EXISTS. */
    public synchronized DecisionSource attach(final int strategyId) {
        if (queues.containsKey(strategyId)) {
            throw new EngineException(
                    EngineException.Code.CLIENT_EXISTS, "strategy " + strategyId + " has a client already");
        }
        final DecisionQueue queue = new DecisionQueue(DECISION_BYTES, closed -> detach(strategyId, closed));
        final Int2ObjectHashMap<DecisionQueue> copy = new Int2ObjectHashMap<>(queues);
        copy.put(strategyId, queue);
        queues = copy;
        return queue;
    }

    private synchronized void detach(final int strategyId, final DecisionQueue queue) {
        final Int2ObjectHashMap<DecisionQueue> copy = new Int2ObjectHashMap<>(queues);
        if (copy.remove(strategyId, queue)) {
            queues = copy;
        }
    }

    /** Null if the strategy is not attached. */
    DecisionQueue find(final int strategyId) {
        return queues.get(strategyId);
    }
}
