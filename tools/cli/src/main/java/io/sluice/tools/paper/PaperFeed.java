package io.sluice.tools.paper;

import io.sluice.client.E8;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.demo.TradeTape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Where a paper venue has its prices from. One thread. */
@FunctionalInterface
public interface PaperFeed {
    /** The mid of each symbol now, scaled by 10^8; the same symbols at each call. */
    Map<String, Long> midsE8();

    /** A random walk of each symbol, a step at each call. */
    static PaperFeed walk(final List<String> symbols) {
        final double step = 0.0002;
        final SplittableRandom random = new SplittableRandom(1);
        final Map<String, Long> midsE8 = new LinkedHashMap<>();
        for (final String symbol : symbols) {
            final String[] parts = symbol.split("=", 2);
            try {
                midsE8.put(parts[0], E8.of(parts[1]));
            } catch (final ArithmeticException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw CommandException.usage("--symbol: must be SYMBOL=PRICE, is " + symbol);
            }
        }
        return () -> {
            midsE8.replaceAll((symbol, midE8) ->
                    Math.max(E8.ONE / 100, midE8 + (long) (midE8 * step * (random.nextDouble() - 0.5))));
            return midsE8;
        };
    }

    /**
     * The trades of the demo, from the first on and again from there after the last.
     *
     * @param speed   times as fast as they happened.
     * @param clockNs time that elapses.
     */
    static PaperFeed trades(final double speed, final LongSupplier clockNs) {
        final TradeTape tape = TradeTape.load(0, TradeTape.ALL);
        final long firstNs = tape.timeNs(0);
        final long spanNs = tape.timeNs(tape.size() - 1) - firstNs + 1;
        final long beganNs = clockNs.getAsLong();
        return () -> {
            final long playedNs = (long) ((clockNs.getAsLong() - beganNs) * speed) % spanNs;
            final int next = tape.firstAtOrAfter(firstNs + playedNs + 1);
            return Map.of(TradeTape.SYMBOL, tape.priceE8(next - 1));
        };
    }
}
