package io.sluice.control.intent;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionEncoder;
import io.sluice.codec.Verdict;
import io.sluice.control.config.Settings;
import io.sluice.control.lockout.Lockout;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.trade.Order;
import io.sluice.control.trade.Trade;

/** Writes decisions and remembers them (G-4); the one place where an ALLOW is made. */
public final class DecisionDesk {
    private static final long ABSENT = DecisionEncoder.quantityNullValue();

    private final Settings settings;
    private final Step step;
    private final ModeMachine modes;
    private final StrategyBook strategies;
    private final DecisionEncoder decision = new DecisionEncoder();
    private final Order held = new Order();

    /** @param modes mode and stage that a decision shows. */
    public DecisionDesk(
            final Settings settings, final Step step, final ModeMachine modes, final StrategyBook strategies) {
        this.settings = settings;
        this.step = step;
        this.modes = modes;
        this.strategies = strategies;
    }

    /** Refuses an order; it shows what was asked for, and the lockout that blocks it, if one does. */
    public void refuse(final Order order, final Code code, final Lockout lockout) {
        begin(order, Verdict.REJECT, code, 0)
                .quantity(order.askedQuantityE8())
                .leverage(order.askedLeverageE8())
                .validUntil(ABSENT)
                .blockedBy(lockout == null ? ABSENT : lockout.id())
                .blockedUntil(lockout == null ? ABSENT : lockout.expiresNs())
                .field(code == Code.MALFORMED ? order.wrongField() : Order.NO_FIELD)
                .held(order.heldE8())
                .working(order.closingE8());
        step.end(decision);
    }

    /** Holds an order until a person has answered. */
    public void hold(final Order order, final int warnings) {
        grant(order, Verdict.HOLD, warnings, ABSENT);
    }

    /** Allows an order; returns the engine time until which it may be acted on (G-4a). */
    public long allow(final Order order, final int warnings) {
        final long validUntilNs = step.nowNs() + settings.get().decisionValidNs();
        grant(order, Verdict.ALLOW, warnings, validUntilNs);
        return validUntilNs;
    }

    private void grant(final Order order, final Verdict verdict, final int warnings, final long validUntilNs) {
        begin(order, verdict, Code.OK, warnings)
                .quantity(order.quantityE8())
                .leverage(order.leverageE8())
                .validUntil(validUntilNs)
                .blockedBy(ABSENT)
                .blockedUntil(ABSENT);
        step.end(decision);
    }

    private DecisionEncoder begin(final Order order, final Verdict verdict, final Code code, final int warnings) {
        step.next(decision)
                .strategyId(order.strategyId())
                .intentId(order.intentId())
                .tradeId(order.tradeId())
                .action(order.action())
                .side(order.side())
                .tradingMode(order.mode())
                .verdict(verdict)
                .code(code)
                .mode(modes.mode())
                .stage(modes.stage())
                .override(bool(modes.isForced()))
                .final_(bool(verdict != Verdict.HOLD))
                .repeat(Bool.FALSE)
                .actionable(bool(verdict == Verdict.ALLOW))
                .price(order.priceE8());
        final int at = decision.offset();
        decision.buffer().putByte(at + DecisionEncoder.warningsEncodingOffset(), (byte) warnings);
        decision.buffer()
                .putBytes(
                        at + DecisionEncoder.symbolEncodingOffset(),
                        order.symbol(),
                        order.symbolOffset(),
                        Instrument.LENGTH);
        return decision;
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
                        strategy.decisions().blocks(),
                        slot * DecisionEncoder.BLOCK_LENGTH,
                        DecisionEncoder.BLOCK_LENGTH);
        decision.repeat(Bool.TRUE).actionable(bool(actionable));
        step.end(decision);
    }

    /** The final decision of a held intent (H-4); it takes the place of the one remembered. */
    public void giveFinal(final Trade trade, final Code code) {
        held.of(trade);
        if (code == Code.OK) {
            trade.validUntilNs(allow(held, 0));
        } else {
            refuse(held, code, null);
        }
        final Strategy strategy = strategies.find(trade.strategyId());
        final int slot = strategy == null ? -1 : strategy.decisions().find(trade.intentId());
        if (slot >= 0) {
            strategy.decisions().put(slot, decision.buffer(), decision.offset());
        }
    }

    private static Bool bool(final boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }
}
