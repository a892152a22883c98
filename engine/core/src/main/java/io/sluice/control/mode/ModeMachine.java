package io.sluice.control.mode;

import io.sluice.codec.ActionType;
import io.sluice.codec.ModeChangedEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryTrigger;
import io.sluice.codec.SystemMode;
import io.sluice.control.gate.GateTable;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;

/** The mode and the gate as they follow from the causes; says every change of the mode (M-1, M-7). */
public final class ModeMachine {
    private final Step step;
    private final CauseBook causes;
    private final RecoveryDebt debt;
    private final ModeChangedEncoder changed = new ModeChangedEncoder();
    private SystemMode mode = SystemMode.NORMAL;
    private long sinceNs;
    private int gateRow = GateTable.row(SystemMode.NORMAL);
    private final Text detail = new Text(256);
    private int ttlSeconds = ModeChangedEncoder.overrideTtlSecondsNullValue();
    private ReasonCode lastTransition = ReasonCode.NULL_VAL;

    /** @param causes what stands. */
    public ModeMachine(final Step step, final CauseBook causes, final RecoveryDebt debt) {
        this.step = step;
        this.causes = causes;
        this.debt = debt;
    }

    /** The mode. */
    public SystemMode mode() {
        return mode;
    }

    /** Whether a mode is forced (M-5). */
    public boolean isForced() {
        return causes.isForced();
    }

    /** Engine time since when it is. */
    public long sinceNs() {
        return sinceNs;
    }

    /** Why it changed last. */
    public ReasonCode lastTransition() {
        return lastTransition;
    }

    /** Stage of a recovery owed, else NULL_VAL. */
    public RecoveryStage stage() {
        return debt.isOwed() ? debt.stage() : RecoveryStage.NULL_VAL;
    }

    /** The gate as a row (see {@link GateTable}). */
    public int gateRow() {
        return gateRow;
    }

    /** Whether the gate allows an action. */
    public boolean allows(final ActionType action) {
        return GateTable.allows(gateRow, action);
    }

    /** Whether the gate allows an action with a warning. */
    public boolean warns(final ActionType action) {
        return GateTable.warns(gateRow, action);
    }

    /** Says with the change of this record, if there is one, how long it is forced and why. */
    public void explain(final int overrideTtlSeconds, final Text why) {
        ttlSeconds = overrideTtlSeconds;
        detail.set(why);
    }

    /** Begins a record. */
    public void begin() {
        ttlSeconds = ModeChangedEncoder.overrideTtlSecondsNullValue();
        detail.clear();
    }

    /** After everything else in a record: takes the causes in and says if the mode changed. */
    public void settle(final RecoveryTrigger trigger, final Text operator) {
        gateRow = causes.gateRow();
        final SystemMode next = causes.mode();
        if (next == mode) {
            return;
        }
        final boolean rises = next.value() > mode.value();
        final ReasonCode reason =
                rises && causes.raisedReason() != ReasonCode.NULL_VAL || causes.easedReason() == ReasonCode.NULL_VAL
                        ? causes.raisedReason()
                        : causes.easedReason();
        step.end(step.next(changed)
                .fromMode(mode)
                .toMode(next)
                .stage(stage())
                .reasonCode(reason)
                .source(Reasons.owner(reason))
                .trigger(next == SystemMode.RECOVERING ? trigger : RecoveryTrigger.NULL_VAL)
                .overrideTtlSeconds(ttlSeconds)
                .putOperatorId(operator.bytes(), 0, operator.length())
                .putDetail(detail.bytes(), 0, detail.length()));
        mode = next;
        sinceNs = step.nowNs();
        lastTransition = reason;
    }

    /** Images the mode as it was said last. */
    public void image(final Image image) {
        mode = image.ofEnum(mode, SystemMode::value, SystemMode::get);
        sinceNs = image.int64(sinceNs);
        gateRow = image.int32(gateRow);
        lastTransition = image.ofEnum(lastTransition, ReasonCode::value, ReasonCode::get);
    }
}
