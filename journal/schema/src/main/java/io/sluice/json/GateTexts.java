package io.sluice.json;

import io.sluice.codec.ActionType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;

/** The texts of the gate (SPEC G-1b), from mode, stage and action. */
public final class GateTexts {
    private GateTexts() {}

    /**
     * Why the gate refuses an action: the mode's text if the mode's own row refuses it, else that of the stage.
     *
     * @param stage of the recovery owed, {@code NULL_VAL} if none is known.
     */
    public static String refusal(final SystemMode mode, final RecoveryStage stage, final ActionType action) {
        final String ofMode = ofMode(mode, action);
        if (ofMode != null) {
            return ofMode;
        }
        return stage == RecoveryStage.NULL_VAL
                ? "RECOVERING: Recovery stage unknown"
                : "RECOVERING(" + Schema.values("RecoveryStage").spelling(stage.value()) + "): Action not allowed";
    }

    /** The text of a mode that refuses an action by its own row; null if it does not, or shows a stage's. */
    private static String ofMode(final SystemMode mode, final ActionType action) {
        return switch (mode) {
            case NORMAL, DEGRADED, RECOVERING -> null;
            case SAFE_MODE -> switch (action) {
                case CANCEL, REDUCE_ONLY, QUERY -> null;
                case OPEN, SEND, AMEND, NULL_VAL -> "SAFE_MODE: Only cancel, reduce-only, and query allowed";
            };
            case SAFE_MODE_DISCONNECTED -> switch (action) {
                case QUERY -> null;
                case CANCEL -> "DISCONNECTED: Cancel not possible, no broker connection";
                case OPEN, SEND, AMEND, REDUCE_ONLY, NULL_VAL -> "DISCONNECTED: Only cached query allowed";
            };
            case HALT, NULL_VAL -> action == ActionType.QUERY
                    ? null
                    : "HALT: All operations suspended, manual intervention required";
        };
    }

    /** What the gate warns of when it allows an action with a warning; null for an action that is never warned of. */
    public static String warning(final ActionType action) {
        return switch (action) {
            case OPEN -> "DEGRADED: Open positions are restricted";
            case CANCEL -> "SAFE_MODE: Cancel is best-effort, may fail";
            case QUERY -> "DISCONNECTED: Query returns cached data only";
            case SEND, AMEND, REDUCE_ONLY, NULL_VAL -> null;
        };
    }

    /** The refusal of the action that a message names, in the mode that it names; null if it names none. */
    static String refusal(final MessageReader message) {
        final FieldKey mode = Shape.of(message.spec().id()).field("mode");
        final ActionType action = action(message);
        return mode == null || action == ActionType.NULL_VAL
                ? null
                : refusal(SystemMode.get((short) message.number(mode.field())), stage(message), action);
    }

    /** The warning of the action that a message names, or null. */
    static String warning(final MessageReader message) {
        return warning(action(message));
    }

    /** The stage that a message names, or {@code NULL_VAL}. */
    static RecoveryStage stage(final MessageReader message) {
        final FieldSpec stage = Shape.of(message.spec().id()).field("stage").field();
        return RecoveryStage.get((short) message.number(stage));
    }

    private static ActionType action(final MessageReader message) {
        final FieldKey action = Shape.of(message.spec().id()).field("action");
        return action == null ? ActionType.NULL_VAL : ActionType.get((short) message.number(action.field()));
    }
}
