package io.sluice.control.trade;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.num.Wide;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.IntentForm;
import org.agrona.DirectBuffer;

/**
 * An intent, taken apart once: its symbol and the trade that it names are looked up here and nowhere else. A trade that
 * is judged or answered later fills it too. Only sizing changes it. Decimals scaled by 10^8, absent ones
 * {@link #ABSENT}.
 */
public final class Order {
    /** A decimal that is not there. */
    public static final long ABSENT = OrderIntentDecoder.quantityNullValue();

    /** No field is wrong. */
    public static final int NO_FIELD = DecisionDecoder.fieldNullValue();

    private OrderIntentDecoder in;
    private int strategyId;
    private long intentId;
    private ActionType action;
    private TradingMode mode;
    private Side side;
    private DirectBuffer symbol;
    private int symbolOffset;
    private Instrument instrument;
    private Trade named;
    private boolean addsRisk;
    private boolean stale;
    private long askedQuantityE8;
    private long askedLeverageE8;
    private long quantityE8;
    private long priceE8;
    private long leverageE8;
    private Code sizedBy;
    private long tradeId;
    private int wrongField;
    private long heldE8;
    private long closingE8;

    /** Takes an intent apart. */
    public void read(final OrderIntentDecoder decoder, final InstrumentBook instruments, final TradeBook trades) {
        in = decoder;
        strategyId = in.strategyId();
        intentId = in.intentId();
        action = in.action();
        mode = in.tradingMode();
        side = in.side();
        symbol = in.buffer();
        symbolOffset = in.offset() + OrderIntentDecoder.symbolEncodingOffset();
        instrument = instruments.find(symbol, symbolOffset);
        named = namesTrade() ? trades.find(in.tradeId()) : null;
        stale = false;
        amounts(in.quantity(), in.price(), in.leverage());
        addsRisk = isNew() || action == ActionType.AMEND && named != null && raises();
        tradeId = 0;
    }

    /** What a trade wants. */
    public void of(final Trade trade) {
        in = null;
        strategyId = trade.strategyId;
        intentId = trade.intentId;
        action = trade.action;
        mode = trade.mode;
        side = trade.side;
        symbol = trade.symbol;
        symbolOffset = 0;
        instrument = trade.instrument();
        named = null;
        stale = false;
        amounts(trade.quantityE8, trade.priceE8, trade.leverageE8);
        addsRisk = isNew();
        tradeId = trade.id;
    }

    private void amounts(final long newQuantityE8, final long newPriceE8, final long newLeverageE8) {
        askedQuantityE8 = newQuantityE8;
        askedLeverageE8 = newLeverageE8;
        quantityE8 = newQuantityE8;
        priceE8 = newPriceE8;
        leverageE8 = newLeverageE8 == ABSENT && makesTrade() ? Wide.ONE : newLeverageE8;
        sizedBy = Code.OK;
        wrongField = NO_FIELD;
        heldE8 = ABSENT;
        closingE8 = ABSENT;
    }

    /** Its answer names a field, by its number, that is missing or cannot be as it is (W-0). */
    public Code malformed(final int field) {
        wrongField = field;
        return field == NO_FIELD ? Code.OK : Code.MALFORMED;
    }

    /** Its answer says what is held, signed, and what of it is being closed by orders that work. */
    public Code notReducing(final long newHeldE8, final long newClosingE8) {
        heldE8 = newHeldE8;
        closingE8 = Math.min(newClosingE8, Wide.LIMIT - 1);
        return Code.NOT_REDUCING;
    }

    /** Makes it smaller (S-1). */
    public void size(final long newQuantityE8, final long newLeverageE8, final Code reason) {
        quantityE8 = newQuantityE8;
        leverageE8 = newLeverageE8;
        sizedBy = reason;
    }

    /** Notes whether it names another model version than the promoted one. */
    public void stale(final boolean isStale) {
        stale = isStale;
    }

    /** Its answer tells of this trade: the one that it names, or the one that came of it. */
    public void tellsOf(final Trade trade) {
        tradeId = trade.id;
    }

    /** The whole intent, at its first variable field. */
    public OrderIntentDecoder in() {
        return in.sbeRewind();
    }

    /** Strategy that wants it. */
    public int strategyId() {
        return strategyId;
    }

    /** Intent that wants it. */
    public long intentId() {
        return intentId;
    }

    /** What it wants. */
    public ActionType action() {
        return action;
    }

    /** Live or paper. */
    public TradingMode mode() {
        return mode;
    }

    /** Its side. */
    public Side side() {
        return side;
    }

    /** Buffer with the symbol's 24 bytes. */
    public DirectBuffer symbol() {
        return symbol;
    }

    /** Where they begin. */
    public int symbolOffset() {
        return symbolOffset;
    }

    /** The symbol, or null if it is not in the table. */
    public Instrument instrument() {
        return instrument;
    }

