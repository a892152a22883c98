package io.sluice.control.trade;

import io.sluice.codec.TradeState;

/** Legal transitions of a trade (H-3), a row for each state it leaves, a bit for each state it may enter. */
public final class TradeLife {
    private static final int[] NEXT = new int[TradeState.values().length - 1];

    static {
        allow(TradeState.PENDING, TradeState.AWAITING_APPROVAL);
        allow(TradeState.AWAITING_APPROVAL, TradeState.ACCEPTED, TradeState.REJECTED);
        allow(TradeState.ACCEPTED, TradeState.FILLED, TradeState.CANCELLED);
        allow(TradeState.FILLED, TradeState.CLOSED);
        allow(TradeState.CLOSED, TradeState.SETTLED);
    }

    private TradeLife() {}

    /** Whether a trade may go from one state to the other. */
    public static boolean allows(final TradeState from, final TradeState to) {
        return (NEXT[from.value()] >> to.value() & 1) != 0;
    }

    private static void allow(final TradeState from, final TradeState... to) {
        for (final TradeState state : to) {
            NEXT[from.value()] |= 1 << state.value();
        }
    }
}
