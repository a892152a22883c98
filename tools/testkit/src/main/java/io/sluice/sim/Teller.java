package io.sluice.sim;

import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Post.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the engine what becomes of orders, as adapters do: late, twice, under other names, or never. */
final class Teller {
    private static final int REMEMBERED = 60;

    /** Something to tell: a fill, or a status of an order. */
    private static final class Told implements Parcel {
        private final Truth truth;
        private final VenueFill fill;
        private final OrderAtVenue order;
        private final byte[] report;
        private boolean arrived;

        private Told(final Truth truth, final VenueFill fill, final OrderAtVenue order, final byte[] report) {
            this.truth = truth;
            this.fill = fill;
            this.order = order;
            this.report = report;
        }

        @Override
        public void arrives() {
            arrived = true;
            if (truth != null) {
                truth.told(order.symbol);
            }
        }

        @Override
        public void isLost() {
            if (fill != null && !arrived && truth != null) {
                truth.untold(order.symbol);
            }
        }
    }

    private final World world;
    private final TradingMode mode;
    /** Whether reports say how much of the order is filled in all. */
    private final boolean counts;
    /** What a report without a fill bears for an execution's id: 0 an own one, 1 always the same, 2 the last fill's. */
    private final int statusIds;

    private final Deque<Told> recent = new ArrayDeque<>();
    private final Map<Long, List<Told>> answers = new HashMap<>();
    private final Map<String, VenueFill> lastFills = new HashMap<>();
    private VenueLink link;
    private int nextId;

    Teller(final World world, final TradingMode mode) {
        this.world = world;
        this.mode = mode;
        counts = world.draw.chance(0.6);
        statusIds = world.isProneTo(Fault.STATUS_UNDER_FILL_ID, 0.6) ? world.draw.between(1, 2) : 0;
    }

    void over(final VenueLink newLink) {
        link = newLink;
    }

    /** A fill happened; null: nothing did. */
    void filled(final VenueFill fill) {
        filled(fill, 0);
    }

    /** @param delayNs until it is told. */
    void filled(final VenueFill fill, final long delayNs) {
        if (fill == null) {
            return;
        }
        lastFills.put(fill.symbol(), fill);
        if (isLive() && fill.order().isByHand()) {
            world.truth.toldByHand(fill.symbol());
        }
        final Told told = remember(new Told(
                isLive() ? world.truth : null,
                fill,
                fill.order(),
                report(fill, fill.order().tradeId, fill.order().commandId, counts, fill.execId())));
        if (isLive() && link.isUp() && world.strikes(Fault.REPORT_ASIDE)) {
            link.reports().positions();
        }
        if (isLive() && world.strikes(Fault.FILL_LOST)) {
            told.isLost();
        } else {
            final boolean old = isLive() && world.strikes(Fault.FILL_OLD);
            send(told, old ? world.graceNs() + world.draw.ms(1, 12000) : delayNs);
        }
        if (world.strikes(Fault.EXECUTION_REPLAYED)) {
            world.agenda.in(world.draw.ms(10, 30000), () -> replay(told));
        }
        if (fill.isFull() && fill.order().tradeId != 0 && world.draw.chance(0.5)) {
            world.agenda.in(world.draw.ms(100, 4000), () -> settle(fill.order().tradeId));
        }
    }

    void expired(final OrderAtVenue order) {
        status(order, ExecutionStatus.EXPIRED, 0);
    }

    /** @param commandId that it answers, 0 for none. */
    void status(final OrderAtVenue order, final ExecutionStatus status, final long commandId) {
        final VenueFill last = lastFills.get(order.symbol);
        String execId = "s" + nextId++;
        if (statusIds == 1) {
            world.tally.fault(Fault.STATUS_UNDER_FILL_ID);
            execId = "0";
        } else if (statusIds == 2 && last != null) {
            world.tally.fault(Fault.STATUS_UNDER_FILL_ID);
            execId = last.execId();
        }
        final Told told = new Told(
                isLive() ? world.truth : null,
                null,
                order,
                world.inputs.execution(
                        order.tradeId,
                        status,
                        order.symbol,
                        order.side,
                        0,
                        world.market.mid(order.symbol),
                        order.leavesE8(),
                        counts ? order.filledE8 - order.countFromE8 : -1,
                        commandId,
                        mode,
                        execId));
        if (commandId != 0) {
            answers.computeIfAbsent(commandId, key -> new ArrayList<>()).add(told);
        }
        send(remember(told), 0);
    }

