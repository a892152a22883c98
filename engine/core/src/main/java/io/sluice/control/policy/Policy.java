package io.sluice.control.policy;

import io.sluice.codec.PolicyChangedEncoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.Hitl;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;

/** The policy record (P-1). Every field is a number; every change is said with old and new value, version and actor. */
public final class Policy {
    /** Value of a field that has none. */
    public static final long NONE = Long.MIN_VALUE;

    private final Step step;
    private final PolicyChangedEncoder changed = new PolicyChangedEncoder();
    private final long[] values = new long[PolicyField.values().length - 1];
    private final Text emergencyText = new Text(256);
    private final Text nobody = new Text(0);
    private ReasonCode emergencyReason = ReasonCode.NULL_VAL;
    private long version;

    /** A policy of which nothing is set yet. */
    public Policy(final Step step) {
        this.step = step;
        values[PolicyField.ALLOW_NEW_TRADES.value()] = 1;
        values[PolicyField.EMERGENCY_ACTIVATED_AT.value()] = NONE;
        values[PolicyField.EMERGENCY_REASON.value()] = NONE;
        values[PolicyField.OVERRIDE_MODE.value()] = NONE;
        values[PolicyField.OVERRIDE_EXPIRES_AT.value()] = NONE;
    }

    /**
     * A start: the file gives the first values; later only keys whose value differs from the last recorded one change a
     * field (P-2).
     *
     * @param before configuration of the last start, null at the first.
     */
    public void onStarted(final ControlConfig before, final ControlConfig now) {
        for (int i = 0; i < values.length; i++) {
            final PolicyField field = PolicyField.get((short) i);
            final long value = fromFile(field, now);
            if (value == NONE) {
                continue;
            }
            if (before == null) {
                values[field.value()] = value;
            } else if (fromFile(field, before) != value) {
                set(field, value, nobody);
            }
        }
        if (version == 0) {
            version = 1;
        }
    }

    private static long fromFile(final PolicyField field, final ControlConfig config) {
        final Hitl hitl = config.hitl();
        return switch (field) {
            case HITL_ENABLED -> hitl.enabled() ? 1 : 0;
            case AUTO_APPROVE_PAPER -> hitl.autoApprovePaper() ? 1 : 0;
            case REQUIRE_APPROVAL_FOR_LIVE -> hitl.requireApprovalForLive() ? 1 : 0;
            case APPROVAL_TIMEOUT_SECONDS -> hitl.timeoutNs() / 1_000_000_000L;
            case SLIPPAGE_MAX_PERCENT -> hitl.slippageMaxPercentE8();
            case TRADING_MODE -> config.tradingMode().value();
            case EMERGENCY_MODE,
                    ALLOW_NEW_TRADES,
                    EMERGENCY_REASON,
                    EMERGENCY_ACTIVATED_AT,
                    OVERRIDE_MODE,
                    OVERRIDE_EXPIRES_AT,
                    GUARDIAN_LOCKED,
                    NULL_VAL -> NONE;
        };
    }

    /** Value of a field: 0 or 1, seconds, a decimal, an enum's value, a time; {@link #NONE} if it has none. */
    public long get(final PolicyField field) {
        return values[field.value()];
    }

    /** Value of a truth field. */
    public boolean is(final PolicyField field) {
        return values[field.value()] == 1;
    }

    /** Ceiling of trading modes (P-3). */
    public TradingMode tradingMode() {
        return TradingMode.get((short) values[PolicyField.TRADING_MODE.value()]);
    }

    /** What called the emergency, NULL_VAL if none stands. */
    public ReasonCode emergencyReason() {
        return emergencyReason;
    }

    /** Words that came in with the emergency. */
    public Text emergencyText() {
        return emergencyText;
    }

    /** Version, one up with each change. */
    public long version() {
        return version;
    }

    /** Sets a field and says so; nothing if it has that value. */
    public void set(final PolicyField field, final long value, final Text operator) {
        final long old = values[field.value()];
        if (old == value) {
            return;
        }
        values[field.value()] = value;
        say(field, old, value, operator, nobody, nobody);
    }

    /** Begins an emergency's fields (E-1). */
    public void emergency(final ReasonCode reason, final Text text, final long drawdownPctE8, final Text operator) {
        set(PolicyField.EMERGENCY_MODE, 1, operator);
        set(PolicyField.ALLOW_NEW_TRADES, 0, operator);
        emergencyReason = reason;
        emergencyText.set(text);
        values[PolicyField.EMERGENCY_REASON.value()] = drawdownPctE8;
        say(PolicyField.EMERGENCY_REASON, NONE, drawdownPctE8, operator, nobody, text);
        set(PolicyField.EMERGENCY_ACTIVATED_AT, step.nowNs(), operator);
    }

    /** Clears an emergency's fields (E-3). */
    public void emergencyOver(final boolean allowNewTrades, final Text operator) {
        set(PolicyField.EMERGENCY_MODE, 0, operator);
        set(PolicyField.ALLOW_NEW_TRADES, allowNewTrades ? 1 : 0, operator);
        final long old = values[PolicyField.EMERGENCY_REASON.value()];
        values[PolicyField.EMERGENCY_REASON.value()] = NONE;
        emergencyReason = ReasonCode.NULL_VAL;
        say(PolicyField.EMERGENCY_REASON, old, NONE, operator, emergencyText, nobody);
        emergencyText.clear();
        set(PolicyField.EMERGENCY_ACTIVATED_AT, NONE, operator);
    }

    private void say(
            final PolicyField field,
            final long old,
            final long value,
            final Text operator,
            final Text oldText,
            final Text newText) {
        version++;
        step.end(step.next(changed)
                .field(field)
                .oldValue(old)
                .newValue(value)
                .version(version)
                .putOperatorId(operator.bytes(), 0, operator.length())
                .putOldText(oldText.bytes(), 0, oldText.length())
                .putNewText(newText.bytes(), 0, newText.length()));
    }

    /** Images the record. */
    public void image(final Image image) {
        image.int64s(values);
        emergencyText.image(image);
        emergencyReason = image.ofEnum(emergencyReason, ReasonCode::value, ReasonCode::get);
        version = image.int64(version);
    }
}
