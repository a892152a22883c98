package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.schema.Permissions;

/** No ALLOW against the gate or against what stands (G-1a, G-3); no refusal that names what does not stand. */
final class AllowInvariant extends Invariant {
    private final Facts facts;
    private final PositionInvariant positions;
    private final DrawdownInvariant drawdown;
    private final LimitModel limits;
    private long gate;
    private boolean emergency;
    private TradeState named;

    AllowInvariant(final Facts facts, final PositionInvariant positions, final DrawdownInvariant drawdown) {
        this.facts = facts;
        this.positions = positions;
        this.drawdown = drawdown;
        this.limits = new LimitModel(facts, positions);
    }

    @Override
    void input(final Seen seen) {
        emergency = facts.emergency;
        if (seen.inputType == 100) {
            final TradeModel trade = facts.trades.get(seen.intent.tradeId());
            named = trade == null ? null : trade.state;
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        gate = machine.permissions();
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type != 200) {
            return;
        }
        if (seen.decision.repeat() == Bool.TRUE) {
            repeated(seen);
            return;
        }
        if (seen.inputType != 100) {
            approved(seen);
        } else if (seen.decision.intentId() == seen.intent.intentId()
                && seen.decision.strategyId() == seen.intent.strategyId()) {
            if (seen.decision.verdict() == Verdict.REJECT) {
                refused(seen);
            } else {
                allowed(seen);
            }
        }
    }

    /** Rows 4 to 10 hold for a repeat that may be acted on (G-4a). */
    private void repeated(final Seen seen) {
        final ActionType action = seen.intent.action();
        if (seen.decision.actionable() == Bool.FALSE) {
            return;
        }
        hold(
                Permissions.allows(gate, action),
                "A repeat is actionable only if the gate allows it now (G-4a)",
                "%s in %s",
                action,
                Permissions.mode(gate));
        if (action == ActionType.OPEN || action == ActionType.SEND) {
            seen.intent.sbeRewind();
            newRisk(
                    seen.intent.symbol(),
                    seen.intent.tradingMode(),
                    seen.intent.modelName(),
                    seen.intent.modelVersion());
        }
    }

    private void allowed(final Seen seen) {
        final DecisionDecoder out = seen.decision;
        final OrderIntentDecoder in = seen.intent;
        final ActionType action = in.action();
        final TradeModel trade = facts.trades.get(out.tradeId());
        final boolean cancelsRequest = action == ActionType.CANCEL && named == TradeState.AWAITING_APPROVAL;
        hold(
                cancelsRequest || Permissions.allows(gate, action),
                "An ALLOW is given only if the gate allowed it just before (G-1a)",
                "%s in %s",
                action,
                Permissions.mode(gate));
        if (action == ActionType.CANCEL || action == ActionType.AMEND) {
            hold(
                    trade != null && trade.strategyId == in.strategyId(),
                    "Only an own trade is changed (G-3 row 5)",
                    "trade %d",
                    in.tradeId());
            hold(
                    named == TradeState.ACCEPTED || cancelsRequest,
                    "Only a working trade is changed (G-3 row 5)",
                    "%s",
                    named);
        }
        if (action == ActionType.QUERY || action == ActionType.CANCEL) {
            return;
        }
        hold(
                in.quantity() > 0 && in.price() >= 0,
                "Only sound content is allowed (G-3 row 3)",
                "%d at %d",
                in.quantity(),
                in.price());
        if (action == ActionType.REDUCE_ONLY) {
            final long held = positions.of(in.symbol(), in.tradingMode());
            final long works = positions.working(in.symbol(), in.tradingMode(), in.side()) - trade.remainingE8();
            hold(
                    Long.signum(held) == (in.side() == Side.BUY ? -1 : 1) && in.quantity() <= Math.abs(held) - works,
                    "A reduce_only really reduces (G-3 row 13)",
                    "%d of %d, %d works",
                    in.quantity(),
                    held,
                    works);
            return;
        }
        hold(
                in.tradingMode() != TradingMode.DISABLED
                        && in.tradingMode().value() <= facts.ceiling().value(),
                "No trading mode above the ceiling is allowed (P-3)",
                "%s",
                in.tradingMode());
        hold(
                !facts.disabled.contains(in.strategyId()),
                "A disabled strategy opens nothing (B-2)",
                "%d",
                in.strategyId());
        if (action == ActionType.AMEND) {
            if (in.quantity() > trade.quantityE8) {
                in.sbeRewind();
                newRisk(in.symbol(), in.tradingMode(), in.modelName(), in.modelVersion());
            }
            return;
        }
        in.sbeRewind();
        newRisk(in.symbol(), in.tradingMode(), in.modelName(), in.modelVersion());
        limits.hold(
                seen,
                in.symbol(),
                in.tradingMode(),
                in.side(),
                out.quantity(),
                in.price(),
                trade.works() ? trade.remainingE8() : 0,
                trade.works() ? 1 : 0);
    }

