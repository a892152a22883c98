package io.sluice.control.desk;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.TradingMode;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.intent.Draft;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.intent.Strategy;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.limits.Order;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.num.Wide;
import io.sluice.control.policy.Policy;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** The ladder of G-3 from row 3 on, for the intent on the desk. The first row that fails decides; nothing changes. */
final class IntentLadder {
    private final Intent intent;
    private final Draft draft;
    private final Order order;
    private final Policy policy;
    private final RiskChecks checks;
    private final TradeBook trades;
    private final InstrumentBook instruments;
    private final KnownSymbols known;
    private final QuoteMonitor quotes;
    private final ApprovalDesk approvals;
    private final SizingGuard sizing;
    private final LimitChecks limits;

    /**
     * @param intent the one on the desk; sizing changes it.
     * @param draft  where it is noted what the answer is about.
     * @param order  is what the limits were asked about.
     */
    IntentLadder(
            final Intent intent,
            final Draft draft,
            final Order order,
            final Policy policy,
            final RiskChecks checks,
            final TradeBook trades,
            final InstrumentBook instruments,
            final KnownSymbols known,
            final QuoteMonitor quotes,
            final ApprovalDesk approvals,
            final SizingGuard sizing,
            final LimitChecks limits) {
        this.intent = intent;
        this.draft = draft;
        this.order = order;
        this.policy = policy;
        this.checks = checks;
        this.trades = trades;
        this.instruments = instruments;
        this.known = known;
        this.quotes = quotes;
        this.approvals = approvals;
        this.sizing = sizing;
        this.limits = limits;
    }

    /** Rows 3 to 15 of G-3; OK if there is none. */
    Code objection(final Strategy strategy) {
        Code code = content(strategy);
        if (code == Code.OK) {
            intent.trade = intent.namesTrade() ? trades.find(intent.tradeId) : null;
            code = intent.isCancelOfRequest() ? Code.OK : checks.gate(intent.action);
        }
        if (code == Code.OK && intent.namesTrade()) {
            code = trade();
        }
        if (code == Code.OK && intent.addsRisk()) {
            code = newRisk();
        }
        if (code == Code.OK && intent.isNewOrder()) {
            code = size();
        }
        if (code == Code.OK && intent.addsRisk()) {
            code = limits(strategy);
        }
        if (code == Code.OK) {
            code = reduces();
        }
        if (code == Code.OK && intent.makesTrade()) {
            code = room();
        }
        return code == Code.OK ? person() : code;
    }

    /** Rows 6 to 10. */
    Code newRisk() {
        intent.instrument = instruments.find(intent.buffer, intent.symbolOffset);
        intent.staleModel = checks.isStale(intent.in());
        final Code code = checks.newRisk(intent.instrument, intent.staleModel);
        if (code == Code.SYMBOL_LOCKED) {
            final Lockout lockout = checks.lockout(intent.instrument);
            draft.blockedBy = lockout.id();
            draft.blockedUntilNs = lockout.expiresNs();
        }
        return code;
    }

    /** Row 11; what follows sees the sized order. */
    private Code size() {
        final Code code = sizing.judge(intent.in());
        if (code == Code.OK) {
            intent.quantityE8 = sizing.quantityE8();
            intent.leverageE8 = sizing.leverageE8();
        }
        return code;
    }

    /** Row 12; an amend counts with what it adds. */
    private Code limits(final Strategy strategy) {
        final boolean amends = intent.action == ActionType.AMEND;
        order.set(
                intent.instrument,
                intent.buffer,
                intent.symbolOffset,
                intent.mode,
                intent.side,
                intent.quantityE8,
                intent.priceE8,
                amends ? intent.trade.filledE8() : 0,
                amends ? intent.trade.remainingE8() : 0,
                !amends);
        final Code code = checks.limits(order);
        return code == Code.OK ? limits.pace(order, strategy.bucket(), strategy.repeats()) : code;
    }

