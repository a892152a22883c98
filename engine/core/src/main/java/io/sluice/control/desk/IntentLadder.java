package io.sluice.control.desk;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.TradingMode;
import io.sluice.control.approval.ApprovalDesk;
import io.sluice.control.config.Settings;
import io.sluice.control.intent.RiskChecks;
import io.sluice.control.intent.Strategy;
import io.sluice.control.policy.Policy;
import io.sluice.control.sizing.SizingGuard;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Order;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/**
 * The ladder of G-3 from row 3a on. The first row that fails decides; a row that does not concern an order is OK. No
 * room changes, so that a refused order leaves no trace but its answer.
 */
public final class IntentLadder {
    private final KnownSymbols known;
    private final Policy policy;
    private final RiskChecks checks;
    private final SizingGuard sizing;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final ApprovalDesk approvals;

    /** @param approvals row 15. */
    public IntentLadder(
            final Settings settings,
            final Policy policy,
            final RiskChecks checks,
            final SizingGuard sizing,
            final InstrumentBook instruments,
            final TradeBook trades,
            final ApprovalDesk approvals) {
        known = new KnownSymbols(settings);
        this.policy = policy;
        this.checks = checks;
        this.sizing = sizing;
        this.instruments = instruments;
        this.trades = trades;
        this.approvals = approvals;
    }

    /** What stands against an order, OK if nothing does. */
    Code objection(final Order order, final Strategy strategy) {
        Code code = content(order, strategy);
        code = code != Code.OK ? code : gate(order);
        code = code != Code.OK ? code : trade(order);
        code = code != Code.OK ? code : newRisk(order);
        code = code != Code.OK ? code : size(order);
        code = code != Code.OK ? code : limits(order, strategy);
        code = code != Code.OK ? code : reduces(order);
        code = code != Code.OK ? code : room(order);
        return code != Code.OK ? code : approvals.objection(order);
    }

    /** Row 3. */
    private Code content(final Order order, final Strategy strategy) {
        if (order.malformed(known.unsound(order)) != Code.OK) {
            return Code.MALFORMED;
        }
        if (!order.isNew() && order.action() != ActionType.AMEND) {
            return Code.OK;
        }
        if (order.mode() == TradingMode.DISABLED
                || order.mode().value() > policy.tradingMode().value()) {
            return Code.TRADING_DISABLED;
        }
        return strategy.isEnabled() ? Code.OK : Code.STRATEGY_DISABLED;
    }

    /** Row 4; no mode keeps a strategy from taking a request back. */
    private Code gate(final Order order) {
        return order.isCancelOfRequest() ? Code.OK : checks.gate(order.action());
    }

    /** Row 5. */
    private static Code trade(final Order order) {
        if (!order.namesTrade()) {
            return Code.OK;
        }
        final Trade trade = order.named();
        if (trade == null) {
            return Code.UNKNOWN_TRADE;
        }
        order.tellsOf(trade);
        if (trade.strategyId() != order.strategyId()) {
            return Code.NOT_OWNER;
        }
        if (!trade.isWorking() && !order.isCancelOfRequest()) {
            return Code.WRONG_STATE;
        }
        return order.action() == ActionType.AMEND ? order.malformed(order.otherThanNamed()) : Code.OK;
    }

    /** Rows 6 to 10. */
    Code newRisk(final Order order) {
        if (!order.addsRisk()) {
            return Code.OK;
        }
        order.stale(checks.isStale(order.in()));
        return checks.newRisk(order);
    }

    /** Row 11; what follows sees the sized order. */
    private Code size(final Order order) {
        return order.isNew() ? sizing.size(order) : Code.OK;
    }

    /** Row 12. */
    private Code limits(final Order order, final Strategy strategy) {
        return order.addsRisk() ? checks.limits(order, strategy) : Code.OK;
    }

    /** Row 13: the opposite side, at most the position less what already works on that side. */
    private static Code reduces(final Order order) {
        final boolean amends =
                order.action() == ActionType.AMEND && order.named().action() == ActionType.REDUCE_ONLY;
        if (order.action() != ActionType.REDUCE_ONLY && !amends) {
            return Code.OK;
        }
        final Position position =
                order.instrument() == null ? null : order.instrument().position(order.mode());
        if (position == null || position.isFlat() || position.closingSide() != order.side()) {
            return order.notReducing(position == null ? 0 : position.quantityE8(), 0);
        }
        final long othersE8 = position.workingE8(order.side()) - order.workingE8();
        final long wantedE8 = order.quantityE8() - order.filledE8();
        return wantedE8 <= Math.abs(position.quantityE8()) - othersE8
                ? Code.OK
                : order.notReducing(position.quantityE8(), othersE8);
    }

    /** Row 14. */
    private Code room(final Order order) {
        final boolean fits = !order.makesTrade()
                || trades.hasRoom()
                        && (order.instrument() != null || instruments.hasRoom(order.symbol(), order.symbolOffset()));
        return fits ? Code.OK : Code.CAPACITY;
    }
}
