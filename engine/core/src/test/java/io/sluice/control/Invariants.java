package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Side;
import io.sluice.control.command.Command;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of the books between any two inputs. */
final class Invariants {
    private final Rooms rooms;
    private final Map<Position, BigInteger[]> working = new HashMap<>();
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
            if (trade.isWorking()) {
                add(trade.position(), trade.side(), trade.remainingE8());
            }
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
            if (command.isCancel()) {
                assertThat(command.trade().openCancelId()).isEqualTo(command.id());
                assertThat(rooms.trades.find(command.trade().id())).isSameAs(command.trade());
            } else {
                assertThat(command.position().openCloseId()).isEqualTo(command.id());
                add(command.position(), command.side(), Math.max(0, command.quantityE8() - command.filledE8()));
            }
        }
        assertThat(rooms.commands.open()).isEqualTo(open);
    }

    private void instruments() {
        int live = 0;
        int differences = 0;
        for (int i = 0; i < rooms.instruments.size(); i++) {
            final Instrument instrument = rooms.instruments.at(i);
            position(instrument.live());
            position(instrument.paper());
            live += instrument.live().isFlat() ? 0 : 1;
            differences += instrument.reported().differenceE8() == 0 ? 0 : 1;
            assertThat(instrument.isInUse())
                    .isEqualTo(unfinished.containsKey(instrument)
                            || !instrument.live().isFlat()
                            || !instrument.paper().isFlat());
            assertThat(instrument.silence().isSet() && !instrument.isInUse())
                    .as("awaited unused")
                    .isFalse();
        }
        assertThat(rooms.keeper.livePositions()).isEqualTo(live);
        assertThat(rooms.book.hasDifference()).isEqualTo(differences > 0);
    }

    private void position(final Position position) {
        final BigInteger[] expected = working.getOrDefault(position, nothing());
        for (final Side side : List.of(Side.BUY, Side.SELL)) {
            final BigInteger sum = expected[side.ordinal()];
            final long known = sum.bitLength() < Long.SIZE ? sum.longValueExact() : Long.MAX_VALUE;
            assertThat(position.workingE8(side)).as("working").isEqualTo(known);
            assertThat(position.creditE8(side)).as("credit").isNotNegative();
            assertThat(position.lostE8(side)).as("lost").isNotNegative();
        }
        assertThat(position.isFlat() && position.averagePriceE8() != 0).isFalse();
    }

    private static BigInteger[] nothing() {
        return new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO};
    }

    private void add(final Position position, final Side side, final long quantity) {
        final BigInteger[] sums = working.computeIfAbsent(position, p -> nothing());
        sums[side.ordinal()] = sums[side.ordinal()].add(BigInteger.valueOf(quantity));
    }
}
