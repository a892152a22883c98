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

    /** f+5@100 is a fill, r7 a report that is taken over, r7@101 one with a price, l+2@103 a fill that it showed. */
    private static void step(final Position position, final String step) {
        final String[] parts = step.substring(1).split("@");
        final long quantity = Long.parseLong(parts[0]) * Wide.ONE;
        final long price = parts.length > 1 ? Long.parseLong(parts[1]) * Wide.ONE : Position.UNKNOWN;
        switch (step.charAt(0)) {
            case 'f' -> assertThat(position.fill(quantity, price)).isTrue();
            case 'r' -> position.adjust(quantity, price);
            case 'l' -> position.learn(quantity, price);
            default -> throw new IllegalArgumentException(step);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "f+5@100, 100",
        "f+5@100 f-3@110, 100",
        "f+5@100 f-5@110, none",
        "f+5@100 f-5@110 f-2@80, 80",
        "f+5@100 f-8@90, 90",
        "f-5@100 f+8@90, 90",
        "f-1@100 f-2@103, 102",
        // a report without a price: not known until its fills have told theirs
        "r5, none",
        "r5 f+5@100, none",
        "r5 f+5@100 l+5@102, 101",
        "r5 f+5@100 f+5@106 l+5@103, 103",
        "r5 l+2@100, none",
        "r5 l+2@100 l+3@110, 106",
        "r5 l+9@100, 100",
        "r5 l-5@100, none",
        "r5 f-8@90, 90",
        "r-5 l-2@100, none",
        "r-5 l-2@100 l-3@110, 106",
        "r-5 l-9@100, 100",
        "r-5 l+5@100, none",
        "r-5 f+8@90, 90",
        // it grew by the report: that part is not known
        "f+5@100 r7, none",
        "f+5@100 r7 l+2@107, 102",
        "f+5@100 r7 l+1@107, none",
        "f-5@100 r-7, none",
        "f-5@100 r-7 l-2@107, 102",
        // it shrank: unchanged
        "f+5@100 r3, 100",
        "f-5@100 r-3, 100",
        "f+5@100 l+5@50, 100",
        // it turned round, or became flat
        "f+5@100 r-3, none",
        "f+5@100 r-3 l-3@90, 90",
        "f-5@100 r3, none",
        "f-5@100 r3 l+3@90, 90",
        "f+5@100 r0, none",
        "f+5@100 r0 f+1@7, 7",
        "r5 r0 f+1@7, 7",
        // what is left of it is at most what is held
        "r5 f-3@100 f+2@100 l+2@110, 105",
        "r-5 f+3@100 f-2@100 l-2@110, 105",
        "r5 r3 l+3@100, 100",
        "r-5 r-3 l-3@100, 100",
        "f+5@100 r7 f-6@120 l+1@50, 50",
        // a report with a price
        "r5@101, 101",
        "f+5@100 r7@103, 103",
        "r5 r7@103, 103",
        "r5@101 f+5@103, 102"
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
