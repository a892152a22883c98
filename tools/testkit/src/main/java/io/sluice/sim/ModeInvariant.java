package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EventType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryResult;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.schema.Permissions;
import java.util.HashSet;
import java.util.Set;

/** Mode and gate follow from what stands (M-1 to M-7, G-1, G-1a). */
final class ModeInvariant extends Invariant {
    private static final int LOOK_EVERY = 4;
    /** G-1 once more, as SPEC prints it: open send amend cancel reduce_only query. */
    private static final String[] ROWS = {"YYYYYY", null, "wYYYYY", "---wYY", "-----w", "-----Y"};

    private static final String[] STAGES = {"-----Y", "-----Y", "---Y-Y", "---YYY"};
    private static final SystemMode[] ASKS = new SystemMode[ReasonCode.values().length - 1];

    static {
        asks(SystemMode.SAFE_MODE_DISCONNECTED, ReasonCode.BROKER_DISCONNECT);
        asks(
                SystemMode.HALT,
                ReasonCode.BROKER_MISMATCH,
                ReasonCode.RISK_BREACH_HARD,
                ReasonCode.POSITION_UNKNOWN,
                ReasonCode.RECOVERY_FAILED);
        asks(
                SystemMode.SAFE_MODE,
                ReasonCode.MARKET_DATA_STALE,
                ReasonCode.RISK_TIMEOUT,
                ReasonCode.DB_BUFFER_OVERFLOW,
                ReasonCode.EQUITY_STALE);
        asks(
                SystemMode.DEGRADED,
                ReasonCode.MARKET_DATA_QUALITY_LOW,
                ReasonCode.DB_WRITE_FAIL_BUFFERED,
                ReasonCode.ALERTS_CHANNEL_DOWN,
                ReasonCode.SYSTEM_UNKNOWN,
                ReasonCode.RISK_BREACH_SOFT);
    }

    private final Facts facts;
    private SystemMode shown = SystemMode.NORMAL;
    private boolean forcedBefore;
    private boolean changed;
    private boolean completed;
    private int changes;
    private final Set<Long> events = new HashSet<>();

    ModeInvariant(final Facts facts) {
        this.facts = facts;
    }

    @Override
    void input(final Seen seen) {
        changed = false;
        completed = false;
        changes = 0;
        forcedBefore = isForced();
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 208) {
            progressed(seen);
        } else if (seen.type == 207) {
            changes++;
            changed = true;
            hold(
                    seen.mode.fromMode() == shown,
                    "Mode changes are chained (M-7)",
                    "from %s, was %s",
                    seen.mode.fromMode(),
                    shown);
            hold(
                    seen.mode.reasonCode() != ReasonCode.NULL_VAL,
                    "A mode change has a reason (M-7)",
                    "%s to %s",
                    shown,
                    seen.mode.toMode());
            final boolean severe = shown.value() >= SystemMode.SAFE_MODE.value();
            hold(
                    !severe || seen.mode.toMode() != SystemMode.NORMAL || forcedBefore || isForced(),
                    "The automatic mode never goes straight to normal from safe_mode or worse (M-3)",
                    "from %s",
                    shown);
            shown = seen.mode.toMode();
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        hold(changes <= 1, "A record changes the mode at most once (M-7)", "%d", changes);
        final long gate = machine.permissions();
        hold(
                Permissions.mode(gate) == shown,
                "Every change of the mode is said (M-7)",
                "is %s, was told %s",
                Permissions.mode(gate),
                shown);
        hold(
                Permissions.isEmergency(gate) == facts.emergency,
                "The gate says whether an emergency stands (G-7)",
                "%s",
                facts.emergency);
        final boolean raises = seen.inputType == 112 && facts.answer == Code.OK && isNew(seen) && raises(seen);
        if (changed || raises || completed || seen.sequence % LOOK_EVERY == 0) {
            final StatusViewDecoder status = machine.status();
            if (raises) {
                final int bit = seen.event.reasonCode().value();
                hold(
                        (causes(status) >> bit & 1) != 0,
                        "A failure with a reason acts at once (C-1)",
                        "%s",
                        seen.event.reasonCode());
            }
            lattice(status, gate);
        }
    }

