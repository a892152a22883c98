package io.sluice.tools.demo;

import io.sluice.client.CommandHandler;
import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.OpenOrderEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradeClosedEncoder;
import io.sluice.codec.TradingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simulated broker with the adapter of one trading mode (P-3). Market orders fill at the next trade, limit orders at
 * the first one that reaches their price. What it holds stands in the ledger: an order is at the broker once its report
 * {@code NEW} is on record, and a fill has happened once its report is.
 */
final class Broker implements CommandHandler {
    private static final int POSITION_BEATS = 5;
    private static final int EQUITY_BEATS = 2;

    private final TradingMode mode;
    private final Doors doors;
    private final Ledger ledger;
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final OpenOrderEncoder openOrder = new OpenOrderEncoder();
    private final TreeMap<Long, Close> closes = new TreeMap<>();
    private final TradeClosedEncoder closed = new TradeClosedEncoder();
    private final Set<Long> reported = new HashSet<>();
    private long priceE8;
    private long equityPriceE8;

    private record Close(Side side, long quantityE8) {}

    /** @param priceE8 last price before. */
    Broker(final TradingMode mode, final Doors doors, final Ledger ledger, final long priceE8) {
        this.mode = mode;
        this.doors = doors;
        this.ledger = ledger;
        this.priceE8 = priceE8;
    }

    /** A strategy sends an order that it may act on. */
    void place(final long tradeId) {
        final WorkingOrder order = ledger.order(tradeId);
        if (order != null && !order.placed) {
            say(order, 0, ExecutionStatus.NEW, "n" + tradeId, 0, 0);
        }
    }

    /** A strategy takes an order back. */
    void cancel(final long tradeId) {
        final WorkingOrder order = ledger.order(tradeId);
        if (order != null) {
            say(order, 0, ExecutionStatus.CANCELLED, "x" + tradeId, 0, 0);
        }
    }

    @Override
    public void onClosePosition(final ClosePositionDecoder command) {
        if (!ledger.isAnswered(command.commandId())) {
            closes.put(command.commandId(), new Close(command.side(), command.quantity()));
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder command) {
        final WorkingOrder order = ledger.order(command.tradeId());
        if (order != null && !ledger.isAnswered(command.commandId())) {
            say(order, command.commandId(), ExecutionStatus.CANCELLED, "x" + command.tradeId(), 0, 0);
        }
    }

    /** Fills what a trade fills; whether that was anything. */
    boolean onTrade(final long tradedE8) {
        priceE8 = tradedE8;
        final long before = doors.offered();
        closes.forEach((commandId, close) ->
                say(0, commandId, ExecutionStatus.FILLED, "c" + commandId, close.side, close.quantityE8, priceE8, 0));
        closes.clear();
        for (final WorkingOrder order : ledger.orders(mode)) {
            if (order.placed && order.isFilledAt(priceE8)) {
                final long at = order.isMarket() ? priceE8 : order.priceE8;
                say(order, 0, ExecutionStatus.FILLED, "f" + order.tradeId, order.quantityE8, at);
            }
        }
        return doors.offered() != before;
    }

    /** Gives the signs of life that are due; what was filled before is on record. */
    void onMoment(final Timeline now) {
        reportOver();
        if (mode == TradingMode.LIVE) {
            if (now.isBeat(1)) {
                doors.sent(doors.broker(mode).heartbeat(ComponentSource.BROKER));
            }
            if (now.isBeat(POSITION_BEATS)) {
                reportBook(now.beat());
            }
            reportEquity(now.isBeat(EQUITY_BEATS));
        }
    }

    /** Trades that are over, each once. */
    private void reportOver() {
        for (final Lots.Over trade : ledger.over(mode)) {
            if (reported.add(trade.tradeId())) {
                doors.broker(mode).begin(closed).tradeId(trade.tradeId());
                if (trade.hasResult()) {
                    closed.realizedPnl(trade.pnlE8());
                }
                doors.sent(doors.broker(mode).offer(closed));
            }
        }
    }

    /** Equity at every change that a position feels, and often enough while nothing changes (D-4). */
    private void reportEquity(final boolean due) {
        final Account account = ledger.account(mode);
        if (due || !account.isFlat() && priceE8 != equityPriceE8) {
            equityPriceE8 = priceE8;
            doors.sent(doors.broker(mode).equity(account.equityE8(priceE8)));
        }
    }

    /** The full reports of working orders, then of positions: a stop completes by them in that order (E-2). */
    void reportBook(final long reportId) {
        final List<WorkingOrder> working =
                ledger.orders(mode).stream().filter(order -> order.placed).toList();
        for (int i = 0; i < working.size(); i++) {
            final WorkingOrder order = working.get(i);
            doors.sent(doors.broker(mode)
                    .offer(begin(reportId, order.tradeId, i == working.size() - 1)
                            .symbol(Doors.SYMBOL)
                            .side(order.side)
                            .leavesQuantity(order.quantityE8)
                            .orderRef("")));
        }
        if (working.isEmpty()) {
            doors.sent(doors.broker(mode).offer(begin(reportId, 0, true).orderRef("")));
        }
        final long quantityE8 = ledger.account(mode).quantityE8();
        doors.sent(doors.broker(mode).position(reportId, quantityE8 == 0 ? "" : Doors.SYMBOL, quantityE8, true));
    }

    private OpenOrderEncoder begin(final long reportId, final long tradeId, final boolean last) {
        return doors.broker(mode)
                .begin(openOrder)
                .reportId(reportId)
                .tradeId(tradeId)
                .last(last ? Bool.TRUE : Bool.FALSE);
    }

    private void say(
            final WorkingOrder order,
            final long commandId,
            final ExecutionStatus status,
            final String execId,
            final long filledE8,
            final long atE8) {
        final long leavesE8 = status == ExecutionStatus.NEW ? order.quantityE8 : 0;
        say(order.tradeId, commandId, status, execId, order.side, filledE8, atE8, leavesE8);
    }

    private void say(
            final long tradeId,
            final long commandId,
            final ExecutionStatus status,
            final String execId,
            final Side side,
            final long filledE8,
            final long atE8,
            final long leavesE8) {
        doors.broker(mode)
                .begin(report)
                .tradeId(tradeId)
                .status(status)
                .symbol(Doors.SYMBOL)
                .side(side)
                .lastQuantity(filledE8)
                .lastPrice(atE8)
                .leavesQuantity(leavesE8)
                .cumQuantity(filledE8)
                .tradingMode(mode);
        if (commandId != 0) {
            report.commandId(commandId);
        }
        doors.sent(doors.broker(mode).offer(report.execId(execId)));
    }
}
