package io.sluice.tools.demo;

import io.sluice.codec.Side;
import io.sluice.control.num.Wide;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was bought and is not sold yet, first in first out: it tells which trade is over, and what it brought. */
final class Lots {
    private static final long NO_RESULT = Long.MIN_VALUE;

    private final Deque<Lot> open = new ArrayDeque<>();
    private final List<Over> over = new ArrayList<>();

    /**
     * A trade that is over.
     *
     * @param pnlE8 what it brought; of an exit nothing is told apart.
     */
    record Over(long tradeId, long pnlE8) {
        boolean hasResult() {
            return pnlE8 != NO_RESULT;
        }
    }

    private static final class Lot {
        private final long tradeId;
        private final long priceE8;
        private long leftE8;
        private long pnlE8;

        private Lot(final long tradeId, final long quantityE8, final long priceE8) {
            this.tradeId = tradeId;
            this.priceE8 = priceE8;
            leftE8 = quantityE8;
        }
    }

    /** @param tradeId 0 for the close of a position. */
    void onFill(final long tradeId, final Side side, final long quantityE8, final long priceE8) {
        if (side == Side.BUY) {
            open.add(new Lot(tradeId, quantityE8, priceE8));
            return;
        }
        long leftE8 = quantityE8;
        while (leftE8 > 0 && !open.isEmpty()) {
            final Lot lot = open.peek();
            final long soldE8 = Math.min(leftE8, lot.leftE8);
            lot.leftE8 -= soldE8;
            lot.pnlE8 += Wide.multiplyDivide(soldE8, priceE8 - lot.priceE8, Wide.ONE);
            leftE8 -= soldE8;
            if (lot.leftE8 == 0) {
                over.add(new Over(open.remove().tradeId, lot.pnlE8));
            }
        }
        if (tradeId != 0) {
            over.add(new Over(tradeId, NO_RESULT));
        }
    }

    /** Its report is on record. */
    void onClosed(final long tradeId) {
        over.removeIf(each -> each.tradeId == tradeId);
    }

    /** Trades that are over and not reported; a copy. */
    List<Over> over() {
        return List.copyOf(over);
    }
}
