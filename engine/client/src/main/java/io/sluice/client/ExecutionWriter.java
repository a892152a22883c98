package io.sluice.client;

import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/**
 * An execution report being written. Every method that takes {@code ...E8} takes a decimal, see {@link E8}. Required
 * are symbol, side and what is left; without a fill its quantity and price are 0. Allocates nothing.
 */
public final class ExecutionWriter {
    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
    private final Sender sender;
    private CharSequence execId;
    private String wrongField;

    ExecutionWriter(final Sender sender) {
        this.sender = sender;
    }

    ExecutionWriter begin(final long tradeId, final ExecutionStatus status) {
        sender.begin(encoder)
                .tradeId(tradeId)
                .status(Absent.or(status, ExecutionStatus.NULL_VAL))
                .lastQuantity(0)
                .lastPrice(0);
        execId = null;
        wrongField = null;
        return this;
    }

    /** Symbol and side of the order. */
    public ExecutionWriter order(final CharSequence symbol, final Side side) {
        wrongField = sender.symbol(symbol) ? wrongField : RoleDoor.SYMBOL;
        encoder.side(Absent.or(side, Side.NULL_VAL));
        return this;
    }

    /**
     * The fill.
     *
     * @param id         names the fill, at most 64 bytes, read by {@link #offer()}: it counts once.
     * @param quantityE8 of this fill alone.
     * @param priceE8    of this fill.
     */
    public ExecutionWriter fill(final CharSequence id, final long quantityE8, final long priceE8) {
        execId = id;
        encoder.lastQuantity(quantityE8).lastPrice(priceE8);
        return this;
    }

    /** What is left of the order. */
    public ExecutionWriter leaves(final long quantityE8) {
        encoder.leavesQuantity(quantityE8);
        return this;
    }

    /** Everything that was filled of the order so far. */
    public ExecutionWriter cumulative(final long quantityE8) {
        encoder.cumQuantity(quantityE8);
        return this;
    }

    /** The ClosePosition or CancelOrder that this answers. */
    public ExecutionWriter command(final long commandId) {
        encoder.commandId(commandId);
        return this;
    }

    /** Mode of an order that Sluice did not see; null for live. */
    public ExecutionWriter mode(final TradingMode mode) {
        encoder.tradingMode(Absent.or(mode, TradingMode.NULL_VAL));
        return this;
    }

    /** Sends it. MALFORMED if something required is missing, or the door was used for something else since. */
    public Offer offer() {
        return wrongField == null
                ? sender.offer(encoder, execId, null, null)
                : sender.malformed(encoder, wrongField, "cannot be that");
    }
}
