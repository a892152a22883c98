package io.sluice.control.account;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.command.Orders;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import io.sluice.control.trade.VenueOrder;
import io.sluice.schema.SymbolForm;
import org.agrona.concurrent.UnsafeBuffer;

/** Open-order reports, line by line; each full one is judged order by order. */
public final class OrderReports extends FullReport {
    /** Most orders that have ended here and are known to work at the venue; what is beyond waits for later reports. */
    public static final int MOST_ALIVE = 256;

    private final Step step;
    private final TradeBook trades;
    private final CloseBook closes;
    private final ForeignBook foreigns;
    private final BookState book;
    private final OrderJudge judge;
    private final UnsafeBuffer orderRef = new UnsafeBuffer(0, 0);
    private OpenOrderDecoder in;
    private int lines;
    private int endedLines;

    /** @param book learns of full reports. */
    public OrderReports(
            final Settings settings, final Step step, final Orders orders, final BookState book, final Alerts alerts) {
        super(step);
        this.step = step;
        trades = orders.trades();
        closes = orders.closes();
        foreigns = orders.foreigns();
        this.book = book;
        judge = new OrderJudge(settings, step, orders, alerts);
    }

    /** A line of a report. */
    public Code onLine(final OpenOrderDecoder line) {
        in = line;
        final boolean named = isNamed(in.buffer(), symbolOffset());
        if (named ? !SymbolForm.isSound(in.buffer(), symbolOffset()) : namesOrder() && find() == null) {
            return step.malformed(OpenOrderDecoder.symbolId());
        }
        if (in.tradingMode() != TradingMode.NULL_VAL && in.tradingMode() != TradingMode.LIVE) {
            // paper lives from its executions alone (P-3)
            return step.malformed(OpenOrderDecoder.tradingModeId());
        }
        return take(in.reportId(), named || namesOrder(), in.last() == Bool.TRUE);
    }

    private int symbolOffset() {
        return in.offset() + OpenOrderDecoder.symbolEncodingOffset();
    }

    /** Whether a line without symbol is one of an order all the same; else it is that of an account with none. */
    private boolean namesOrder() {
        return in.tradeId() != 0 || in.commandId() != OpenOrderDecoder.commandIdNullValue();
    }

    @Override
    boolean line(final long number) {
        lines++;
        in.wrapOrderRef(orderRef);
        final VenueOrder<?> order = find();
        if (order == null) {
            return foreigns.line(orderRef, in, symbolOffset(), number);
        }
        order.listedIn(number);
        endedLines += order.isEnded() ? 1 : 0;
        return true;
    }

    /** A trade by its id, a close by the id of its command, in whichever field the adapter puts that. */
    private VenueOrder<?> find() {
        final Close close =
                in.commandId() == OpenOrderDecoder.commandIdNullValue() ? null : closes.find(in.commandId());
        if (close != null) {
            return close;
        }
        if (in.tradeId() == 0) {
            return null;
        }
        final Trade trade = trades.find(in.tradeId());
        return trade != null ? trade : closes.find(in.tradeId());
    }

    @Override
    void complete(final long number) {
        judge.judge(number, endedLines > 0);
        book.ordersReported(step.nowNs(), step.sequence(), lines == 0);
    }

    @Override
    void clear() {
        lines = 0;
        endedLines = 0;
    }

    /** Images the report under way. */
    public void image(final Image image) {
        imageIds(image);
        lines = image.int32(lines);
        endedLines = image.int32(endedLines);
    }
}