    private boolean isForced() {
        return facts.policy[PolicyField.OVERRIDE_MODE.value()] != Facts.NONE;
    }

    private boolean isNew(final Seen seen) {
        final long lsb = seen.event.eventId().lsb();
        return lsb == 0 || events.add(lsb);
    }

    private static boolean raises(final Seen seen) {
        final EventType type = seen.event.eventType();
        return seen.event.reasonCode() != ReasonCode.NULL_VAL
                && (type == EventType.FAIL_CRIT || type == EventType.FAIL_SUPP);
    }

    private void progressed(final Seen seen) {
        final RecoveryResult result = seen.progress.result();
        if (result == RecoveryResult.PASSED || result == RecoveryResult.COMPLETED) {
            hold(!facts.emergency, "No stage passes in an emergency (R-1)", "%s", seen.progress.stage());
            completed = true;
        }
        if (result == RecoveryResult.COMPLETED) {
            hold(
                    seen.progress.stage() == RecoveryStage.READY,
                    "Only a passed ready ends a recovery (M-3)",
                    "%s",
                    seen.progress.stage());
        }
    }

    /** Mode = the most severe that is asked for; gate = the AND of all rows; a force in the place of what it covers. */
    private void lattice(final StatusViewDecoder status, final long gate) {
        final int causes = causes(status);
        final boolean owed = status.stage() != RecoveryStage.NULL_VAL;
        final SystemMode forced = status.overrideMode();
        SystemMode uncovered = facts.emergency ? SystemMode.HALT : SystemMode.NORMAL;
        SystemMode worst = owed ? SystemMode.RECOVERING : SystemMode.NORMAL;
        String row = facts.emergency ? ROWS[5] : ROWS[0];
        String plain = owed ? and(row, STAGES[status.stage().value()]) : row;
        for (int i = 0; i < ASKS.length; i++) {
            if ((causes >> i & 1) == 0 || ASKS[i] == null) {
                continue;
            }
            worst = worse(worst, ASKS[i]);
            plain = and(plain, ROWS[ASKS[i].value()]);
            if (ASKS[i].value() >= SystemMode.SAFE_MODE_DISCONNECTED.value()) {
                uncovered = worse(uncovered, ASKS[i]);
                row = and(row, ROWS[ASKS[i].value()]);
            }
        }
        final SystemMode computed = worse(worst, uncovered);
        hold(
                status.computedMode() == computed,
                "The mode is the most severe that a standing cause asks for (M-3)",
                "%s, causes say %s",
                status.computedMode(),
                computed);
        final boolean isForced = status.override() == Bool.TRUE;
        hold(isForced == (forced != SystemMode.NULL_VAL), "A forced mode is named (M-5)", "%s", forced);
        final SystemMode expected = isForced ? worse(forced, uncovered) : computed;
        hold(
                status.mode() == expected,
                "A forced mode stands in the place of what it covers (M-5)",
                "%s, not %s",
                status.mode(),
                expected);
        final String cells = isForced ? and(row, ROWS[forced.value()]) : plain;
        for (final ActionType action : ActionType.values()) {
            if (action == ActionType.NULL_VAL) {
                continue;
            }
            final char cell = cells.charAt(action.value());
            hold(
                    Permissions.allows(gate, action) == (cell != '-')
                            && Permissions.warns(gate, action) == (cell == 'w'),
                    "The gate is the AND of the rows of all that stands (G-1, G-1a)",
                    "%s should be %s in %s",
                    action,
                    cell,
                    status.mode());
        }
    }

    private static int causes(final StatusViewDecoder status) {
        return (int) status.causes().getRaw();
    }

    private static SystemMode worse(final SystemMode a, final SystemMode b) {
        return a.value() >= b.value() ? a : b;
    }

    private static String and(final String a, final String b) {
        final StringBuilder row = new StringBuilder();
        for (int i = 0; i < a.length(); i++) {
            final char x = a.charAt(i);
            final char y = b.charAt(i);
            row.append(x == '-' || y == '-' ? '-' : x == 'w' || y == 'w' ? 'w' : 'Y');
        }
        return row.toString();
    }

    private static void asks(final SystemMode mode, final ReasonCode... reasons) {
        for (final ReasonCode reason : reasons) {
            ASKS[reason.value()] = mode;
        }
    }
}
