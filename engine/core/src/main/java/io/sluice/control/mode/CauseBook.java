package io.sluice.control.mode;

import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemMode;
import io.sluice.control.config.Settings;
import io.sluice.control.gate.GateTable;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;

/**
 * Everything that stands and restricts trading (M-3): live causes with what raised them, latched halts, the emergency.
 * A cause is one bit, the bit of its reason; a live one may have been raised in several ways and ends when all are
 * resolved and it has lingered.
 */
public final class CauseBook {
    /** Raised by a trip or an explicit event. */
    public static final int EVENT = 1;
    /** Raised by a component whose sign of life ran out. */
    public static final int LIFE = 2;
    /** Raised by the silence of what is awaited by itself: broker link, any quote, equity. */
    public static final int SILENCE = 4;
    /** Raised by a condition that the machine itself computes. */
    public static final int CONDITION = 8;

    private static final int SYMBOLS = 16;
    private static final ReasonCode[] REASONS = ReasonCode.values();
    private static final int DISCONNECTED = bits(SystemMode.SAFE_MODE_DISCONNECTED);
    private static final int SAFE = bits(SystemMode.SAFE_MODE);
    private static final int DEGRADED = bits(SystemMode.DEGRADED);

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final RecoveryDebt debt;
    private final int[] raisedBy = new int[Reasons.COUNT];
    private final int[] symbols = new int[Reasons.COUNT];
    private final long[] lastFailureNs = new long[Reasons.COUNT];
    private final Timer[] linger = new Timer[Reasons.COUNT];
    private int live;
    private int latched;
    private boolean emergency;
    private SystemMode forced = SystemMode.NULL_VAL;
    private ReasonCode raised = ReasonCode.NULL_VAL;
    private ReasonCode eased = ReasonCode.NULL_VAL;

