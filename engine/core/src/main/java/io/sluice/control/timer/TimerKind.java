package io.sluice.control.timer;

/** What a timer is for; timers of one deadline fire in this order, then by subject (SPEC W-6). */
public enum TimerKind {
    /** A sign of life lost its validity (C-2). */
    COMPONENT_TTL,
    /** A component failed for too long (C-1). */
    COMPONENT_FAILING,
    /** The broker gave no sign of life (C-3). */
    BROKER_SILENT,
    /** No quote at all (C-3). */
    MARKET_SILENT,
    /** No quote of a symbol in use (C-3). */
    SYMBOL_SILENT,
    /** Equity is too old (D-4). */
    EQUITY_SILENT,
    /** A strategy fell silent (section 11). */
    STRATEGY_SILENT,
    /** A suspect equity was neither confirmed nor refuted (D-2). */
    EQUITY_SUSPECT,
    /** A new day begins for the drawdown (D-1). */
    DAY_START,
    /** The grace of a report is over. */
    RECONCILE_GRACE,
    /** A request runs out (H-7). */
    APPROVAL_EXPIRY,
    /** A lockout ends (L-1). */
    LOCKOUT_END,
    /** A request for a second operator ends (O-1). */
    REQUEST_END,
    /** A forced mode ends (M-5). */
    OVERRIDE_END,
    /** A resolved cause has lingered long enough (M-3). */
    CAUSE_LINGER,
    /** A failed recovery run starts again. */
    RECOVERY_BACKOFF,
    /** A recovery stage took too long. */
    RECOVERY_TIMEOUT,
    /** Ready was stable long enough. */
    RECOVERY_STABLE,
    /** A command stays unanswered (E-2). */
    COMMAND_RETRY,
    /** The emergency stop tries again what it had put off (E-2). */
    EMERGENCY_PURSUE,
    /** A stop is still not done (E-2). */
    EMERGENCY_UNCONFIRMED
}
