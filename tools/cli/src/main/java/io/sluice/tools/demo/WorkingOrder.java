package io.sluice.tools.demo;

import io.sluice.codec.ActionType;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/** An order that the engine allowed and that has not ended. */
final class WorkingOrder {
    final long tradeId;
    final int strategyId;
    final long intentId;
    final ActionType action;
    final TradingMode mode;
    final Side side;
    final long quantityE8;
    final long priceE8;
    final long decidedNs;
    /** Whether it reached the broker, who said so. */
    boolean placed;

    WorkingOrder(final DecisionDecoder decision, final long decidedNs) {
        tradeId = decision.tradeId();
        strategyId = decision.strategyId();
        intentId = decision.intentId();
        action = decision.action();
        mode = decision.tradingMode();
        side = decision.side();
        quantityE8 = decision.quantity();
        priceE8 = decision.price();
        this.decidedNs = decidedNs;
    }

    boolean isMarket() {
        return priceE8 == 0;
    }

    /** Whether a trade at this price fills it. */
    boolean isFilledAt(final long tradedE8) {
        return isMarket() || (side == Side.BUY ? tradedE8 <= priceE8 : tradedE8 >= priceE8);
    }
}
