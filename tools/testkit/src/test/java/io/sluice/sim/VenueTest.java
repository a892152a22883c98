package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Side;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The venue keeps the true account, whatever it tells; without faults it breaks nothing. */
class VenueTest {
    private static final String SYMBOL = Market.TRADED.get(0);
    private static final long LOT = Client.LOT;
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    private final World world = new World(new Draw(5), new FaultTally(), ALL);
    private final Venue venue = world.live.venue();

    @Test
    void shouldHoldEveryInvariantWhereNothingGoesWrong() {
        for (long seed = 1; seed <= 20; seed++) {
            final Simulation simulation = new Simulation(seed, 1500, Tamper.NONE, ALL);
            simulation.run();
            assertThat(simulation.tally().of(Fault.FILL_LOST)).isZero();
        }
    }

    @Test
    void shouldMoveTheAccountByEachFill() {
        final OrderAtVenue bought = venue.open(7, 0, SYMBOL, Side.BUY, 3 * LOT);
        final VenueFill first = venue.fill(bought, LOT);
        final VenueFill second = venue.fill(bought, 2 * LOT);

        assertThat(venue.position(SYMBOL)).isEqualTo(3 * LOT);
        assertThat(first.isFull()).isFalse();
        assertThat(second.isFull()).isTrue();
        assertThat(second.cumE8()).isEqualTo(3 * LOT);
        assertThat(first.execId()).isNotEqualTo(second.execId());
        assertThat(venue.working()).isEmpty();
    }

    @Test
    void shouldCloseNoMoreThanIsHeld() {
        venue.fill(venue.open(7, 0, SYMBOL, Side.BUY, 2 * LOT), 2 * LOT);

        assertThat(venue.closable(SYMBOL, Side.SELL)).isEqualTo(2 * LOT);
        assertThat(venue.closable(SYMBOL, Side.BUY)).isZero();
    }

    @Test
    void shouldWorkAnOrderUntilItEnds() {
        final OrderAtVenue order = venue.open(0, 9, SYMBOL, Side.SELL, LOT);
        assertThat(venue.working()).containsExactly(order);
        assertThat(venue.ofCommand(9)).isSameAs(order);

        venue.end(order);
        assertThat(venue.working()).isEmpty();
        assertThat(venue.ofRef(order.ref)).isNull();
    }

    @Test
    void shouldRefuseClosesOfASymbolThatIsTradedNoMore() {
        assertThat(venue.refuses(SYMBOL, LOT)).isFalse();
        world.market.delist(SYMBOL);
        assertThat(venue.refuses(SYMBOL, LOT)).isTrue();
    }

    @Test
    void shouldCountAnOrderByItsReportsWhateverTheirOrder() {
        final Counted order = new Counted();
        assertThat(order.count(2, 5)).isEqualTo(5);
        assertThat(order.count(3, -1)).isZero();
        assertThat(order.count(0, 4)).isZero();
        assertThat(order.count(1, -1)).isEqualTo(1);
    }

    @Test
    void shouldNameTheFaultsThatABrokenInvariantNeeds() {
        final Tamper hand = seen -> {
            if (seen.inputType == 105 && seen.execution.status() == ExecutionStatus.EXPIRED) {
                throw new Broken("An order never expires", "it did");
            }
        };
        final Narrower narrower = new Narrower(1200, "An order never expires", hand);
        final Set<Fault> off = narrower.dispensable(3);

        assertThat(off).doesNotContain(Fault.ORDER_EXPIRED).hasSizeGreaterThan(ALL.size() / 3);
        assertThat(narrower.soonest(3, 3, off)).isBetween(3L, 5L);
    }
}
