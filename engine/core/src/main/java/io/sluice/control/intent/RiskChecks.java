package io.sluice.control.intent;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.Settings;
import io.sluice.control.equity.Equity;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.lockout.LockoutDesk;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.models.ModelRegistry;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Text;
import io.sluice.control.trade.Order;

/**
 * Rows 4, 6 to 10 and 12 of G-3: what stands against an order apart from its own content. Asked again at approval
 * (H-5).
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

    /** Rows 6 to 10, for what adds risk. */
    public Code newRisk(final Order order) {
        if (!policy.is(PolicyField.ALLOW_NEW_TRADES)) {
            return Code.NEW_TRADES_BLOCKED;
        }
        if (policy.is(PolicyField.GUARDIAN_LOCKED)) {
            return Code.SEC_020;
        }
        if (lockout(order) != null) {
            return Code.SYMBOL_LOCKED;
        }
        if (order.instrument() != null && !order.instrument().isWatched()) {
            return Code.SYMBOL_UNWATCHED;
        }
        if (order.isStale() && settings.get().staleModelRefuses()) {
            return Code.STALE_MODEL;
        }
        if (isSoftBlocked()) {
            return Code.DRAWDOWN_SOFT;
        }
        return equity.isSuspect() ? Code.EQUITY_SUSPECT : Code.OK;
    }

    /** The lockout that holds an order's symbol longest, or null. */
    public Lockout lockout(final Order order) {
        return lockouts.holding(order.instrument(), order.mode());
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

    /** Row 12. */
    public Code limits(final Order order, final Strategy strategy) {
        final Code code = limits.standing(order);
        return code == Code.OK ? limits.pace(order, strategy.bucket(), strategy.repeats()) : code;
    }

    /** An order was allowed: it counts against rate and repeat. */
    public void count(final Order order, final Strategy strategy) {
        limits.count(order, strategy.bucket(), strategy.repeats());
    }

    /** Warnings of an allowed order, as bits of the WarningSet. */
    public int warnings(final Order order) {
        return (modes.warns(order.action()) ? Warnings.GATE : 0)
                | (order.addsRisk() && equity.isBeyondSoft() ? Warnings.DRAWDOWN_SOFT : 0)
                | (order.addsRisk() && order.isStale() ? Warnings.STALE_MODEL : 0);
    }

    private boolean isSoftBlocked() {
        return settings.get().drawdown().softAction() == SoftAction.BLOCK && equity.isBeyondSoft();
    }
}
