package io.sluice.tools.demo;

/**
 * The market data feed: a quote around every trade, and the last one again so that it does not grow stale. Once it is
 * silent for a while, as feeds are: on the first morning.
 */
final class Feed {
    private static final int REPEAT_BEATS = 2;
    private static final long HALF_SPREAD = 2_000;
    private static final long CENT_E8 = 1_000_000;
    private static final long GAP_AFTER_NS = (9 * 3600 + 12 * 60 + 40) * 1_000_000_000L;
    private static final long GAP_NS = 80 * 1_000_000_000L;

    private final Doors doors;
    private final long gapFromNs;
    private long priceE8;

    /**
     * @param originNs time of the first trade of all.
     * @param priceE8  last price before.
     */
    Feed(final Doors doors, final long originNs, final long priceE8) {
        this.doors = doors;
        this.priceE8 = priceE8;
        gapFromNs = originNs + GAP_AFTER_NS;
    }

    void onMoment(final Timeline now, final long tradedE8) {
        if (now.isTrade()) {
            priceE8 = tradedE8;
        }
        final boolean silent = now.timeNs() >= gapFromNs && now.timeNs() < gapFromNs + GAP_NS;
        if (!silent && (now.isTrade() || now.isBeat(REPEAT_BEATS))) {
            final long halfE8 = priceE8 / HALF_SPREAD / CENT_E8 * CENT_E8;
            doors.sent(doors.market().quote(Doors.SYMBOL, priceE8 - halfE8, priceE8 + halfE8));
        }
    }
}
