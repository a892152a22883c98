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
final class Draft {
    static final long ABSENT = DecisionDecoder.quantityNullValue();

    final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    int strategyId;
    long intentId;
    long tradeId;
    ActionType action;
    Side side;
    TradingMode mode;
    Verdict verdict;
    Code code;
    boolean isFinal;
    long quantityE8;
    long priceE8;
    long leverageE8;
    long validUntilNs;
    int warnings;
    long blockedBy;
    long blockedUntilNs;

    /** Begins with what was asked. */
    void asked(
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
        isFinal = true;
    }

    /** Begins with what a trade wants. */
    void of(final Trade trade) {
        asked(
                trade.strategyId(),
                trade.intentId(),
                trade.action(),
                trade.mode(),
                trade.side(),
                trade.symbol(),
                0);
        tradeId = trade.id();
        quantityE8 = trade.quantityE8();
        priceE8 = trade.priceE8();
        leverageE8 = trade.leverageE8();
    }
}
