package io.sluice.client;

import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/**
 * A decision that may be acted on now, and the only thing that holds what is needed for it (SPEC G-4a): what was
 * allowed, as it was allowed. Decimals are scaled by 10^8. May be asked only during the call that hands it over.
 */
public final class AllowedOrder extends Answer {
    private final StringBuilder symbol = new StringBuilder(24);

    AllowedOrder() {}

    /** The symbol; the same object every time. */
    public CharSequence symbol() {
        final DecisionDecoder decision = decision();
        symbol.setLength(0);
        for (int i = 0; i < DecisionDecoder.symbolLength() && decision.symbol(i) != 0; i++) {
            symbol.append((char) decision.symbol(i));
        }
        return symbol;
    }

    /** Side; NULL_VAL where the action has none. */
    public Side side() {
        return decision().side();
    }

    /** Mode in which it trades: the lower of ceiling and intent (P-3). */
    public TradingMode tradingMode() {
        return decision().tradingMode();
    }

    /** Quantity that was allowed; Long.MIN_VALUE where the action has none. */
    public long quantityE8() {
        return decision().quantity();
    }

    /** Limit price, 0 for a market order; Long.MIN_VALUE where the action has none. */
    public long priceE8() {
        return decision().price();
    }

    /** Leverage that was allowed; Long.MIN_VALUE where the action has none. */
    public long leverageE8() {
        return decision().leverage();
    }

    /** Engine time until which it may be acted on, inclusive. */
    public long validUntilNs() {
        return decision().validUntil();
    }
}
