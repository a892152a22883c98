package io.sluice.control.foureyes;

import io.sluice.codec.Bool;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.policy.Policy;

/** Whether a policy update loosens, tightens, or does both (O-1). */
public final class Loosening {
    /** It makes nothing more permissive. */
    public static final int NOT = 0;
    /** It only makes things more permissive. */
    public static final int LOOSENS = 1;
    /** It does both at once. */
    public static final int MIXED = 2;

    private boolean loosens;
    private boolean tightens;

    /** Judges an update against the policy as it stands. */
    public int of(final PolicyUpdateDecoder in, final Policy policy) {
        loosens = false;
        tightens = false;
        truth(in.allowNewTrades(), policy.is(PolicyField.ALLOW_NEW_TRADES), true);
        truth(in.hitlEnabled(), policy.is(PolicyField.HITL_ENABLED), false);
        truth(in.autoApprovePaper(), policy.is(PolicyField.AUTO_APPROVE_PAPER), true);
        truth(in.requireApprovalForLive(), policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE), false);
        if (in.approvalTimeoutSeconds() != PolicyUpdateDecoder.approvalTimeoutSecondsNullValue()) {
            rises(in.approvalTimeoutSeconds(), policy.get(PolicyField.APPROVAL_TIMEOUT_SECONDS));
        }
        if (in.slippageMaxPercent() != PolicyUpdateDecoder.slippageMaxPercentNullValue()) {
            rises(in.slippageMaxPercent(), policy.get(PolicyField.SLIPPAGE_MAX_PERCENT));
        }
        if (in.tradingMode() != TradingMode.NULL_VAL) {
            rises(in.tradingMode().value(), policy.get(PolicyField.TRADING_MODE));
        }
        return !loosens ? NOT : tightens ? MIXED : LOOSENS;
    }

    private void truth(final Bool value, final boolean now, final boolean looseIfTrue) {
        if (value == Bool.NULL_VAL || (value == Bool.TRUE) == now) {
            return;
        }
        if ((value == Bool.TRUE) == looseIfTrue) {
            loosens = true;
        } else {
            tightens = true;
        }
    }

    private void rises(final long value, final long now) {
        loosens |= value > now;
        tightens |= value < now;
    }
}
