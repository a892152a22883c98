package io.sluice.tools.demo;

import io.sluice.json.Decimals;
import io.sluice.json.MalformedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Real trades of Bitstamp, BTC against USD, 25 November to 1 December 2013, in the order in which they happened. Their
 * stamps have whole seconds; those of one second are set 10 ms apart, so that each has a time of its own.
 */
public final class TradeTape {
    /** What is traded. */
    public static final String SYMBOL = "BTCUSD";
    /** Trades on record. */
    public static final int ALL = 100_000;

    private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long APART_NS = 10_000_000L;

    private final long[] timesNs;
    private final long[] pricesE8;

    private TradeTape(final long[] timesNs, final long[] pricesE8) {
        this.timesNs = timesNs;
        this.pricesE8 = pricesE8;
    }

    /** Reads {@code limit} trades, behind the first {@code skip}, from the class path. */
    public static TradeTape load(final int skip, final int limit) {
        final long[] timesNs = new long[limit];
        final long[] pricesE8 = new long[limit];
        int count = 0;
        try (InputStream in = TradeTape.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the trades are not on the class path: " + RESOURCE);
            }
            final BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (int i = 0; i <= skip; i++) {
                lines.readLine();
            }
            for (String line = lines.readLine(); line != null && count < limit; line = lines.readLine(), count++) {
                final String[] cells = line.split(",");
                final long second = Long.parseLong(cells[0]) * SECOND_NS;
                final boolean same = count > 0 && timesNs[count - 1] / SECOND_NS * SECOND_NS == second;
                timesNs[count] = same ? timesNs[count - 1] + APART_NS : second;
                pricesE8[count] = Decimals.parse(cells[1]);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final MalformedException e) {
            throw new IllegalStateException("trade " + (count + 1) + " has no good price: " + e.getMessage(), e);
        }
        return new TradeTape(Arrays.copyOf(timesNs, count), Arrays.copyOf(pricesE8, count));
    }

    /** How many trades. */
    public int size() {
        return timesNs.length;
    }

    /** Time of a trade, strictly rising. */
    public long timeNs(final int index) {
        return timesNs[index];
    }

    /** Price of a trade, scaled by 10^8. */
    public long priceE8(final int index) {
        return pricesE8[index];
    }

    /** Index of the first trade at or after a time; {@link #size()} if there is none. */
    public int firstAtOrAfter(final long timeNs) {
        final int found = Arrays.binarySearch(timesNs, timeNs);
        return found >= 0 ? found : -found - 1;
    }
}