    private Code content(final Strategy strategy) {
        draft.field = intent.unsound(known.isSigned(intent.buffer, intent.symbolOffset));
        if (draft.field != Draft.NO_FIELD) {
            return Code.MALFORMED;
        }
        if (intent.makesTrade() && !known.allows(intent.buffer, intent.symbolOffset)) {
            draft.field = OrderIntentDecoder.symbolId();
            return Code.MALFORMED;
        }
        if (!intent.isNewOrder() && intent.action != ActionType.AMEND) {
            return Code.OK;
        }
        if (intent.mode == TradingMode.DISABLED
                || intent.mode.value() > policy.tradingMode().value()) {
            return Code.TRADING_DISABLED;
        }
        return strategy.isEnabled() ? Code.OK : Code.STRATEGY_DISABLED;
    }

    private Code trade() {
        final Trade trade = intent.trade;
        if (trade == null) {
            return Code.UNKNOWN_TRADE;
        }
        draft.tradeId = trade.id();
        if (trade.strategyId() != intent.strategyId) {
            return Code.NOT_OWNER;
        }
        if (!trade.isWorking() && !intent.isCancelOfRequest()) {
            return Code.WRONG_STATE;
        }
        draft.field = intent.action == ActionType.AMEND ? otherThan(trade) : Draft.NO_FIELD;
        return draft.field == Draft.NO_FIELD ? Code.OK : Code.MALFORMED;
    }

    /** An amend names the symbol, side and mode of its trade; the field that does not. */
    private int otherThan(final Trade trade) {
        if (trade.instrument() != instruments.find(intent.buffer, intent.symbolOffset)) {
            return OrderIntentDecoder.symbolId();
        }
        if (trade.side() != intent.side) {
            return OrderIntentDecoder.sideId();
        }
        return trade.mode() == intent.mode ? Draft.NO_FIELD : OrderIntentDecoder.tradingModeId();
    }

    /** Row 13: the opposite side, at most the position less what already works on that side. */
    private Code reduces() {
        final boolean amends = intent.action == ActionType.AMEND && intent.trade.action() == ActionType.REDUCE_ONLY;
        if (intent.action != ActionType.REDUCE_ONLY && !amends) {
            return Code.OK;
        }
        intent.instrument = instruments.find(intent.buffer, intent.symbolOffset);
        final Position position = intent.instrument == null ? null : intent.instrument.position(intent.mode);
        if (position == null || position.isFlat() || position.closingSide() != intent.side) {
            draft.heldE8 = position == null ? 0 : position.quantityE8();
            draft.workingE8 = 0;
            return Code.NOT_REDUCING;
        }
        final long others = position.workingE8(intent.side) - (amends ? intent.trade.remainingE8() : 0);
        final long wanted = amends ? intent.quantityE8 - intent.trade.filledE8() : intent.quantityE8;
        if (wanted <= Math.abs(position.quantityE8()) - others) {
            return Code.OK;
        }
        draft.heldE8 = position.quantityE8();
        draft.workingE8 = Math.min(others, Wide.LIMIT - 1);
        return Code.NOT_REDUCING;
    }

    private Code room() {
        if (!trades.hasRoom() || !instruments.hasRoom(intent.buffer, intent.symbolOffset)) {
            return Code.CAPACITY;
        }
        return needsPerson() && !approvals.hasRoom() ? Code.CAPACITY : Code.OK;
    }

    /** Row 15, as far as it refuses. */
    private Code person() {
        if (!needsPerson()) {
            return Code.OK;
        }
        if (intent.action == ActionType.AMEND) {
            return Code.APPROVAL_REQUIRED;
        }
        intent.instrument = instruments.find(intent.buffer, intent.symbolOffset);
        final boolean priced = intent.priceE8 != 0 || intent.instrument != null && quotes.isFresh(intent.instrument);
        return priced ? Code.OK : Code.NO_FRESH_QUOTE;
    }

    /** Only open and send ask a person, and an amend that raises has to come as a new order (H-1). */
    boolean needsPerson() {
        if (!intent.addsRisk()) {
            return false;
        }
        return intent.mode == TradingMode.LIVE
                ? policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE)
                : !policy.is(PolicyField.AUTO_APPROVE_PAPER);
    }
}
