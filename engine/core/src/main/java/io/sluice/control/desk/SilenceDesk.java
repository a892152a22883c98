package io.sluice.control.desk;

import io.sluice.codec.Code;
import io.sluice.codec.StrategyDisableDecoder;
import io.sluice.codec.TradeState;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.intent.Strategy;
import io.sluice.control.intent.StrategyBook;
import io.sluice.control.step.Text;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.concurrent.UnsafeBuffer;

/** What a strategy has working or pending is taken back: when it falls silent, when it is disabled (B-3, B-4). */
public final class SilenceDesk {
    private final StrategyBook strategies;
    private final TradeBook trades;
    private final ApprovalDesk approvals;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Text words = new Text(256);

    /** @param approvals where its pending requests end. */
    public SilenceDesk(final StrategyBook strategies, final TradeBook trades, final ApprovalDesk approvals) {
        this.strategies = strategies;
        this.trades = trades;
        this.approvals = approvals;
    }

    /** A strategy gave no sign of life for too long. */
    public void onSilent(final int strategyId) {
        strategies.silent(strategies.find(strategyId));
        takeBack(strategyId);
    }

    /** The connection of a strategy ended, and it did not say so. */
    public Code onDetached(final int strategyId) {
        if (strategies.find(strategyId) != null) {
            onSilent(strategyId);
        }
        return Code.OK;
    }

    /** A strategy is disabled by an operator or risk; no mode refuses it, and it may come again. */
    public Code onDisable(final StrategyDisableDecoder in, final Text actor) {
        final Strategy strategy = strategies.find(in.strategyId());
        if (strategy == null) {
            return Code.NOT_FOUND;
        }
        in.skipOperatorId();
        in.wrapReason(view);
        words.set(view);
        strategies.disable(strategy, Code.OK, words, actor);
        takeBack(strategy.id());
        return Code.OK;
    }

    private void takeBack(final int strategyId) {
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
