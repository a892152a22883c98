package io.sluice.sim;

import io.sluice.codec.Side;

/** People who trade the same account at the venue's own screen: fills and orders that Sluice never gave. */
final class Hands {
    private final World world;
    private final Venue venue;
    private final Teller teller;

    Hands(final World world, final Venue venue, final Teller teller) {
        this.world = world;
        this.venue = venue;
        this.teller = teller;
    }

    void begin() {
        world.agenda.in(world.draw.ms(500, 3000), this::act);
    }

    private void act() {
        world.agenda.in(world.draw.ms(600, 1000), this::act);
        if (world.strikes(Fault.HAND_FILL_TOLD)) {
            teller.filled(trade());
        } else if (world.strikes(Fault.HAND_FILL_SILENT)) {
            world.truth.untold(trade().symbol());
        } else if (world.strikes(Fault.HAND_ORDER)) {
            rest();
        }
    }

    private VenueFill trade() {
        final long quantity = world.draw.chance(0.2) ? 10_000L : world.draw.between(1, 3) * Client.LOT;
        final OrderAtVenue order = open(quantity);
        return venue.fill(order, quantity);
    }

    /** An order that works for a while. */
    private void rest() {
        final OrderAtVenue order = open(world.draw.between(1, 3) * Client.LOT);
        order.isNamed = !world.strikes(Fault.HAND_ORDER_WITHOUT_REF);
        venue.work(order, 1);
        withdraw(order);
    }

    private void withdraw(final OrderAtVenue order) {
        world.agenda.in(world.draw.ms(500, 5000), () -> {
            if (world.healing || world.draw.chance(0.05)) {
                venue.end(order);
            } else if (order.works) {
                withdraw(order);
            }
        });
    }

    private OrderAtVenue open(final long quantityE8) {
        return venue.open(0, 0, world.draw.from(Market.TRADED), world.draw.of(Side.BUY, Side.SELL), quantityE8);
    }
}
