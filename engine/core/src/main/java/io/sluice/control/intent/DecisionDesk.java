package io.sluice.control.intent;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionEncoder;
import io.sluice.codec.Verdict;
import io.sluice.control.config.Settings;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.trade.Trade;

/** Writes decisions and remembers them (G-4); the one place where an ALLOW is made. */
public final class DecisionDesk {
    private final Settings settings;
    private final Step step;
    private final ModeMachine modes;
    private final StrategyBook strategies;
    private final DecisionEncoder decision = new DecisionEncoder();
    private final Draft draft = new Draft();

    /** @param modes mode and stage that a decision shows. */
    public DecisionDesk(
            final Settings settings, final Step step, final ModeMachine modes, final StrategyBook strategies) {
        this.settings = settings;
        this.step = step;
        this.modes = modes;
        this.strategies = strategies;
    }

    public Draft draft() {
        return draft;
    }

    /** Engine time until which an ALLOW given now may be acted on (G-4a). */
    public long validUntilNs() {
        return step.nowNs() + settings.get().decisionValidNs();
    }

    /** Writes the draft as a new decision. */
    public void give(final Verdict verdict, final Code code) {
        draft.verdict = verdict;
        draft.code = code;
        if (verdict == Verdict.ALLOW) {
            draft.validUntilNs = validUntilNs();
        }
        step.next(decision)
                .strategyId(draft.strategyId)
                .intentId(draft.intentId)
                .tradeId(draft.tradeId)
                .action(draft.action)
                .side(draft.side)
                .tradingMode(draft.mode)
                .verdict(verdict)
                .code(code)
                .mode(modes.mode())
                .stage(modes.stage())
                .override(modes.isForced() ? Bool.TRUE : Bool.FALSE)
                .final_(draft.isFinal ? Bool.TRUE : Bool.FALSE)
                .repeat(Bool.FALSE)
                .actionable(verdict == Verdict.ALLOW ? Bool.TRUE : Bool.FALSE)
                .quantity(draft.quantityE8)
                .price(draft.priceE8)
                .leverage(draft.leverageE8)
                .validUntil(draft.validUntilNs)
                .blockedBy(draft.blockedBy)
                .blockedUntil(draft.blockedUntilNs)
                .field(draft.field)
                .held(draft.heldE8)
                .working(draft.workingE8);
        decision.buffer().putByte(decision.offset() + DecisionEncoder.warningsEncodingOffset(), (byte) draft.warnings);
        decision.buffer()
                .putBytes(
                        decision.offset() + DecisionEncoder.symbolEncodingOffset(), draft.symbol, 0, Instrument.LENGTH);
        step.end(decision);
    }

    /** Remembers the decision just given as that of a new intent. */
    public void remember(final Strategy strategy, final long intentId, final long fingerprint) {
        strategy.remember(intentId, fingerprint, decision.buffer(), decision.offset());
    }

    /** Gives a remembered decision again, with no new effect (G-4). */
    public void repeat(final Strategy strategy, final int slot, final boolean actionable) {
        step.next(decision);
        decision.buffer()
                .putBytes(
                        decision.offset(),
                        strategy.blocks(),
                        slot * DecisionEncoder.BLOCK_LENGTH,
                        DecisionEncoder.BLOCK_LENGTH);
        decision.repeat(Bool.TRUE).actionable(actionable ? Bool.TRUE : Bool.FALSE);
        step.end(decision);
    }

    /** The final decision of a held intent (H-4); it takes the place of the one remembered. */
    public void giveFinal(final Trade trade, final Code code) {
        draft.of(trade);
        give(code == Code.OK ? Verdict.ALLOW : Verdict.REJECT, code);
        if (code == Code.OK) {
            trade.validUntilNs(draft.validUntilNs);
        }
        final Strategy strategy = strategies.find(trade.strategyId());
        final int slot = strategy == null ? -1 : strategy.find(trade.intentId());
        if (slot >= 0) {
            strategy.put(slot, decision.buffer(), decision.offset());
        }
    }
}
