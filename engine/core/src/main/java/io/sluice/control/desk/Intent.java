package io.sluice.control.desk;

import io.sluice.codec.ActionType;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.intent.Draft;
import io.sluice.control.num.Wide;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Trade;
import org.agrona.DirectBuffer;

/** The intent on the desk, taken apart. Decimals scaled by 10^8. */
final class Intent {
    private static final long NONE = OrderIntentDecoder.quantityNullValue();
    private static final long MAX_ID = (1L << 53) - 1;

    int strategyId;
    long id;
    ActionType action;
    TradingMode mode;
    Side side;
    long quantityE8;
    long priceE8;
    long leverageE8;
    long tradeId;
    DirectBuffer buffer;
    int symbolOffset;
    /** The trade that an amend or cancel names, if it exists. */
    Trade trade;
    /** Whether it names another model version than the promoted one. */
    boolean staleModel;
    /** The symbol, if it is in the table. */
    Instrument instrument;

    private OrderIntentDecoder in;

    void read(final OrderIntentDecoder decoder) {
        in = decoder;
        strategyId = in.strategyId();
        id = in.intentId();
        action = in.action();
        mode = in.tradingMode();
        side = in.side();
        quantityE8 = in.quantity();
        priceE8 = in.price();
        leverageE8 = in.leverage();
        tradeId = in.tradeId();
        buffer = in.buffer();
        symbolOffset = in.offset() + OrderIntentDecoder.symbolEncodingOffset();
        trade = null;
        instrument = null;
        staleModel = false;
    }

    OrderIntentDecoder in() {
        return in.sbeRewind();
    }

    boolean isNewOrder() {
        return action == ActionType.OPEN || action == ActionType.SEND;
    }

    /** Whether a trade comes of it. */
    boolean makesTrade() {
        return isNewOrder() || action == ActionType.REDUCE_ONLY;
    }

    /** Whether it is about a trade that there is. */
    boolean namesTrade() {
        return action == ActionType.AMEND || action == ActionType.CANCEL;
    }

    /** Whether rows 6 to 12 of G-3 concern it. */
    boolean addsRisk() {
        return isNewOrder() || action == ActionType.AMEND && trade != null && raises();
    }

    /** Whether it cancels what a person was asked about and has not answered. */
    boolean isCancelOfRequest() {
        return action == ActionType.CANCEL
                && trade != null
                && trade.state() == TradeState.AWAITING_APPROVAL
                && trade.strategyId() == strategyId;
    }

    boolean hasSymbol() {
        return buffer.getByte(symbolOffset) != 0;
    }

    /** Row 1 of G-3: the field that is wrong, by its number. */
    int malformed() {
        if (id < 1 || id > MAX_ID) {
            return OrderIntentDecoder.intentIdId();
        }
        if (action == ActionType.NULL_VAL) {
            return OrderIntentDecoder.actionId();
        }
        if (mode == TradingMode.NULL_VAL) {
            return OrderIntentDecoder.tradingModeId();
        }
        if ((isOrder() || hasSymbol()) && !InstrumentBook.isSymbol(buffer, symbolOffset)) {
            return OrderIntentDecoder.symbolId();
        }
        if (!isOrder()) {
            return Draft.NO_FIELD;
        }
        if (side == Side.NULL_VAL) {
            return OrderIntentDecoder.sideId();
        }
        if (quantityE8 == NONE) {
            return OrderIntentDecoder.quantityId();
        }
        return priceE8 == NONE ? OrderIntentDecoder.priceId() : Draft.NO_FIELD;
    }

    /**
     * Row 3 of G-3, as far as numbers go: the field that is wrong.
     *
     * @param signed whether prices of its symbol may be negative.
     */
    int unsound(final boolean signed) {
        if (!isOrder()) {
            return Draft.NO_FIELD;
        }
        if (quantityE8 <= 0) {
            return OrderIntentDecoder.quantityId();
        }
        if (priceE8 < 0 && !signed) {
            return OrderIntentDecoder.priceId();
        }
        if (!isWithin(in.riskPct(), Wide.HUNDRED)) {
            return OrderIntentDecoder.riskPctId();
        }
        if (!isWithin(in.confidence(), Wide.ONE)) {
            return OrderIntentDecoder.confidenceId();
        }
        return leverageE8 == NONE || leverageE8 > 0 ? Draft.NO_FIELD : OrderIntentDecoder.leverageId();
    }

    private boolean isOrder() {
        return action != ActionType.CANCEL && action != ActionType.QUERY;
    }

    /**
     * Whether an amend raises risk (G-3): quantity or leverage grows, or the price moves toward or beyond the market.
     */
    boolean raises() {
        if (quantityE8 > trade.quantityE8() || leverageE8 != NONE && leverageE8 > trade.leverageE8()) {
            return true;
        }
        if (priceE8 == trade.priceE8() || trade.priceE8() == 0) {
            return false;
        }
        return priceE8 == 0 || (trade.side() == Side.BUY ? priceE8 > trade.priceE8() : priceE8 < trade.priceE8());
    }

    /** Leverage with its default of 1. */
    long leverageOrOneE8() {
        return leverageE8 == NONE ? Wide.ONE : leverageE8;
    }

    /** Leverage of an amend: where it names none, its trade's. */
    long leverageOf(final Trade amended) {
        return leverageE8 == NONE ? amended.leverageE8() : leverageE8;
    }

    private static boolean isWithin(final long value, final long most) {
        return value == NONE || value >= 0 && value <= most;
    }
}
