package io.sluice.control.trade;

import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Chain;
import io.sluice.control.config.ControlConfig.Capacity;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;

/**
 * All trades that can be asked for: the unfinished ones, in the order of their ids, and a ring of ended ones (H-3a).
 * Every change of state goes through one method, which keeps what works on the positions in step.
 */
public final class TradeBook {
    private final Step step;
    private final QuoteMonitor quotes;
    private final TradeTransitionEncoder transition = new TradeTransitionEncoder();
    private final int capacity;
    private final TradeIndex byId;
    private final Chain<Trade> unfinished = new Chain<>();
    private final Chain<Trade> ended = new Chain<>();
    private final Chain<Trade> free = new Chain<>();

    /** @param capacity sizes of the tables (G-5). */
    public TradeBook(final Capacity capacity, final Step step, final QuoteMonitor quotes) {
        this.capacity = capacity.trades();
        this.step = step;
        this.quotes = quotes;
        final int all = capacity.trades() + capacity.history();
        byId = new TradeIndex(all);
        for (int i = 0; i < all; i++) {
            free.add(new Trade());
        }
    }

    /** Whether one more trade finds room. */
    public boolean hasRoom() {
        return unfinished.size() < capacity;
    }

    /** A trade by id, ended ones included, or null. */
    public Trade find(final long id) {
        return byId.find(id);
    }

    /** Whether an id is that of an unfinished trade; does not touch the memory of one that ended long ago. */
    public boolean isUnfinished(final long id) {
        if (unfinished.isEmpty() || id < unfinished.first().id) {
            return false;
        }
        final Trade trade = byId.find(id);
        return trade != null && trade.isUnfinished();
    }

    /** First unfinished trade by id, or null; {@link Trade#next()} goes on. */
    public Trade firstUnfinished() {
        return unfinished.first();
    }

    /** First ended trade that is still remembered, or null. */
    public Trade firstEnded() {
        return ended.first();
    }

    /** Number of unfinished trades. */
    public int unfinished() {
        return unfinished.size();
    }

    /** A new trade in PENDING; there must be room. */
    public Trade add(
            final int strategyId,
            final long intentId,
            final ActionType action,
            final TradingMode mode,
            final Side side,
            final Instrument instrument,
            final long quantityE8,
            final long priceE8,
            final long leverageE8) {
        final Trade trade = take();
        trade.id = step.nextId();
        trade.strategyId = strategyId;
        trade.intentId = intentId;
        trade.action = action;
        trade.mode = mode;
        trade.side = side;
        trade.instrument = instrument;
        instrument.putSymbol(trade.symbol, 0);
        trade.quantityE8 = quantityE8;
        trade.countedE8 = quantityE8;
        trade.priceE8 = priceE8;
        trade.leverageE8 = leverageE8;
        trade.filledE8 = 0;
        trade.averagePriceE8 = 0;
        trade.state = TradeState.PENDING;
        trade.sinceNs = step.nowNs();
        trade.validUntilNs = Long.MIN_VALUE;
        trade.acceptedNs = Long.MIN_VALUE;
        trade.reported = false;
        trade.amendsPending = 0;
        trade.openCancelId = 0;
        trade.cancelNotBeforeNs = Long.MIN_VALUE;
        trade.openReportId = -1;
        trade.requestEnd = Code.NULL_VAL;
        byId.add(trade);
        unfinished.add(trade);
        instrument.addUnfinished(1);
        quotes.onUseChanged(instrument);
        return trade;
    }

