package io.sluice.control.emergency;

import io.sluice.codec.Side;
import io.sluice.control.config.Settings;
import io.sluice.control.limits.CloseLimits;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Position;
import io.sluice.control.symbol.WaitingReports;
import io.sluice.control.timer.Timer;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** How much a close may be for (E-2): the smaller of book and report, less what resting orders would close. */
final class CloseSize {
    private final Settings settings;
    private final Step step;
    private final TradeBook trades;
    private final CloseLimits limits;
    private long lookAgainNs;

    CloseSize(final Settings settings, final Step step, final TradeBook trades) {
        this.settings = settings;
        this.step = step;
        this.trades = trades;
        limits = new CloseLimits(settings);
    }

    /** What there is to close with this side, by the book and by the newest report that is being judged. */
    static long room(final Position position, final Side side) {
        long roomE8 = held(position.quantityE8(), side);
        if (position.isLive()) {
            final WaitingReports waiting = position.instrument().reported().waiting();
            if (!waiting.isEmpty()) {
                roomE8 = Math.min(roomE8, held(waiting.shownE8(), side));
            }
        }
        return roomE8;
    }

    private static long held(final long quantityE8, final Side side) {
        return Math.max(0, side == Side.SELL ? quantityE8 : -quantityE8);
    }

    /** What a close of a position may be for now; 0 or less if none. */
    long of(final Position position) {
        final Side side = position.closingSide();
        lookAgainNs = Timer.UNSET;
        final long roomE8 = room(position, side);
        long quantityE8 = roomE8 - stillClosing(position, side, roomE8);
        final long mostE8 = limits.mostE8(position.instrument());
        if (mostE8 > 0) {
            quantityE8 = Math.min(quantityE8, mostE8);
        }
        return quantityE8;
    }

    /** When resting orders no longer hold a close back. */
    long lookAgainNs() {
        return lookAgainNs;
    }

    /** What working orders on the closing side would close until their cancel is answered or a retry has passed. */
    private long stillClosing(final Position position, final Side side, final long mostE8) {
        if (position.workingOrders() == 0) {
            return 0;
        }
        long sumE8 = 0;
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            sumE8 = Math.min(mostE8, sumE8 + closes(trade, position, side, mostE8));
        }
        for (Trade trade = trades.firstEnded(); trades.aliveEnded() > 0 && trade != null; trade = trade.next()) {
            sumE8 = Math.min(mostE8, sumE8 + closes(trade, position, side, mostE8));
        }
        return sumE8;
    }

    private long closes(final Trade trade, final Position position, final Side side, final long mostE8) {
        if (!trade.works() || trade.position() != position || trade.side() != side) {
            return 0;
        }
        final long untilNs = trade.cancelSentNs() == Trade.NEVER
                ? Timer.UNSET
                : trade.cancelSentNs() + settings.get().emergency().retryNs();
        if (untilNs <= step.nowNs()) {
            return 0;
        }
        lookAgainNs = Math.min(lookAgainNs, untilNs);
        return Math.min(mostE8, trade.remainingE8());
    }
}
