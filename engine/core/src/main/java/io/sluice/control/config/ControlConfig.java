package io.sluice.control.config;

import io.sluice.codec.TradingMode;
import java.util.List;

/**
 * The decision configuration. Durations are nanoseconds (0: off, where a key may be off), percentages and amounts are
 * decimals scaled by 10^8.
 *
 * @param tradingMode                ceiling of trading modes (P-3).
 * @param decisionValidNs            how long an ALLOW may be acted on (G-4a).
 * @param staleModelRefuses          an old model version is refused, else warned of (S-2).
 * @param cancelsForeignOrders       an order that is not ours is cancelled, else only said.
 * @param strategyHeartbeatTimeoutNs silence after which a strategy's orders are cancelled, 0 off (B-4).
 */
public record ControlConfig(
        Hitl hitl,
        Operators operators,
        Override override,
        TradingMode tradingMode,
        long decisionValidNs,
        Health health,
        Recovery recovery,
        Drawdown drawdown,
        Emergency emergency,
        Sizing sizing,
        boolean staleModelRefuses,
        long strategyHeartbeatTimeoutNs,
        Lockout lockout,
        Limits limits,
        Reconcile reconcile,
        boolean cancelsForeignOrders,
        Instruments instruments,
        Outlets outlets,
        Capacity capacity) {

    /** Human approval (H-1 to H-6). */
    public record Hitl(
            boolean enabled,
            long timeoutNs,
            long slippageMaxPercentE8,
            List<String> allowedOperators,
            boolean autoApprovePaper,
            boolean requireApprovalForLive) {}

    /** Four eyes (O-1). */
    public record Operators(boolean fourEyes, long requestTtlNs) {}

    /** Forced modes (M-5). */
    public record Override(long minTtlNs, long maxTtlNs, long defaultTtlNs, boolean criticalBreaks) {}

    /**
     * Component health (C-1 to C-4).
     *
     * @param required bit of each ComponentSource value that a recovery waits for.
     */
    public record Health(
            int required,
            long componentTtlNs,
            int failThresholdCount,
            long failThresholdNs,
            boolean unknownOnTtlExpiry,
            boolean alertOnUnstable,
            long brokerTimeoutNs,
            long marketDataStaleNs,
            long quoteStaleNs,
            long riskTimeoutNs,
            int riskTimeoutCount,
            long positionStaleNs) {}

    /** Recovery and how long causes linger (M-3). */
    public record Recovery(
            long stableNs,
            long minSafeModeNs,
            int maxAttempts,
            long backoffBaseNs,
            boolean autoToNormal,
            long stageTimeoutNs,
            long reconcileGraceNs) {}

    /** What a soft breach does (D-1). */
    public enum SoftAction {
        /** Says so. */
        WARN,
        /** Raises {@code risk.breach_soft}. */
        DEGRADE,
        /** Refuses new risk. */
        BLOCK
    }

    /** What a drawdown peak is measured over (D-1). */
    public enum Window {
        /** From the first equity of a journal, or a reset. */
        SESSION,
        /** From the day start. */
        DAILY,
        /** From the first equity ever. */
        ALL_TIME
    }

    /**
     * Drawdown (D-1 to D-4).
     *
     * @param dayStartNs nanoseconds after midnight UTC.
     */
    public record Drawdown(
            long softPercentE8,
            long hardPercentE8,
            SoftAction softAction,
            Window window,
            long dayStartNs,
            long suspectStepPercentE8,
            long suspectConfirmNs,
            long equityStaleNs) {}

    /** Emergency stop (E-2). */
    public record Emergency(long retryNs, int maxRetries, long slowRetryNs) {}

    /** Sizing guard (S-1). */
    public record Sizing(
            long qEpsilonE8,
            long fallbackMultiplierE8,
            long fallbackLeverageE8,
            long highMaxLeverageE8,
            long maxLeverageE8) {}

    /**
     * Lockouts (L-1, L-3).
     *
     * @param cooldownLosses losses in a row that lock a symbol, 0 off.
     */
    public record Lockout(long defaultDurationNs, int cooldownLosses, long cooldownNs) {}

    /** A symbol with limits of its own. */
    public record OwnLimits(String symbol, SymbolLimits limits) {}

    /** Limits of one symbol (B-1); 0: off. */
    public record SymbolLimits(
            long maxOrderQuantityE8,
            long maxOrderNotionalE8,
            long collarPercentE8,
            long maxPositionE8,
            int maxOpenOrders,
            long maxCloseQuantityE8) {
        /** Whether any is set that an order has to keep. */
        public boolean any() {
            return maxOrderQuantityE8 != 0
                    || maxOrderNotionalE8 != 0
                    || collarPercentE8 != 0
                    || maxPositionE8 != 0
                    || maxOpenOrders != 0;
        }
    }

    /**
     * Pre-trade limits (B-1); 0: off.
     *
     * @param symbols complete limits of the symbols that have their own, in the order of their names.
     */
    public record Limits(
            SymbolLimits defaults,
            List<OwnLimits> symbols,
            int ratePerStrategy,
            int rateOverall,
            int rateBurst,
            int repeatCount,
            long repeatWindowNs,
            long dailyLossE8) {
        /** The limits of a symbol that has its own. */
        public SymbolLimits of(final String symbol) {
            for (final OwnLimits own : symbols) {
                if (own.symbol().equals(symbol)) {
                    return own.limits();
                }
            }
            throw new IllegalArgumentException(symbol + " has no limits of its own");
        }
    }

    /** A symbol with a tolerance of its own. */
    public record OwnTolerance(String symbol, long toleranceE8) {}

    /**
     * Up to which difference book and broker agree.
     *
     * @param symbols those that have their own, in the order of their names.
     */
    public record Reconcile(long toleranceE8, List<OwnTolerance> symbols) {
        /** The tolerance of a symbol that has its own. */
        public long of(final String symbol) {
            for (final OwnTolerance own : symbols) {
                if (own.symbol().equals(symbol)) {
                    return own.toleranceE8();
                }
            }
            throw new IllegalArgumentException(symbol + " has no tolerance of its own");
        }
    }

    /**
     * Which symbols there are (G-3).
     *
     * @param signed symbols whose prices may be 0 or negative.
     */
    public record Instruments(boolean strict, List<String> known, List<String> signed) {}

    /**
     * Readers of the journal without which trading is restricted (K-0).
     *
     * @param requiredSinks  their names; while there are any, the component {@code db} is watched from the start.
     * @param notifyRequired whether the component {@code alerts} is watched from the start.
     */
    public record Outlets(List<String> requiredSinks, boolean notifyRequired) {}

    /** Sizes of the tables (G-5). */
    public record Capacity(
            int symbols,
            int trades,
            int pending,
            int lockouts,
            int strategies,
            int decisionsPerStrategy,
            int history) {}
}
