package io.sluice.tools.demo;

import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import java.util.List;

/**
 * Decides at the end of every bar, of a minute, whether to ask for something, and for at most one thing. What it asks
 * follows from the prices and from what the journal has of its orders; the intent's id is the number of the bar. So an
 * intent that was never recorded is asked again alike, and none twice.
 */
final class BarStrategy {
    private static final long BAR_NS = 60_000_000_000L;
    private static final int QUERY_GAP = 240;
    private static final int BID_LIFE_BARS = 45;
    private static final long CENT_E8 = 1_000_000;

    private final Style style;
    private final Ledger ledger;
    private final Asker asker;

    private long bar;
    private long nowNs;
    private long priceE8;

    BarStrategy(final Style style, final Ledger ledger, final Asker asker) {
        this.style = style;
        this.ledger = ledger;
        this.asker = asker;
    }

    /** Learns the price at the end of a bar without acting on it: what it had learned before a crash. */
    void learn(final long barPriceE8) {
        style.momentum().onBar(barPriceE8);
    }

    /** Acts at the end of a bar, unless it has before; whether it asked for anything. */
    boolean onBar(final long newBar, final long newNowNs, final long barPriceE8) {
        learn(barPriceE8);
        bar = newBar;
        nowNs = newNowNs;
        priceE8 = barPriceE8;
        return bar > asked().highestId() && act();
    }

    /** The first thing there is to do; later ones wait for a later bar. */
    private boolean act() {
        return giveUpStray() || leave() || enter() || restExit() || bid() || look();
    }

    /** An order that was allowed, but not sent before the process died, is given up. */
    private boolean giveUpStray() {
        for (final WorkingOrder order : mine()) {
            if (!order.placed && order.decidedNs < nowNs) {
                return cancel(order, "it never reached the broker");
            }
        }
        return false;
    }

    private boolean leave() {
        if (!style.momentum().isDown()) {
            return false;
        }
        for (final WorkingOrder order : mine()) {
            if (order.side == Side.BUY && !order.isMarket()) {
                return cancel(order, "the trend is down");
            }
        }
        if (bar - asked().last(ActionType.REDUCE_ONLY) < style.exitGap()) {
            return false;
        }
        final long freeE8 = positionE8() - workingE8(Side.SELL);
        if (freeE8 > 0) {
            return ask(ActionType.REDUCE_ONLY, Side.SELL, Math.min(freeE8, style.exitLotE8()), 0, "the trend is down");
        }
        for (final WorkingOrder order : mine()) {
            if (order.side == Side.SELL && !order.isMarket()) {
                return cancel(order, "in the way of a quicker exit");
            }
        }
        return false;
    }

    private boolean enter() {
        final long wantedE8 = positionE8() + workingE8(Side.BUY) + requestedE8() + style.lotE8();
        return style.momentum().isUp()
                && wantedE8 <= style.capE8()
                && bar - asked().last(ActionType.OPEN) >= style.openGap()
                && ask(
                        ActionType.OPEN,
                        Side.BUY,
                        style.lotE8(),
                        0,
                        "trend up by " + style.momentum().strengthBp() + " bp");
    }

    private boolean restExit() {
        final long resting = mine().stream()
                .filter(order -> order.side == Side.SELL && !order.isMarket())
                .count();
        return resting < style.restingExits()
                && positionE8() - workingE8(Side.SELL) >= style.restingLotE8()
                && bar - asked().lastLimitExit() >= style.restingGap()
                && ask(
                        ActionType.REDUCE_ONLY,
                        Side.SELL,
                        style.restingLotE8(),
                        away(style.aboveMille()),
                        "sell into strength");
    }

    private boolean bid() {
        if (style.bidGap() == 0) {
            return false;
        }
        for (final WorkingOrder order : mine()) {
            if (order.side == Side.BUY && !order.isMarket()) {
                return nowNs - order.decidedNs >= BID_LIFE_BARS * BAR_NS && cancel(order, "not met in time");
            }
        }
        return bar - asked().last(ActionType.SEND) >= style.bidGap()
                && positionE8() + style.lotE8() <= style.capE8()
                && ask(ActionType.SEND, Side.BUY, style.lotE8(), away(-style.belowMille()), "buy weakness");
    }

    private boolean look() {
        return bar % QUERY_GAP == 0 && asker.query(style.mode(), bar);
    }

    private boolean ask(
            final ActionType action, final Side side, final long quantityE8, final long limitE8, final String why) {
        return asker.order(
                style.mode(),
                bar,
                action,
                side,
                quantityE8,
                limitE8,
                style.name(),
                ledger.modelVersion(style.strategyId()),
                why);
    }

    private boolean cancel(final WorkingOrder order, final String why) {
        return asker.cancel(style.mode(), bar, order.tradeId, why);
    }

    private long away(final int mille) {
        return priceE8 / 1000 * (1000 + mille) / CENT_E8 * CENT_E8;
    }

    private long positionE8() {
        return ledger.account(style.mode()).quantityE8();
    }

    private long workingE8(final Side side) {
        return mine().stream()
                .filter(order -> order.side == side)
                .mapToLong(order -> order.quantityE8)
                .sum();
    }

    private long requestedE8() {
        return ledger.requests().stream()
                .filter(request -> request.strategyId() == style.strategyId())
                .mapToLong(Request::quantityE8)
                .sum();
    }

    private List<WorkingOrder> mine() {
        return ledger.orders(style.mode());
    }

    private Asked asked() {
        return ledger.asked(style.strategyId());
    }
}