    /** The answers to a command once more; false if none is known. */
    boolean again(final long commandId) {
        final List<Told> known = answers.get(commandId);
        if (known != null) {
            known.forEach(told -> send(told, 0));
        }
        return known != null;
    }

    /** The last that was said of an order once more. */
    void again(final OrderAtVenue order) {
        Told last = null;
        for (final Told told : recent) {
            last = told.order == order ? told : last;
        }
        if (last != null) {
            send(last, 0);
        }
    }

    /** The adapter does not know any more what it answered. */
    void forget() {
        giveUp();
        answers.clear();
        recent.clear();
    }

    /** The link is up again: what was said lately is said again, and what could not be said. */
    void replayAll() {
        for (final Told told : List.copyOf(recent)) {
            replay(told);
        }
    }

    /** Nothing that could not be said will ever be said. */
    void giveUp() {
        recent.forEach(Told::isLost);
    }

    private Told remember(final Told told) {
        recent.addLast(told);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst().isLost();
        }
        if (told.fill != null && told.order.commandId != 0) {
            answers.computeIfAbsent(told.order.commandId, key -> new ArrayList<>())
                    .add(told);
        }
        return told;
    }

    /** The same execution again; one that has come before under other names too. */
    private void replay(final Told told) {
        final VenueFill fill = told.fill;
        if (fill == null || !told.arrived || !isLive()) {
            if (fill != null && isLive()) {
                // reports may have shown it long ago
                world.truth.untold(fill.symbol());
            }
            send(told, 0);
            return;
        }
        final OrderAtVenue order = fill.order();
        if (order.tradeId != 0 && world.strikes(Fault.REPLAYED_OTHER_TRADE)) {
            again(report(fill, otherTrade(order), 0, false, fill.execId()));
        } else if (order.commandId != 0 && world.strikes(Fault.REPLAYED_WITHOUT_COMMAND)) {
            again(report(fill, 0, 0, false, fill.execId()));
        } else if (counts && !order.isByHand() && world.strikes(Fault.REPLAYED_NEW_ID_COUNTED)) {
            again(report(fill, order.tradeId, order.commandId, true, "n" + nextId++));
        } else if (!counts && world.strikes(Fault.REPLAYED_NEW_ID)) {
            world.truth.untold(order.symbol);
            again(report(fill, order.tradeId, order.commandId, false, "n" + nextId++));
        } else {
            send(told, 0);
        }
    }

    private long otherTrade(final OrderAtVenue order) {
        long other = 0;
        for (final Told told : recent) {
            other = told.order != order && told.order.tradeId != 0 ? told.order.tradeId : other;
        }
        return other;
    }

    private byte[] report(
            final VenueFill fill,
            final long tradeId,
            final long commandId,
            final boolean counted,
            final String execId) {
        final OrderAtVenue order = fill.order();
        return world.inputs.execution(
                tradeId,
                fill.isFull() ? ExecutionStatus.FILLED : ExecutionStatus.PARTIAL,
                order.symbol,
                order.side,
                fill.quantityE8(),
                fill.priceE8(),
                fill.leavesE8(),
                counted && !order.isByHand() ? fill.cumE8() - order.countFromE8 : -1,
                commandId,
                mode,
                execId);
    }

    private void again(final byte[] report) {
        post(Parcel.PLAIN, 0, report);
    }

    private void send(final Told told, final long delayNs) {
        if (link.isUp()) {
            post(told, delayNs, told.report);
        }
    }

    private void post(final Parcel parcel, final long delayNs, final byte[] report) {
        world.post.send(isLive() ? Kind.FACT : Kind.SURE, parcel, delayNs, report);
    }

    private void settle(final long tradeId) {
        final SenderId door = world.draw.of(SenderId.BROKER, SenderId.RISK);
        again(world.inputs.closed(door, tradeId, world.draw.between(-5, 4) * Client.LOT));
        world.agenda.in(world.draw.ms(50, 2000), () -> again(world.inputs.settled(door, tradeId)));
    }

    private boolean isLive() {
        return mode == TradingMode.LIVE;
    }
}
