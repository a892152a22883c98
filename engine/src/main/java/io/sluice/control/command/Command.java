package io.sluice.control.command;

import io.sluice.codec.Side;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.Trade;

/** One open command: a CancelOrder if it has a trade, else a ClosePosition. */
public final class Command {
    final Timer retry = new Timer(TimerKind.COMMAND_RETRY, 0);
    long id;
    Trade trade;
    Position position;
    Side side;
    long quantityE8;
    long filledE8;
    int attempt;
    long issuedNs;
    Command previous;
    Command next;

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

    /** The next open command by id, or null. */
    public Command next() {
        return next;
    }
}
