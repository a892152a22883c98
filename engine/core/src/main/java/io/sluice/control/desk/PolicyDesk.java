package io.sluice.control.desk;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.num.Wide;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Text;

/** Takes an operator's changes of the policy: only what is named changes, and all of it or nothing (P-2). */
public final class PolicyDesk {
    private static final int MAX_TIMEOUT_SECONDS = 7 * 86_400;

    private final Policy policy;
    private final EmergencyStop emergency;

    /** @param emergency restores, at its end, what was allowed before. */
    public PolicyDesk(final Policy policy, final EmergencyStop emergency) {
        this.policy = policy;
        this.emergency = emergency;
    }

    /** An allowed operator changes the policy; new trades stay blocked while an emergency stands (P-1). */
    public Code onUpdate(final PolicyUpdateDecoder in, final Text operator) {
        final int timeout = in.approvalTimeoutSeconds();
        final long slippage = in.slippageMaxPercent();
        final boolean hasTimeout = timeout != PolicyUpdateDecoder.approvalTimeoutSecondsNullValue();
        final boolean hasSlippage = slippage != PolicyUpdateDecoder.slippageMaxPercentNullValue();
        if (hasTimeout && (timeout <= 0 || timeout > MAX_TIMEOUT_SECONDS)
                || hasSlippage && (slippage <= 0 || slippage > Wide.HUNDRED)) {
            return Code.OUT_OF_RANGE;
        }
        if (in.allowNewTrades() == Bool.TRUE && policy.is(PolicyField.EMERGENCY_MODE)) {
            return Code.EMERGENCY;
        }
        if (in.allowNewTrades() == Bool.FALSE) {
            emergency.blockAfterwards();
        }
        set(PolicyField.ALLOW_NEW_TRADES, in.allowNewTrades(), operator);
        set(PolicyField.HITL_ENABLED, in.hitlEnabled(), operator);
        set(PolicyField.AUTO_APPROVE_PAPER, in.autoApprovePaper(), operator);
        set(PolicyField.REQUIRE_APPROVAL_FOR_LIVE, in.requireApprovalForLive(), operator);
        if (hasTimeout) {
            policy.set(PolicyField.APPROVAL_TIMEOUT_SECONDS, timeout, operator);
        }
        if (hasSlippage) {
            policy.set(PolicyField.SLIPPAGE_MAX_PERCENT, slippage, operator);
        }
        if (in.tradingMode() != TradingMode.NULL_VAL) {
            policy.set(PolicyField.TRADING_MODE, in.tradingMode().value(), operator);
        }
        return Code.OK;
    }

    private void set(final PolicyField field, final Bool value, final Text operator) {
        if (value != Bool.NULL_VAL) {
            policy.set(field, value.value(), operator);
        }
    }
}
