package io.sluice.control.account;

import io.sluice.codec.Side;
import io.sluice.control.num.Wide;
import io.sluice.control.symbol.Notes;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;

/**
 * The orders that can still explain a difference: those that work, and those that ended later than a grace before
 * the last report that agreed as it came.
 */
final class InPlay {
    private static final long MOST = 4 * Wide.LIMIT;

    private final TradeBook trades;
    private final CloseBook closes;
    private long buysE8;
    private long sellsE8;
    private Side aheadSide;
    private VenueOrder<?> ahead;

    InPlay(final TradeBook trades, final CloseBook closes) {
        this.trades = trades;
        this.closes = closes;
    }

    /** Whether lost fills of orders in play, or notes that were used up, can be this difference. */
    boolean explains(final Position position, final long offE8) {
        measure(position);
        return offE8 >= -sellsE8 && offE8 <= buysE8;
    }

    /** Whether they can be one of the differences that the judgement before left open. */
    boolean explainsOne(final Position position) {
        measure(position);
        return position.instrument().reported().moves().canBeWithin(-sellsE8, buysE8);
    }

    private void measure(final Position position) {
        final Notes notes = position.instrument().reported().notes();
        buysE8 = notes.usedByBuysE8();
        sellsE8 = notes.usedBySellsE8();
        walk(position, Long.MIN_VALUE, true);
        buysE8 += position.instrument().toleranceE8();
        sellsE8 += position.instrument().toleranceE8();
    }

    /** How much of an execution without an order a cumulative count of an order in play has brought in before. */
    long useAhead(final Position position, final Side side, final long quantityE8) {
        long used = 0;
        long after = Long.MIN_VALUE;
        while (used < quantityE8) {
            final VenueOrder<?> order = nextAhead(position, side, after);
            if (order == null) {
                break;
            }
            final long use = Math.min(quantityE8 - used, order.aheadE8());
            order.seen(use);
            used += use;
            after = order.id();
        }
        return used;
    }

    /** By ascending id, whatever the order in which they ended. */
    private VenueOrder<?> nextAhead(final Position position, final Side side, final long after) {
        aheadSide = side;
        ahead = null;
        walk(position, after, false);
        return ahead;
    }

    private void walk(final Position position, final long after, final boolean sums) {
        final long agreedNs =
                position.isLive() ? position.instrument().reported().agreedNs() : Long.MIN_VALUE;
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            if (trade.works()) {
                meet(position, trade, after, sums);
            }
        }
        for (Trade trade = trades.lastEnded(); trade != null; trade = trade.previous()) {
            if (trade.endedNs() < agreedNs && trades.aliveEnded() == 0) {
                break;
            }
            if (trade.isAlive() || trade.isAccepted() && trade.endedNs() >= agreedNs) {
                meet(position, trade, after, sums);
            }
        }
        for (Close close = closes.firstOpen(); close != null; close = close.next()) {
            meet(position, close, after, sums);
        }
        for (Close close = closes.lastEnded(); close != null; close = close.previous()) {
            if (close.isAlive() || close.endedNs() >= agreedNs) {
                meet(position, close, after, sums);
            }
        }
    }

    private void meet(final Position position, final VenueOrder<?> order, final long after, final boolean sums) {
        if (!order.isOn(position)) {
            return;
        }
        if (sums) {
            if (order.side() == Side.BUY) {
                buysE8 = Math.min(MOST, buysE8 + order.remainingE8());
            } else {
                sellsE8 = Math.min(MOST, sellsE8 + order.remainingE8());
            }
        } else if (order.side() == aheadSide
                && order.aheadE8() > 0
                && order.id() > after
                && (ahead == null || order.id() < ahead.id())) {
            ahead = order;
        }
    }
}
