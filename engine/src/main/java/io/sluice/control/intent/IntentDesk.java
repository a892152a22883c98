package io.sluice.control.intent;

import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.config.Settings;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.limits.Order;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.policy.Policy;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** The ladder of G-3 and what an allowed intent does. The first row that fails decides. */
public final class IntentDesk {
    /** Largest step of a strategy's intent ids (G-4). */
    public static final long MAX_GAP = 1_000_000;

    private final Step step;
    private final Policy policy;
    private final RiskChecks checks;
    private final StrategyBook strategies;
    private final DecisionDesk decisions;
    private final TradeBook trades;
    private final InstrumentBook instruments;
    private final KnownSymbols known;
    private final QuoteMonitor quotes;
    private final ApprovalDesk approvals;
    private final SizingGuard sizing;
    private final LimitChecks limits;
    private final Order order = new Order();
    private final Intent intent = new Intent();
    private final Draft draft;
    private final DecisionDecoder remembered = new DecisionDecoder();

    /** @param approvals where a person is asked. */
    public IntentDesk(
            final Settings settings,
            final Step step,
            final Policy policy,
            final RiskChecks checks,
            final StrategyBook strategies,
            final DecisionDesk decisions,
            final TradeBook trades,
            final InstrumentBook instruments,
            final QuoteMonitor quotes,
            final ApprovalDesk approvals,
            final SizingGuard sizing,
            final LimitChecks limits) {
        this.step = step;
        this.policy = policy;
        this.checks = checks;
        this.strategies = strategies;
        this.decisions = decisions;
        this.trades = trades;
        this.instruments = instruments;
        this.known = new KnownSymbols(settings);
        this.quotes = quotes;
        this.approvals = approvals;
        this.sizing = sizing;
        this.limits = limits;
        this.draft = decisions.draft();
    }

    /** An intent whose origin may not send it (W-8): answered, not kept. */
    public void onForbidden(final OrderIntentDecoder in, final Code code) {
        begin(in);
        decisions.give(Verdict.REJECT, code);
    }

    /** An intent; the answer is its Decision. */
    public Code onIntent(final OrderIntentDecoder in) {
        begin(in);
        if (!intent.isWellFormed()) {
            decisions.give(Verdict.REJECT, Code.MALFORMED);
            return Code.OK;
        }
        final Strategy strategy = strategies.findOrAdd(intent.strategyId);
        if (strategy == null) {
            decisions.give(Verdict.REJECT, Code.CAPACITY);
            return Code.OK;
        }
        strategies.seen(strategy, step.nowNs());
        final long fingerprint =
                Fingerprint.of(in.buffer(), in.offset(), step.record().inputLength() - 8);
        if (intent.id <= strategy.highestIntentId()) {
            again(strategy, fingerprint);
            return Code.OK;
        }
        if (strategy.highestIntentId() > 0 && intent.id - strategy.highestIntentId() > MAX_GAP) {
            decisions.give(Verdict.REJECT, Code.INTENT_ID_GAP);
            return Code.OK;
        }
        final Code objection = objection(strategy);
        if (objection == Code.OK) {
            allow(strategy);
        } else {
            strategy.enabled(strategy.isEnabled() && objection != Code.LIMIT_REPEAT);
            decisions.give(Verdict.REJECT, objection);
        }
        if (draft.code != Code.CAPACITY) {
            decisions.remember(strategy, intent.id, fingerprint);
        }
        return Code.OK;
    }

    private void begin(final OrderIntentDecoder in) {
        intent.read(in);
        draft.asked(
                intent.strategyId,
                intent.id,
                intent.action,
                intent.mode,
                intent.side,
                intent.buffer,
                intent.symbolOffset);
        draft.quantityE8 = intent.quantityE8;
        draft.priceE8 = intent.priceE8;
        draft.leverageE8 = intent.leverageE8;
    }

    /** Row 2 for an id that is not above the highest (G-4). */
    private void again(final Strategy strategy, final long fingerprint) {
        final int slot = strategy.find(intent.id);
        if (slot < 0) {
            decisions.give(Verdict.REJECT, Code.DUPLICATE_INTENT);
        } else if (strategy.fingerprint(slot) != fingerprint) {
            decisions.give(Verdict.REJECT, Code.INTENT_ID_REUSED);
        } else {
            decisions.repeat(strategy, slot, isStillActionable(strategy, slot));
        }
    }

    /** G-4a for a repeat. */
    private boolean isStillActionable(final Strategy strategy, final int slot) {
        remembered.wrap(
                strategy.blocks(),
                slot * DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.SCHEMA_VERSION);
        if (remembered.verdict() != Verdict.ALLOW || step.nowNs() > remembered.validUntil()) {
            return false;
        }
        intent.trade = trades.find(remembered.tradeId());
        if (intent.trade == null || !intent.trade.isWorking() || intent.trade.isReported()) {
            return false;
        }
        return checks.gate(intent.action) == Code.OK && (!addsRisk() || newRisk() == Code.OK);
    }

