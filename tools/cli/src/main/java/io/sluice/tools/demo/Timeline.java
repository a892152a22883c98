package io.sluice.tools.demo;

/**
 * The moments at which something happens: every trade, and a beat every four seconds, at which everyone gives the signs
 * of life that are due. Two fifths of the week lie between trades that are more than ten seconds apart. A function of
 * the trades alone, so that a resumed demo finds its place by time.
 */
final class Timeline {
    /** Below the broker's timeout of 5 s. */
    static final long BEAT_NS = 4_000_000_000L;
    /** Time after the last trade, when nobody asks for anything any more, so that the last request runs out. */
    static final long TAIL_NS = 308_000_000_000L;

    private static final int NONE = -1;

    private final TradeTape tape;
    private final long originNs;
    private final long endNs;
    private int nextTrade;
    private long nextBeat;
    private long timeNs;
    private int trade = NONE;
    private long beat = NONE;

    /** @param fromNs the first moment is the first at or after it. */
    Timeline(final TradeTape tape, final long fromNs) {
        this.tape = tape;
        originNs = tape.timeNs(0);
        endNs = endNs(tape);
        nextTrade = tape.firstAtOrAfter(fromNs);
        nextBeat = Math.max(0, Math.floorDiv(fromNs - originNs + BEAT_NS - 1, BEAT_NS));
    }

    /** Time of the last moment. */
    static long endNs(final TradeTape tape) {
        return tape.timeNs(tape.size() - 1) + TAIL_NS;
    }

    /** Goes to the next moment; false if there is none. */
    boolean next() {
        final long beatNs = originNs + nextBeat * BEAT_NS;
        final long tradeNs = nextTrade < tape.size() ? tape.timeNs(nextTrade) : Long.MAX_VALUE;
        timeNs = Math.min(beatNs, tradeNs);
        if (timeNs > endNs) {
            return false;
        }
        trade = tradeNs == timeNs ? nextTrade++ : NONE;
        beat = beatNs == timeNs ? nextBeat++ : NONE;
        return true;
    }

    long timeNs() {
        return timeNs;
    }

    /** Whether a trade happens at this moment. */
    boolean isTrade() {
        return trade != NONE;
    }

    /** Index of that trade. */
    int trade() {
        return trade;
    }

    /** Trades up to this moment, this one included. */
    int tradesSoFar() {
        return nextTrade;
    }

    /** Whether this is a beat whose number a divisor divides: every {@code 4 * divisor} seconds. */
    boolean isBeat(final int divisor) {
        return beat != NONE && beat % divisor == 0;
    }

    /** Number of the beat. */
    long beat() {
        return beat;
    }
}
