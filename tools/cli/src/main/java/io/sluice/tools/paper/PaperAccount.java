package io.sluice.tools.paper;

import io.sluice.client.BrokerDoor;
import io.sluice.client.E8;
import io.sluice.codec.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** A paper account: cash, positions, and the market it is filled at. One thread. */
final class PaperAccount {
    private static final long HALF_SPREAD_E4 = 1;
    private static final long E4 = 10_000;

    private final Map<String, Long> midsE8 = new TreeMap<>();
    private final Map<String, Long> positionsE8 = new TreeMap<>();
    private BigDecimal cash;

    /** @param equity at its begin. */
    PaperAccount(final BigDecimal equity) {
        cash = equity;
    }

    /** What it holds already: bought with money that is not counted. */
    void holds(final String symbol, final long quantityE8) {
        positionsE8.put(symbol, quantityE8);
        cash = cash.subtract(E8.toBigDecimal(quantityE8).multiply(E8.toBigDecimal(midsE8.getOrDefault(symbol, 0L))));
    }

    void mid(final String symbol, final long midE8) {
        midsE8.put(symbol, midE8);
    }

    long bid(final String symbol) {
        final long mid = midsE8.getOrDefault(symbol, 0L);
        return mid - mid / E4 * HALF_SPREAD_E4;
    }

    long ask(final String symbol) {
        final long mid = midsE8.getOrDefault(symbol, 0L);
        return mid + mid / E4 * HALF_SPREAD_E4;
    }

    /** Where an order of this side is filled now; 0 without a market. */
    long price(final String symbol, final Side side) {
        return side == Side.BUY ? ask(symbol) : bid(symbol);
    }

    String anySymbol() {
        return midsE8.keySet().iterator().next();
    }

    void filled(final String symbol, final Side side, final long quantityE8, final long priceE8) {
        final long signedE8 = side == Side.BUY ? quantityE8 : -quantityE8;
        positionsE8.merge(symbol, signedE8, Long::sum);
        cash = cash.subtract(E8.toBigDecimal(signedE8).multiply(E8.toBigDecimal(priceE8)));
    }

    long equityE8() {
        BigDecimal equity = cash;
        for (final Map.Entry<String, Long> each : positionsE8.entrySet()) {
            equity = equity.add(
                    E8.toBigDecimal(each.getValue()).multiply(E8.toBigDecimal(midsE8.getOrDefault(each.getKey(), 0L))));
        }
        return E8.of(equity.setScale(8, RoundingMode.HALF_EVEN));
    }

    /** The whole report of positions. */
    void report(final BrokerDoor broker, final long reportId) {
        positionsE8.values().removeIf(quantity -> quantity == 0);
        if (positionsE8.isEmpty()) {
            broker.flat(reportId);
            return;
        }
        int left = positionsE8.size();
        for (final Map.Entry<String, Long> each : positionsE8.entrySet()) {
            broker.position(reportId, each.getKey(), each.getValue(), E8.ABSENT, --left == 0);
        }
    }
}
