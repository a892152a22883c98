package io.sluice.sim;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.sim.Facts.Quoted;
import java.math.BigInteger;

/** The pre-trade limits as B-1 states them, in whole numbers of any size. */
final class LimitModel {
    private static final BigInteger E8 = BigInteger.valueOf(100_000_000L);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Facts facts;
    private final PositionInvariant positions;

    LimitModel(final Facts facts, final PositionInvariant positions) {
        this.facts = facts;
        this.positions = positions;
    }

    /**
     * @param ownWorkingE8 what of this order already counts as working.
     * @param ownOrders    how many of the symbol's orders it is itself; Integer.MIN_VALUE: no count.
     */
    void hold(
            final Seen seen,
            final String symbol,
            final TradingMode mode,
            final Side side,
            final long quantityE8,
            final long priceE8,
            final long ownWorkingE8,
            final int ownOrders) {
        final SymbolLimits limits = limitsOf(symbol);
        check(
                limits.maxOrderQuantityE8() == 0 || quantityE8 <= limits.maxOrderQuantityE8(),
                "No order beyond the quantity limit (B-1)",
                quantityE8);
        final Quoted quote = facts.fresh(symbol, seen.timeNs);
        if (limits.maxOrderNotionalE8() > 0) {
            check(priceE8 != 0 || quote != null, "A notional limit needs a price (G-3 row 12)", quantityE8);
            final BigInteger twice = priceE8 != 0 ? big(priceE8).shiftLeft(1) : big(quote.bidE8() + quote.askE8());
            check(
                    big(quantityE8)
                                    .multiply(twice.abs())
                                    .compareTo(big(limits.maxOrderNotionalE8())
                                            .multiply(E8)
                                            .shiftLeft(1))
                            <= 0,
                    "No order beyond the notional limit (B-1)",
                    quantityE8);
        }
        if (limits.collarPercentE8() > 0 && priceE8 != 0) {
            check(quote != null, "A collar needs a fresh quote (G-3 row 12)", priceE8);
            final BigInteger twiceMid = big(quote.bidE8() + quote.askE8());
            final BigInteger off = big(priceE8).shiftLeft(1).subtract(twiceMid).abs();
            check(
                    off.multiply(HUNDRED).multiply(E8).compareTo(twiceMid.abs().multiply(big(limits.collarPercentE8())))
                            <= 0,
                    "No order outside the collar (B-1)",
                    priceE8);
        }
        if (limits.maxPositionE8() > 0) {
            final long held = positions.of(symbol, mode) * (side == Side.BUY ? 1 : -1);
            final long works = positions.working(symbol, mode, side) - ownWorkingE8;
            check(
                    held + works + quantityE8 <= limits.maxPositionE8(),
                    "No order that could take the position beyond its limit (B-1)",
                    held + works + quantityE8);
        }
        if (limits.maxOpenOrders() > 0 && ownOrders != Integer.MIN_VALUE) {
            final long works = facts.unfinished.values().stream()
                    .filter(trade -> trade.works() && trade.mode == mode && trade.symbol.equals(symbol))
                    .count();
            check(works - ownOrders < limits.maxOpenOrders(), "No more working orders than the limit (B-1)", works);
        }
    }

    private SymbolLimits limitsOf(final String symbol) {
        for (final OwnLimits own : facts.config.limits().symbols()) {
            if (own.symbol().equals(symbol)) {
                return own.limits();
            }
        }
        return facts.config.limits().defaults();
    }

    private static void check(final boolean holds, final String sentence, final long value) {
        Invariant.hold(holds, sentence, "%d", value);
    }

    private static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }
}
