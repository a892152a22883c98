package io.sluice.sim;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.HashSet;
import java.util.Set;

/** Takes orders and commands to the venue. It serves one trading mode and knows what it answered, until it forgets. */
final class Adapter {
    private final World world;
    private final TradingMode mode;
    private final Teller teller;
    private final Venue venue;
    private final VenueLink link;
    private final Hands hands;
    private final Set<Long> tombstones = new HashSet<>();

    Adapter(final World world, final TradingMode mode) {
        this.world = world;
        this.mode = mode;
        teller = new Teller(world, mode);
        venue = new Venue(world, mode, teller);
        link = new VenueLink(world, this, teller, mode);
        teller.over(link);
        hands = new Hands(world, venue, teller);
    }

    void begin() {
        link.begin();
        if (mode == TradingMode.LIVE) {
            hands.begin();
        }
    }

    Venue venue() {
        return venue;
    }

    VenueLink link() {
        return link;
    }

    /** A strategy places the order that it was allowed. */
    void place(final long tradeId, final String symbol, final Side side, final long quantityE8, final boolean market) {
        if (!link.isUp() || venue.ofTrade(tradeId) != null) {
            return;
        }
        final OrderAtVenue order = venue.open(tradeId, 0, symbol, side, quantityE8);
        if (tombstones.contains(tradeId)) {
            venue.end(order);
            teller.status(order, ExecutionStatus.CANCELLED, 0);
        } else if (world.strikes(Fault.ORDER_REJECTED)) {
            venue.end(order);
            teller.status(order, ExecutionStatus.REJECTED, 0);
        } else {
            teller.status(order, ExecutionStatus.NEW, 0);
            venue.work(order, market ? 4 : 2);
        }
    }

    /** An order that still awaits a person gets to the market all the same. */
    void fillUnapproved(final long tradeId) {
        final TradeModel trade = world.facts().trades.get(tradeId);
        if (trade == null || trade.mode != mode || venue.ofTrade(tradeId) != null) {
            return;
        }
        final OrderAtVenue order = venue.open(tradeId, 0, trade.symbol, trade.side, trade.quantityE8);
        teller.filled(venue.fill(order, trade.quantityE8 / 2));
        venue.work(order, 2);
    }

    /** A strategy changes an order; a fill comes before, between or after the answer. */
    void replace(final long tradeId, final long quantityE8) {
        final OrderAtVenue order = venue.ofTrade(tradeId);
        if (order == null || !link.isUp()) {
            return;
        }
        final boolean races = order.works && world.strikes(Fault.FILL_AROUND_REPLACE);
        final VenueFill fill = races ? venue.fill(order, order.leavesE8() / 2) : null;
        final boolean before = world.draw.chance(0.5);
        if (before) {
            teller.filled(fill);
        }
        if (!order.works || world.strikes(Fault.REPLACE_REJECTED)) {
            teller.status(order, ExecutionStatus.REPLACE_REJECTED, 0);
        } else {
            resize(order, quantityE8);
            teller.status(order, ExecutionStatus.REPLACED, 0);
        }
        if (!before) {
            teller.filled(fill);
        }
    }

    private void resize(final OrderAtVenue order, final long quantityE8) {
        order.quantityE8 = Math.max(quantityE8, order.filledE8 + 1);
        if (order.filledE8 > 0 && world.strikes(Fault.AMEND_OF_REMAINDER)) {
            order.quantityE8 += order.filledE8;
        } else if (world.strikes(Fault.REPLACED_OVERSIZE)) {
            order.quantityE8 += world.draw.between(1, 20) * Client.LOT;
        }
        if (order.filledE8 > 0 && world.strikes(Fault.COUNT_BEGINS_AGAIN)) {
            order.countFromE8 = order.filledE8;
            world.truth.untold(order.symbol);
        }
    }

    /** A strategy cancels an order. */
    void cancel(final long tradeId) {
        final OrderAtVenue order = venue.ofTrade(tradeId);
        if (link.isUp() && order != null) {
            cancel(order, 0);
        }
    }

