package io.sluice.schema;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;

/**
 * The rows of the permission matrix (SPEC G-1) as bit sets: bit {@code ActionType.value()}. Pure, allocates nothing.
 * {@code recovering} has no row of its own: its stage has.
 */
public final class GateRows {
    private static final int OPEN = 1 << ActionType.OPEN.value();
    private static final int SEND = 1 << ActionType.SEND.value();
    private static final int AMEND = 1 << ActionType.AMEND.value();
    private static final int CANCEL = 1 << ActionType.CANCEL.value();
    private static final int REDUCE_ONLY = 1 << ActionType.REDUCE_ONLY.value();
    private static final int QUERY = 1 << ActionType.QUERY.value();
    private static final int ALL = OPEN | SEND | AMEND | CANCEL | REDUCE_ONLY | QUERY;

    private GateRows() {}

    /** Actions that the row of a mode allows; for {@code recovering} those of a recovery without known stage. */
    public static int allowed(final SystemMode mode) {
        return switch (mode) {
            case NORMAL, DEGRADED -> ALL;
            case SAFE_MODE -> CANCEL | REDUCE_ONLY | QUERY;
            case SAFE_MODE_DISCONNECTED, HALT, RECOVERING, NULL_VAL -> QUERY;
        };
    }

    /** Actions that the row of a mode allows with a warning. */
    public static int warned(final SystemMode mode) {
        return switch (mode) {
            case DEGRADED -> OPEN;
            case SAFE_MODE -> CANCEL;
            case SAFE_MODE_DISCONNECTED -> QUERY;
            case NORMAL, RECOVERING, HALT, NULL_VAL -> 0;
        };
    }

    /** Actions that the row of a recovery stage allows. */
    public static int allowed(final RecoveryStage stage) {
        return switch (stage) {
            case CONNECT_BROKER, CATCHUP_MARKETDATA, NULL_VAL -> QUERY;
            case VERIFY_RISK -> CANCEL | QUERY;
            case READY -> CANCEL | REDUCE_ONLY | QUERY;
        };
    }
}
