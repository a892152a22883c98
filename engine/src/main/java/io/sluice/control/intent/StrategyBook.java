package io.sluice.control.intent;

import io.sluice.codec.Code;
import io.sluice.codec.StrategyHeartbeatDecoder;
import io.sluice.control.config.ControlConfig.Capacity;
import org.agrona.collections.Int2ObjectHashMap;

/** Fixed table of strategies, in the order in which they were first heard. */
public final class StrategyBook {
    private final Strategy[] strategies;
    private final Int2ObjectHashMap<Strategy> byId;
    private final int remembered;
    private int size;
    /** The one asked for last, which most often is the one asked for next. */
    private Strategy last;

    /** @param capacity sizes (G-5). */
    public StrategyBook(final Capacity capacity) {
        strategies = new Strategy[capacity.strategies()];
        remembered = capacity.decisionsPerStrategy();
        byId = new Int2ObjectHashMap<>(2 * capacity.strategies(), 0.65f, true);
    }

    /** A strategy by its number, or null. */
    public Strategy find(final int id) {
        return byId.get(id);
    }

    /** A strategy by its number, added if need be; null if there is no room. */
    public Strategy findOrAdd(final int id) {
        if (last != null && last.id() == id) {
            return last;
        }
        final Strategy found = byId.get(id);
        if (found == null && size == strategies.length) {
            return null;
        }
        last = found == null ? add(id) : found;
        return last;
    }

    private Strategy add(final int id) {
        final Strategy added = new Strategy(id, remembered);
        strategies[size++] = added;
        byId.put(id, added);
        return added;
    }

    /** A sign of life of a strategy; one not known yet is added. */
    public Code onHeartbeat(final StrategyHeartbeatDecoder in, final long nowNs) {
        final Strategy strategy = findOrAdd(in.strategyId());
        if (strategy == null) {
            return Code.CAPACITY;
        }
        strategy.seen(nowNs);
        return Code.OK;
    }

    /** Strategies so far. */
    public int size() {
        return size;
    }

    /** A strategy by its place. */
    public Strategy at(final int index) {
        return strategies[index];
    }
}