    /** Sluice cancels an order. */
    void onCancel(final CancelOrderDecoder out) {
        final long id = out.commandId();
        final long tradeId = out.tradeId();
        final String symbol = out.symbol();
        out.sbeRewind();
        final String ref = out.orderRef();
        hear(id, () -> {
            final OrderAtVenue order = tradeId == 0 ? venue.ofRef(ref) : venue.ofTrade(tradeId);
            if (order != null) {
                cancel(order, id);
            } else if (tradeId == 0) {
                refuse(symbol, id);
            } else {
                tombstones.add(tradeId);
                final TradeModel trade = world.facts().trades.get(tradeId);
                final Side side = trade == null ? Side.BUY : trade.side;
                teller.status(new OrderAtVenue("", tradeId, 0, symbol, side, 0, 0), ExecutionStatus.CANCELLED, id);
            }
        });
    }

    /** There is no such order any more. */
    private void refuse(final String symbol, final long commandId) {
        teller.status(new OrderAtVenue("", 0, 0, symbol, Side.BUY, 0, 0), ExecutionStatus.CANCEL_REJECTED, commandId);
    }

    private void cancel(final OrderAtVenue order, final long commandId) {
        if (!order.works) {
            teller.again(order);
        }
        if (!order.works || world.strikes(Fault.CANCEL_REJECTED)) {
            teller.status(order, ExecutionStatus.CANCEL_REJECTED, commandId);
            return;
        }
        VenueFill late = null;
        if (order.leavesE8() > 1 && world.strikes(Fault.LATE_FILL)) {
            late = venue.fill(order, order.leavesE8() / 2);
        }
        venue.end(order);
        teller.status(order, ExecutionStatus.CANCELLED, commandId);
        teller.filled(late, world.withinGrace());
    }

    /** Sluice closes a position. */
    void onClose(final ClosePositionDecoder out) {
        final long id = out.commandId();
        final String symbol = out.symbol();
        final Side side = out.side();
        final long quantity = out.quantity();
        hear(id, () -> {
            close(id, symbol, side, quantity);
            if (world.strikes(Fault.CLOSE_TWICE)) {
                close(id, symbol, side, quantity);
            }
        });
    }

    private void close(final long id, final String symbol, final Side side, final long quantityE8) {
        final long closable = venue.closable(symbol, side);
        final OrderAtVenue order = venue.open(0, id, symbol, side, quantityE8);
        if (closable == 0 || venue.refuses(symbol, quantityE8)) {
            venue.end(order);
            teller.status(order, ExecutionStatus.COMMAND_REJECTED, id);
        } else if (world.strikes(Fault.CLOSE_OVER)) {
            teller.filled(venue.fill(order, quantityE8 + Client.LOT / 2));
        } else if (world.strikes(Fault.CLOSE_SLOW)) {
            closeSlowly(order, id);
        } else {
            long filled = Math.min(quantityE8, closable);
            if (filled > 1 && world.strikes(Fault.CLOSE_PARTIAL)) {
                filled /= 2;
            } else if (filled > 1 && world.draw.chance(0.3)) {
                teller.filled(venue.fill(order, filled / 2));
                filled -= filled / 2;
            }
            teller.filled(venue.fill(order, filled));
            endClose(order, id);
        }
    }

    private void closeSlowly(final OrderAtVenue order, final long id) {
        world.agenda.in(world.draw.ms(100, 6000), () -> {
            final long closable = Math.min(order.leavesE8(), venue.closable(order.symbol, order.side));
            if (closable > 1 && world.draw.chance(0.5)) {
                teller.filled(venue.fill(order, closable / 2));
                closeSlowly(order, id);
            } else {
                teller.filled(venue.fill(order, closable));
                endClose(order, id);
            }
        });
    }

    private void endClose(final OrderAtVenue order, final long id) {
        if (order.works) {
            venue.end(order);
            teller.status(order, ExecutionStatus.CANCELLED, id);
        }
    }

    /** The process begins again and knows nothing but what it must not place; it says so with a fall of the link. */
    void forget() {
        teller.forget();
    }

    /** A command is on its way; an id that is known is answered once more and not carried out again (E-2). */
    private void hear(final long commandId, final Runnable act) {
        if (!link.isUp() || world.strikes(Fault.COMMAND_LOST)) {
            return;
        }
        world.agenda.in(world.draw.ms(2, 300), () -> {
            if (link.isUp() && !teller.again(commandId)) {
                act.run();
            }
        });
    }
}
