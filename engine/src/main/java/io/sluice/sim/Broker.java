package io.sluice.sim;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Post.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A broker with its own truth: orders, positions, and a link that may be down. An adapter serves one mode. */
final class Broker {
    private static final long MS = 1_000_000L;

    /** An order as the broker has it. */
    private static final class Order {
        private final long tradeId;
        private final String symbol;
        private final Side side;
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
    }

    private final World world;
    private final TradingMode mode;
    private final boolean cumulative;
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Set<Long> tombstones = new HashSet<>();
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<Long, byte[]> answers = new HashMap<>();
    private boolean linkUp = true;
    private long nextExec;
    private long nextReport = 1;

    Broker(final World world, final TradingMode mode) {
        this.world = world;
        this.mode = mode;
        this.cumulative = world.draw.chance(0.6);
    }

    void begin() {
        if (mode == TradingMode.LIVE) {
            heart();
            world.agenda.in(500 * MS, this::report);
        }
    }

    boolean isUp() {
        return linkUp;
    }

    Map<String, Long> positions() {
        return positions;
    }

    /** Signs of life, and the link's ups and downs. */
    private void heart() {
        if (linkUp) {
            world.post.send(Kind.SIGNAL, world.inputs.heartbeat(Door.BROKER, ComponentSource.BROKER));
            if (world.mishap(0.02)) {
                linkDown();
            } else if (world.mishap(0.004)) {
                world.tally.fault(Fault.UNSEEN_ORDER);
                fillUnseen();
            }
        } else if (world.healing) {
            linkUp();
        }
        world.agenda.in(world.draw.ms(600, 1000), this::heart);
    }

    private void linkDown() {
        world.tally.fault(Fault.LINK_DOWN);
        if (world.draw.chance(0.5)) {
            world.post.send(
                    Kind.SIGNAL,
                    world.inputs.event(
                            Door.BROKER,
                            EventType.FAIL_CRIT,
                            ComponentSource.BROKER,
                            ReasonCode.BROKER_DISCONNECT,
                            world.draw.bits()));
        }
        linkUp = false;
        world.agenda.in(world.draw.ms(500, 15000), () -> {
            if (!linkUp) {
                linkUp();
            }
        });
    }

    private void linkUp() {
        linkUp = true;
        world.post.send(
                Kind.SIGNAL,
                world.inputs.event(
                        Door.BROKER,
                        EventType.RECOVERED,
                        ComponentSource.BROKER,
                        ReasonCode.BROKER_RECONNECTED,
                        world.draw.bits()));
        sendReports();
    }

    private void report() {
        if (linkUp) {
            sendReports();
        }
        world.agenda.in(world.draw.ms(1500, 4000), this::report);
    }

    private void sendReports() {
        final boolean wrong = world.mishap(0.01);
        if (wrong) {
            world.tally.fault(Fault.REPORT_WRONG);
        }
        final long reportId = nextReport++;
        final List<Map.Entry<String, Long>> held = positions.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .toList();
        if (held.isEmpty()) {
            send(world.inputs.position(reportId, null, 0, true));
        }
        for (int i = 0; i < held.size(); i++) {
            final long quantity = held.get(i).getValue() + (wrong && i == 0 ? 3 * Client.LOT : 0);
            send(world.inputs.position(reportId, held.get(i).getKey(), quantity, i == held.size() - 1));
        }
        final List<Order> working =
                orders.values().stream().filter(order -> order.works).toList();
        if (working.isEmpty()) {
            send(world.inputs.openOrder(reportId, 0, null, Side.BUY, 0, true));
        }
        for (int i = 0; i < working.size(); i++) {
            final Order order = working.get(i);
            send(world.inputs.openOrder(
                    reportId,
                    order.tradeId,
                    order.symbol,
                    order.side,
                    order.quantityE8 - order.filledE8,
                    i == working.size() - 1));
        }
    }

    /** A strategy places the order that it was allowed. */
    void place(final long tradeId, final String symbol, final Side side, final long quantityE8, final boolean market) {
        if (!linkUp || orders.containsKey(tradeId)) {
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

    /** An order of the account that Sluice never saw. */
    private void fillUnseen() {
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
        if (order == null || !linkUp) {
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
        if (linkUp) {
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
        if (world.mishap(0.1) || !linkUp) {
            world.tally.fault(Fault.COMMAND_LOST);
            return;
        }
        world.agenda.in(world.draw.ms(2, 300), () -> {
            final byte[] known = answers.get(commandId);
            if (!linkUp) {
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
        if (linkUp || world.draw.chance(0.5)) {
            world.post.send(mode == TradingMode.PAPER ? Kind.SURE : Kind.FACT, report);
        } else {
            world.tally.fault(Fault.MESSAGE_LOST);
        }
    }
}
