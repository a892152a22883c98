package io.sluice.control.command;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** One open command: a CancelOrder if it has a trade, else a ClosePosition. */
public final class Command extends Link<Command> {
    final Timer retry = new Timer(TimerKind.COMMAND_RETRY, 0);
    long id;
    Trade trade;
    Position position;
    Side side;
    long quantityE8;
    long filledE8;
    int attempt;
    long issuedNs;
    long correlationMsb;
    long correlationLsb;

    /** Its id; adapters drop ids they know. */
    public long id() {
        return id;
    }

    /** Whether it is a CancelOrder. */
    public boolean isCancel() {
        return trade != null;
    }

    /** Trade to cancel, or null. */
    public Trade trade() {
        return trade;
    }

    /** Position to close, or null. */
    public Position position() {
        return position;
    }

    /** Side of a close. */
    public Side side() {
        return side;
    }

    /** Quantity of a close. */
    public long quantityE8() {
        return quantityE8;
    }

    /** What of a close is filled. */
    public long filledE8() {
        return filledE8;
    }

    /** How often it was sent, from 1. */
    public int attempt() {
        return attempt;
    }

    /** Engine time when it was first sent. */
    public long issuedNs() {
        return issuedNs;
    }

    /** Correlation id of the input that gave it, first half. */
    public long correlationMsb() {
        return correlationMsb;
    }

    /** Correlation id of the input that gave it, second half. */
    public long correlationLsb() {
        return correlationLsb;
    }

    /** Images it; a cancel names its trade, a close its position. */
    void image(final Image image, final TradeBook trades, final InstrumentBook instruments) {
        id = image.int64(id);
        attempt = image.int32(attempt);
        issuedNs = image.int64(issuedNs);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
        if (image.bool(isCancel())) {
            trade = image.known(trades.find(image.int64(trade == null ? 0 : trade.id())), "a trade");
            return;
        }
        final TradingMode mode =
                image.ofEnum(position == null ? null : position.mode(), TradingMode::value, TradingMode::get);
        final Instrument instrument = instruments.image(image, position == null ? null : position.instrument());
        position = image.known(instrument.position(mode), "a position");
        side = image.ofEnum(side, Side::value, Side::get);
        quantityE8 = image.int64(quantityE8);
        filledE8 = image.int64(filledE8);
    }
}
