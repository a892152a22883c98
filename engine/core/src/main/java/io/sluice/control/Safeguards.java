package io.sluice.control;

import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SafeguardState;
import io.sluice.codec.StatusViewEncoder;
import io.sluice.codec.TradeState;
import io.sluice.control.approval.Approval;
import io.sluice.control.config.ControlConfig.Sizing;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.models.Model;
import io.sluice.control.num.Wide;
import io.sluice.control.policy.Policy;
import io.sluice.control.trade.Trade;

/**
 * Whether the safeguards of SPEC O-3 are at work, looked up in the rooms each time it is asked. Whether inputs are
 * buffered is no matter of the machine: it says OFF, and who runs a pipeline around it says better.
 */
final class Safeguards {
    private final Rooms rooms;

    Safeguards(final Rooms rooms) {
        this.rooms = rooms;
    }

    void write(final StatusViewEncoder out) {
        out.policyStore(policyStore())
                .emergencyStop(emergencyStop())
                .eventBuffer(SafeguardState.OFF)
                .tradeState(tradeState())
                .sizingFallback(sizingFallback())
                .modelSync(modelSync())
                .drawdownMonitor(drawdownMonitor());
    }

    /** The policy is the one source of truth: what is acted on must be what it says (P-1). */
    private SafeguardState policyStore() {
        final Policy policy = rooms.policy;
        final boolean agrees = policy.is(PolicyField.EMERGENCY_MODE) == rooms.causes.isEmergency()
                && (policy.get(PolicyField.OVERRIDE_EXPIRES_AT) != Policy.NONE) == rooms.causes.isForced()
                && policy.is(PolicyField.GUARDIAN_LOCKED) == rooms.guardian.isLocked();
        return activeIf(agrees);
    }

    /** Failed while a stop is unconfirmed (E-2). */
    private SafeguardState emergencyStop() {
        return rooms.emergency.isUnconfirmed() ? SafeguardState.FAILED : SafeguardState.ACTIVE;
    }

    /** Each request has a trade that awaits it, and no other trade awaits one (H-3). */
    private SafeguardState tradeState() {
        int awaiting = 0;
        for (Trade trade = rooms.trades.firstUnfinished(); trade != null; trade = trade.next()) {
            awaiting += trade.state() == TradeState.AWAITING_APPROVAL ? 1 : 0;
        }
        for (Approval approval = rooms.pending.first(); approval != null; approval = approval.next()) {
            awaiting -= approval.trade().state() == TradeState.AWAITING_APPROVAL ? 1 : 0;
        }
        return activeIf(awaiting == 0);
    }

    /** Off where the configuration has it change nothing (S-1). */
    private SafeguardState sizingFallback() {
        final Sizing sizing = rooms.settings.get().sizing();
        final boolean shrinks =
                sizing.fallbackMultiplierE8() < Wide.ONE || sizing.fallbackLeverageE8() < sizing.highMaxLeverageE8();
        return shrinks ? SafeguardState.ACTIVE : SafeguardState.OFF;
    }

    /** Failed while a consumer acknowledged another version than the promoted one last (S-2). */
    private SafeguardState modelSync() {
        for (final Model model : rooms.models.models()) {
            for (final Model.Consumer consumer : model.consumers()) {
                if (!model.version().is(consumer.version())) {
                    return SafeguardState.FAILED;
                }
            }
        }
        return rooms.models.models().isEmpty() ? SafeguardState.OFF : SafeguardState.ACTIVE;
    }

    /** Off before the first equity, failed while one is overdue (D-4). */
    private SafeguardState drawdownMonitor() {
        if (!rooms.equity.isKnown()) {
            return SafeguardState.OFF;
        }
        return activeIf(!rooms.causes.isRaised(ReasonCode.EQUITY_STALE, CauseBook.SILENCE));
    }

    private static SafeguardState activeIf(final boolean works) {
        return works ? SafeguardState.ACTIVE : SafeguardState.FAILED;
    }
}
