package io.sluice.control.foureyes;

import io.sluice.codec.Bool;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.policy.Policy;

/** Whether a policy update loosens, tightens, or does both (O-1). */
public final class Loosening {
    /** The bond of what makes nothing more permissive. */
    public static final long NOTHING = 0;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long bond;
    private int field;
    private boolean tightens;

    /** A number that names what would be loosened, never {@link #NOTHING}. */
    public static long bond(final long value) {
        return value * MIX | 1;
    }

    /** Whether the update judged last also tightens something. */
    public boolean tightensToo() {
        return tightens;
    }

    /** Judges an update against the policy as it stands; what it would loosen, with the present values, is its bond. */
    public long of(final PolicyUpdateDecoder in, final Policy policy) {
        bond = NOTHING;
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
        return bond;
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
        bond = bond(bond + field + 31 * now);
    }
}
