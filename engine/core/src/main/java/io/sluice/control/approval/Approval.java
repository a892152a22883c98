package io.sluice.control.approval;

import io.sluice.codec.ApprovalCreatedEncoder;
import io.sluice.codec.Channel;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.concurrent.UnsafeBuffer;

/** One request for approval (H-4). Decimals scaled by 10^8, absent ones Long.MIN_VALUE. */
public final class Approval extends Link<Approval> {
    static final long ABSENT = OrderIntentDecoder.riskPctNullValue();

    final Timer expiry = new Timer(TimerKind.APPROVAL_EXPIRY, 0);
    final Text modelName = new Text(32);
    final Text modelVersion = new Text(32);
    final Text reasoning = new Text(512);
    final Text decidedBy = new Text(64);
    final Text decisionReason = new Text(256);
    final Text decisionComment = new Text(256);
    final byte[] rowHash = new byte[32];
    final byte[] token = new byte[32];
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    Trade trade;
    long riskPctE8;
    long confidenceE8;
    long requestPriceE8;
    long correlationMsb;
    long correlationLsb;
    long requestedNs;
    long expiresNs;
    long decidedNs;
    Channel channel;
    /** Whether a deep link to it may still be used (H-13). */
    boolean linked;
    /** Whether it ever had a link; {@link #token} is the last one. */
    boolean issued;

    /** The trade that waits. */
    public Trade trade() {
        return trade;
    }

    /** Engine time at which it runs out. */
    public long expiresNs() {
        return expiresNs;
    }

    void begin(final Trade newTrade, final OrderIntentDecoder intent) {
        trade = newTrade;
        riskPctE8 = intent.riskPct();
        confidenceE8 = intent.confidence();
        intent.wrapModelName(view);
        modelName.set(view);
        intent.wrapModelVersion(view);
        modelVersion.set(view);
        intent.wrapReasoning(view);
        reasoning.set(view);
        decidedNs = ABSENT;
        linked = false;
        issued = false;
        channel = Channel.NULL_VAL;
        decidedBy.clear();
        decisionReason.clear();
        decisionComment.clear();
    }

    /** Fills one of the four outcomes that show a request; they share one layout. */
    public void encode(final ApprovalCreatedEncoder out) {
        out.id(trade.id())
                .tradeId(trade.id())
                .strategyId(trade.strategyId())
                .intentId(trade.intentId())
                .action(trade.action())
                .tradingMode(trade.mode())
                .side(trade.side())
                .quantity(trade.quantityE8())
                .leverage(trade.leverageE8())
                .riskPct(riskPctE8)
                .confidence(confidenceE8)
                .requestPrice(requestPriceE8)
                .orderPrice(trade.priceE8())
                .status(trade.state())
                .requestedAt(requestedNs)
                .expiresAt(expiresNs)
                .decidedAt(decidedNs)
                .decisionChannel(channel);
        out.correlationId().msb(correlationMsb).lsb(correlationLsb);
        out.putRowHash(rowHash, 0, rowHash.length);
        out.buffer()
                .putBytes(
                        out.offset() + ApprovalCreatedEncoder.symbolEncodingOffset(),
                        trade.symbol(),
                        0,
                        Instrument.LENGTH);
        out.putModelName(modelName.bytes(), 0, modelName.length())
                .putModelVersion(modelVersion.bytes(), 0, modelVersion.length())
                .putReasoningSummary(reasoning.bytes(), 0, reasoning.length())
                .putDecidedBy(decidedBy.bytes(), 0, decidedBy.length())
                .putDecisionReason(decisionReason.bytes(), 0, decisionReason.length())
                .putDecisionComment(decisionComment.bytes(), 0, decisionComment.length());
    }

    /** Images it; its hash goes along as it was recorded, so that a start can hold it against the fields (H-12). */
    void image(final Image image, final TradeBook trades) {
        trade = image.known(trades.find(image.int64(image.isReading() ? 0 : trade.id())), "a trade");
        riskPctE8 = image.int64(riskPctE8);
        confidenceE8 = image.int64(confidenceE8);
        requestPriceE8 = image.int64(requestPriceE8);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
        requestedNs = image.int64(requestedNs);
        expiresNs = image.int64(expiresNs);
        decidedNs = image.int64(decidedNs);
        channel = image.ofEnum(channel, Channel::value, Channel::get);
        modelName.image(image);
        modelVersion.image(image);
        reasoning.image(image);
        decidedBy.image(image);
        decisionReason.image(image);
        decisionComment.image(image);
        image.bytes(rowHash);
        linked = image.bool(linked);
        issued = image.bool(issued);
        if (issued) {
            image.bytes(token);
        }
    }
}
