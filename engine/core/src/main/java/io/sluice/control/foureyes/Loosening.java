package io.sluice.control.foureyes;

import io.sluice.codec.Bool;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.policy.Policy;

/** Whether a policy update loosens, tightens, or does both (O-1). */
public final class Loosening {
    private Bond bond;
    private int field;
    private boolean tightens;

    /** Whether the update judged last also tightens something. */
    public boolean tightensToo() {
        return tightens;
    }

    /** Binds an update to the fields that it would loosen, with their present values. */
    public void of(final PolicyUpdateDecoder in, final Policy policy, final Bond newBond) {
        bond = newBond;
        field = 0;
        tightens = false;
        truth(in.allowNewTrades(), policy.is(PolicyField.ALLOW_NEW_TRADES), true);
        truth(in.hitlEnabled(), policy.is(PolicyField.HITL_ENABLED), false);
        truth(in.autoApprovePaper(), policy.is(PolicyField.AUTO_APPROVE_PAPER), true);
        truth(in.requireApprovalForLive(), policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE), false);
        rises(
                in.approvalTimeoutSeconds() != PolicyUpdateDecoder.approvalTimeoutSecondsNullValue(),
                in.approvalTimeoutSeconds(),
                policy.get(PolicyField.APPROVAL_TIMEOUT_SECONDS));
        rises(
                in.slippageMaxPercent() != PolicyUpdateDecoder.slippageMaxPercentNullValue(),
                in.slippageMaxPercent(),
                policy.get(PolicyField.SLIPPAGE_MAX_PERCENT));
        rises(in.tradingMode() != TradingMode.NULL_VAL, in.tradingMode().value(), policy.get(PolicyField.TRADING_MODE));
    }

    private void truth(final Bool value, final boolean now, final boolean looseIfTrue) {
        field++;
        if (value == Bool.NULL_VAL || (value == Bool.TRUE) == now) {
            return;
        }
        if ((value == Bool.TRUE) == looseIfTrue) {
            loosens(now ? 1 : 0);
        } else {
            tightens = true;
        }
    }

    private void rises(final boolean named, final long value, final long now) {
        field++;
        if (named && value > now) {
            loosens(now);
        }
        tightens |= named && value < now;
    }

    private void loosens(final long now) {
        bond.to(field).to(now);
    }
}
