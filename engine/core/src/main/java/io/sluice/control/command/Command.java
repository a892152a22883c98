package io.sluice.control.command;

import io.sluice.codec.TradingMode;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.DirectBuffer;

/** One open command: a CancelOrder of a trade or of an order that is not ours, or a ClosePosition. */
public final class Command extends Link<Command> {
    final Timer retry = new Timer(TimerKind.COMMAND_RETRY, 0);
    long id;
    Trade trade;
    Foreign foreign;
    Close close;
    long issuedNs;
    long sentNs;
    boolean fromBefore;
    long correlationMsb;
    long correlationLsb;

    /** Its id; adapters drop ids they know. */
    public long id() {
        return id;
    }

    /** Trade to cancel, or null. */
    public Trade trade() {
        return trade;
    }

    /** Order to cancel that is not ours, or null. */
    public Foreign foreign() {
        return foreign;
    }

    /** The close that it is, or null. */
    public Close close() {
        return close;
    }

    /** Whether it is a CancelOrder. */
    public boolean isCancel() {
        return close == null;
    }

    /** Which adapter it is for. */
    public TradingMode mode() {
        return trade != null ? trade.mode() : close != null ? close.mode() : TradingMode.LIVE;
    }

    /** The symbol's 24 bytes. */
    public DirectBuffer symbol() {
        return trade != null ? trade.symbol() : close != null ? close.symbol() : foreign.symbol();
    }

    /** The attempts for its position or order. */
    public Attempts attempts() {
        return trade != null
                ? trade.cancelling()
                : close != null ? close.position().closing() : foreign.cancelling();
    }

    /** Engine time when it was first sent. */
    public long issuedNs() {
        return issuedNs;
    }

    /** Engine time when it was sent last. */
    public long sentNs() {
        return sentNs;
    }

    /** Whether the link fell, or the engine started, since it was sent last. */
    public boolean isFromBefore() {
        return fromBefore;
    }

    /** Correlation id of the input that gave it, first half. */
    public long correlationMsb() {
        return correlationMsb;
    }

    /** Correlation id of the input that gave it, second half. */
    public long correlationLsb() {
        return correlationLsb;
    }

    /** Images it, with what it is about. */
    void image(final Image image, final TradeBook trades, final CloseBook closes, final ForeignBook foreigns) {
        id = image.int64(id);
        issuedNs = image.int64(issuedNs);
        sentNs = image.int64(sentNs);
        fromBefore = image.bool(fromBefore);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
        if (image.bool(trade != null)) {
            trade = image.known(trades.find(image.int64(trade == null ? 0 : trade.id())), "a trade");
        } else if (image.bool(close != null)) {
            close = image.known(closes.find(id), "a close");
        } else {
            foreign = foreigns.image(image, foreign);
        }
    }
}
