package io.sluice.control.limits;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.symbol.Instrument;
import org.agrona.DirectBuffer;

/** The sized order that the limits look at. Decimals scaled by 10^8. */
public final class Order {
    Instrument instrument;
    DirectBuffer symbol;
    int symbolOffset;
    TradingMode mode;
    Side side;
    /** Its whole quantity, what is filled of it included. */
    long quantityE8;

    long priceE8;
    /** What of it is filled. */
    long filledE8;
    /** What of it already counts among the working orders of its side. */
    long countedE8;
    /** Whether it would be one more working order. */
    boolean isNew;

    /** Sets it; the instrument is null if the symbol is not in the table. */
    public Order set(
            final Instrument newInstrument,
            final DirectBuffer symbolBuffer,
            final int offset,
            final TradingMode newMode,
            final Side newSide,
            final long newQuantityE8,
            final long newPriceE8,
            final long alreadyFilledE8,
            final long alreadyCountedE8,
            final boolean newOrder) {
        instrument = newInstrument;
        symbol = symbolBuffer;
        symbolOffset = offset;
        mode = newMode;
        side = newSide;
        quantityE8 = newQuantityE8;
        priceE8 = newPriceE8;
        filledE8 = alreadyFilledE8;
        countedE8 = alreadyCountedE8;
        isNew = newOrder;
        return this;
    }
}
