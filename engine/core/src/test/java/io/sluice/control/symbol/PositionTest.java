package io.sluice.control.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.num.Wide;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The average price of a position, also where reports were taken over without one, and what works on it. */
class PositionTest {
    private static Position position() {
        final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        symbol.putBytes(0, "BTCUSD".getBytes(StandardCharsets.US_ASCII));
        return new InstrumentBook(2).findOrAdd(symbol, 0).position(TradingMode.LIVE);
    }

    /** F+5@100 is a fill, R7 a report that is taken over, R7@101 one with a price, L+2@103 a fill that it showed. */
    private static void step(final Position position, final String step) {
        final String[] parts = step.substring(1).split("@");
        final long quantity = Long.parseLong(parts[0]) * Wide.ONE;
        final long price = parts.length > 1 ? Long.parseLong(parts[1]) * Wide.ONE : Position.UNKNOWN;
        switch (step.charAt(0)) {
            case 'F' -> assertThat(position.fill(quantity, price)).isTrue();
            case 'R' -> position.adjust(quantity, price);
            case 'L' -> position.learn(quantity, price);
            default -> throw new IllegalArgumentException(step);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F+5@100, 100",
        "F+5@100 F-3@110, 100",
        "F+5@100 F-5@110, none",
        "F+5@100 F-5@110 F-2@80, 80",
        "F+5@100 F-8@90, 90",
        "F-5@100 F+8@90, 90",
        "F-1@100 F-2@103, 102",
        // a report without a price: not known until its fills have told theirs
        "R5, none",
        "R5 F+5@100, none",
        "R5 F+5@100 L+5@102, 101",
        "R5 F+5@100 F+5@106 L+5@103, 103",
        "R5 L+2@100, none",
        "R5 L+2@100 L+3@110, 106",
        "R5 L+9@100, 100",
        "R5 L-5@100, none",
        "R5 F-8@90, 90",
        "R-5 L-2@100, none",
        "R-5 L-2@100 L-3@110, 106",
        "R-5 L-9@100, 100",
        "R-5 L+5@100, none",
        "R-5 F+8@90, 90",
        // it grew by the report: that part is not known
        "F+5@100 R7, none",
        "F+5@100 R7 L+2@107, 102",
        "F+5@100 R7 L+1@107, none",
        "F-5@100 R-7, none",
        "F-5@100 R-7 L-2@107, 102",
        // it shrank: unchanged
        "F+5@100 R3, 100",
        "F-5@100 R-3, 100",
        "F+5@100 L+5@50, 100",
        // it turned round, or became flat
        "F+5@100 R-3, none",
        "F+5@100 R-3 L-3@90, 90",
        "F-5@100 R3, none",
        "F-5@100 R3 L+3@90, 90",
        "F+5@100 R0, none",
        "F+5@100 R0 F+1@7, 7",
        "R5 R0 F+1@7, 7",
        // what is left of it is at most what is held
        "R5 F-3@100 F+2@100 L+2@110, 105",
        "R-5 F+3@100 F-2@100 L-2@110, 105",
        "R5 R3 L+3@100, 100",
        "R-5 R-3 L-3@100, 100",
        "F+5@100 R7 F-6@120 L+1@50, 50",
        // a report with a price
        "R5@101, 101",
        "F+5@100 R7@103, 103",
        "R5 R7@103, 103",
        "R5@101 F+5@103, 102"
    })
    @Tag("H-3b")
    void shouldKnowItsAveragePriceOnceEveryPartOfItHasOne(final String steps, final String expected) {
        final Position position = position();
        for (final String step : steps.split(" ")) {
            step(position, step);
        }
        assertThat(position.averagePriceE8())
                .isEqualTo(expected.equals("none") ? Position.UNKNOWN : Long.parseLong(expected) * Wide.ONE);
    }

    @Test
    @Tag("W-1")
    void shouldSumWhatWorksBeyondTheLargestNumber() {
        for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
            final Position position = position();
            position.addWorking(side, 5);
            position.addWorking(side, -3);
            assertThat(position.workingE8(side)).isEqualTo(2);
            for (int i = 0; i < 4; i++) {
                position.addWorking(side, Long.MAX_VALUE);
                assertThat(position.workingE8(side)).isEqualTo(Long.MAX_VALUE);
            }
            for (int i = 0; i < 3; i++) {
                position.addWorking(side, -Long.MAX_VALUE);
                assertThat(position.workingE8(side)).isEqualTo(Long.MAX_VALUE);
            }
            position.addWorking(side, -Long.MAX_VALUE);
            assertThat(position.workingE8(side)).isEqualTo(2);
            assertThat(position.workingE8(side == Side.BUY ? Side.SELL : Side.BUY))
                    .as("the other side")
                    .isZero();
        }
    }

    @Test
    @Tag("G-5")
    void shouldBeIdleOnlyWhenNothingOfItWouldBeMissed() {
        final Position position = position();
        assertThat(position.isIdle()).isTrue();
        position.fill(1, 100);
        assertThat(position.isIdle()).as("held").isFalse();
        position.fill(-1, 100);
        assertThat(position.isIdle()).isTrue();
        position.addWorking(Side.SELL, 1);
        assertThat(position.isIdle()).as("works").isFalse();
        position.addWorking(Side.SELL, -1);
        position.addWorkingOrder(1, true);
        assertThat(position.isIdle()).as("works, however little").isFalse();
        position.addWorkingOrder(-1, true);
        position.toCloseE8(1);
        assertThat(position.isIdle()).as("is to be closed").isFalse();
        position.toCloseE8(0);
        position.closing().given(7);
        assertThat(position.isIdle()).as("is being closed").isFalse();
    }

    @Test
    @Tag("H-3a")
    void shouldStayAsItIsWhereAFillWouldLeaveTheRange() {
        final Position position = position();
        assertThat(position.closingSide()).as("nothing is held").isEqualTo(Side.BUY);
        assertThat(position.fill(Wide.LIMIT - 1, 100)).isTrue();
        assertThat(position.fill(1, 200)).isFalse();
        assertThat(position.quantityE8()).isEqualTo(Wide.LIMIT - 1);
        assertThat(position.averagePriceE8()).isEqualTo(100);
        assertThat(position.closingSide()).isEqualTo(Side.SELL);
    }
}
