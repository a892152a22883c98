package io.sluice.control.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.TradeState;
import io.sluice.codec.Verdict;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.config.Settings;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.intent.DecisionDesk;
import io.sluice.control.intent.Draft;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.intent.Strategy;
import io.sluice.control.intent.StrategyBook;
import io.sluice.control.intent.Warnings;
import io.sluice.control.limits.LimitChecks;
import io.sluice.control.limits.Order;
import io.sluice.control.policy.Policy;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Intents: repeats (G-4), the ladder of G-3, and what an allowed intent does. */
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
    private final ApprovalDesk approvals;
    private final SizingGuard sizing;
    private final LimitChecks limits;
    private final Order order = new Order();
    private final Intent intent = new Intent();
    private final Draft draft;
    private final IntentLadder ladder;
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
        this.approvals = approvals;
        this.sizing = sizing;
        this.limits = limits;
        draft = decisions.draft();
        ladder = new IntentLadder(
                intent,
                draft,
                order,
                policy,
                checks,
                trades,
                instruments,
                new KnownSymbols(settings),
                quotes,
                approvals,
                sizing,
                limits);
    }

    /** An intent whose origin may not send it (W-8): answered, not kept. */
    public void onForbidden(final OrderIntentDecoder in, final Code code, final int field) {
        begin(in);
        draft.field = field;
        decisions.give(Verdict.REJECT, code);
    }

    /** An intent; the answer is its Decision. */
    public Code onIntent(final OrderIntentDecoder in) {
        begin(in);
        draft.field = intent.malformed();
        if (draft.field != Draft.NO_FIELD) {
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
        final Code objection = ladder.objection(strategy);
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
        return checks.gate(intent.action) == Code.OK && (!intent.addsRisk() || ladder.newRisk() == Code.OK);
    }

    private void allow(final Strategy strategy) {
        draft.warnings = checks.warnings(intent.action, intent.addsRisk(), intent.staleModel);
        if (intent.addsRisk()) {
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
                if (intent.isCancelOfRequest()) {
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
        if (!ladder.needsPerson()) {
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
}
