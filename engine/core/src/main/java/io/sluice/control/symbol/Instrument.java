package io.sluice.control.symbol;

import io.sluice.codec.TradingMode;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** One symbol: its key, last valid quote, positions. */
public final class Instrument {
    /** Bytes of a symbol field. */
    public static final int LENGTH = 24;

    private final int index;
    private final Position live = new Position(this, TradingMode.LIVE);
    private final Position paper = new Position(this, TradingMode.PAPER);
    private final Timer silence;
    private final Reported reported = new Reported();
    long key0;
    long key1;
    long key2;
    private long bidE8;
    private long askE8;
    private long quotedNs = Long.MIN_VALUE;
    private boolean heard;
    private boolean lowQuality;
    private boolean silent;
    private int unfinishedTrades;
    private int lockouts;
    private int liveLosses;
    private int paperLosses;
    private boolean watched = true;
    private long toleranceE8;

    Instrument(final int index) {
        this.index = index;
        this.silence = new Timer(TimerKind.SYMBOL_SILENT, index);
    }

    void clear(final long newKey0, final long newKey1, final long newKey2) {
        key0 = newKey0;
        key1 = newKey1;
        key2 = newKey2;
        bidE8 = 0;
        askE8 = 0;
        quotedNs = Long.MIN_VALUE;
        heard = false;
        lowQuality = false;
        silent = false;
        watched = true;
        reported.clear();
        live.clear();
        paper.clear();
    }

    /** A difference between book and report up to this is none, and a position up to this is flat. */
    public long toleranceE8() {
        return toleranceE8;
    }

    void toleranceE8(final long tolerance) {
        toleranceE8 = tolerance;
    }

    /** Place in the table; cascades go by it. */
    public int index() {
        return index;
    }

    /** The live or the paper position, null for any other mode. */
    public Position position(final TradingMode mode) {
        return mode == TradingMode.LIVE ? live : mode == TradingMode.PAPER ? paper : null;
    }

    /** The live position. */
    public Position live() {
        return live;
    }

    /** The paper position. */
    public Position paper() {
        return paper;
    }

    /** What position reports say of it. */
    public Reported reported() {
        return reported;
    }

    /** Timer of its silence (C-3). */
    public Timer silence() {
        return silence;
    }

    /** Whether its silence stands as a cause. */
    public boolean isSilent() {
        return silent;
    }

    /** Notes whether its silence stands as a cause. */
    public void silent(final boolean nowSilent) {
        silent = nowSilent;
    }

    /** Whether the last quote, or an invalid one since, was of poor quality. */
    public boolean isLowQuality() {
        return lowQuality;
    }

    /** Notes the quality of quotes. */
    public void lowQuality(final boolean poor) {
        lowQuality = poor;
    }

    /** A valid quote. */
    public void quote(final long newBidE8, final long newAskE8, final long nowNs) {
        bidE8 = newBidE8;
        askE8 = newAskE8;
        quotedNs = nowNs;
        heard = true;
    }

    /** A start: no quote counts until the next (W-6). */
    public void unheard() {
        heard = false;
    }

    /** Whether there was a valid quote since the start. */
    public boolean isHeard() {
        return heard;
    }

    /** Whether there was a valid quote. */
    public boolean hasQuote() {
        return quotedNs != Long.MIN_VALUE;
    }

    /** Bid of the last valid quote. */
    public long bidE8() {
        return bidE8;
    }

    /** Ask of the last valid quote. */
    public long askE8() {
        return askE8;
    }

    /** Mid of the last valid quote, rounded half-even. */
    public long midE8() {
        return Wide.mean(bidE8, askE8);
    }

    /** Engine time of the last valid quote. */
    public long quotedNs() {
        return quotedNs;
    }

    /** Whether the freshness rules hold for it (C-7). */
    public boolean isWatched() {
        return watched;
    }

    /** Takes it out of the freshness rules, or puts it back. */
    public void watched(final boolean nowWatched) {
        watched = nowWatched;
    }

    /** Whether its quotes are awaited: it is in use, and watched (C-3, C-7). */
    public boolean isAwaited() {
        return watched && isInUse();
    }

    /** Position, unfinished trade or pending request (C-3). */
    public boolean isInUse() {
        return unfinishedTrades > 0 || !live.isFlat() || !paper.isFlat();
    }

    /** One unfinished trade more or less. */
    public void addUnfinished(final int delta) {
        unfinishedTrades += delta;
    }

    /** Lockouts that hold it. */
    public int lockouts() {
        return lockouts;
    }

    /** One lockout more or less. */
    public void addLockout(final int delta) {
        lockouts += delta;
    }

    /** Trades of a mode closed with a loss in a row (L-3). */
    public int losses(final TradingMode mode) {
        return mode == TradingMode.LIVE ? liveLosses : paperLosses;
    }

    /** Sets the losses in a row of a mode. */
    public void losses(final TradingMode mode, final int inARow) {
        if (mode == TradingMode.LIVE) {
            liveLosses = inARow;
        } else {
            paperLosses = inARow;
        }
    }

    /**
     * Whether only a quote keeps it in the table, so that it may give way (G-5).
     *
     * @param horizonNs fills before this time are of no interest any more.
     */
    boolean mayGiveWay(final long horizonNs) {
        return unfinishedTrades == 0
                && live.isIdle()
                && paper.isIdle()
                && lockouts == 0
                && liveLosses == 0
                && paperLosses == 0
                && watched
                && !lowQuality
                && !reported.holds(horizonNs);
    }

    /** Whether these 24 bytes are its name. */
    public boolean isNamed(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) == key0
                && buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN) == key1
                && buffer.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN) == key2;
    }

    /** Writes the symbol's 24 bytes. */
    public void putSymbol(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, key0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 8, key1, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 16, key2, ByteOrder.LITTLE_ENDIAN);
    }

    void image(final Image image, final TimerBook timers) {
        key0 = image.int64(key0);
        key1 = image.int64(key1);
        key2 = image.int64(key2);
        bidE8 = image.int64(bidE8);
        askE8 = image.int64(askE8);
        quotedNs = image.int64(quotedNs);
        heard = image.bool(heard);
        lowQuality = image.bool(lowQuality);
        silent = image.bool(silent);
        unfinishedTrades = image.int32(unfinishedTrades);
        lockouts = image.int32(lockouts);
        liveLosses = image.int32(liveLosses);
        paperLosses = image.int32(paperLosses);
        watched = image.bool(watched);
        toleranceE8 = image.int64(toleranceE8);
        timers.image(image, silence);
        reported.image(image);
        live.image(image);
        paper.image(image);
    }
}
