package io.sluice.control.intent;

import io.sluice.control.config.ControlConfig.Capacity;
import org.agrona.collections.Int2ObjectHashMap;

/** Fixed table of strategies, in the order in which they were first heard. */
public final class StrategyBook {
    private final Strategy[] strategies;
    private final Int2ObjectHashMap<Strategy> byId;
    private final int remembered;
    private int size;

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
        final Strategy found = byId.get(id);
        if (found != null || size == strategies.length) {
            return found;
        }
        final Strategy added = new Strategy(id, remembered);
        strategies[size++] = added;
        byId.put(id, added);
        return added;
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
