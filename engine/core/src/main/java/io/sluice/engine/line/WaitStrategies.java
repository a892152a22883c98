package io.sluice.engine.line;

import io.sluice.config.EngineConfig;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What a thread of the hot path does while there is nothing to do: {@code wait-strategy} of pipeline and door. */
public final class WaitStrategies {
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 100_000;

    private WaitStrategies() {}

    /** One for one thread. */
    public static IdleStrategy of(final EngineConfig.WaitStrategy strategy) {
        return switch (strategy) {
            case BUSY_SPIN -> new BusySpinIdleStrategy();
            case YIELD -> new YieldingIdleStrategy();
            case PARK -> new BackoffIdleStrategy(10, 10, MIN_PARK_NS, MAX_PARK_NS);
        };
    }
}
