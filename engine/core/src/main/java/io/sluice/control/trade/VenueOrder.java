package io.sluice.control.trade;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What was given to a venue: a trade or a close. How much of either is filled is counted here and nowhere else (H-3a):
 * the larger of the sum of its distinct executions and of the largest cumulative count. An old or repeated report never
 * moves it, a missing one is caught up, and it is never more than the truth. Decimals scaled by 10^8.
 *
 * @param <T> the order itself.
 */
public abstract class VenueOrder<T extends VenueOrder<T>> extends Link<T> {
    /** Time of what has not happened. */
    public static final long NEVER = Long.MIN_VALUE;
    /** Where a report gives no cumulative count. */
    public static final long NO_COUNT = Long.MIN_VALUE;

    long id;
    TradingMode mode;
    Side side;
    final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    /** Set while it is unfinished or works; afterwards the symbol may have left the table. */
    Position position;

    long quantityE8;
    long amendedE8;
    /** Total that a broker spoke of when it replaced the order. */
    long toldE8;

    long filledE8;
    private long seenE8;
    private long reckonedE8;
    private boolean reckoned;

    long givenBy;
    private long signNs;
    private boolean heard;
    private int lacking;
    private long listedIn;
    private long endedNs;
    private boolean alive;
    private boolean inferred;

    /** It is a new order. */
    void begin(final long newId, final Position on, final Side newSide, final long quantity, final long record) {
        id = newId;
        position = on;
        mode = on.mode();
        side = newSide;
        on.instrument().putSymbol(symbol, 0);
        quantityE8 = quantity;
        amendedE8 = 0;
        toldE8 = 0;
        filledE8 = 0;
        seenE8 = 0;
        reckonedE8 = 0;
        reckoned = false;
        givenBy = record;
        signNs = NEVER;
        heard = false;
        lacking = 0;
        listedIn = -1;
        endedNs = NEVER;
        alive = false;
        inferred = false;
    }

    /** Its id. */
    public final long id() {
        return id;
    }

    /** Live or paper. */
    public final TradingMode mode() {
        return mode;
    }

    /** Its side. */
    public final Side side() {
        return side;
    }

    /** The symbol's 24 bytes. */
    public final UnsafeBuffer symbol() {
        return symbol;
    }

    /** Position it works on, while it is unfinished or works; null after. */
    public final Position position() {
        return position;
    }

    /** Symbol, while it is unfinished or works; null after. */
    public final Instrument instrument() {
        return position == null ? null : position.instrument();
    }

    /** Ordered quantity. */
    public final long quantityE8() {
        return quantityE8;
    }

    /** Filled quantity. */
    public final long filledE8() {
        return filledE8;
    }

    /** Largest total that unanswered amends ask for, 0 if none. */
    public final long amendedE8() {
        return amendedE8;
    }

    /** The largest total that it may come to, unanswered amends and what a broker spoke of included. */
    public final long mayReachE8() {
        return Math.max(Math.max(quantityE8, amendedE8), toldE8);
    }

    /** Unfilled quantity that has to be reckoned with; at least 0. */
    public final long remainingE8() {
        return Math.max(0, mayReachE8() - filledE8);
    }

    /** Whether it has ended here. */
    public abstract boolean isEnded();

    /** Whether it works as far as is known here, or the venue works it all the same. */
    public abstract boolean works();

    /** It begins to work on its position, 1, or ends to, -1. */
    abstract void countWorking(int delta);

    // ---- what is filled

    /** What a cumulative count brought in and no execution has told yet. */
    public final long aheadE8() {
        return filledE8 - seenE8;
    }

    /** Executions without an order tell what its cumulative count brought in. */
    public final void seen(final long quantity) {
        seenE8 += quantity;
    }

    /**
     * Counts a report.
     *
     * @param executedE8 quantity of an execution that is new to this order, else 0.
     * @param cumulated  cumulative count, or {@link #NO_COUNT}.
     * @return by how much more is filled.
     */
    final long count(final long executedE8, final long cumulated) {
        seenE8 = Math.min(Wide.LIMIT - 1, seenE8 + executedE8);
        final long total = Math.max(filledE8, cumulated == NO_COUNT ? seenE8 : cumulated);
        final long more = total - filledE8;
        filledE8 = total;
        return more;
    }

    /** Whether no decimal holds the sum of its executions with one more. */
    public final boolean isBeyond(final long executedE8) {
        return seenE8 + executedE8 >= Wide.LIMIT;
    }

