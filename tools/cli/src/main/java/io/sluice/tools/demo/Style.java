package io.sluice.tools.demo;

import io.sluice.codec.TradingMode;
import io.sluice.control.num.Wide;

/**
 * How a strategy trades. Quantities in bitcoin scaled by 10^8, gaps in bars of a minute.
 *
 * @param lotE8        what it buys at once.
 * @param capE8        most that it holds, with what is under way.
 * @param openGap      bars between two entries.
 * @param exitLotE8    what it sells at once when the trend is down.
 * @param exitGap      bars between two such exits.
 * @param restingExits most limit exits at a time.
 * @param restingLotE8 what each sells.
 * @param restingGap   bars between two.
 * @param aboveMille   how far above the price they stand, in thousandths.
 * @param bidGap       bars between two resting bids; 0 for none.
 * @param belowMille   how far below the price they stand, in thousandths.
 */
record Style(
        int strategyId,
        TradingMode mode,
        String name,
        Momentum momentum,
        long lotE8,
        long capE8,
        int openGap,
        long exitLotE8,
        int exitGap,
        int restingExits,
        long restingLotE8,
        int restingGap,
        int aboveMille,
        int bidGap,
        int belowMille) {

    /** That of a strategy. */
    static Style of(final int strategyId) {
        return strategyId == 1 ? live() : paper();
    }

    /** Slow and real: adds to a long position while the trend lasts, sells part of it into strength. */
    static Style live() {
        final long btc = Wide.ONE;
        return new Style(
                1,
                TradingMode.LIVE,
                "swing",
                new Momentum(60, 1440, 4),
                5 * btc,
                115 * btc,
                20,
                5 * btc,
                120,
                3,
                5 * btc / 2,
                45,
                30,
                0,
                0);
    }

    /** Quick, on paper: in and out with every swing of an hour, with bids below the market. */
    static Style paper() {
        final long btc = Wide.ONE;
        return new Style(
                2,
                TradingMode.PAPER,
                "scalp",
                new Momentum(5, 45, 2),
                2 * btc,
                10 * btc,
                4,
                10 * btc,
                2,
                2,
                btc,
                20,
                12,
                30,
                6);
    }
}