    /** The symbol, which finds its place in the table now at the latest. */
    public Instrument instrumentIn(final InstrumentBook instruments) {
        return instrument != null ? instrument : instruments.findOrAdd(symbol, symbolOffset);
    }

    /** The trade that an amend or cancel names, or null. */
    public Trade named() {
        return named;
    }

    /** Quantity that was asked for. */
    public long askedQuantityE8() {
        return askedQuantityE8;
    }

    /** Leverage that was asked for. */
    public long askedLeverageE8() {
        return askedLeverageE8;
    }

    /** Quantity after sizing, what is filled of it included. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Limit price, 0 for a market order. */
    public long priceE8() {
        return priceE8;
    }

    /** Leverage after sizing; 1 where an order for a new trade names none. */
    public long leverageE8() {
        return leverageE8;
    }

    /** Why it was made smaller, OK if it was not. */
    public Code sizedBy() {
        return sizedBy;
    }

    /** What of it is filled: an amend goes on from its trade. */
    public long filledE8() {
        return named == null ? 0 : named.filledE8;
    }

    /** What of it already works: an amend counts with what it adds. */
    public long workingE8() {
        return named == null ? 0 : named.remainingE8();
    }

    /** The trade that its answer tells of, 0 if none. */
    public long tradeId() {
        return tradeId;
    }

    /** The field that is wrong, by its number, or {@link #NO_FIELD}. */
    public int wrongField() {
        return wrongField;
    }

    /** What is held, where it would not reduce that. */
    public long heldE8() {
        return heldE8;
    }

    /** What of it is being closed already. */
    public long closingE8() {
        return closingE8;
    }

    /** Whether it names another model version than the promoted one. */
    public boolean isStale() {
        return stale;
    }

    /** Whether it opens or sends. */
    public boolean isNew() {
        return action == ActionType.OPEN || action == ActionType.SEND;
    }

    /** Whether a trade comes of it. */
    public boolean makesTrade() {
        return isNew() || action == ActionType.REDUCE_ONLY;
    }

    /** Whether it is about a trade that there is. */
    public boolean namesTrade() {
        return action == ActionType.AMEND || action == ActionType.CANCEL;
    }

    /** Whether rows 6 to 12 of G-3 concern it. */
    public boolean addsRisk() {
        return addsRisk;
    }

    /** Whether it cancels what a person was asked about and has not answered. */
    public boolean isCancelOfRequest() {
        return action == ActionType.CANCEL
                && named != null
                && named.state == TradeState.AWAITING_APPROVAL
                && named.strategyId == strategyId;
    }

    /** Row 1 of G-3: the field that is wrong; what every intent has to have was looked at before (W-0). */
    public int malformed() {
        final FieldSpec wrong = IntentForm.wrong(in.buffer(), in.offset());
        return wrong == null ? NO_FIELD : wrong.id();
    }

    /**
     * Row 3 of G-3, as far as numbers go: the field that is wrong.
     *
     * @param isSigned whether prices of its symbol may be negative.
     */
    public int unsound(final boolean isSigned) {
        if (!hasAmounts()) {
            return NO_FIELD;
        }
        if (quantityE8 <= 0) {
            return OrderIntentDecoder.quantityId();
        }
        if (priceE8 < 0 && !isSigned) {
            return OrderIntentDecoder.priceId();
        }
        if (!isWithin(in.riskPct(), Wide.HUNDRED)) {
            return OrderIntentDecoder.riskPctId();
        }
        if (!isWithin(in.confidence(), Wide.ONE)) {
            return OrderIntentDecoder.confidenceId();
        }
        return leverageE8 == ABSENT || leverageE8 > 0 ? NO_FIELD : OrderIntentDecoder.leverageId();
    }

    /** What an amend has to have in common with its trade: the field that differs. */
    public int otherThanNamed() {
        if (named.instrument() != instrument) {
            return OrderIntentDecoder.symbolId();
        }
        if (named.side != side) {
            return OrderIntentDecoder.sideId();
        }
        return named.mode == mode ? NO_FIELD : OrderIntentDecoder.tradingModeId();
    }

    private boolean hasAmounts() {
        return action != ActionType.CANCEL && action != ActionType.QUERY;
    }

    private static boolean isWithin(final long value, final long most) {
        return value == ABSENT || value >= 0 && value <= most;
    }

    /**
     * Whether an amend raises risk (G-3): quantity or leverage grows, or the price moves toward or beyond the market.
     */
    private boolean raises() {
        if (quantityE8 > named.quantityE8 || leverageE8 != ABSENT && leverageE8 > named.leverageE8) {
            return true;
        }
        if (priceE8 == named.priceE8 || named.priceE8 == 0) {
            return false;
        }
        return priceE8 == 0 || (named.side == Side.BUY ? priceE8 > named.priceE8 : priceE8 < named.priceE8);
    }
}
