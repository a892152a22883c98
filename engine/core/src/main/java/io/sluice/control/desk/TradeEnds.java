package io.sluice.control.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradeSettledDecoder;
import io.sluice.codec.TradeState;
import io.sluice.control.lockout.LockoutDesk;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Filled trades are closed and settled (H-3); losses count toward a cooldown (L-3). */
public final class TradeEnds {
    private final TradeBook trades;
    private final InstrumentBook instruments;
    private final LockoutDesk lockouts;

    /** @param lockouts count the losses. */
    public TradeEnds(final TradeBook trades, final InstrumentBook instruments, final LockoutDesk lockouts) {
        this.trades = trades;
        this.instruments = instruments;
        this.lockouts = lockouts;
    }

    /** The position of a trade is closed. */
    public Code onClosed(final TradeClosedDecoder report) {
        final Code code = finish(report.tradeId(), TradeState.CLOSED, Code.BROKER_CLOSED);
        if (code == Code.OK && report.realizedPnl() != TradeClosedDecoder.realizedPnlNullValue()) {
            final Trade trade = trades.find(report.tradeId());
            final Instrument instrument = instruments.findOrAdd(trade.symbol(), 0);
            if (instrument != null) {
                lockouts.onClosed(instrument, trade.mode(), report.realizedPnl());
            }
        }
        return code;
    }

    /** A trade is settled. */
    public Code onSettled(final TradeSettledDecoder report) {
        return finish(report.tradeId(), TradeState.SETTLED, Code.BROKER_SETTLED);
    }

    private Code finish(final long tradeId, final TradeState state, final Code reason) {
        final Trade trade = trades.find(tradeId);
        if (trade == null) {
            return Code.UNKNOWN_TRADE;
        }
        return trades.tryMove(trade, state, reason, Channel.NULL_VAL) ? Code.OK : Code.SEC_030;
    }
}
