package io.sluice.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Symbols and what they are worth. Prices scaled by 10^8. */
final class Market {
    /** What strategies trade. */
    static final List<String> TRADED = List.of("AAA", "BTC-USD", "ES:Z5");
    /** Besides these some are only quoted or locked out. */
    static final List<String> ALL = List.of("AAA", "BTC-USD", "ES:Z5", "Q1", "Q.2");

    private static final long E8 = 100_000_000L;

    private final Map<String, Long> mids = new HashMap<>();
    private final Draw draw;
    private String delisted;

    Market(final Draw draw) {
        this.draw = draw;
        ALL.forEach(symbol -> mids.put(symbol, draw.between(50 * E8, 150 * E8)));
    }

    /** The symbol that is traded no more, or null. */
    String delisted() {
        return delisted;
    }

    /** One symbol is never quoted again. */
    void delist(final String symbol) {
        delisted = symbol;
    }

    long mid(final String symbol) {
        return mids.get(symbol);
    }

    /** A small step, seldom a large one. */
    void move(final String symbol) {
        final long mid = mid(symbol);
        final long step = draw.chance(0.02) ? mid / 50 : mid / 2000;
        mids.put(symbol, Math.max(E8, mid + draw.between(-step, step)));
    }

    static boolean isSymbol(final String text) {
        return !text.isEmpty()
                && text.length() <= 24
                && text.chars()
                        .allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:/-&=+^@# ".indexOf(c) >= 0)
                && text.equals(text.strip());
    }
}
