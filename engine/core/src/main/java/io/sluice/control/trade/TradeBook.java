package io.sluice.control.trade;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
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
import io.sluice.control.symbol.Position;

/**
 * All trades that can be asked for: the unfinished ones, in the order of their ids, and a ring of ended ones (H-3a).
 * Every change of state goes through one method, which keeps what works on the positions in step.
 */
public final class TradeBook {
    private final Step step;
    private final QuoteMonitor quotes;
    private final BookState book;
    private final TradeTransitionEncoder transition = new TradeTransitionEncoder();
    private final int capacity;
    private final TradeIndex byId;
    private final Wanted wanted;
    private final Chain<Trade> unfinished = new Chain<>();
    private final Chain<Trade> ended = new Chain<>();
    private final Chain<Trade> free = new Chain<>();
    private int aliveEnded;

    /** @param capacity sizes of the tables (G-5). */
    public TradeBook(final Capacity capacity, final Step step, final QuoteMonitor quotes, final BookState book) {
        this.capacity = capacity.trades();
        this.step = step;
        this.quotes = quotes;
        this.book = book;
        final int all = capacity.trades() + capacity.history();
        byId = new TradeIndex(all);
        wanted = new Wanted(all);
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

    /** The trade that ended last, or null; {@link Trade#previous()} goes on. */
    public Trade lastEnded() {
        return ended.last();
    }

    /** Number of unfinished trades. */
    public int unfinished() {
        return unfinished.size();
    }

    /** Number of ended trades that the venue works all the same. */
    public int aliveEnded() {
        return aliveEnded;
    }

    /** What is to be cancelled, an emergency aside. */
    public Wanted wanted() {
        return wanted;
    }

    /** A new trade in PENDING; there must be room. */
    public Trade add(final Order order, final Instrument instrument) {
        final Trade trade = take();
        trade.action = order.action();
        trade.begin(
                step.nextId(), instrument.position(order.mode()), order.side(), order.quantityE8(), step.sequence());
        trade.beginTrade(step.nowNs());
        trade.strategyId = order.strategyId();
        trade.intentId = order.intentId();
        trade.priceE8 = order.priceE8();
        trade.leverageE8 = order.leverageE8();
        byId.add(trade);
        unfinished.add(trade);
        instrument.addUnfinished(1);
        quotes.onUseChanged(instrument);
        return trade;
    }

    /** Moves a trade to a state that H-3 lets it enter; else the caller is at fault, and the line stops. */
    public void move(final Trade trade, final TradeState to, final Code reason, final Channel channel) {
        if (!tryMove(trade, to, reason, channel)) {
            throw new IllegalStateException(
                    "trade " + trade.id + " is " + trade.state + " and may not become " + to + " (" + reason + ")");
        }
    }

    /** Moves a trade to another state; false, with nothing changed or said, if H-3 has no such transition. */
    public boolean tryMove(final Trade trade, final TradeState to, final Code reason, final Channel channel) {
        if (!TradeLife.allows(trade.state, to)) {
            return false;
        }
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
            trade.givenBy = step.sequence();
            trade.awaited(step.nowNs());
        }
        if (wasUnfinished && !trade.isUnfinished()) {
            finish(trade, reason == Code.NOT_AT_BROKER);
        } else {
            trade.reckon();
        }
        return true;
    }

    /** An order that was never accepted may be alive at the venue: its request ends, not the order. */
    private void finish(final Trade trade, final boolean isInferred) {
        if (trade.isAccepted()) {
            trade.end(step.nowNs(), isInferred);
            trade.cancelWanted(false);
            trade.amendsPending = 0;
            if (trade.mode == TradingMode.LIVE) {
                book.stirred(step.nowNs());
            }
        } else {
            trade.endUnplaced(step.nowNs());
        }
        trade.reckon();
        unfinished.remove(trade);
        ended.add(trade);
        final Instrument instrument = trade.instrument();
        instrument.addUnfinished(-1);
        if (trade.isAlive()) {
            aliveEnded++;
        } else {
            trade.position = null;
        }
        quotes.onUseChanged(instrument);
    }

    /** A terminal report about a trade that has ended already: the venue no longer has it. */
    public void confirmEnd(final Trade trade) {
        alive(trade, false, null);
        trade.confirmEnd();
    }

    /**
     * The venue works an order that has ended or was never accepted here, or no longer works it.
     *
     * @param position of its symbol, null if that finds no place.
     */
    public void alive(final Trade trade, final boolean isAlive, final Position position) {
        if (trade.isAlive() == isAlive) {
            return;
        }
        if (trade.isEnded()) {
            aliveEnded += isAlive ? 1 : -1;
            trade.position = trade.position == null ? position : trade.position;
        }
        trade.alive(isAlive);
        trade.reckon();
        if (isAlive) {
            wanted.add(trade);
        } else if (trade.isEnded()) {
            trade.position = null;
        }
    }

    /** A working order is to be cancelled, until it has ended. */
    public void wantCancelled(final Trade trade) {
        trade.cancelWanted(true);
        wanted.add(trade);
    }

    /** Counts a report of a trade (H-3a); by how much more is filled. The position itself is not touched here. */
    public long count(final Trade trade, final long executedE8, final long cumulated, final long priceE8) {
        final long before = trade.filledE8();
        final long more = trade.count(executedE8, cumulated);
        if (more > 0) {
            trade.averagePriceE8 =
                    before == 0 ? priceE8 : Wide.weightedAverage(before, trade.averagePriceE8, more, priceE8);
        }
        trade.reckon();
        return more;
    }

    /** An amend was allowed: until the broker answers the larger of old and new counts (G-3). */
    public void amend(final Order order) {
        final Trade trade = order.named();
        trade.amendsPending++;
        trade.amendQuantityE8 = order.quantityE8();
        trade.amendPriceE8 = order.priceE8();
        trade.amendLeverageE8 = order.leverageE8() == Order.ABSENT ? trade.leverageE8 : order.leverageE8();
        trade.amendedE8 = Math.max(trade.amendedE8, order.quantityE8());
        trade.reckon();
    }

    /**
     * The broker replaced the order: its total is the amend's, even if less is left (H-3a).
     *
     * @param toldE8 total that the broker spoke of.
     */
    public void replaced(final Trade trade, final long toldE8) {
        if (trade.amendsPending > 0) {
            trade.quantityE8 = trade.amendQuantityE8;
            trade.priceE8 = trade.amendPriceE8;
            trade.leverageE8 = trade.amendLeverageE8;
        }
        trade.toldE8 = toldE8;
        answered(trade);
    }

    /** The broker answered an amend. */
    public void answered(final Trade trade) {
        trade.amendsPending = Math.max(0, trade.amendsPending - 1);
        if (trade.amendsPending == 0) {
            trade.amendedE8 = 0;
        }
        trade.reckon();
    }

    /** The oldest ended trade gives way, but for one that is still to be cancelled. */
    private Trade take() {
        if (!free.isEmpty()) {
            return free.removeFirst();
        }
        Trade oldest = ended.first();
        while (oldest != null && (oldest.isAlive() || oldest.cancelling().commandId() != 0)) {
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
        aliveEnded = image.int32(aliveEnded);
        unfinished.image(image, capacity, () -> added(unfinished), trade -> image(image, trade, instruments));
        ended.image(image, Integer.MAX_VALUE, () -> added(ended), trade -> image(image, trade, instruments));
        wanted.image(image, this);
    }

    private void image(final Image image, final Trade trade, final InstrumentBook instruments) {
        trade.image(image);
        trade.imagePosition(image, instruments);
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