    /** Cuts the sum of executions to what is counted; true if there was something to cut. */
    public final boolean cutExecutions() {
        final boolean more = seenE8 > filledE8;
        seenE8 = Math.min(seenE8, filledE8);
        return more;
    }

    // ---- where it is

    /** Record that gave it to the venue: a report that came before cannot know its fills. */
    public final long givenBy() {
        return givenBy;
    }

    /** A sign that the venue has it. */
    public final void signOfLife(final long nowNs) {
        signNs = nowNs;
        heard = true;
        lacking = 0;
    }

    /** It is awaited at the venue from this time on. */
    final void awaited(final long nowNs) {
        signNs = nowNs;
    }

    /** Last sign of life, or when it was given. */
    public final long signNs() {
        return signNs;
    }

    /** Whether the venue gave any sign of it. */
    public final boolean isHeard() {
        return heard;
    }

    /** A full report lacks it; returns how many in a row counted. */
    public final int lacks(final boolean counts) {
        lacking = counts ? lacking + 1 : 0;
        return lacking;
    }

    /** A full report lacks it, which may count; returns how many counted. */
    public final int lacksToo(final boolean counts) {
        lacking += counts ? 1 : 0;
        return lacking;
    }

    /** A line of an open-order report lists it. */
    public final void listedIn(final long report) {
        listedIn = report;
    }

    /** Whether an open-order report lists it. */
    public final boolean isListedIn(final long report) {
        return listedIn == report;
    }

    /** When it ended here, {@link #NEVER} if it has not. */
    public final long endedNs() {
        return endedNs;
    }

    /** Whether its end was concluded from reports that lack it. */
    public final boolean isEndInferred() {
        return inferred;
    }

    /** Whether the venue works it although it has ended or was never accepted here. */
    public final boolean isAlive() {
        return alive;
    }

    /** It has ended. */
    final void end(final long nowNs, final boolean isInferred) {
        if (endedNs == NEVER) {
            endedNs = nowNs;
        }
        inferred = isInferred;
        amendedE8 = 0;
        alive = false;
    }

    /** Ended without ever having been at the venue. */
    final void endUnplaced(final long nowNs) {
        endedNs = nowNs;
    }

    final void alive(final boolean isAlive) {
        alive = isAlive;
    }

    final void confirmEnd() {
        inferred = false;
    }

    /** Whether a report of this mode and symbol can be about it. */
    public final boolean isOf(final TradingMode ofMode, final DirectBuffer buffer, final int offset) {
        return mode == ofMode && InstrumentBook.isSame(symbol, 0, buffer, offset);
    }

    /** Whether it is about a position. */
    public final boolean isOn(final Position other) {
        return position == other
                || position == null
                        && mode == other.mode()
                        && other.instrument().isNamed(symbol, 0);
    }

    // ---- what works on its position

    /** Keeps what works on the position in step, after anything about the order changed. */
    final void reckon() {
        if (position == null) {
            return;
        }
        final boolean works = works();
        final long now = works ? remainingE8() : 0;
        position.addWorking(side, now - reckonedE8);
        reckonedE8 = now;
        if (works != reckoned) {
            countWorking(works ? 1 : -1);
        }
        reckoned = works;
    }

    /** Images what every order has. */
    void image(final Image image) {
        id = image.int64(id);
        mode = image.ofEnum(mode, TradingMode::value, TradingMode::get);
        side = image.ofEnum(side, Side::value, Side::get);
        image.bytes(symbol, 0, Instrument.LENGTH);
        quantityE8 = image.int64(quantityE8);
        amendedE8 = image.int64(amendedE8);
        toldE8 = image.int64(toldE8);
        filledE8 = image.int64(filledE8);
        seenE8 = image.int64(seenE8);
        reckonedE8 = image.int64(reckonedE8);
        reckoned = image.bool(reckoned);
        givenBy = image.int64(givenBy);
        signNs = image.int64(signNs);
        heard = image.bool(heard);
        lacking = image.int32(lacking);
        listedIn = image.int64(listedIn);
        endedNs = image.int64(endedNs);
        alive = image.bool(alive);
        inferred = image.bool(inferred);
    }

    /** Images its position, where it has one. */
    void imagePosition(final Image image, final InstrumentBook instruments) {
        if (!image.bool(position != null)) {
            position = null;
            return;
        }
        final Instrument instrument = instruments.image(image, position == null ? null : position.instrument());
        position = image.known(instrument.position(mode), "a position");
    }
}
