package io.sluice.control.account;

import io.sluice.codec.Code;
import io.sluice.codec.Side;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.step.Alerts;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Reduce-only stays reduce-only: what no longer fits into a position that shrank is cancelled (H-3b). */
final class ReduceOnly {
    private final CauseBook causes;
    private final TradeBook trades;
    private final Alerts alerts;

    ReduceOnly(final CauseBook causes, final TradeBook trades, final Alerts alerts) {
        this.causes = causes;
        this.trades = trades;
        this.alerts = alerts;
    }

    /** The position has moved. In an emergency everything is cancelled anyway. */
    void check(final Position position) {
        if (position.reduceOnlyOrders() == 0 || causes.isEmergency()) {
            return;
        }
        long buysE8 = Math.max(0, -position.quantityE8());
        long sellsE8 = Math.max(0, position.quantityE8());
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            if (!trade.isReduceOnly() || !trade.works() || trade.isCancelWanted() || trade.position() != position) {
                continue;
            }
            final boolean buys = trade.side() == Side.BUY;
            final long roomE8 = buys ? buysE8 : sellsE8;
            final long takesE8 = trade.remainingE8();
            if (takesE8 > roomE8) {
                alerts.raise(Code.REDUCE_ONLY_EXCESS, trade.id(), trade.symbol(), 0, takesE8);
                trades.wantCancelled(trade);
            } else if (buys) {
                buysE8 -= takesE8;
            } else {
                sellsE8 -= takesE8;
            }
        }
    }
}
