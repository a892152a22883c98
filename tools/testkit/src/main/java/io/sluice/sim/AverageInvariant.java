package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/**
 * Average prices (H-3a): an increase is weighted, a reduction changes nothing, through zero counts the fill's price.
 */
final class AverageInvariant extends Invariant {
    private static final int LOOK_EVERY = 16;
    private static final long NO_AVERAGE = PositionReportDecoder.averagePriceNullValue();

    private final Facts facts;
    private final PositionInvariant positions;
    private final Map<String, Long> quantities = new HashMap<>();
    private final Map<String, Long> averages = new HashMap<>();
    private final Map<String, Long> reported = new HashMap<>();
    private long reportId;
    private boolean reporting;

    /** @param positions moved before this one looks. */
    AverageInvariant(final Facts facts, final PositionInvariant positions) {
        this.facts = facts;
        this.positions = positions;
    }

    /** {@code (q1 * p1 + q2 * p2) / (q1 + q2)}, half-even. */
    static long weighted(final long q1, final long p1, final long q2, final long p2) {
        final BigDecimal value = product(q1, p1).add(product(q2, p2));
        return value.divide(BigDecimal.valueOf(q1).add(BigDecimal.valueOf(q2)), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static BigDecimal product(final long a, final long b) {
        return BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b));
    }

    @Override
    void input(final Seen seen) {
        if (seen.inputType == 180) {
            reporting = false;
        } else if (seen.inputType == 106 && seen.role == Role.BROKER) {
            line(seen.position);
        } else if (seen.inputType == 105 && positions.movedKey() != null) {
            filled(positions.movedKey(), seen.execution.lastPrice());
        }
    }

    private void line(final PositionReportDecoder in) {
        final String symbol = in.symbol();
        if (symbol.isEmpty() ? in.quantity() != 0 : !Market.isSymbol(symbol)) {
            return;
        }
        if (!reporting || reportId != in.reportId()) {
            reported.clear();
            reporting = true;
            reportId = in.reportId();
        }
        if (!symbol.isEmpty()) {
            reported.put(symbol, in.averagePrice() == NO_AVERAGE ? 0 : in.averagePrice());
        }
    }

    private void filled(final String key, final long priceE8) {
        final long before = quantities.getOrDefault(key, 0L);
        final long after = positions.of(key);
        final long moved = after - before;
        if (moved == 0) {
            return;
        }
        final long average = averages.getOrDefault(key, 0L);
        final long next;
        if (before == 0 || Long.signum(before) != Long.signum(after)) {
            next = priceE8;
        } else if (Long.signum(before) == Long.signum(moved)) {
            next = weighted(before, average, moved, priceE8);
        } else {
            next = average;
        }
        set(key, after, next);
    }

    private void set(final String key, final long quantityE8, final long averageE8) {
        if (quantityE8 == 0) {
            quantities.remove(key);
            averages.remove(key);
        } else {
            quantities.put(key, quantityE8);
            averages.put(key, averageE8);
        }
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 215) {
            final String key = Glance.key(seen.adjusted.symbol(), TradingMode.LIVE);
            final long given = reported.getOrDefault(seen.adjusted.symbol(), 0L);
            set(key, seen.adjusted.toQuantity(), given != 0 ? given : averages.getOrDefault(key, 0L));
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.inputType == 106 && seen.position.last() == Bool.TRUE && facts.answer == Code.OK) {
            reporting = false;
        }
        if (seen.inputType == 105 || seen.inputType == 106 || seen.sequence % LOOK_EVERY == 0) {
            machine.positions();
            hold(
                    machine.averages().equals(averages),
                    "An average price is that of the fills that made the position (H-3a)",
                    "is %s, should be %s",
                    machine.averages(),
                    averages);
        }
    }
}
