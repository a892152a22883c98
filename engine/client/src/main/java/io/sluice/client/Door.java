package io.sluice.client;

import io.sluice.codec.Bool;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.PositionReportEncoder;
import io.sluice.codec.ProbeResultEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The raw way in, for what the typed doors ({@link OperatorDoor}, {@link BrokerDoor}, {@link MarketDoor},
 * {@link RiskDoor}, {@link MonitorDoor}) have no method for. The role and principal of an input are the door's, and
 * cannot be set by what comes through (SPEC W-8). Decimals are scaled by 10^8, see {@link E8}. No call blocks. One
 * thread at a time.
 *
 * <pre>{@code
 *  QuoteEncoder quote = door.begin(new QuoteEncoder());
 *  quote.symbol("BTCUSD").bid(E8.of("999.5")).ask(E8.of("1000.5"));
 *  door.offer(quote);
 * }</pre>
 */
public final class Door {
    private final Sender sender;
    private final QuoteEncoder quote = new QuoteEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final ProbeResultEncoder probe = new ProbeResultEncoder();
    private final EquityUpdateEncoder equity = new EquityUpdateEncoder();
    private final PositionReportEncoder position = new PositionReportEncoder();
    private final ExecutionReportEncoder execution = new ExecutionReportEncoder();

    /** For an engine, which hands it out. */
    public Door(final Sender sender, final Role role) {
        if (role == Role.ENGINE) {
            throw new IllegalArgumentException("only the engine itself speaks as the engine");
        }
        this.sender = sender;
    }

    /**
     * Begins an input with every field absent; {@link #offer(MessageEncoderFlyweight)} sends it, and is MALFORMED while
     * a required field was not set (SPEC W-0). Every text must be put, in the order of the schema, an empty one too.
     */
    public <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        return sender.begin(encoder);
    }

    /** Gives the input that was begun a correlation id (W-4). */
    public Door correlationId(final long msb, final long lsb) {
        sender.correlationId(msb, lsb);
        return this;
    }

    /** Offers the input that was begun. */
    public Offer offer(final MessageEncoderFlyweight encoder) {
        return sender.offer(encoder);
    }

    /** Offers an input that is encoded already, message header first; whatever the bytes are, they do no harm. */
    public Offer offer(final DirectBuffer message, final int offset, final int length) {
        return sender.offer(message, offset, length, 0, 0);
    }

    /** The same with a correlation id (W-4). */
    public Offer offer(
            final DirectBuffer message,
            final int offset,
            final int length,
            final long correlationMsb,
            final long correlationLsb) {
        return sender.offer(message, offset, length, correlationMsb, correlationLsb);
    }

    /** A quote. */
    public Offer quote(final String symbol, final long bidE8, final long askE8) {
        return isTooLong(symbol)
                ? Offer.MALFORMED
                : offer(begin(quote).symbol(symbol).bid(bidE8).ask(askE8));
    }

    /** A sign of life of a component. */
    public Offer heartbeat(final ComponentSource source) {
        return offer(begin(heartbeat).source(source));
    }

    /** Result of a probe. */
    public Offer probe(final ComponentSource source, final boolean ok, final long latencyMs) {
        return offer(begin(probe).source(source).ok(ok ? Bool.TRUE : Bool.FALSE).latencyMs(latencyMs));
    }

    /** The account's equity. */
    public Offer equity(final long equityE8) {
        return offer(begin(equity).equity(equityE8));
    }

    /**
     * One line of a position report.
     *
     * @param symbol empty in the one line of a flat account.
     * @param last   whether it ends the report.
     */
    public Offer position(final long reportId, final String symbol, final long quantityE8, final boolean last) {
        if (isTooLong(symbol)) {
            return Offer.MALFORMED;
        }
        return offer(begin(position)
                .reportId(reportId)
                .symbol(symbol)
                .quantity(quantityE8)
                .last(last ? Bool.TRUE : Bool.FALSE));
    }

    /**
     * An execution report without cumulative quantity.
     *
     * @param commandId that it answers, 0 if none.
     */
    public Offer execution(
            final long tradeId,
            final long commandId,
            final String execId,
            final ExecutionStatus status,
            final String symbol,
            final Side side,
            final long lastQuantityE8,
            final long lastPriceE8,
            final long leavesQuantityE8) {
        if (isTooLong(symbol)) {
            return Offer.MALFORMED;
        }
        begin(execution)
                .tradeId(tradeId)
                .status(status)
                .symbol(symbol)
                .side(side)
                .lastQuantity(lastQuantityE8)
                .lastPrice(lastPriceE8)
                .leavesQuantity(leavesQuantityE8);
        if (commandId != 0) {
            execution.commandId(commandId);
        }
        return sender.offer(execution, execId, null, null);
    }

    /** The codec would throw; anything else that is wrong with a symbol it lets pass, to be refused. */
    private static boolean isTooLong(final String symbol) {
        return symbol.length() > QuoteEncoder.symbolLength();
    }
}
