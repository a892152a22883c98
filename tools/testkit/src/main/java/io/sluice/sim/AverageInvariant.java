package io.sluice.sim;

import io.sluice.codec.PositionViewDecoder;
import io.sluice.codec.TradingMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Average prices (H-3a): an increase is weighted, a reduction changes nothing, through zero counts the fill's price.
 */
final class AverageInvariant extends Invariant {
    private static final int LOOK_EVERY = 16;
    private static final long UNKNOWN = PositionViewDecoder.averagePriceNullValue();

    private final PositionInvariant positions;
    private final Map<String, Long> quantities = new HashMap<>();
    private final Map<String, Long> averages = new HashMap<>();
    /** Positions that hold something adopted without a price: their average may be unknown, or learned later. */
    private final Set<String> adopted = new HashSet<>();

    /** @param positions moved before this one looks. */
    AverageInvariant(final PositionInvariant positions) {
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
        if (seen.inputType == 105 && positions.movedKey() != null) {
            filled(positions.movedKey(), seen.execution.lastPrice());
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
            adopted.remove(key);
        } else if (Long.signum(before) == Long.signum(moved)) {
            next = adopted.contains(key) ? UNKNOWN : weighted(before, average, moved, priceE8);
        } else {
            next = average;
        }
        set(key, after, next);
    }

    private void set(final String key, final long quantityE8, final long averageE8) {
        if (quantityE8 == 0) {
            quantities.remove(key);
            averages.remove(key);
            adopted.remove(key);
        } else {
            quantities.put(key, quantityE8);
            averages.put(key, averageE8);
        }
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 215) {
            final String key = Glance.key(seen.adjusted.symbol(), TradingMode.LIVE);
            final long from = seen.adjusted.fromQuantity();
            final long to = seen.adjusted.toQuantity();
            final boolean grows = Math.abs(to) > Math.abs(from) || Long.signum(from) != Long.signum(to);
            if (grows) {
                adopted.add(key);
            }
            set(key, to, averages.getOrDefault(key, UNKNOWN));
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.inputType == 105 || seen.inputType == 106 || seen.sequence % LOOK_EVERY == 0) {
            machine.positions();
            final Map<String, Long> theirs = machine.averages();
            adopted.forEach(key -> averages.put(key, theirs.getOrDefault(key, UNKNOWN)));
            hold(
                    theirs.equals(averages),
                    "An average price is that of the fills that made the position, unknown only if adopted (H-3a)",
                    "is %s, should be %s",
                    theirs,
                    averages);
        }
    }
}
