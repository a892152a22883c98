package io.sluice.client;

import io.sluice.codec.CashFlowEncoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.EventType;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.OpenOrderEncoder;
import io.sluice.codec.PositionReportEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryStageResultEncoder;
import io.sluice.codec.Severity;
import io.sluice.codec.Side;
import io.sluice.codec.TradeClosedEncoder;
import io.sluice.codec.TradeSettledEncoder;
import io.sluice.codec.TradingMode;
import java.util.UUID;

/**
 * What a broker's adapter reports. Facts may be reported again, late and out of order: the machine counts each one
 * once. On BACK_PRESSURED the same has to be offered again; nothing is dropped but signs of life and quotes.
 */
public final class BrokerDoor extends RoleDoor {
    private final ExecutionWriter execution;
    private final PositionReportEncoder position = new PositionReportEncoder();
    private final OpenOrderEncoder order = new OpenOrderEncoder();
    private final EquityUpdateEncoder equity = new EquityUpdateEncoder();
    private final CashFlowEncoder flow = new CashFlowEncoder();
    private final TradeClosedEncoder closed = new TradeClosedEncoder();
    private final TradeSettledEncoder settled = new TradeSettledEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final RecoveryStageResultEncoder stage = new RecoveryStageResultEncoder();

    /** For an engine, which hands it out. */
    public BrokerDoor(final Sender sender, final Answers answers) {
        super(sender, answers);
        execution = new ExecutionWriter(sender);
    }

    /**
     * Begins an execution report; {@link ExecutionWriter#offer()} sends it.
     *
     * @param tradeId 0 for an order that Sluice did not see.
     */
    public ExecutionWriter execution(final long tradeId, final ExecutionStatus status) {
        return execution.begin(tradeId, status);
    }

    /**
     * One line of a full report of positions.
     *
     * @param reportId   the same for each line of the report.
     * @param symbol     null in the one line of a flat account.
     * @param quantityE8 decimal, see {@link E8}; below 0 for a short position.
     * @param averageE8  average price, see {@link E8}; {@link E8#ABSENT} if it is not known.
     * @param last       whether it ends the report.
     */
    public Offer position(
            final long reportId,
            final CharSequence symbol,
            final long quantityE8,
            final long averageE8,
            final boolean last) {
        sender.begin(position)
                .reportId(reportId)
                .quantity(quantityE8)
                .averagePrice(averageE8)
                .last(bool(last));
        return sender.symbol(symbol) ? offer(position) : turnedAway(position, SYMBOL);
    }

    /** The whole report of an account that holds nothing. */
    public Offer flat(final long reportId) {
        return position(reportId, null, 0, E8.ABSENT, true);
    }

    /**
     * One line of a full report of working orders.
     *
     * @param tradeId   0 if the order is not Sluice's, or a close.
     * @param commandId of the ClosePosition that still works; 0 for none.
     * @param symbol    1 to 24 characters.
     * @param side      null if it is not known.
     * @param leavesE8  what is left, see {@link E8}.
     * @param mode      null for live.
     * @param orderRef  the venue's id of the order, at most 64 bytes; null for none.
     * @param last      whether it ends the report.
     */
    public Offer openOrder(
            final long reportId,
            final long tradeId,
            final long commandId,
            final CharSequence symbol,
            final Side side,
            final long leavesE8,
            final TradingMode mode,
            final CharSequence orderRef,
            final boolean last) {
        sender.begin(order)
                .reportId(reportId)
                .tradeId(tradeId)
                .side(Absent.or(side, Side.NULL_VAL))
                .leavesQuantity(leavesE8)
                .last(bool(last));
        if (commandId != 0) {
            order.commandId(commandId);
        }
        if (mode != null) {
            order.tradingMode(mode);
        }
        // without a symbol the line would be that of an account in which no order works
        final boolean named = symbol != null && !symbol.isEmpty() && sender.symbol(symbol);
        return named ? offer(order, orderRef) : turnedAway(order, SYMBOL);
    }

    /** The whole report of an account in which no order works. */
    public Offer noOpenOrders(final long reportId) {
        return offer(sender.begin(order).reportId(reportId).tradeId(0).last(bool(true)));
    }

    /** The account's equity, a decimal of money, see {@link E8}. */
    public Offer equity(final long equityE8) {
        return offer(sender.begin(equity).equity(equityE8));
    }

    /**
     * Money came in or left (SPEC D-5).
     *
     * @param flowId        unique name of the flow, at most 36 bytes: it counts once.
     * @param amountE8      decimal, see {@link E8}; a deposit is above 0.
     * @param equityAfterE8 decimal, see {@link E8}; {@link E8#ABSENT} if it is not known.
     */
    public Offer cashFlow(final CharSequence flowId, final long amountE8, final long equityAfterE8) {
        return offer(sender.begin(flow).amount(amountE8).equityAfter(equityAfterE8), flowId);
    }

    /**
     * The position of a trade is closed.
     *
     * @param realizedE8 profit or loss in money, see {@link E8}; {@link E8#ABSENT} if it is not known.
     */
    public Offer tradeClosed(final long tradeId, final long realizedE8) {
        return offer(sender.begin(closed).tradeId(tradeId).realizedPnl(realizedE8));
    }

    /** A trade is settled. */
    public Offer tradeSettled(final long tradeId) {
        return offer(sender.begin(settled).tradeId(tradeId));
    }

    /** A quote of the broker's own; decimals, see {@link E8}. */
    public Offer quote(final CharSequence symbol, final long bidE8, final long askE8) {
        sender.begin(quote).bid(bidE8).ask(askE8);
        return sender.symbol(symbol) ? offer(quote) : turnedAway(quote, SYMBOL);
    }

    /** The link to the broker works. To be said more often than {@code health.broker-timeout}. */
    public Offer heartbeat() {
        return beat(ComponentSource.BROKER);
    }

    /**
     * A probe of the broker came back, or did not.
     *
     * @param latencyMs below 0 if it was not measured.
     */
    public Offer probe(final boolean ok, final long latencyMs) {
        return probed(ComponentSource.BROKER, ok, latencyMs);
    }

    /** The link to the broker is gone. Gets through a full ring. */
    public Offer disconnected(final CharSequence details) {
        return event(
                EventType.FAIL_CRIT,
                ComponentSource.BROKER,
                Severity.CRITICAL,
                ReasonCode.BROKER_DISCONNECT,
                UUID.randomUUID(),
                details);
    }

    /** The link to the broker is back. */
    public Offer reconnected(final CharSequence details) {
        return event(
                EventType.RECOVERED,
                ComponentSource.BROKER,
                Severity.INFO,
                ReasonCode.BROKER_RECONNECTED,
                UUID.randomUUID(),
                details);
    }

    /** How a stage of the recovery went; {@code detail} is at most 256 bytes, null is empty. */
    public Offer stageResult(final RecoveryStage of, final boolean ok, final CharSequence detail) {
        return sender.offer(
                sender.begin(stage).stage(Absent.or(of, RecoveryStage.NULL_VAL)).ok(bool(ok)), null, detail, null);
    }
}
