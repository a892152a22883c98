package io.sluice.sim;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The true account: positions, orders and executions as they are, whatever anybody is told of them. */
final class Venue {
    private static final long E8 = 100_000_000L;

    private final World world;
    private final TradingMode mode;
    private final Teller teller;
    private final Map<Long, OrderAtVenue> given = new HashMap<>();
    private final Map<Long, Long> filledOfCommand = new HashMap<>();
    private final Map<String, OrderAtVenue> working = new LinkedHashMap<>();
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<String, Long> refusesUntilNs = new HashMap<>();
    private final Map<String, Integer> execIds = new HashMap<>();
    /** Of what is bought the venue keeps this share, in parts of 10^8. */
    private final long feeE8;
    /** Closes must be a multiple of it. */
    private final long closeLotE8;
    /** Whether the ids of executions count for each symbol and side by itself. */
    private final boolean idsRecur;

    private int refs;

    Venue(final World world, final TradingMode mode, final Teller teller) {
        this.world = world;
        this.mode = mode;
        this.teller = teller;
        final boolean live = mode == TradingMode.LIVE;
        feeE8 = live && world.isProneTo(Fault.FEE_TAKEN, 0.15) ? E8 / 1000 : 0;
        closeLotE8 = live && world.isProneTo(Fault.CLOSE_OFF_LOT, 0.2) ? Client.LOT / 2 : 1;
        idsRecur = world.isProneTo(Fault.EXECUTION_IDS_SHARED, 0.3);
    }

    /** Signed quantities; a symbol that is flat may be there with 0. */
    Map<String, Long> positions() {
        return positions;
    }

    long position(final String symbol) {
        return positions.getOrDefault(symbol, 0L);
    }

    List<OrderAtVenue> working() {
        return List.copyOf(working.values());
    }

    /** The order of a trade, or null. */
    OrderAtVenue ofTrade(final long tradeId) {
        return given.get(tradeId);
    }

    /** An order of a close, or null. */
    OrderAtVenue ofCommand(final long commandId) {
        return given.get(commandId);
    }

    /** What was filled of a trade's order, or of a close however often it was carried out. */
    long filledE8(final OrderAtVenue order) {
        return order.commandId == 0 ? order.filledE8 : filledOfCommand.getOrDefault(order.commandId, 0L);
    }

    /** An order that works, by the venue's name, or null. */
    OrderAtVenue ofRef(final String ref) {
        return working.get(ref);
    }

    /** A new order, which works from now on. */
    OrderAtVenue open(
            final long tradeId, final long commandId, final String symbol, final Side side, final long quantityE8) {
        final OrderAtVenue order =
                new OrderAtVenue("v" + refs++, tradeId, commandId, symbol, side, quantityE8, world.agenda.nowNs());
        working.put(order.ref, order);
        if (!order.isByHand()) {
            given.put(tradeId != 0 ? tradeId : commandId, order);
        }
        return order;
    }

    /** An order that works no more. */
    void end(final OrderAtVenue order) {
        order.works = false;
        working.remove(order.ref);
    }

    /** The market does something with an order, again and again, or leaves it alone. */
    void work(final OrderAtVenue order, final int eagerness) {
        world.agenda.in(world.draw.ms(10, 3000), () -> {
            if (!order.works) {
                return;
            }
            if (order.symbol.equals(world.market.delisted())) {
                work(order, eagerness);
            } else if (world.draw.chance(0.1 * eagerness)) {
                teller.filled(fill(order, order.leavesE8()));
            } else if (world.draw.chance(0.1 * eagerness)) {
                teller.filled(fill(order, order.leavesE8() / 2));
                work(order, eagerness);
            } else if (!order.isByHand() && world.strikes(Fault.ORDER_EXPIRED)) {
                end(order);
                teller.expired(order);
            } else {
                work(order, eagerness);
            }
        });
    }

    /** Fills it; null if there is nothing to fill. */
    VenueFill fill(final OrderAtVenue order, final long quantityE8) {
        if (quantityE8 <= 0) {
            return null;
        }
        final long filled = quantityE8 + (world.strikes(Fault.OVERFILL) ? Client.LOT : 0);
        order.filledE8 += filled;
        if (order.commandId != 0) {
            filledOfCommand.merge(order.commandId, filled, Long::sum);
        }
        if (order.filledE8 >= order.quantityE8) {
            end(order);
        }
        move(order, filled);
        final long price = world.strikes(Fault.NEGATIVE_PRICE)
                ? -world.draw.between(0L, 40L) * E8
                : world.market.mid(order.symbol);
        final VenueFill fill = new VenueFill(
                order, nextId(order), filled, price, order.filledE8, order.leavesE8(), world.agenda.nowNs());
        if (mode == TradingMode.LIVE) {
            world.truth.filled(fill);
        }
        return fill;
    }

    private void move(final OrderAtVenue order, final long filledE8) {
        final long fee = order.side == Side.BUY ? filledE8 / E8 * feeE8 : 0;
        final long signed = order.sign() * (filledE8 - fee);
        positions.merge(order.symbol, signed, Long::sum);
        if (mode == TradingMode.LIVE) {
            world.truth.moved(order, signed);
            if (fee > 0) {
                world.tally.fault(Fault.FEE_TAKEN);
                world.truth.untold(order.symbol);
            }
        }
    }

    private String nextId(final OrderAtVenue order) {
        final String scope = idsRecur ? order.symbol + order.side : "";
        final int next = execIds.merge(scope, 1, Integer::sum);
        if (idsRecur) {
            world.tally.fault(Fault.EXECUTION_IDS_SHARED);
        }
        if (next > 1 && world.strikes(Fault.EXECUTION_ID_AGAIN)) {
            world.truth.untold(order.symbol);
            return "x" + (next - 1);
        }
        return "x" + next;
    }

    /** What a close of that side can close. */
    long closable(final String symbol, final Side side) {
        return side == Side.SELL ? Math.max(0, position(symbol)) : Math.max(0, -position(symbol));
    }

    /** Whether it takes no close of that quantity now. */
    boolean refuses(final String symbol, final long quantityE8) {
        if (symbol.equals(world.market.delisted())) {
            return true;
        }
        if (quantityE8 % closeLotE8 != 0) {
            world.tally.fault(Fault.CLOSE_OFF_LOT);
            return true;
        }
        if (world.strikes(Fault.CLOSES_REFUSED_A_WHILE)) {
            refusesUntilNs.put(symbol, world.agenda.nowNs() + world.draw.ms(1000, 60000));
        }
        return world.agenda.nowNs() < refusesUntilNs.getOrDefault(symbol, 0L) || world.strikes(Fault.CLOSE_REJECTED);
    }
}
