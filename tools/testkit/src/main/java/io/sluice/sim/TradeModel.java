package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;

/** A trade as inputs and outcomes tell of it. Decimals scaled by 10^8. */
final class TradeModel extends Counted {
    final long id;
    final int strategyId;
    final long intentId;
    final ActionType action;
    final TradingMode mode;
    final Side side;
    final String symbol;
    TradeState state = TradeState.PENDING;
    long quantityE8;
    /** The newest amend, the largest of those that are unanswered, and what the broker spoke of. */
    long amendE8;

    long amendedE8;
    long toldE8;
    int amends;
    long priceE8;
    long leverageE8;
    long averageE8;
    boolean reported;
    long acceptedNs = Long.MIN_VALUE;
    long validUntilNs = Long.MIN_VALUE;

    TradeModel(
            final long id,
            final int strategyId,
            final long intentId,
            final ActionType action,
            final TradingMode mode,
            final Side side,
            final String symbol) {
        this.id = id;
        this.strategyId = strategyId;
        this.intentId = intentId;
        this.action = action;
        this.mode = mode;
        this.side = side;
        this.symbol = symbol;
    }

    /** It was filled by so much more, at that price. */
    void average(final long moreE8, final long price) {
        final long beforeE8 = filledE8 - moreE8;
        averageE8 = beforeE8 == 0 ? price : AverageInvariant.weighted(beforeE8, averageE8, moreE8, price);
    }

    boolean works() {
        return state == TradeState.ACCEPTED;
    }

    boolean isUnfinished() {
        return works() || state == TradeState.AWAITING_APPROVAL || state == TradeState.PENDING;
    }

    long remainingE8() {
        return Math.max(0, Math.max(quantityE8, Math.max(amendedE8, toldE8)) - filledE8);
    }

    int sign() {
        return side == Side.BUY ? 1 : -1;
    }
}
