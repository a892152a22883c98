package io.sluice.sim;

import io.sluice.codec.TradingMode;
import io.sluice.sim.Post.Kind;
import java.util.List;

/** Whoever stops a part instead of all, and lets it go on: a strategy, an order, a position (B-2, B-3). */
final class Parts {
    private static final String WHY = "odd behaviour";

    private final World world;

    Parts(final World world) {
        this.world = world;
    }

    /** One of them, most often one that there is. */
    void act(final SenderId door) {
        final Draw draw = world.draw;
        final byte[] command =
                switch (draw.between(0, 6)) {
                    case 0 -> world.inputs.disable(draw.of(door, SenderId.RISK), strategy(), WHY);
                    case 1 -> world.inputs.enable(door, strategy(), WHY);
                    case 2, 3 -> world.inputs.cancelOrder(door, order(), WHY);
                    default -> world.inputs.closePosition(door, draw.from(Market.TRADED), mode(), WHY);
                };
        world.post.send(Kind.COMMAND, command);
    }

    private int strategy() {
        return world.draw.between(1, world.clients.size() + 1);
    }

    private long order() {
        final List<Long> orders = List.copyOf(world.facts().unfinished.keySet());
        return orders.isEmpty() || world.draw.chance(0.1) ? 7 : world.draw.from(orders);
    }

    private TradingMode mode() {
        return world.draw.of(
                TradingMode.LIVE, TradingMode.LIVE, TradingMode.LIVE, TradingMode.PAPER, TradingMode.DISABLED);
    }
}
