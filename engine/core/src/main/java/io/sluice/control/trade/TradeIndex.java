package io.sluice.control.trade;

import io.sluice.control.step.Step;

/**
 * Trades by id, a table of fixed size whose places hold chains through the trades themselves. Ids rise with the
 * records, so an id's place is its record's sequence number modulo the table: trades of one time lie side by side, and
 * neither adding a trade nor forgetting the oldest one touches memory far from what was touched before.
 */
final class TradeIndex {
    private final Trade[] places;
    private final int mask;

    /** @param capacity most trades. */
    TradeIndex(final int capacity) {
        places = new Trade[Integer.highestOneBit(capacity) << 1];
        mask = places.length - 1;
    }

    /** The trade, or null. */
    Trade find(final long id) {
        Trade trade = places[place(id)];
        while (trade != null && trade.id != id) {
            trade = trade.nextInPlace;
        }
        return trade;
    }

    /** Adds a trade whose id is not in the table. */
    void add(final Trade trade) {
        final int place = place(trade.id);
        trade.nextInPlace = places[place];
        places[place] = trade;
    }

    /** Removes a trade that is in the table. */
    void remove(final Trade trade) {
        final int place = place(trade.id);
        if (places[place] == trade) {
            places[place] = trade.nextInPlace;
            return;
        }
        Trade before = places[place];
        while (before.nextInPlace != trade) {
            before = before.nextInPlace;
        }
        before.nextInPlace = trade.nextInPlace;
    }

    private int place(final long id) {
        return (int) (id >>> Step.ID_BITS) & mask;
    }
}
