package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.CashFlowEncoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.EventType;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.IntegrityViolationEncoder;
import io.sluice.codec.ModelAckEncoder;
import io.sluice.codec.OpenOrderEncoder;
import io.sluice.codec.PositionReportEncoder;
import io.sluice.codec.ProbeResultEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.codec.Side;
import io.sluice.codec.StrategyHeartbeatEncoder;
import io.sluice.codec.SystemEventEncoder;
import io.sluice.codec.TickEncoder;
import io.sluice.codec.TradeClosedEncoder;
import io.sluice.codec.TradeSettledEncoder;
import io.sluice.codec.TradingMode;

/** Envelopes of facts: what brokers, feeds, services and strategies' hearts say. */
class FactEnvelopes extends Envelopes {
    private static final byte[] EXPECTED = new byte[32];
    private static final byte[] FOUND = new byte[32];

    static {
        EXPECTED[0] = 1;
        FOUND[0] = 2;
    }

    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final ProbeResultEncoder probe = new ProbeResultEncoder();
    private final SystemEventEncoder event = new SystemEventEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final EquityUpdateEncoder equity = new EquityUpdateEncoder();
    private final ExecutionReportEncoder execution = new ExecutionReportEncoder();
    private final PositionReportEncoder position = new PositionReportEncoder();
    private final OpenOrderEncoder openOrder = new OpenOrderEncoder();
    private final TradeClosedEncoder closed = new TradeClosedEncoder();
    private final TradeSettledEncoder settled = new TradeSettledEncoder();
    private final StrategyHeartbeatEncoder strategyHeartbeat = new StrategyHeartbeatEncoder();
    private final ModelAckEncoder modelAck = new ModelAckEncoder();
    private final IntegrityViolationEncoder violation = new IntegrityViolationEncoder();
    private final CashFlowEncoder cashFlow = new CashFlowEncoder();
    private final TickEncoder tick = new TickEncoder();

    byte[] tick() {
        return end(begin(SenderId.ENGINE, tick));
    }

    byte[] heartbeat(final SenderId door, final ComponentSource source) {
        return end(begin(door, heartbeat).source(source));
    }

    byte[] heartbeat(final SenderId door, final ComponentSource source, final int ttlSeconds) {
        return end(begin(door, heartbeat).source(source).ttlSeconds(ttlSeconds));
    }

    byte[] probe(final SenderId door, final ComponentSource source, final boolean ok, final long latencyMs) {
        return end(begin(door, probe)
                .source(source)
                .ok(ok ? Bool.TRUE : Bool.FALSE)
                .latencyMs(latencyMs));
    }

    /** @param eventId 0 for none. */
    byte[] event(
            final SenderId door,
            final EventType type,
            final ComponentSource source,
            final ReasonCode reason,
            final long eventId) {
        final SystemEventEncoder out = begin(door, event);
        out.eventId().msb(eventId == 0 ? 0 : 7).lsb(eventId);
        return end(out.eventType(type)
                .source(source)
                .severity(Severity.WARNING)
                .reasonCode(reason)
                .details(""));
    }

    byte[] quote(final SenderId door, final String symbol, final long bidE8, final long askE8, final boolean poor) {
        final QuoteEncoder out = begin(door, quote).symbol(symbol).bid(bidE8).ask(askE8);
        return end(poor ? out.lowQuality(Bool.TRUE) : out);
    }

    byte[] equity(final SenderId door, final long equityE8) {
        return end(begin(door, equity).equity(equityE8));
    }

    /** @param afterE8 equity after it, 0: not said. */
    byte[] cashFlow(final SenderId door, final String flowId, final long amountE8, final long afterE8) {
        final CashFlowEncoder out = begin(door, cashFlow).amount(amountE8);
        if (afterE8 != 0) {
            out.equityAfter(afterE8);
        }
        return end(out.flowId(flowId).operatorId("").reason(""));
    }

    /**
     * @param cumE8     -1 for none.
     * @param commandId 0 for none.
     */
    byte[] execution(
            final long tradeId,
            final ExecutionStatus status,
            final String symbol,
            final Side side,
            final long lastE8,
            final long priceE8,
            final long leavesE8,
            final long cumE8,
            final long commandId,
            final TradingMode mode,
            final String execId) {
        final ExecutionReportEncoder out = begin(SenderId.BROKER, execution)
                .tradeId(tradeId)
                .status(status)
                .symbol(symbol)
                .side(side)
                .lastQuantity(lastE8)
                .lastPrice(priceE8)
                .leavesQuantity(leavesE8)
                .tradingMode(mode);
        if (cumE8 >= 0) {
            out.cumQuantity(cumE8);
        }
        if (commandId != 0) {
            out.commandId(commandId);
        }
        return end(out.execId(execId));
    }

    /** @param symbol null: nothing is held. */
    byte[] position(final long reportId, final String symbol, final long quantityE8, final boolean last) {
        final PositionReportEncoder out = begin(SenderId.BROKER, position)
                .reportId(reportId)
                .quantity(quantityE8)
                .last(last ? Bool.TRUE : Bool.FALSE);
        return end(symbol == null ? out : out.symbol(symbol));
    }

    /** @param order null: nothing works. */
    byte[] openOrder(final long reportId, final OrderAtVenue order, final boolean last) {
        final OpenOrderEncoder out = begin(SenderId.BROKER, openOrder)
                .reportId(reportId)
                .tradeId(order == null ? 0 : order.tradeId)
                .last(last ? Bool.TRUE : Bool.FALSE);
        if (order == null) {
            return end(out.orderRef(""));
        }
        if (order.commandId != 0) {
            out.commandId(order.commandId);
        }
        out.symbol(order.symbol).side(order.side).leavesQuantity(order.leavesE8());
        return end(out.orderRef(order.isNamed ? order.ref : ""));
    }

    byte[] closed(final SenderId door, final long tradeId, final long pnlE8) {
        return end(begin(door, closed).tradeId(tradeId).realizedPnl(pnlE8));
    }

    byte[] settled(final SenderId door, final long tradeId) {
        return end(begin(door, settled).tradeId(tradeId));
    }

    byte[] strategyHeartbeat(final SenderId door, final int strategyId) {
        return end(begin(door, strategyHeartbeat).strategyId(strategyId));
    }

    byte[] modelAck(final SenderId door, final String consumer, final String model, final String version) {
        return end(begin(door, modelAck).consumer(consumer).modelName(model).modelVersion(version));
    }

    byte[] violation(final long tradeId) {
        return end(begin(SenderId.MONITOR, violation)
                .tradeId(tradeId)
                .putExpectedHash(EXPECTED, 0, 32)
                .putFoundHash(FOUND, 0, 32)
                .store("mirror"));
    }
}
