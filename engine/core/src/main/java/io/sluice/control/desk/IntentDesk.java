package io.sluice.control.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.Verdict;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.intent.DecisionDesk;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.intent.Strategy;
import io.sluice.control.intent.StrategyBook;
import io.sluice.control.intent.Warnings;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Order;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Intents: repeats (G-4), the ladder of G-3, and what an allowed intent does. */
public final class IntentDesk {
    /** Largest step of a strategy's intent ids (G-4). */
    public static final long MAX_GAP = 1_000_000;

    private final Step step;
    private final StrategyBook strategies;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final IntentLadder ladder;
    private final RiskChecks checks;
    private final SizingGuard sizing;
    private final ApprovalDesk approvals;
    private final DecisionDesk decisions;
    private final Order order = new Order();
    private final DecisionDecoder remembered = new DecisionDecoder();

    /** @param approvals where a person is asked. */
    public IntentDesk(
            final Step step,
            final StrategyBook strategies,
            final InstrumentBook instruments,
            final TradeBook trades,
            final IntentLadder ladder,
            final RiskChecks checks,
            final SizingGuard sizing,
            final ApprovalDesk approvals,
            final DecisionDesk decisions) {
        this.step = step;
        this.strategies = strategies;
        this.instruments = instruments;
        this.trades = trades;
        this.ladder = ladder;
        this.checks = checks;
        this.sizing = sizing;
        this.approvals = approvals;
        this.decisions = decisions;
    }

    /** An intent whose origin may not send it (W-8): answered, not kept. */
    public void onForbidden(final OrderIntentDecoder in, final Code code, final int field) {
        order.read(in, instruments, trades);
        order.malformed(field);
        refuse(code);
    }

    /** An intent; the answer is its Decision. */
    public Code onIntent(final OrderIntentDecoder in) {
        order.read(in, instruments, trades);
        if (order.malformed(order.malformed()) != Code.OK) {
            refuse(Code.MALFORMED);
            return Code.OK;
        }
        final Strategy strategy = strategies.findOrAdd(order.strategyId());
        if (strategy == null) {
            refuse(Code.CAPACITY);
            return Code.OK;
        }
        strategies.seen(strategy, step.nowNs());
        final long fingerprint =
                Fingerprint.of(in.buffer(), in.offset(), step.record().inputLength() - 8);
        if (order.intentId() <= strategy.highestIntentId()) {
            again(strategy, fingerprint);
        } else if (strategy.highestIntentId() > 0 && order.intentId() - strategy.highestIntentId() > MAX_GAP) {
            refuse(Code.INTENT_ID_GAP);
        } else {
            decide(strategy, fingerprint);
        }
        return Code.OK;
    }

    private void refuse(final Code code) {
        decisions.refuse(order, code, code == Code.SYMBOL_LOCKED ? checks.lockout(order) : null);
    }

    /** A new intent; one that found no room may come again (G-5). */
    private void decide(final Strategy strategy, final long fingerprint) {
        final Code objection = ladder.objection(order, strategy);
        if (objection == Code.OK) {
            allow(strategy);
        } else {
            if (objection == Code.LIMIT_REPEAT) {
                strategies.disable(strategy, Code.LIMIT_REPEAT, Strategy.NO_WORDS, Strategy.NO_WORDS);
            }
            refuse(objection);
        }
        if (objection != Code.CAPACITY) {
            decisions.remember(strategy, order.intentId(), fingerprint);
        }
    }

    /** Row 2 for an id that is not above the highest (G-4). */
    private void again(final Strategy strategy, final long fingerprint) {
        final int slot = strategy.decisions().find(order.intentId());
        if (slot < 0) {
            refuse(Code.DUPLICATE_INTENT);
        } else if (strategy.decisions().fingerprint(slot) != fingerprint) {
            refuse(Code.INTENT_ID_REUSED);
        } else {
            decisions.repeat(strategy, slot, isStillActionable(strategy, slot));
        }
    }

    /** G-4a for a repeat. */
    private boolean isStillActionable(final Strategy strategy, final int slot) {
        remembered.wrap(
                strategy.decisions().blocks(),
                slot * DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.SCHEMA_VERSION);
        if (remembered.verdict() != Verdict.ALLOW || step.nowNs() > remembered.validUntil()) {
            return false;
        }
        final Trade trade = trades.find(remembered.tradeId());
        return trade != null
                && trade.isWorking()
                && !trade.isReported()
                && checks.gate(order.action()) == Code.OK
                && ladder.newRisk(order) == Code.OK;
    }

    private void allow(final Strategy strategy) {
        int warnings = checks.warnings(order);
        if (order.addsRisk()) {
            checks.count(order, strategy);
        }
        if (order.sizedBy() != Code.OK) {
            sizing.say(order);
            warnings |= Warnings.SIZE_REDUCED;
        }
        switch (order.action()) {
            case OPEN, SEND, REDUCE_ONLY -> place(warnings);
            case AMEND -> {
                trades.amend(order);
                decisions.allow(order, warnings);
            }
            case CANCEL -> {
                // no mode is asked about the cancel of a request, so that none warns of it
                final boolean ofRequest = order.isCancelOfRequest();
                if (ofRequest) {
                    approvals.withdraw(order.named());
                }
                decisions.allow(order, ofRequest ? 0 : warnings);
            }
            case QUERY -> decisions.allow(order, warnings);
            case NULL_VAL -> throw new IllegalStateException("an intent without an action passed its framing");
        }
    }

    private void place(final int warnings) {
        final Trade trade = trades.add(order, order.instrumentIn(instruments));
        order.tellsOf(trade);
        int said = warnings;
        if (!approvals.needsPerson(order)) {
            trades.move(trade, TradeState.AWAITING_APPROVAL, Code.AUTO_APPROVED, Channel.SYSTEM);
            trades.move(trade, TradeState.ACCEPTED, Code.AUTO_APPROVED, Channel.SYSTEM);
        } else if (approvals.request(trade, order.in())) {
            decisions.hold(order, warnings);
            return;
        } else {
            said |= Warnings.HITL_DISABLED;
        }
        trade.validUntilNs(decisions.allow(order, said));
    }
}
