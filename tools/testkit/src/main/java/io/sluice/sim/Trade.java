package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;

/** A trade as inputs and outcomes tell of it. Decimals scaled by 10^8. */
final class Trade {
    final long id;
    final int strategyId;
    final long intentId;
    final ActionType action;
    final TradingMode mode;
    final Side side;
    final String symbol;
    TradeState state = TradeState.PENDING;
    long quantityE8;
    /** What has to be reckoned with while amends are unanswered. */
    long countedE8;

    long amendE8;
    int amends;
    long priceE8;
    long leverageE8;
    long filledE8;
    long averageE8;
    boolean reported;
    long acceptedNs = Long.MIN_VALUE;
    long validUntilNs = Long.MIN_VALUE;

    Trade(
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

    void fill(final long quantity, final long price) {
        if (quantity != 0) {
            averageE8 = filledE8 == 0 ? price : AverageInvariant.weighted(filledE8, averageE8, quantity, price);
            filledE8 += quantity;
        }
    }

    boolean works() {
        return state == TradeState.ACCEPTED;
    }

    boolean isUnfinished() {
        return works() || state == TradeState.AWAITING_APPROVAL || state == TradeState.PENDING;
    }

    long remainingE8() {
        return Math.max(0, countedE8 - filledE8);
    }

    int sign() {
        return side == Side.BUY ? 1 : -1;
    }
}
