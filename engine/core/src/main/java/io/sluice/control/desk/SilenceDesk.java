package io.sluice.control.desk;

import io.sluice.codec.Code;
import io.sluice.codec.TradeState;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Cancel on disconnect: what a silent strategy has working or pending is taken back (section 11). */
public final class SilenceDesk {
    private final TradeBook trades;
    private final ApprovalDesk approvals;

    /** @param approvals where its pending requests end. */
    public SilenceDesk(final TradeBook trades, final ApprovalDesk approvals) {
        this.trades = trades;
        this.approvals = approvals;
    }

    /** A strategy gave no sign of life for too long. */
    public void onSilent(final int strategyId) {
        for (Trade trade = trades.firstUnfinished(); trade != null; ) {
            final Trade next = trade.next();
            if (trade.strategyId() == strategyId && trade.isWorking()) {
                trades.wantCancelled(trade);
            } else if (trade.strategyId() == strategyId && trade.state() == TradeState.AWAITING_APPROVAL) {
                approvals.end(trade, Code.CANCELLED);
            }
            trade = next;
        }
    }
}
