package io.sluice.control.gate;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.schema.Permissions;

/**
 * The permission matrix (SPEC G-1), one string a row in the order of {@link ActionType}: {@code Y} allowed, {@code w}
 * allowed with a warning, {@code -} refused. A row in use is 16 bits: allowed actions in the low byte, warned in the
 * high.
 */
public final class GateTable {
    //                                     open send amend cancel reduce_only query
    private static final String NORMAL = "YYYYYY";
    private static final String DEGRADED = "wYYYYY";
    private static final String SAFE_MODE = "---wYY";
    private static final String DISCONNECTED = "-----w";
    private static final String HALT = "-----Y";
    private static final String[] STAGES = {"-----Y", "-----Y", "---Y-Y", "---YYY"};

    private static final int[] MODE_ROWS = {
        row(NORMAL), row(HALT), row(DEGRADED), row(SAFE_MODE), row(DISCONNECTED), row(HALT)
    };
    private static final int[] STAGE_ROWS = {row(STAGES[0]), row(STAGES[1]), row(STAGES[2]), row(STAGES[3])};
    private static final int ACTIONS = 0x3F;

    private GateTable() {}

    /** Row of a mode; recovering without a stage allows only query. */
    public static int row(final SystemMode mode) {
        return MODE_ROWS[mode.value()];
    }

    /** Row of a recovery stage. */
    public static int row(final RecoveryStage stage) {
        return STAGE_ROWS[stage.value()];
    }

    /** AND of two rows: a row only takes away, and whoever warns is heard. */
    public static int and(final int a, final int b) {
        final int allowed = a & b & ACTIONS;
        return allowed | ((a | b) >> 8 & allowed) << 8;
    }

    /** Whether a row allows an action. */
    public static boolean allows(final int row, final ActionType action) {
        return Permissions.allows(row, action);
    }

    /** Whether a row allows an action with a warning. */
    public static boolean warns(final int row, final ActionType action) {
        return Permissions.warns(row, action);
    }

    /** Whether a row allows any action that another does not. */
    public static boolean allowsMore(final int row, final int other) {
        return (row & ~other & ACTIONS) != 0;
    }

    private static int row(final String cells) {
        int row = 0;
        for (int i = 0; i < cells.length(); i++) {
            final char cell = cells.charAt(i);
            row |= (cell == '-' ? 0 : 1) << i | (cell == 'w' ? 1 : 0) << 8 + i;
        }
        return row;
    }
}
