package io.sluice.control.intent;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.PolicyField;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.Settings;
import io.sluice.control.drawdown.Equity;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.policy.Policy;

/** Rows 4 and 6 to 10 of G-3: what stands against an order apart from its own content. Asked again at approval (H-5). */
public final class RiskChecks {
    private final Settings settings;
    private final ModeMachine modes;
    private final CauseBook causes;
    private final Policy policy;
    private final Equity equity;

    /** @param equity what the drawdown breaker knows. */
    public RiskChecks(
            final Settings settings,
            final ModeMachine modes,
            final CauseBook causes,
            final Policy policy,
            final Equity equity) {
        this.settings = settings;
        this.modes = modes;
        this.causes = causes;
        this.policy = policy;
        this.equity = equity;
    }

    /** Row 4. */
    public Code gate(final ActionType action) {
        return modes.allows(action) ? Code.OK : causes.isEmergency() ? Code.EMERGENCY : Code.GATE_REFUSED;
    }

    /** Rows 6 to 10, for what adds risk. */
    public Code newRisk() {
        if (!policy.is(PolicyField.ALLOW_NEW_TRADES)) {
            return Code.NEW_TRADES_BLOCKED;
        }
        if (isSoftBlocked()) {
            return Code.DRAWDOWN_SOFT;
        }
        return equity.isSuspect() ? Code.EQUITY_SUSPECT : Code.OK;
    }

    /** Warnings of an allowed order, as bits of the WarningSet. */
    public int warnings(final ActionType action, final boolean addsRisk) {
        return (modes.warns(action) ? Warnings.GATE : 0)
                | (addsRisk && equity.isBeyondSoft() ? Warnings.DRAWDOWN_SOFT : 0);
    }

    private boolean isSoftBlocked() {
        return settings.get().drawdown().softAction() == SoftAction.BLOCK && equity.isBeyondSoft();
    }
}
