package io.sluice.sim;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A broker with its own truth: orders, positions, and a link that may be down. An adapter serves one mode. */
final class Broker {
    /** An order as the broker has it. */
    static final class Order {
        final long tradeId;
        final String symbol;
        final Side side;
        private long quantityE8;
        private long filledE8;
        private boolean works = true;
        private byte[] last;

        private Order(final long tradeId, final String symbol, final Side side, final long quantityE8) {
            this.tradeId = tradeId;
            this.symbol = symbol;
            this.side = side;
            this.quantityE8 = quantityE8;
        }

        long leavesE8() {
            return Math.max(0, quantityE8 - filledE8);
        }
    }

    private final World world;
    private final TradingMode mode;
    private final boolean cumulative;
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Set<Long> tombstones = new HashSet<>();
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<Long, byte[]> answers = new HashMap<>();
    private final BrokerLink link;
    private long nextExec;

    Broker(final World world, final TradingMode mode) {
        this.world = world;
        this.mode = mode;
        this.cumulative = world.draw.chance(0.6);
        this.link = new BrokerLink(world, this, mode);
    }

    void begin() {
        link.begin();
    }

    boolean isUp() {
        return link.isUp();
    }

    /** Whether an order of it works. */
    List<Order> working() {
        return orders.values().stream().filter(order -> order.works).toList();
    }

    Map<String, Long> positions() {
        return positions;
    }

    /** A strategy places the order that it was allowed. */
    void place(final long tradeId, final String symbol, final Side side, final long quantityE8, final boolean market) {
        if (!isUp() || orders.containsKey(tradeId)) {
            return;
        }
        final Order order = new Order(tradeId, symbol, side, quantityE8);
        orders.put(tradeId, order);
        if (tombstones.contains(tradeId)) {
            order.works = false;
            tell(order, ExecutionStatus.CANCELLED, 0, 0);
        } else if (world.mishap(0.05)) {
            world.tally.fault(Fault.ORDER_REJECTED);
            order.works = false;
            tell(order, ExecutionStatus.REJECTED, 0, 0);
        } else {
            tell(order, ExecutionStatus.NEW, 0, 0);
            goOn(order, market ? 4 : 2);
        }
    }

    /** The market does something with an order, or leaves it alone. */
    private void goOn(final Order order, final int eagerness) {
        world.agenda.in(world.draw.ms(10, 3000), () -> {
            if (!order.works) {
                return;
            }
            if (world.draw.chance(0.1 * eagerness)) {
                fill(order, order.quantityE8 - order.filledE8);
            } else if (world.draw.chance(0.1 * eagerness)) {
                fill(order, (order.quantityE8 - order.filledE8) / 2);
                goOn(order, eagerness);
            } else if (world.draw.chance(0.05)) {
                world.tally.fault(Fault.ORDER_EXPIRED);
                order.works = false;
                tell(order, ExecutionStatus.EXPIRED, 0, 0);
            } else {
                goOn(order, eagerness);
            }
        });
    }

    private void fill(final Order order, final long quantityE8) {
        long filled = quantityE8;
        if (filled <= 0) {
            return;
        }
        if (world.mishap(0.01)) {
            world.tally.fault(Fault.OVERFILL);
            filled += Client.LOT;
        }
        order.filledE8 += filled;
        order.works = order.works && order.filledE8 < order.quantityE8;
        move(order.symbol, order.side, filled);
        final boolean done = order.filledE8 >= order.quantityE8;
        tell(order, done ? ExecutionStatus.FILLED : ExecutionStatus.PARTIAL, filled, 0);
        if (done && world.draw.chance(0.5)) {
            world.agenda.in(world.draw.ms(100, 4000), () -> settle(order.tradeId));
        }
    }

    private void settle(final long tradeId) {
        final Door door = world.draw.of(Door.BROKER, Door.RISK);
        send(world.inputs.closed(door, tradeId, world.draw.between(-5, 4) * Client.LOT));
        world.agenda.in(world.draw.ms(50, 2000), () -> send(world.inputs.settled(door, tradeId)));
    }

    /** An order that still awaits a person gets to the market all the same. */
    void fillUnapproved(final long tradeId) {
        final Trade trade = world.facts().trades.get(tradeId);
        if (trade == null || trade.mode != mode || orders.containsKey(tradeId)) {
            return;
        }
        final Order order = new Order(tradeId, trade.symbol, trade.side, trade.quantityE8);
        orders.put(tradeId, order);
        fill(order, trade.quantityE8 / 2);
        goOn(order, 2);
    }

    /** An order of the account that Sluice never saw. */
    void fillUnseen() {
        final String symbol = world.draw.from(Market.TRADED);
        final Side side = world.draw.of(Side.BUY, Side.SELL);
        final long quantity = world.draw.between(1, 3) * Client.LOT;
        move(symbol, side, quantity);
        send(world.inputs.execution(
                0,
                ExecutionStatus.FILLED,
                symbol,
                side,
                quantity,
                world.market.mid(symbol),
                0,
                -1,
                0,
                mode,
                "U" + nextExec++));
    }

    /** A strategy changes an order. */
    void replace(final long tradeId, final long quantityE8) {
        final Order order = orders.get(tradeId);
        if (order == null || !isUp()) {
            return;
        }
        if (!order.works || world.mishap(0.1)) {
            world.tally.fault(Fault.REPLACE_REJECTED);
            tell(order, ExecutionStatus.REPLACE_REJECTED, 0, 0);
            return;
        }
        order.quantityE8 = Math.max(quantityE8, order.filledE8 + 1);
        tell(order, ExecutionStatus.REPLACED, 0, 0);
    }

