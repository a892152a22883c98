package io.sluice.sim;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Broker.Order;
import io.sluice.sim.Post.Kind;
import java.util.List;
import java.util.Map;

/** The link to a broker: heartbeats, ups and downs, full reports. Paper is next door: its link never fails. */
final class BrokerLink {
    private static final long MS = 1_000_000L;

    private final World world;
    private final Broker broker;
    private final TradingMode mode;
    private boolean linkUp = true;
    private long nextReport = 1;

    BrokerLink(final World world, final Broker broker, final TradingMode mode) {
        this.world = world;
        this.broker = broker;
        this.mode = mode;
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

    /** Signs of life, and the link's ups and downs. */
    private void heart() {
        if (linkUp) {
            world.post.send(Kind.SIGNAL, world.inputs.heartbeat(Door.BROKER, ComponentSource.BROKER));
            if (world.mishap(0.02)) {
                linkDown();
            } else if (world.mishap(0.004)) {
                world.tally.fault(Fault.UNSEEN_ORDER);
                broker.fillUnseen();
            } else if (world.mishap(0.01) && !world.facts().pending.isEmpty()) {
                world.tally.fault(Fault.UNAPPROVED_FILL);
                broker.fillUnapproved(
                        world.draw.from(List.copyOf(world.facts().pending.keySet())));
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
        final List<Map.Entry<String, Long>> held = broker.positions().entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .toList();
        if (held.isEmpty()) {
            send(world.inputs.position(reportId, null, 0, true));
        }
        for (int i = 0; i < held.size(); i++) {
            final long quantity = held.get(i).getValue() + (wrong && i == 0 ? 3 * Client.LOT : 0);
            send(world.inputs.position(reportId, held.get(i).getKey(), quantity, i == held.size() - 1));
        }
        final List<Order> working = broker.working();
        if (working.isEmpty()) {
            send(world.inputs.openOrder(reportId, 0, null, Side.BUY, 0, true));
        }
        for (int i = 0; i < working.size(); i++) {
            final Order order = working.get(i);
            send(world.inputs.openOrder(
                    reportId, order.tradeId, order.symbol, order.side, order.leavesE8(), i == working.size() - 1));
        }
    }

    /** Sends what the broker says of orders and commands. */
    void send(final byte[] report) {
        if (linkUp || world.draw.chance(0.5)) {
            world.post.send(mode == TradingMode.PAPER ? Kind.SURE : Kind.FACT, report);
        } else {
            world.tally.fault(Fault.MESSAGE_LOST);
        }
    }
}
