package io.sluice.schema;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;

/**
 * What the gate allows, as one number that other threads and processes can read in one go (G-7).
 *
 * <pre>
 *  63       33        32       31    24 23    16 15     8 7      0
 *  +----------+-----------+--------+--------+--------+--------+
 *  |   zero   | emergency | stage  |  mode  | warned | allowed|
 *  +----------+-----------+--------+--------+--------+--------+
 * </pre>
 */
public final class Permissions {
    private static final int EMERGENCY_BIT = 32;

    private Permissions() {}

    /** Packs it; the row holds the allowed actions in its low byte and the warned ones in its high byte. */
    public static long of(final int row, final SystemMode mode, final RecoveryStage stage, final boolean emergency) {
        return row | (long) mode.value() << 16 | (long) stage.value() << 24 | (emergency ? 1L : 0L) << EMERGENCY_BIT;
    }

    /** Whether an action is allowed. */
    public static boolean allows(final long permissions, final ActionType action) {
        return (permissions >> action.value() & 1) != 0;
    }

    /** Whether an action is allowed with a warning. */
    public static boolean warns(final long permissions, final ActionType action) {
        return (permissions >> Byte.SIZE + action.value() & 1) != 0;
    }

    /** The mode. */
    public static SystemMode mode(final long permissions) {
        return SystemMode.get((short) (permissions >> 16 & 0xFF));
    }

    /** Stage of a recovery owed, else NULL_VAL. */
    public static RecoveryStage stage(final long permissions) {
        return RecoveryStage.get((short) (permissions >> 24 & 0xFF));
    }

    /** Whether an emergency stands. */
    public static boolean isEmergency(final long permissions) {
        return (permissions >> EMERGENCY_BIT & 1) != 0;
    }
}