    /** Rows 3 to 15 of G-3; OK if there is none. */
    private Code objection(final Strategy strategy) {
        Code code = content(strategy);
        if (code == Code.OK) {
            intent.trade = namesTrade() ? trades.find(intent.tradeId) : null;
            code = isCancelOfRequest() ? Code.OK : checks.gate(intent.action);
        }
        if (code == Code.OK && namesTrade()) {
            code = trade();
        }
        if (code == Code.OK && addsRisk()) {
            code = newRisk();
        }
        if (code == Code.OK && intent.isNewOrder()) {
            code = size();
        }
        if (code == Code.OK && addsRisk()) {
            code = limits(strategy);
        }
        if (code == Code.OK) {
            code = reduces();
        }
        if (code == Code.OK && makesTrade()) {
            code = room();
        }
        return code == Code.OK ? person() : code;
    }

    /** Rows 6 to 10. */
    private Code newRisk() {
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
        if (!intent.isSound() || makesTrade() && !known.allows(intent.buffer, intent.symbolOffset)) {
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
        if (!trade.isWorking() && !isCancelOfRequest()) {
            return Code.WRONG_STATE;
        }
        return intent.action == ActionType.AMEND && !namesItsSymbolAndSide(trade) ? Code.MALFORMED : Code.OK;
    }

    private boolean namesItsSymbolAndSide(final Trade trade) {
        return trade.side() == intent.side
                && trade.mode() == intent.mode
                && trade.instrument() == instruments.find(intent.buffer, intent.symbolOffset);
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
            return Code.NOT_REDUCING;
        }
        final long others = position.workingE8(intent.side) - (amends ? intent.trade.remainingE8() : 0);
        final long wanted = amends ? intent.quantityE8 - intent.trade.filledE8() : intent.quantityE8;
        return wanted <= Math.abs(position.quantityE8()) - others ? Code.OK : Code.NOT_REDUCING;
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

    private void allow(final Strategy strategy) {
        draft.warnings = checks.warnings(intent.action, addsRisk(), intent.staleModel);
        if (addsRisk()) {
            limits.count(order, strategy.bucket(), strategy.repeats());
        }
        if (intent.isNewOrder() && sizing.isReduced()) {
            sizing.say(intent.strategyId, intent.id);
            draft.warnings |= Warnings.SIZE_REDUCED;
        }
        switch (intent.action) {
            case OPEN, SEND, REDUCE_ONLY -> order();
            case AMEND -> {
                trades.amend(intent.trade, intent.quantityE8, intent.priceE8, intent.leverageOf(intent.trade));
                decisions.give(Verdict.ALLOW, Code.OK);
            }
            case CANCEL -> {
                if (isCancelOfRequest()) {
                    final Trade trade = intent.trade;
                    approvals.withdraw(trade);
                    begin(intent.in());
                    draft.tradeId = trade.id();
                }
                decisions.give(Verdict.ALLOW, Code.OK);
            }
            case QUERY -> decisions.give(Verdict.ALLOW, Code.OK);
            case NULL_VAL -> throw new IllegalStateException("an intent without an action passed its framing");
        }
    }

    private void order() {
        final Trade trade = trades.add(
                intent.strategyId,
                intent.id,
                intent.action,
                intent.mode,
                intent.side,
                instruments.findOrAdd(intent.buffer, intent.symbolOffset),
                intent.quantityE8,
                intent.priceE8,
                intent.leverageOrOneE8());
        draft.tradeId = trade.id();
        draft.quantityE8 = trade.quantityE8();
        draft.leverageE8 = trade.leverageE8();
        if (!needsPerson()) {
            trades.move(trade, TradeState.AWAITING_APPROVAL, Code.AUTO_APPROVED, Channel.SYSTEM);
            trades.move(trade, TradeState.ACCEPTED, Code.AUTO_APPROVED, Channel.SYSTEM);
            decisions.give(Verdict.ALLOW, Code.OK);
            trade.validUntilNs(draft.validUntilNs);
            return;
        }
        trades.move(trade, TradeState.AWAITING_APPROVAL, Code.REQUESTED, Channel.NULL_VAL);
        approvals.request(trade, intent.in());
        if (policy.is(PolicyField.HITL_ENABLED)) {
            draft.isFinal = false;
            decisions.give(Verdict.HOLD, Code.OK);
            return;
        }
        approvals.approveUnasked(trade);
        draft.warnings |= Warnings.HITL_DISABLED;
        decisions.give(Verdict.ALLOW, Code.OK);
        trade.validUntilNs(draft.validUntilNs);
    }

    private boolean makesTrade() {
        return intent.isNewOrder() || intent.action == ActionType.REDUCE_ONLY;
    }

    private boolean namesTrade() {
        return intent.action == ActionType.AMEND || intent.action == ActionType.CANCEL;
    }

    private boolean addsRisk() {
        return intent.isNewOrder() || intent.action == ActionType.AMEND && intent.trade != null && intent.raises();
    }

    /** Only open and send ask a person, and an amend that raises has to come as a new order (H-1). */
    private boolean needsPerson() {
        if (!addsRisk()) {
            return false;
        }
        return intent.mode == TradingMode.LIVE
                ? policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE)
                : !policy.is(PolicyField.AUTO_APPROVE_PAPER);
    }

    private boolean isCancelOfRequest() {
        return intent.action == ActionType.CANCEL
                && intent.trade != null
                && intent.trade.state() == TradeState.AWAITING_APPROVAL
                && intent.trade.strategyId() == intent.strategyId;
    }
}
