package io.sluice.control.limits;

import io.sluice.codec.Code;
import io.sluice.codec.Side;
import io.sluice.control.config.ControlConfig.Limits;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.control.config.Settings;
import io.sluice.control.equity.Equity;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.Order;
import java.nio.ByteOrder;

/** Row 12 of G-3: the limits of section 11, each compared in 128 bits. */
public final class LimitChecks {
    private final Settings settings;
    private final Step step;
    private final QuoteMonitor quotes;
    private final Equity equity;
    private final SymbolLimitTable table;
    private final TokenBucket overall = new TokenBucket();

    /** @param equity for the daily loss. */
    public LimitChecks(final Settings settings, final Step step, final QuoteMonitor quotes, final Equity equity) {
        this.settings = settings;
        this.step = step;
        this.quotes = quotes;
        this.equity = equity;
        this.table = new SymbolLimitTable(settings);
    }

    /** All limits but rate and repeat, which an approval is not held against (H-5). */
    public Code standing(final Order order) {
        final Limits limits = settings.get().limits();
        if (limits.dailyLossE8() > 0 && equity.lossTodayE8() > limits.dailyLossE8()) {
            return Code.LIMIT_DAILY_LOSS;
        }
        final SymbolLimits own = table.of(order);
        return own.any() ? ofSymbol(order, own) : Code.OK;
    }

    private Code ofSymbol(final Order order, final SymbolLimits own) {
        if (own.maxOrderQuantityE8() > 0 && order.quantityE8() > own.maxOrderQuantityE8()) {
            return Code.LIMIT_ORDER_QTY;
        }
        final boolean market = order.priceE8() == 0;
        final boolean wantsMid = own.maxOrderNotionalE8() > 0 && market || own.collarPercentE8() > 0 && !market;
        if (wantsMid && (order.instrument() == null || !quotes.isFresh(order.instrument()))) {
            return Code.NO_FRESH_QUOTE;
        }
        // twice the price, so that a mid between two prices is exact
        final long twice = market
                ? order.instrument() == null
                        ? 0
                        : order.instrument().bidE8() + order.instrument().askE8()
                : 2 * order.priceE8();
        if (own.maxOrderNotionalE8() > 0
                && Wide.compareProducts(order.quantityE8(), Math.abs(twice), own.maxOrderNotionalE8(), 2 * Wide.ONE)
                        > 0) {
            return Code.LIMIT_NOTIONAL;
        }
        if (own.collarPercentE8() > 0 && !market && isOutsideCollar(order, twice, own.collarPercentE8())) {
            return Code.LIMIT_COLLAR;
        }
        if (own.maxPositionE8() > 0 && wouldHold(order) > own.maxPositionE8()) {
            return Code.LIMIT_POSITION;
        }
        final int open = order.instrument() == null
                ? 0
                : order.instrument().position(order.mode()).workingOrders();
        return own.maxOpenOrders() > 0 && order.named() == null && open >= own.maxOpenOrders()
                ? Code.LIMIT_OPEN_ORDERS
                : Code.OK;
    }

    private static boolean isOutsideCollar(final Order order, final long twice, final long percentE8) {
        final Instrument instrument = order.instrument();
        final long twiceMid = instrument.bidE8() + instrument.askE8();
        return Wide.compareProducts(Math.abs(twice - twiceMid), Wide.HUNDRED, Math.abs(twiceMid), percentE8) > 0;
    }

    /** Position with every working order of that side filled, and this one. */
    private static long wouldHold(final Order order) {
        if (order.instrument() == null) {
            return order.quantityE8();
        }
        final Position position = order.instrument().position(order.mode());
        final long held = order.side() == Side.BUY ? position.quantityE8() : -position.quantityE8();
        final long working = position.workingE8(order.side());
        return working >= 4 * Wide.LIMIT
                ? Long.MAX_VALUE
                : held + working - order.workingE8() + order.quantityE8() - order.filledE8();
    }

    /** Rate and repeat (section 11); LIMIT_REPEAT also disables the strategy, which the caller does. */
    public Code pace(final Order order, final TokenBucket own, final RepeatWatch watch) {
        final Limits limits = settings.get().limits();
        if (limits.repeatCount() > 0
                && watch.since(print(order), step.nowNs() - limits.repeatWindowNs()) + 1 >= limits.repeatCount()) {
            return Code.LIMIT_REPEAT;
        }
        final boolean within = (limits.ratePerStrategy() == 0
                        || own.has(limits.ratePerStrategy(), burst(limits, limits.ratePerStrategy()), step.nowNs()))
                && (limits.rateOverall() == 0
                        || overall.has(limits.rateOverall(), burst(limits, limits.rateOverall()), step.nowNs()));
        return within ? Code.OK : Code.LIMIT_RATE;
    }

    /** An order was allowed: it counts against rate and repeat. */
    public void count(final Order order, final TokenBucket own, final RepeatWatch watch) {
        final Limits limits = settings.get().limits();
        if (limits.ratePerStrategy() > 0) {
            own.take();
        }
        if (limits.rateOverall() > 0) {
            overall.take();
        }
        if (limits.repeatCount() > 0) {
            watch.add(print(order), step.nowNs());
        }
    }

    private static long burst(final Limits limits, final int rate) {
        return limits.rateBurst() > 0 ? limits.rateBurst() : rate;
    }

    private static long print(final Order order) {
        long hash = order.side().value() + 2L * order.mode().value();
        for (int i = 0; i < Instrument.LENGTH; i += Long.BYTES) {
            hash = mix(hash ^ order.symbol().getLong(order.symbolOffset() + i, ByteOrder.LITTLE_ENDIAN));
        }
        return mix(mix(hash ^ order.priceE8()) ^ order.quantityE8());
    }

    private static long mix(final long value) {
        final long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    }

    /** Images the pace of all strategies together; each has its own besides. */
    public void image(final Image image) {
        overall.image(image);
    }
}
