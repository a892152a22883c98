package io.sluice.control.command;

import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.Side;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.image.Image;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import org.agrona.concurrent.UnsafeBuffer;

/** An order at the venue that is not ours, by the venue's id where it gives one, else by symbol and side. */
public final class Foreign {
    private final Attempts cancelling = new Attempts();
    private final Text orderRef = new Text(64);
    private final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    private Side side;
    private long leavesE8;
    private long tradeId;
    private long listedIn = -1;
    private boolean listed;

    void begin(final UnsafeBuffer ref, final OpenOrderDecoder in, final int symbolOffset) {
        cancelling.clear();
        orderRef.set(ref);
        symbol.putBytes(0, in.buffer(), symbolOffset, Instrument.LENGTH);
        side = in.side();
        listed = false;
    }

    void line(final OpenOrderDecoder in, final long report) {
        leavesE8 = in.leavesQuantity() == OpenOrderDecoder.leavesQuantityNullValue() ? 0 : in.leavesQuantity();
        tradeId = in.tradeId();
        listedIn = report;
    }

    boolean is(final UnsafeBuffer ref, final OpenOrderDecoder in, final int symbolOffset) {
        if (!orderRef.isEmpty() || ref.capacity() > 0) {
            return orderRef.is(ref);
        }
        return side == in.side() && InstrumentBook.isSame(symbol, 0, in.buffer(), symbolOffset);
    }

    /** The venue's id, empty if it gave none: then it cannot be cancelled. */
    public Text orderRef() {
        return orderRef;
    }

    /** The symbol's 24 bytes. */
    public UnsafeBuffer symbol() {
        return symbol;
    }

    /** What is left of it. */
    public long leavesE8() {
        return leavesE8;
    }

    /** The trade that the venue takes it for, 0 if none. */
    public long tradeId() {
        return tradeId;
    }

    /** Whether a report names it. */
    public boolean isListedIn(final long report) {
        return listedIn == report;
    }

    /** Whether the newest full report lists it, and its cancel is not answered. */
    public boolean isListed() {
        return listed;
    }

    /** A full report lists it. */
    public void listed() {
        listed = true;
    }

    /** The newest full report lacks it, or its cancel is answered. */
    public void unlisted() {
        listed = false;
    }

    /** The attempts to cancel it, with the cancel that is open (E-2). */
    public Attempts cancelling() {
        return cancelling;
    }

    void image(final Image image) {
        cancelling.image(image);
        orderRef.image(image);
        image.bytes(symbol, 0, Instrument.LENGTH);
        side = image.ofEnum(side, Side::value, Side::get);
        leavesE8 = image.int64(leavesE8);
        tradeId = image.int64(tradeId);
        listedIn = image.int64(listedIn);
        listed = image.bool(listed);
    }
}