    /** @param debt the recovery that is owed. */
    public CauseBook(final Settings settings, final Step step, final TimerBook timers, final RecoveryDebt debt) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.debt = debt;
        for (int i = 0; i < linger.length; i++) {
            linger[i] = new Timer(TimerKind.CAUSE_LINGER, i);
        }
    }

    /** Raises a cause, or notes one more failure of it. */
    public void raise(final ReasonCode reason, final int how) {
        if (Reasons.isLive(reason)) {
            final int index = reason.value();
            raisedBy[index] |= how;
            lastFailureNs[index] = step.nowNs();
            live |= 1 << index;
            timers.cancel(linger[index]);
        } else {
            latched |= 1 << reason.value();
            raisedBy[reason.value()] |= how;
        }
        noteRaised(reason);
    }

    /** One more symbol raises a cause. */
    public void raiseSymbol(final ReasonCode reason) {
        symbols[reason.value()]++;
        raise(reason, SYMBOLS);
    }

    /** One symbol less raises a cause. */
    public void resolveSymbol(final ReasonCode reason) {
        if (--symbols[reason.value()] == 0) {
            resolve(reason, SYMBOLS);
        }
    }

    /** Resolves one way, or several, in which a live cause was raised. */
    public void resolve(final ReasonCode reason, final int how) {
        final int index = reason.value();
        if ((raisedBy[index] & how) == 0) {
            return;
        }
        raisedBy[index] &= ~how;
        if (raisedBy[index] == 0) {
            final long endNs = lastFailureNs[index] + lingerNs(reason);
            if (endNs > step.nowNs()) {
                timers.set(linger[index], endNs);
            } else {
                remove(reason);
            }
        }
    }

    /** A resolved cause has lingered long enough. */
    public void onLingerEnd(final int reason) {
        remove(REASONS[reason]);
    }

    /** Takes the latched halts, all at once (M-3). */
    public void clearLatched(final ReasonCode why) {
        if (latched != 0) {
            latched = 0;
            raisedBy[ReasonCode.BROKER_MISMATCH.value()] = 0;
            eased = why;
        }
    }

    /** An emergency has taken over every difference: a mismatch that only differences raised ends (M-3). */
    public void mismatchTakenOver() {
        final int index = ReasonCode.BROKER_MISMATCH.value();
        if (raisedBy[index] == CONDITION) {
            raisedBy[index] = 0;
            latched &= ~(1 << index);
        }
    }

    /** The emergency begins or ends. */
    public void emergency(final boolean on, final ReasonCode why) {
        emergency = on;
        if (on) {
            noteRaised(why);
        } else {
            eased = why;
        }
    }

    /** Whether an emergency stands. */
    public boolean isEmergency() {
        return emergency;
    }

    /** Whether a halt is latched. */
    public boolean isLatched() {
        return latched != 0;
    }

    /** Bits of the latched halts, by reason value. */
    public int latched() {
        return latched;
    }

    /** Whether a live cause stands, lingering included. */
    public boolean stands(final ReasonCode reason) {
        return (live >> reason.value() & 1) != 0;
    }

    /** Whether a live cause stands that is not resolved in this way. */
    public boolean isRaised(final ReasonCode reason, final int how) {
        return (raisedBy[reason.value()] & how) != 0;
    }

    /** Whether recovery stages wait: safe_mode, disconnected, halt, emergency. */
    public boolean holdsRecovery() {
        return emergency || latched != 0 || (live & (SAFE | DISCONNECTED)) != 0;
    }

    /** Bits of everything that stands, by reason value. */
    public int standing() {
        return live | latched;
    }

    /** Forces a mode, or with NULL_VAL no longer (M-5). */
    public void force(final SystemMode mode, final ReasonCode why) {
        forced = mode;
        raised = raised == ReasonCode.NULL_VAL ? why : raised;
        eased = why;
    }

    /** Whether a mode is forced. */
    public boolean isForced() {
        return forced != SystemMode.NULL_VAL;
    }

    /** The forced mode, NULL_VAL if none. */
    public SystemMode forced() {
        return forced;
    }

    /** The most severe mode that something asks for which no forced mode covers (M-5). */
    public SystemMode uncovered() {
        if (emergency || latched != 0) {
            return SystemMode.HALT;
        }
        return (live & DISCONNECTED) != 0 ? SystemMode.SAFE_MODE_DISCONNECTED : SystemMode.NORMAL;
    }

    /** The mode that shows: the forced one in the place of what it covers (M-5). */
    public SystemMode mode() {
        if (!isForced()) {
            return plainMode();
        }
        return uncovered().value() > forced.value() ? uncovered() : forced;
    }

    /** The most severe mode that something standing asks for, a forced one aside (M-3). */
    public SystemMode plainMode() {
        if (uncovered() != SystemMode.NORMAL) {
            return uncovered();
        }
        if ((live & SAFE) != 0) {
            return SystemMode.SAFE_MODE;
        }
        if ((live & DEGRADED) != 0) {
            return SystemMode.DEGRADED;
        }
        return debt.isOwed() ? SystemMode.RECOVERING : SystemMode.NORMAL;
    }

    /** The AND of the rows of everything that stands, a forced mode in the place of what it covers (G-1a, M-5). */
    public int gateRow() {
        return isForced() ? GateTable.and(GateTable.row(forced), uncoveredRow()) : plainGateRow();
    }

    /** The AND of the rows of everything that no forced mode covers. */
    private int uncoveredRow() {
        int row = GateTable.row(SystemMode.NORMAL);
        if (emergency || latched != 0) {
            row = GateTable.and(row, GateTable.row(SystemMode.HALT));
        }
        if ((live & DISCONNECTED) != 0) {
            row = GateTable.and(row, GateTable.row(SystemMode.SAFE_MODE_DISCONNECTED));
        }
        return row;
    }

    /** The AND of the rows of everything that stands, a forced mode aside. */
    public int plainGateRow() {
        int row = uncoveredRow();
        if ((live & SAFE) != 0) {
            row = GateTable.and(row, GateTable.row(SystemMode.SAFE_MODE));
        }
        if ((live & DEGRADED) != 0) {
            row = GateTable.and(row, GateTable.row(SystemMode.DEGRADED));
        }
        return debt.isOwed() ? GateTable.and(row, GateTable.row(debt.stage())) : row;
    }

    /** The most severe reason raised in this record, or NULL_VAL. */
    public ReasonCode raisedReason() {
        return raised;
    }

    /** The last reason for which something went in this record, or NULL_VAL. */
    public ReasonCode easedReason() {
        return eased;
    }

    /** Says why something went that the causes do not see. */
    public void noteEased(final ReasonCode why) {
        eased = why;
    }

    /** Begins a record. */
    public void begin() {
        raised = ReasonCode.NULL_VAL;
        eased = ReasonCode.NULL_VAL;
    }

    private void noteRaised(final ReasonCode reason) {
        final SystemMode asked = Reasons.asks(reason);
        if (raised == ReasonCode.NULL_VAL
                || asked.value() >= Reasons.asks(raised).value()) {
            raised = reason;
        }
        if (asked.value() >= SystemMode.SAFE_MODE.value()) {
            debt.setBack();
        }
    }

    private void remove(final ReasonCode reason) {
        live &= ~(1 << reason.value());
        switch (Reasons.asks(reason)) {
            case SAFE_MODE_DISCONNECTED -> owe(ReasonCode.BROKER_RECONNECTED);
            case SAFE_MODE -> owe(ReasonCode.RECOVERY_AUTO);
            case DEGRADED -> eased = ReasonCode.ALL_HEALTHY;
            case NORMAL, RECOVERING, HALT, NULL_VAL -> throw new IllegalStateException("not a live cause: " + reason);
        }
    }

    private void owe(final ReasonCode why) {
        eased = why;
        debt.owe(why);
    }

    private long lingerNs(final ReasonCode reason) {
        return switch (Reasons.asks(reason)) {
            case DEGRADED -> settings.get().recovery().stableNs();
            case SAFE_MODE -> settings.get().recovery().minSafeModeNs();
            case NORMAL, RECOVERING, SAFE_MODE_DISCONNECTED, HALT, NULL_VAL -> 0;
        };
    }

    private static int bits(final SystemMode mode) {
        int bits = 0;
        for (final ReasonCode reason : REASONS) {
            bits |= Reasons.isLive(reason) && Reasons.asks(reason) == mode ? 1 << reason.value() : 0;
        }
        return bits;
    }

    /** Images everything that stands. */
    public void image(final Image image) {
        image.int32s(raisedBy);
        image.int32s(symbols);
        image.int64s(lastFailureNs);
        for (final Timer timer : linger) {
            timers.image(image, timer);
        }
        live = image.int32(live);
        latched = image.int32(latched);
        emergency = image.bool(emergency);
        forced = image.ofEnum(forced, SystemMode::value, SystemMode::get);
    }
}