    /** The final decision of a held intent (H-5). */
    private void approved(final Seen seen) {
        final DecisionDecoder out = seen.decision;
        if (out.verdict() != Verdict.ALLOW) {
            return;
        }
        hold(
                facts.command == MessageType.APPROVAL_DECISION,
                "Only a person's decision approves (P-2, H-5)",
                "%s",
                facts.command);
        final TradeModel trade = facts.trades.get(out.tradeId());
        hold(
                Permissions.allows(gate, trade.action),
                "An approval passes the gate as it is now (H-5)",
                "%s in %s",
                trade.action,
                Permissions.mode(gate));
        seen.answer.sbeRewind();
        hold(
                facts.config.hitl().allowedOperators().contains(seen.answer.operatorId())
                        && seen.answer.tradeId() == trade.id,
                "Only an allowed operator approves, and what was meant (H-5)",
                "trade %d",
                trade.id);
        limits.hold(
                seen,
                trade.symbol,
                trade.mode,
                trade.side,
                trade.quantityE8,
                trade.priceE8,
                trade.remainingE8(),
                Integer.MIN_VALUE);
    }

    /** Rows 6 to 10. */
    void newRisk(final String symbol, final TradingMode mode, final String model, final String version) {
        hold(!emergency, "No new risk in an emergency (G-3 row 4)", "%s", symbol);
        hold(
                facts.is(PolicyField.ALLOW_NEW_TRADES),
                "No new risk while new trades are blocked (G-3 row 6)",
                "%s",
                symbol);
        hold(!facts.is(PolicyField.GUARDIAN_LOCKED), "No new risk while the guardian is locked (H-8)", "%s", symbol);
        hold(!facts.isLocked(symbol, mode), "No new risk in a symbol that is locked out (L-2)", "%s", symbol);
        hold(
                !facts.unwatched.contains(symbol),
                "No new risk in a symbol out of the freshness rules (C-7)",
                "%s",
                symbol);
        hold(
                !facts.config.staleModelRefuses() || !facts.isStale(model, version),
                "No new risk from a stale model (S-2)",
                "%s %s",
                model,
                version);
        hold(!drawdown.isSuspect(), "No new risk on a suspect equity (D-2)", "%s", symbol);
        hold(
                facts.config.drawdown().softAction() != SoftAction.BLOCK || !drawdown.isBeyondSoft(),
                "No new risk beyond the soft limit with block (D-1)",
                "%s",
                symbol);
    }

    private void refused(final Seen seen) {
        final Code code = seen.decision.code();
        final OrderIntentDecoder in = seen.intent;
        final boolean stands =
                switch (code) {
                    case EMERGENCY -> emergency && !Permissions.allows(gate, in.action());
                    case GATE_REFUSED -> !emergency && !Permissions.allows(gate, in.action());
                    case NEW_TRADES_BLOCKED -> !facts.is(PolicyField.ALLOW_NEW_TRADES);
                    case SEC_020 -> facts.is(PolicyField.GUARDIAN_LOCKED);
                    case SYMBOL_LOCKED -> facts.isLocked(in.symbol(), in.tradingMode());
                    case DRAWDOWN_SOFT -> drawdown.isBeyondSoft();
                    case EQUITY_SUSPECT -> drawdown.isSuspect();
                    case TRADING_DISABLED -> in.tradingMode() == TradingMode.DISABLED
                            || in.tradingMode().value() > facts.ceiling().value();
                    case STRATEGY_DISABLED -> facts.disabled.contains(in.strategyId());
                    case UNKNOWN_TRADE -> named == null;
                    case SYMBOL_UNWATCHED -> facts.unwatched.contains(in.symbol());
                    case OK -> false;
                    default -> true;
                };
        hold(stands, "A refusal names what stands (G-3)", "%s of %s in %s", code, in.action(), Permissions.mode(gate));
    }
}
