package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Side;
import io.sluice.control.command.Command;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of the books between any two inputs. */
final class Invariants {
    private Invariants() {}

    static void check(final ControlMachine machine) {
        final Rooms rooms = machine.rooms;
        final Map<Position, long[]> working = new HashMap<>();
        final Map<Instrument, Integer> unfinished = new HashMap<>();
        long before = -1;
        for (Trade trade = rooms.trades.firstUnfinished(); trade != null; trade = trade.next()) {
            assertThat(trade.id()).as("ids rise").isGreaterThan(before);
            before = trade.id();
            unfinished.merge(trade.instrument(), 1, Integer::sum);
            if (trade.isWorking()) {
                working.computeIfAbsent(trade.position(), p -> new long[2])[
                                trade.side().ordinal()] +=
                        trade.remainingE8();
            }
        }
        commands(rooms, working);
        int live = 0;
        int differences = 0;
        for (int i = 0; i < rooms.instruments.size(); i++) {
            final Instrument instrument = rooms.instruments.at(i);
            for (final Position position : List.of(instrument.live(), instrument.paper())) {
                final long[] expected = working.getOrDefault(position, new long[2]);
                for (final Side side : List.of(Side.BUY, Side.SELL)) {
                    assertThat(position.workingE8(side)).as("working").isEqualTo(expected[side.ordinal()]);
                    assertThat(position.creditE8(side))
                            .as("credit")
                            .isBetween(0L, position.workingE8(side) + position.lostE8(side));
                }
                assertThat(position.isFlat() && position.averagePriceE8() != 0).isFalse();
            }
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

    private static void commands(final Rooms rooms, final Map<Position, long[]> working) {
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
                working.computeIfAbsent(command.position(), p -> new long[2])[
                        command.side().ordinal()] += Math.max(0, command.quantityE8() - command.filledE8());
            }
        }
        assertThat(rooms.commands.open()).isEqualTo(open);
    }
}
