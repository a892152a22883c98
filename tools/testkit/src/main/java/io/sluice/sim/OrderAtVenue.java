package io.sluice.sim;

import io.sluice.codec.Side;

/** An order as the venue has it: of a trade, a close, or made by hand. Quantities scaled by 10^8. */
final class OrderAtVenue {
    /** The venue's own name of it. */
    final String ref;
    /** 0: not of a trade. */
    final long tradeId;
    /** 0: not a close. */
    final long commandId;

    final String symbol;
    final Side side;
    final long openedNs;
    long quantityE8;
    long filledE8;
    boolean works = true;
    /** What was filled when the cumulative count began: more than 0 where it began again. */
    long countFromE8;
    /** Whether reports tell the venue's name of it. */
    boolean isNamed = true;
    /** The last report of orders left it out. */
    boolean unlisted;

    OrderAtVenue(
            final String ref,
            final long tradeId,
            final long commandId,
            final String symbol,
            final Side side,
            final long quantityE8,
            final long openedNs) {
        this.ref = ref;
        this.tradeId = tradeId;
        this.commandId = commandId;
        this.symbol = symbol;
        this.side = side;
        this.quantityE8 = quantityE8;
        this.openedNs = openedNs;
    }

    boolean isByHand() {
        return tradeId == 0 && commandId == 0;
    }

    long leavesE8() {
        return Math.max(0, quantityE8 - filledE8);
    }

    int sign() {
        return side == Side.BUY ? 1 : -1;
    }
}
