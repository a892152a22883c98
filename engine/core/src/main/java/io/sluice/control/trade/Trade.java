package io.sluice.control.trade;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import org.agrona.concurrent.UnsafeBuffer;

/** One trade: what was ordered, what became of it. Decimals scaled by 10^8. */
public final class Trade extends Link<Trade> {
    long id;
    int strategyId;
    long intentId;
    ActionType action;
    TradingMode mode;
    Side side;
    /** Set while it is unfinished; afterwards the symbol may have left the table. */
    Instrument instrument;

    final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    long quantityE8;
    /** The larger of old and new total while an amend is unanswered (G-3). */
    public long countedE8;

    long priceE8;
    long leverageE8;
    long filledE8;
    long averagePriceE8;
    TradeState state;
    long sinceNs;
    long validUntilNs;
    long acceptedNs;
    /** Whether anything was reported about it (G-4a). */
    public boolean reported;

    int amendsPending;
    long amendPriceE8;
    long amendLeverageE8;
    long openCancelId;
    long cancelNotBeforeNs;
    /** Last open-order report that named it. */
    long openReportId;

    /** How its request ended: OK while it is pending, NULL_VAL if there never was one. */
    Code requestEnd;

    /** The next one in its place of the index. */
    Trade nextInPlace;

    /** Its id. */
    public long id() {
        return id;
    }

    /** Strategy that wanted it. */
    public int strategyId() {
        return strategyId;
    }

    /** Intent that wanted it. */
    public long intentId() {
        return intentId;
    }

    /** open, send or reduce_only. */
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

    /** Symbol, while it is unfinished; null after. */
    public Instrument instrument() {
        return instrument;
    }

    /** The symbol's 24 bytes. */
    public UnsafeBuffer symbol() {
        return symbol;
    }

    /** Position it works on, while it is unfinished. */
    public Position position() {
        return instrument.position(mode);
    }

    /** Ordered quantity. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Unfilled quantity that has to be reckoned with, amends included; at least 0. */
    public long remainingE8() {
        return Math.max(0, countedE8 - filledE8);
    }

    /** Limit price, 0 for a market order. */
    public long priceE8() {
        return priceE8;
    }

    /** Leverage. */
    public long leverageE8() {
        return leverageE8;
    }

    /** Filled quantity. */
    public long filledE8() {
        return filledE8;
    }

    /** Average price of what is filled. */
    public long averagePriceE8() {
        return averagePriceE8;
    }

    /** Its state. */
    public TradeState state() {
        return state;
    }

    /** Engine time since when it is in that state. */
    public long sinceNs() {
        return sinceNs;
    }

    /** Until when its ALLOW may be acted on. */
    public long validUntilNs() {
        return validUntilNs;
    }

    /** Sets until when its ALLOW may be acted on. */
    public void validUntilNs(final long timeNs) {
        validUntilNs = timeNs;
    }

    /** Engine time at which it was accepted. */
    public long acceptedNs() {
        return acceptedNs;
    }

    /** Whether anything was reported about it. */
    public boolean isReported() {
        return reported;
    }

    /** Whether it works: accepted, its end unknown. */
    public boolean isWorking() {
        return state == TradeState.ACCEPTED;
    }

    /** Whether it is not at its end: awaits a person or works. */
    public boolean isUnfinished() {
        return state == TradeState.PENDING || state == TradeState.AWAITING_APPROVAL || state == TradeState.ACCEPTED;
    }

    /** Command id of the open cancel, 0 if none. */
    public long openCancelId() {
        return openCancelId;
    }

    /** Notes or forgets the open cancel. */
    public void openCancelId(final long commandId) {
        openCancelId = commandId;
    }

    /** Earliest engine time of the next cancel. */
    public long cancelNotBeforeNs() {
        return cancelNotBeforeNs;
    }

    /** Puts the next cancel off. */
    public void cancelNotBeforeNs(final long timeNs) {
        cancelNotBeforeNs = timeNs;
    }

    /** Last open-order report that named it. */
    public long openReportId() {
        return openReportId;
    }

    /** Notes the open-order report that names it. */
    public void openReportId(final long reportId) {
        openReportId = reportId;
    }

    /** How its request for approval ended: OK while it is pending, NULL_VAL if there never was one. */
    public Code requestEnd() {
        return requestEnd;
    }

    /** Notes how its request stands. */
    public void requestEnd(final Code code) {
        requestEnd = code;
    }

    /** Images it, but for what an unfinished one has beside. */
    void image(final Image image) {
        id = image.int64(id);
        strategyId = image.int32(strategyId);
        intentId = image.int64(intentId);
        action = image.ofEnum(action, ActionType::value, ActionType::get);
        mode = image.ofEnum(mode, TradingMode::value, TradingMode::get);
        side = image.ofEnum(side, Side::value, Side::get);
        image.bytes(symbol, 0, Instrument.LENGTH);
        quantityE8 = image.int64(quantityE8);
        countedE8 = image.int64(countedE8);
        priceE8 = image.int64(priceE8);
        leverageE8 = image.int64(leverageE8);
        filledE8 = image.int64(filledE8);
        averagePriceE8 = image.int64(averagePriceE8);
        state = image.ofEnum(state, TradeState::value, TradeState::get);
        sinceNs = image.int64(sinceNs);
        validUntilNs = image.int64(validUntilNs);
        acceptedNs = image.int64(acceptedNs);
        reported = image.bool(reported);
        amendsPending = image.int32(amendsPending);
        if (amendsPending > 0) {
            amendPriceE8 = image.int64(amendPriceE8);
            amendLeverageE8 = image.int64(amendLeverageE8);
        }
        openCancelId = image.int64(openCancelId);
        cancelNotBeforeNs = image.int64(cancelNotBeforeNs);
        openReportId = image.int64(openReportId);
        requestEnd = image.ofEnum(requestEnd, Code::value, Code::get);
    }
}
