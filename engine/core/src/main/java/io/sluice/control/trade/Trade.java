package io.sluice.control.trade;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.TradeState;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.image.Image;

/** One trade: what was ordered, what became of it. Decimals scaled by 10^8. */
public final class Trade extends VenueOrder<Trade> {
    private final Attempts cancelling = new Attempts();
    int strategyId;
    long intentId;
    ActionType action;
    long priceE8;
    long leverageE8;
    long averagePriceE8;
    TradeState state;
    long sinceNs;
    long validUntilNs;
    long acceptedNs;
    /** Whether anything was reported about it (G-4a). */
    public boolean reported;

    int amendsPending;
    long amendQuantityE8;
    long amendPriceE8;
    long amendLeverageE8;
    private boolean cancelWanted;
    private long cancelSentNs;

    /** How its request ended: OK while it is pending, NULL_VAL if there never was one. */
    Code requestEnd;

    /** The next one in its place of the index. */
    Trade nextInPlace;

    void beginTrade(final long nowNs) {
        state = TradeState.PENDING;
        sinceNs = nowNs;
        averagePriceE8 = 0;
        validUntilNs = NEVER;
        acceptedNs = NEVER;
        reported = false;
        amendsPending = 0;
        cancelling.clear();
        cancelWanted = false;
        cancelSentNs = NEVER;
        requestEnd = Code.NULL_VAL;
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

    /** Limit price, 0 for a market order. */
    public long priceE8() {
        return priceE8;
    }

    /** Leverage. */
    public long leverageE8() {
        return leverageE8;
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

    /** Whether it was ever accepted. */
    public boolean isAccepted() {
        return acceptedNs != NEVER;
    }

    /** Whether anything was reported about it. */
    public boolean isReported() {
        return reported;
    }

    /** Whether it works: accepted, its end unknown. */
    public boolean isWorking() {
        return state == TradeState.ACCEPTED;
    }

    @Override
    public boolean works() {
        return isWorking() || isAlive();
    }

    /** Whether it is not at its end: awaits a person or works. */
    public boolean isUnfinished() {
        return state == TradeState.PENDING || state == TradeState.AWAITING_APPROVAL || state == TradeState.ACCEPTED;
    }

    @Override
    public boolean isEnded() {
        return !isUnfinished();
    }

    @Override
    void countWorking(final int delta) {
        position.addWorkingOrder(delta, isReduceOnly());
    }

    /** Whether it only reduces. */
    public boolean isReduceOnly() {
        return action == ActionType.REDUCE_ONLY;
    }

    /** The attempts to cancel it, with the cancel that is open (E-2). */
    public Attempts cancelling() {
        return cancelling;
    }

    /** Whether it is to be cancelled outside an emergency too, until it has ended. */
    public boolean isCancelWanted() {
        return cancelWanted;
    }

    void cancelWanted(final boolean wanted) {
        cancelWanted = wanted;
    }

    /** When its first cancel went out, {@link #NEVER} if none did. */
    public long cancelSentNs() {
        return cancelSentNs;
    }

    /** A cancel goes out. */
    public void cancelSent(final long nowNs) {
        cancelSentNs = cancelSentNs == NEVER ? nowNs : cancelSentNs;
    }

    /** How its request for approval ended: OK while it is pending, NULL_VAL if there never was one. */
    public Code requestEnd() {
        return requestEnd;
    }

    /** Notes how its request stands. */
    public void requestEnd(final Code code) {
        requestEnd = code;
    }

    @Override
    void image(final Image image) {
        super.image(image);
        strategyId = image.int32(strategyId);
        intentId = image.int64(intentId);
        action = image.ofEnum(action, ActionType::value, ActionType::get);
        priceE8 = image.int64(priceE8);
        leverageE8 = image.int64(leverageE8);
        averagePriceE8 = image.int64(averagePriceE8);
        state = image.ofEnum(state, TradeState::value, TradeState::get);
        sinceNs = image.int64(sinceNs);
        validUntilNs = image.int64(validUntilNs);
        acceptedNs = image.int64(acceptedNs);
        reported = image.bool(reported);
        amendsPending = image.int32(amendsPending);
        if (amendsPending > 0) {
            amendQuantityE8 = image.int64(amendQuantityE8);
            amendPriceE8 = image.int64(amendPriceE8);
            amendLeverageE8 = image.int64(amendLeverageE8);
        }
        cancelling.image(image);
        cancelWanted = image.bool(cancelWanted);
        cancelSentNs = image.int64(cancelSentNs);
        requestEnd = image.ofEnum(requestEnd, Code::value, Code::get);
    }
}
