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
    private final List<String> signed;
    private String delisted;

    /** @param signed symbols whose prices may be 0 or negative. */
    Market(final Draw draw, final List<String> signed) {
        this.draw = draw;
        this.signed = signed;
        ALL.forEach(symbol -> mids.put(
                symbol, signed.contains(symbol) ? draw.between(-3 * E8, 3 * E8) : draw.between(50 * E8, 150 * E8)));
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

    /** A small step, seldom a large one; a signed symbol moves around 0. */
    void move(final String symbol) {
        final long mid = mid(symbol);
        final boolean isSigned = signed.contains(symbol);
        final long whole = isSigned ? Math.abs(mid) + 20 * E8 : mid;
        final long step = draw.chance(0.02) ? whole / 50 : whole / 2000;
        final long next = mid + draw.between(-step, step);
        mids.put(symbol, isSigned ? next : Math.max(E8, next));
    }

    static boolean isSymbol(final String text) {
        return !text.isEmpty()
                && text.length() <= 24
                && text.chars()
                        .allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:/-&=+^@# ".indexOf(c) >= 0)
                && text.equals(text.strip());
    }
}
