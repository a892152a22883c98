package io.sluice.control.intent;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.Settings;
import io.sluice.control.equity.Equity;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.limits.Order;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.lockout.LockoutDesk;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.models.ModelRegistry;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;

/**
 * Rows 4 and 6 to 10 of G-3: what stands against an order apart from its own content. Asked again at approval (H-5).
 */
public final class RiskChecks {
    private final Settings settings;
    private final ModeMachine modes;
    private final CauseBook causes;
    private final Policy policy;
    private final Equity equity;
    private final LockoutDesk lockouts;
    private final ModelRegistry models;
    private final LimitChecks limits;

    /** @param equity what the drawdown breaker knows. */
    public RiskChecks(
            final Settings settings,
            final ModeMachine modes,
            final CauseBook causes,
            final Policy policy,
            final Equity equity,
            final LockoutDesk lockouts,
            final ModelRegistry models,
            final LimitChecks limits) {
        this.settings = settings;
        this.modes = modes;
        this.causes = causes;
        this.policy = policy;
        this.equity = equity;
        this.lockouts = lockouts;
        this.models = models;
        this.limits = limits;
    }

    /** Row 4. */
    public Code gate(final ActionType action) {
        return modes.allows(action) ? Code.OK : causes.isEmergency() ? Code.EMERGENCY : Code.GATE_REFUSED;
    }

    /** Rows 6 to 10, for what adds risk; the instrument is null if the symbol is not in the table. */
    public Code newRisk(final Instrument instrument, final boolean staleModel) {
        if (!policy.is(PolicyField.ALLOW_NEW_TRADES)) {
            return Code.NEW_TRADES_BLOCKED;
        }
        if (policy.is(PolicyField.GUARDIAN_LOCKED)) {
            return Code.SEC_020;
        }
        if (lockouts.holding(instrument) != null) {
            return Code.SYMBOL_LOCKED;
        }
        if (staleModel && settings.get().staleModelRefuses()) {
            return Code.STALE_MODEL;
        }
        if (isSoftBlocked()) {
            return Code.DRAWDOWN_SOFT;
        }
        return equity.isSuspect() ? Code.EQUITY_SUSPECT : Code.OK;
    }

    /** The lockout that holds a symbol longest, or null. */
    public Lockout lockout(final Instrument instrument) {
        return lockouts.holding(instrument);
    }

    /** Whether an intent names another model version than the promoted one (S-2). */
    public boolean isStale(final OrderIntentDecoder in) {
        return models.isStale(in);
    }

    /** The same of a version that was recorded. */
    public boolean isStale(final Text model, final Text version) {
        return models.isStale(model, version);
    }

    /** Row 12 without rate and repeat. */
    public Code limits(final Order order) {
        return limits.standing(order);
    }

    /** Warnings of an allowed order, as bits of the WarningSet. */
    public int warnings(final ActionType action, final boolean addsRisk, final boolean staleModel) {
        return (modes.warns(action) ? Warnings.GATE : 0)
                | (addsRisk && equity.isBeyondSoft() ? Warnings.DRAWDOWN_SOFT : 0)
                | (addsRisk && staleModel ? Warnings.STALE_MODEL : 0);
    }

    private boolean isSoftBlocked() {
        return settings.get().drawdown().softAction() == SoftAction.BLOCK && equity.isBeyondSoft();
    }
}
