package io.sluice.sim;

import io.sluice.codec.Code;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;

/** What is stopped in part: a strategy, an order, a position (B-3). */
final class PartInvariant extends Invariant {
    private final Facts facts;
    private final PositionInvariant positions;
    private TradeState state;
    private long held;

    PartInvariant(final Facts facts, final PositionInvariant positions) {
        this.facts = facts;
        this.positions = positions;
    }

    @Override
    void input(final Seen seen) {
        if (seen.inputType == 153) {
            final TradeModel trade = facts.unfinished.get(seen.orderCancel.tradeId());
            state = trade == null ? null : trade.state;
        } else if (seen.inputType == 154) {
            held = positions.of(seen.positionClose.symbol(), seen.positionClose.tradingMode());
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        switch (seen.inputType) {
            case 122 -> disabled(seen);
            case 153 -> cancelled(seen);
            case 154 -> {
                final boolean flat = Math.abs(held) <= facts.config.reconcile().toleranceE8();
                hold(
                        facts.answer != Code.OK || !flat && seen.positionClose.tradingMode() != TradingMode.DISABLED,
                        "Only a position that is held is closed (B-3)",
                        "%d",
                        held);
            }
            default -> {
                // stops no part
            }
        }
    }

    private void disabled(final Seen seen) {
        final int strategy = seen.disable.strategyId();
        if (facts.answer != Code.OK) {
            return;
        }
        hold(facts.disabled.contains(strategy), "A strategy that was disabled is (B-3)", "%d", strategy);
        hold(
                facts.pending.values().stream().noneMatch(pending -> pending.strategyId() == strategy),
                "The requests of a strategy that was disabled end with it (B-3)",
                "%s",
                facts.pending);
    }

    private void cancelled(final Seen seen) {
        final long id = seen.orderCancel.tradeId();
        hold(
                state == null || facts.answer != Code.UNKNOWN_TRADE && facts.answer != Code.WRONG_STATE,
                "An order that has not ended can be cancelled (B-3)",
                "%d is %s",
                id,
                state);
        hold(facts.answer != Code.OK || state != null, "Only an order that has not ended is cancelled (B-3)", "%d", id);
        hold(
                facts.answer != Code.OK
                        || state != TradeState.AWAITING_APPROVAL
                        || facts.trades.get(id).state == TradeState.REJECTED,
                "Cancelling an order that awaits a person ends its request (B-3)",
                "%d is %s",
                id,
                state);
    }
}
