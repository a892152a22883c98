package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Side;
import io.sluice.control.command.Command;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.Trade;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of the books between any two inputs. */
final class Invariants {
    private final Rooms rooms;
    private final Map<Position, BigInteger[]> working = new HashMap<>();
    private final Map<Position, Integer> orders = new HashMap<>();
    private final Map<Instrument, Integer> unfinished = new HashMap<>();

    private Invariants(final ControlMachine machine) {
        rooms = machine.rooms;
    }

    static void check(final ControlMachine machine) {
        final Invariants invariants = new Invariants(machine);
        invariants.trades();
        invariants.commands();
        invariants.instruments();
    }

    private void trades() {
        long before = -1;
        for (Trade trade = rooms.trades.firstUnfinished(); trade != null; trade = trade.next()) {
            assertThat(trade.id()).as("ids rise").isGreaterThan(before);
            before = trade.id();
            unfinished.merge(trade.instrument(), 1, Integer::sum);
            works(trade);
        }
        int alive = 0;
        for (Trade trade = rooms.trades.firstEnded(); trade != null; trade = trade.next()) {
            alive += trade.isAlive() ? 1 : 0;
            works(trade);
        }
        assertThat(rooms.trades.aliveEnded()).isEqualTo(alive);
        for (int i = 0; i < rooms.trades.wanted().size(); i++) {
            final Trade trade = rooms.trades.wanted().at(i);
            assertThat(trade.isAlive() || trade.isWorking() && trade.isCancelWanted())
                    .isTrue();
            assertThat(rooms.trades.find(trade.id())).isSameAs(trade);
        }
    }

    private void works(final Trade trade) {
        if (trade.works() && trade.position() != null) {
            add(trade.position(), trade.side(), trade.remainingE8());
            orders.merge(trade.position(), 1, Integer::sum);
        }
    }

    private void commands() {
        int open = 0;
        long before = -1;
        for (Command command = rooms.commands.first(); command != null; command = command.next()) {
            open++;
            assertThat(command.id()).as("ids rise").isGreaterThan(before);
            before = command.id();
            assertThat(rooms.commands.find(command.id())).isSameAs(command);
            assertThat(command.attempts().commandId()).isEqualTo(command.id());
            if (command.trade() != null) {
                assertThat(rooms.trades.find(command.trade().id())).isSameAs(command.trade());
            } else if (command.close() != null) {
                assertThat(command.close().id()).isEqualTo(command.id());
                assertThat(command.close().isEnded()).isFalse();
            }
        }
        assertThat(rooms.commands.open()).isEqualTo(open);
        for (Close close = rooms.closes.firstOpen(); close != null; close = close.next()) {
            assertThat(rooms.commands.find(close.id())).isNotNull();
            add(close.position(), close.side(), close.remainingE8());
        }
        for (Close close = rooms.closes.lastEnded(); close != null; close = close.previous()) {
            if (close.isAlive() && close.position() != null) {
                add(close.position(), close.side(), close.remainingE8());
            }
        }
    }

    private void instruments() {
        int live = 0;
        int open = 0;
        int certain = 0;
        for (int i = 0; i < rooms.instruments.size(); i++) {
            final Instrument instrument = rooms.instruments.at(i);
            position(instrument.live());
            position(instrument.paper());
            live += instrument.live().isFlat() ? 0 : 1;
            open += instrument.reported().isOpen() ? 1 : 0;
            certain += instrument.reported().isDifferent() ? 1 : 0;
            assertThat(instrument.isInUse())
                    .isEqualTo(unfinished.containsKey(instrument)
                            || !instrument.live().isFlat()
                            || !instrument.paper().isFlat());
            assertThat(instrument.silence().isSet() && !instrument.isInUse())
                    .as("awaited unused")
                    .isFalse();
        }
        assertThat(rooms.keeper.livePositions()).isEqualTo(live);
        assertThat(rooms.book.hasDifference()).isEqualTo(open > 0);
        assertThat(rooms.book.hasCertain()).isEqualTo(certain > 0);
    }

    private void position(final Position position) {
        final BigInteger[] expected = working.getOrDefault(position, nothing());
        for (final Side side : List.of(Side.BUY, Side.SELL)) {
            final BigInteger sum = expected[side.ordinal()];
            final long known = sum.bitLength() < Long.SIZE ? sum.longValueExact() : Long.MAX_VALUE;
            assertThat(position.workingE8(side)).as("working").isEqualTo(known);
        }
        assertThat(position.workingOrders()).isEqualTo(orders.getOrDefault(position, 0));
        assertThat(position.quantityE8() == 0 && position.averagePriceE8() != Position.UNKNOWN)
                .isFalse();
    }

    private static BigInteger[] nothing() {
        return new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO};
    }

    private void add(final Position position, final Side side, final long quantity) {
        final BigInteger[] sums = working.computeIfAbsent(position, p -> nothing());
        sums[side.ordinal()] = sums[side.ordinal()].add(BigInteger.valueOf(quantity));
    }
}