    /** A strategy cancels an order. */
    void cancel(final long tradeId) {
        if (isUp()) {
            cancel(tradeId, null, 0);
        }
    }

    /** Sluice cancels an order. */
    void onCancel(final CancelOrderDecoder out) {
        final long id = out.commandId();
        final long tradeId = out.tradeId();
        final String symbol = out.symbol();
        hear(id, () -> cancel(tradeId, symbol, id));
    }

    private void cancel(final long tradeId, final String symbol, final long commandId) {
        Order order = orders.get(tradeId);
        if (order == null) {
            if (symbol == null) {
                return;
            }
            tombstones.add(tradeId);
            order = new Order(
                    tradeId,
                    symbol,
                    world.facts().trades.get(tradeId) == null
                            ? Side.BUY
                            : world.facts().trades.get(tradeId).side,
                    0);
            tell(order, ExecutionStatus.CANCELLED, 0, commandId);
            return;
        }
        if (!order.works && order.last != null) {
            send(order.last);
        }
        if (!order.works || world.mishap(0.1)) {
            world.tally.fault(Fault.CANCEL_REJECTED);
            tell(order, ExecutionStatus.CANCEL_REJECTED, 0, commandId);
            return;
        }
        order.works = false;
        tell(order, ExecutionStatus.CANCELLED, 0, commandId);
        if (world.mishap(0.05) && order.quantityE8 - order.filledE8 > 1) {
            world.tally.fault(Fault.LATE_FILL);
            final Order late = order;
            world.agenda.in(world.draw.ms(1, 2000), () -> fill(late, (late.quantityE8 - late.filledE8) / 2));
        }
    }

    /** Sluice closes a position. */
    void onClose(final ClosePositionDecoder out) {
        final long id = out.commandId();
        final String symbol = out.symbol();
        final Side side = out.side();
        final long quantity = out.quantity();
        hear(id, () -> close(id, symbol, side, quantity));
    }

    private void close(final long id, final String symbol, final Side side, final long quantityE8) {
        final long held = positions.getOrDefault(symbol, 0L);
        final long reducible = side == Side.SELL ? Math.max(0, held) : Math.max(0, -held);
        final long filled = Math.min(quantityE8, reducible);
        if (filled == 0 || world.mishap(0.1)) {
            world.tally.fault(Fault.CLOSE_REJECTED);
            answer(id, symbol, side, ExecutionStatus.COMMAND_REJECTED, 0, 0, quantityE8);
            return;
        }
        final long firstPart = world.draw.chance(0.3) ? filled / 2 : 0;
        if (firstPart > 0) {
            move(symbol, side, firstPart);
            answer(id, symbol, side, ExecutionStatus.PARTIAL, firstPart, firstPart, quantityE8);
        }
        move(symbol, side, filled - firstPart);
        final boolean all = filled == quantityE8;
        answer(
                id,
                symbol,
                side,
                all ? ExecutionStatus.FILLED : ExecutionStatus.PARTIAL,
                filled - firstPart,
                filled,
                quantityE8);
        if (!all) {
            answer(id, symbol, side, ExecutionStatus.CANCELLED, 0, filled, quantityE8);
        }
    }

    /** A command is on its way; an id that is known is answered once more and not carried out again (E-2). */
    private void hear(final long commandId, final Runnable act) {
        if (world.mishap(0.1) || !isUp()) {
            world.tally.fault(Fault.COMMAND_LOST);
            return;
        }
        world.agenda.in(world.draw.ms(2, 300), () -> {
            final byte[] known = answers.get(commandId);
            if (!isUp()) {
                return;
            }
            if (known == null) {
                act.run();
            } else {
                send(known);
            }
        });
    }

    private void answer(
            final long id,
            final String symbol,
            final Side side,
            final ExecutionStatus status,
            final long lastE8,
            final long cumE8,
            final long quantityE8) {
        final byte[] report = world.inputs.execution(
                0,
                status,
                symbol,
                side,
                lastE8,
                world.market.mid(symbol),
                quantityE8 - cumE8,
                cumulative ? cumE8 : -1,
                id,
                mode,
                "C" + nextExec++);
        answers.put(id, report);
        send(report);
    }

    private void tell(final Order order, final ExecutionStatus status, final long lastE8, final long commandId) {
        final byte[] report = world.inputs.execution(
                order.tradeId,
                status,
                order.symbol,
                order.side,
                lastE8,
                world.market.mid(order.symbol),
                Math.max(0, order.quantityE8 - order.filledE8),
                cumulative ? order.filledE8 : -1,
                commandId,
                mode,
                "X" + nextExec++);
        if (commandId != 0) {
            answers.put(commandId, report);
        }
        if (status != ExecutionStatus.CANCEL_REJECTED && status != ExecutionStatus.REPLACE_REJECTED) {
            order.last = report;
        }
        send(report);
    }

    private void move(final String symbol, final Side side, final long quantityE8) {
        positions.merge(symbol, side == Side.BUY ? quantityE8 : -quantityE8, Long::sum);
    }

    private void send(final byte[] report) {
        link.send(report);
    }
}
