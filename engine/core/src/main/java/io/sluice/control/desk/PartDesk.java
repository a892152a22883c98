package io.sluice.control.desk;

import io.sluice.codec.Code;
import io.sluice.codec.OrderCancelDecoder;
import io.sluice.codec.PositionCloseDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.emergency.Pursuit;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** An operator stops a part instead of all: one order, one position (section 11). */
public final class PartDesk {
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final BookState book;
    private final ApprovalDesk approvals;
    private final Pursuit pursuit;

    /** @param pursuit sends the commands. */
    public PartDesk(
            final InstrumentBook instruments,
            final TradeBook trades,
            final BookState book,
            final ApprovalDesk approvals,
            final Pursuit pursuit) {
        this.instruments = instruments;
        this.trades = trades;
        this.book = book;
        this.approvals = approvals;
        this.pursuit = pursuit;
    }

    /** One order is cancelled; what only awaits approval ends. */
    public Code onOrderCancel(final OrderCancelDecoder in) {
        final Trade trade = trades.find(in.tradeId());
        if (trade == null) {
            return Code.UNKNOWN_TRADE;
        }
        if (trade.cancelling().commandId() != 0 || trade.isCancelWanted()) {
            return Code.REPEATED;
        }
        if (trade.state() == TradeState.AWAITING_APPROVAL) {
            approvals.end(trade, Code.CANCELLED);
            return Code.OK;
        }
        if (!trade.isWorking()) {
            return Code.WRONG_STATE;
        }
        trades.wantCancelled(trade);
        return Code.OK;
    }

    /** One position is closed; orders that would close it already leave nothing to do. */
    public Code onPositionClose(final PositionCloseDecoder in) {
        final int symbolOffset = in.offset() + PositionCloseDecoder.symbolEncodingOffset();
        if (in.tradingMode() == TradingMode.DISABLED) {
            return Code.OUT_OF_RANGE;
        }
        final Instrument instrument = instruments.find(in.buffer(), symbolOffset);
        final Position position = instrument == null ? null : instrument.position(in.tradingMode());
        if (position == null || position.isFlat()) {
            return Code.NOT_REDUCING;
        }
        if (position.closing().commandId() != 0 || position.toCloseE8() != 0) {
            return Code.REPEATED;
        }
        final boolean held = position.isLive() && !(book.isLinkUp() && book.isReported());
        if (!held && !pursuit.isClosable(position)) {
            return Code.NOT_REDUCING;
        }
        pursuit.wantClosed(position);
        return Code.OK;
    }
}
