package io.sluice.engine.line;

import io.sluice.client.DecisionSource;
import io.sluice.client.EngineException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.Int2ObjectHashMap;

/** The queues of the strategies that are attached. Attaching copies, so that the engine thread reads without a lock. */
public final class Clients {
    private volatile Int2ObjectHashMap<DecisionQueue> queues = new Int2ObjectHashMap<>();

    private static final int DECISION_BYTES = 1 << 20;

    private final Set<Integer> claimed = new HashSet<>();

    /** Highest intent ids, on record at the start or offered since. */
    private final Map<Integer, AtomicLong> highest = new ConcurrentHashMap<>();

    /** Highest intent id of a strategy; its client keeps it up to date. Any thread. */
    public AtomicLong highestIntentId(final int strategyId) {
        return highest.computeIfAbsent(strategyId, id -> new AtomicLong());
    }

    /** Highest intent id of a strategy that somebody asked about before; else null. Any thread. */
    public AtomicLong known(final int strategyId) {
        return highest.get(strategyId);
    }

    /** @throws EngineException CLIENT_EXISTS. */
    public synchronized DecisionSource attach(final int strategyId) {
        refuseIfTaken(strategyId);
        final DecisionQueue queue = new DecisionQueue(DECISION_BYTES, closed -> detach(strategyId, closed));
        final Int2ObjectHashMap<DecisionQueue> copy = new Int2ObjectHashMap<>(queues);
        copy.put(strategyId, queue);
        queues = copy;
        return queue;
    }

    /**
     * Takes a strategy for a client that reads its decisions from the records.
     *
     * @throws EngineException CLIENT_EXISTS.
     */
    public synchronized void claim(final int strategyId) {
        refuseIfTaken(strategyId);
        claimed.add(strategyId);
    }

    /** Gives a strategy that was claimed back. */
    public synchronized void release(final int strategyId) {
        claimed.remove(strategyId);
    }

    private void refuseIfTaken(final int strategyId) {
        if (queues.containsKey(strategyId) || claimed.contains(strategyId)) {
            throw new EngineException(
                    EngineException.Code.CLIENT_EXISTS, "strategy " + strategyId + " has a client already");
        }
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
