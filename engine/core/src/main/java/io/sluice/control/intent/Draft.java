package io.sluice.control.intent;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.trade.Trade;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a Decision will say, before it is written. Decimals scaled by 10^8; absent ones are the null value. */
public final class Draft {
    /** No field is wrong. */
    public static final int NO_FIELD = DecisionDecoder.fieldNullValue();

    static final long ABSENT = DecisionDecoder.quantityNullValue();

    final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    int strategyId;
    long intentId;
    public long tradeId;
    ActionType action;
    Side side;
    TradingMode mode;
    Verdict verdict;
    public Code code;
    public boolean isFinal;
    public long quantityE8;
    public long priceE8;
    public long leverageE8;
    public long validUntilNs;
    public int warnings;
    public long blockedBy;
    public long blockedUntilNs;
    /** MALFORMED: the field that is wrong, by its number. */
    public int field;
    /** NOT_REDUCING: what is held, signed, and what works against it. */
    public long heldE8;

    public long workingE8;

    /** Begins with what was asked. */
    public void asked(
            final int strategy,
            final long intent,
            final ActionType what,
            final TradingMode how,
            final Side which,
            final DirectBuffer symbolBuffer,
            final int symbolOffset) {
        strategyId = strategy;
        intentId = intent;
        action = what;
        mode = how;
        side = which;
        symbol.putBytes(0, symbolBuffer, symbolOffset, Instrument.LENGTH);
        tradeId = 0;
        quantityE8 = ABSENT;
        priceE8 = ABSENT;
        leverageE8 = ABSENT;
        validUntilNs = ABSENT;
        warnings = 0;
        blockedBy = ABSENT;
        blockedUntilNs = ABSENT;
        field = NO_FIELD;
        heldE8 = ABSENT;
        workingE8 = ABSENT;
        isFinal = true;
    }

    /** Begins with what a trade wants. */
    void of(final Trade trade) {
        asked(trade.strategyId(), trade.intentId(), trade.action(), trade.mode(), trade.side(), trade.symbol(), 0);
        tradeId = trade.id();
        quantityE8 = trade.quantityE8();
        priceE8 = trade.priceE8();
        leverageE8 = trade.leverageE8();
    }
}
