package io.sluice.engine;

import org.agrona.collections.Int2ObjectHashMap;

/** The queues of the strategies that are attached. Attaching copies, so that the engine thread reads without a lock. */
final class Clients {
    private volatile Int2ObjectHashMap<DecisionQueue> queues = new Int2ObjectHashMap<>();

    /** @throws EngineException CLIENT_EXISTS. */
    synchronized void attach(final int strategyId, final DecisionQueue queue) {
        if (queues.containsKey(strategyId)) {
            throw new EngineException(
                    EngineException.Code.CLIENT_EXISTS, "strategy " + strategyId + " has a client already");
        }
        final Int2ObjectHashMap<DecisionQueue> copy = new Int2ObjectHashMap<>(queues);
        copy.put(strategyId, queue);
        queues = copy;
    }

    synchronized void detach(final int strategyId, final DecisionQueue queue) {
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
