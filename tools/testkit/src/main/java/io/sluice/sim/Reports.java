package io.sluice.sim;

import io.sluice.sim.Post.Kind;
import java.util.ArrayList;
import java.util.List;

/** Full reports of orders and of positions, each by its own ids, as true as their faults leave them. */
final class Reports {
    private static final long LOT = Client.LOT;

    private final World world;
    private final Adapter adapter;
    private long nextOrders = 1;
    private long nextPositions = 1;

    Reports(final World world, final Adapter adapter) {
        this.world = world;
        this.adapter = adapter;
    }

    /** The adapter does not know which ids it has used. */
    void beginAgain() {
        nextOrders = 1;
        nextPositions = 1;
    }

    /** Both, orders first. */
    void send() {
        if (world.strikes(Fault.REPORT_LOST)) {
            return;
        }
        orders();
        positions();
        if (world.strikes(Fault.REPORT_SWAPPED)) {
            nextPositions++;
            positions();
            nextPositions -= 2;
            positions();
            nextPositions++;
        }
    }

    /** A full report of positions. */
    void positions() {
        final long reportId = nextPositions++;
        final List<String> symbols = new ArrayList<>();
        final List<Long> quantities = new ArrayList<>();
        final boolean wrong = world.strikes(Fault.REPORT_WRONG);
        final boolean hedged = world.strikes(Fault.REPORT_HEDGED);
        adapter.venue().positions().forEach((symbol, quantity) -> {
            if (quantity != 0) {
                final long shown = quantity + (wrong && symbols.isEmpty() ? 3 * LOT : 0);
                symbols.add(symbol);
                quantities.add(hedged ? shown + 2 * LOT : shown);
                if (hedged) {
                    symbols.add(symbol);
                    quantities.add(-2 * LOT);
                }
            }
        });
        if (symbols.size() > 1 && world.strikes(Fault.REPORT_LINE_LOST)) {
            symbols.remove(0);
            quantities.remove(0);
        }
        final byte[][] lines = new byte[Math.max(1, symbols.size())][];
        lines[0] = world.inputs.position(reportId, null, 0, true);
        for (int i = 0; i < symbols.size(); i++) {
            lines[i] = world.inputs.position(reportId, symbols.get(i), quantities.get(i), i == symbols.size() - 1);
        }
        world.post.send(Kind.FACT, world.truth.positions(), ageNs(), lines);
    }

    /** A full report of what works. */
    private void orders() {
        final long reportId = nextOrders++;
        final List<OrderAtVenue> listed = new ArrayList<>();
        for (final OrderAtVenue order : adapter.venue().working()) {
            order.unlisted = isLeftOut(order);
            if (!order.unlisted) {
                listed.add(order);
            }
        }
        final byte[][] lines = new byte[Math.max(1, listed.size())][];
        lines[0] = world.inputs.openOrder(reportId, null, true);
        for (int i = 0; i < listed.size(); i++) {
            lines[i] = world.inputs.openOrder(reportId, listed.get(i), i == listed.size() - 1);
        }
        world.post.send(Kind.FACT, world.truth.orders(), ageNs(), lines);
    }

    private boolean isLeftOut(final OrderAtVenue order) {
        if (order.commandId != 0) {
            return world.strikes(Fault.CLOSE_UNLISTED);
        }
        if (order.isByHand()) {
            return false;
        }
        return !order.unlisted && world.strikes(Fault.ORDER_UNLISTED_ONCE) || world.strikes(Fault.ORDER_UNLISTED_LONG);
    }

    private long ageNs() {
        return world.strikes(Fault.REPORT_OLD) ? world.graceNs() + world.draw.ms(1, 12000) : 0;
    }
}
