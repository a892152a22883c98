package io.sluice.tools.demo;

/**
 * Two exponential averages of the price at the end of each bar; the trend is up while the fast one stands clearly above
 * the slow one. In whole numbers, so that it is the same everywhere; a function of the prices alone.
 */
final class Momentum {
    private static final long PER_MILLE = 1000;

    private final int fastBars;
    private final int slowBars;
    private final int bandPerMille;
    private long fastE8;
    private long slowE8;

    /**
     * @param bandPerMille how far apart the averages must be for a trend.
     */
    Momentum(final int fastBars, final int slowBars, final int bandPerMille) {
        this.fastBars = fastBars;
        this.slowBars = slowBars;
        this.bandPerMille = bandPerMille;
    }

    /** The price at the end of a bar. */
    void onBar(final long priceE8) {
        if (fastE8 == 0) {
            fastE8 = priceE8;
            slowE8 = priceE8;
        }
        fastE8 += (priceE8 - fastE8) / fastBars;
        slowE8 += (priceE8 - slowE8) / slowBars;
    }

    boolean isUp() {
        return fastE8 * PER_MILLE > slowE8 * (PER_MILLE + bandPerMille);
    }

    boolean isDown() {
        return fastE8 * PER_MILLE < slowE8 * (PER_MILLE - bandPerMille);
    }

    /** How far the fast average stands from the slow one, in hundredths of a percent. */
    long strengthBp() {
        return (fastE8 - slowE8) * 10_000 / slowE8;
    }
}