    /** Moves a trade to another state; false, with nothing changed or said, if H-3 has no such transition. */
    public boolean move(final Trade trade, final TradeState to, final Code reason, final Channel channel) {
        if (!TradeLife.allows(trade.state, to)) {
            return false;
        }
        final boolean wasWorking = trade.isWorking();
        final boolean wasUnfinished = trade.isUnfinished();
        step.end(step.next(transition)
                .tradeId(trade.id)
                .from(trade.state)
                .to(to)
                .reason(reason)
                .channel(channel));
        trade.state = to;
        trade.sinceNs = step.nowNs();
        if (trade.isWorking()) {
            trade.acceptedNs = step.nowNs();
            trade.position().addWorking(trade.side, trade.remainingE8());
            trade.position().addWorkingOrder(1);
        } else if (wasWorking) {
            trade.position().addWorking(trade.side, -trade.remainingE8());
            trade.position().addWorkingOrder(-1);
            trade.position().settleCredit();
        }
        if (wasUnfinished && !trade.isUnfinished()) {
            end(trade);
        }
        return true;
    }

    /** A part of a trade is filled; the position itself is not touched here. */
    public void fill(final Trade trade, final long quantityE8, final long priceE8) {
        final long before = trade.remainingE8();
        if (quantityE8 != 0) {
            final long average = trade.filledE8 == 0
                    ? priceE8
                    : Wide.weightedAverage(trade.filledE8, trade.averagePriceE8, quantityE8, priceE8);
            trade.averagePriceE8 = average;
            trade.filledE8 = Math.min(Wide.LIMIT - 1, trade.filledE8 + quantityE8);
        }
        if (trade.isWorking()) {
            trade.position().addWorking(trade.side, trade.remainingE8() - before);
        }
    }

    /** An amend was allowed: until the broker answers the larger of old and new counts (G-3). */
    public void amend(final Trade trade, final long quantityE8, final long priceE8, final long leverageE8) {
        trade.amendsPending++;
        trade.amendPriceE8 = priceE8;
        trade.amendLeverageE8 = leverageE8;
        count(trade, Math.max(trade.countedE8, quantityE8));
    }

    /** The broker answered an amend. */
    public void amended(final Trade trade, final boolean replaced, final long leavesE8) {
        if (trade.amendsPending == 0) {
            return;
        }
        trade.amendsPending--;
        if (replaced) {
            trade.quantityE8 = trade.filledE8 + leavesE8;
            trade.priceE8 = trade.amendPriceE8;
            trade.leverageE8 = trade.amendLeverageE8;
        }
        if (trade.amendsPending == 0) {
            count(trade, trade.quantityE8);
        } else {
            count(trade, Math.max(trade.countedE8, trade.quantityE8));
        }
    }

    private void count(final Trade trade, final long countedE8) {
        final long before = trade.remainingE8();
        trade.countedE8 = countedE8;
        trade.position().addWorking(trade.side, trade.remainingE8() - before);
    }

    private void end(final Trade trade) {
        final Instrument instrument = trade.instrument;
        instrument.addUnfinished(-1);
        trade.instrument = null;
        quotes.onUseChanged(instrument);
        unfinished.remove(trade);
        ended.add(trade);
    }

    /** The oldest ended trade gives way, but for one whose cancel is still open. */
    private Trade take() {
        if (!free.isEmpty()) {
            return free.removeFirst();
        }
        Trade oldest = ended.first();
        while (oldest != null && oldest.openCancelId != 0) {
            oldest = oldest.next();
        }
        if (oldest == null) {
            return new Trade();
        }
        ended.remove(oldest);
        byId.remove(oldest);
        return oldest;
    }

    /** Images every trade that can be asked for. */
    public void image(final Image image, final InstrumentBook instruments) {
        unfinished.image(image, capacity, () -> added(unfinished), trade -> {
            image(image, trade);
            trade.instrument = instruments.image(image, trade.instrument);
        });
        ended.image(image, Integer.MAX_VALUE, () -> added(ended), trade -> image(image, trade));
    }

    private void image(final Image image, final Trade trade) {
        trade.image(image);
        if (image.isReading()) {
            byId.add(trade);
        }
    }

    private Trade added(final Chain<Trade> list) {
        final Trade trade = free.isEmpty() ? new Trade() : free.removeFirst();
        list.add(trade);
        return trade;
    }
}
