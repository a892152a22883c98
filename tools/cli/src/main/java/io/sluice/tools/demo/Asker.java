package io.sluice.tools.demo;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.IntentWriter;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** A strategy's voice: asks through its client, waits for the answer, and keeps what it may act on. */
final class Asker implements DecisionHandler {
    private static final int BATCH = 64;

    private final StrategyClient client;
    private final Doors doors;
    private final Histogram latency;
    private final List<Permit> permits = new ArrayList<>();
    private final OrderIntentDecoder recorded = new OrderIntentDecoder();
    private long answers;
    private long repeats;

    /** What may be done now. */
    record Permit(ActionType action, long tradeId) {}

    /** @param latency takes the nanoseconds from an offer to its answer. */
    Asker(final StrategyClient client, final Doors doors, final Histogram latency) {
        this.client = client;
        this.doors = doors;
        this.latency = latency;
    }

    boolean order(
            final TradingMode mode,
            final long intentId,
            final ActionType action,
            final Side side,
            final long quantityE8,
            final long priceE8,
            final String model,
            final String version,
            final String why) {
        client.intent(intentId, action, mode)
                .symbol(Doors.SYMBOL)
                .side(side)
                .quantity(quantityE8)
                .price(priceE8)
                .model(model, version)
                .reasoning(why);
        return offer();
    }

    boolean cancel(final TradingMode mode, final long intentId, final long tradeId, final String why) {
        client.intent(intentId, ActionType.CANCEL, mode)
                .symbol(Doors.SYMBOL)
                .tradeId(tradeId)
                .reasoning(why);
        return offer();
    }

    boolean query(final TradingMode mode, final long intentId) {
        client.intent(intentId, ActionType.QUERY, mode).symbol(Doors.SYMBOL);
        return offer();
    }

    /** Asks a recorded intent again, with the same content (G-4). */
    void again(final byte[] message) {
        recorded.wrapAndApplyHeader(new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
        final IntentWriter intent = client.intent(recorded.intentId(), recorded.action(), recorded.tradingMode())
                .symbol(recorded.symbol());
        if (recorded.side() != Side.NULL_VAL) {
            intent.side(recorded.side());
        }
        intent.quantity(recorded.quantity()).price(recorded.price()).tradeId(recorded.tradeId());
        final String model = recorded.modelName();
        intent.model(model, recorded.modelVersion());
        intent.reasoning(recorded.reasoning());
        offer();
    }

    private boolean offer() {
        final long before = answers;
        final long startNs = System.nanoTime();
        doors.sent(client.offer());
        while (answers == before) {
            if (client.poll(this, 1) == 0) {
                doors.pause();
            }
        }
        latency.recordValue(System.nanoTime() - startNs);
        return true;
    }

    /** Takes what came without being asked for: final decisions of held intents. */
    void poll() {
        client.poll(this, BATCH);
    }

    /** What may be done now, once. */
    List<Permit> takePermits() {
        final List<Permit> taken = List.copyOf(permits);
        permits.clear();
        return taken;
    }

    /** Answers that had been given before. */
    long repeats() {
        return repeats;
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        count(order);
        if (order.action() != ActionType.QUERY) {
            permits.add(new Permit(order.action(), order.tradeId()));
        }
    }

    @Override
    public void onHeld(final Answer answer) {
        count(answer);
    }

    @Override
    public void onRefused(final Answer answer) {
        count(answer);
    }

    @Override
    public void onLapsed(final Answer answer) {
        count(answer);
    }

    private void count(final Answer answer) {
        answers++;
        repeats += answer.isRepeat() ? 1 : 0;
    }
}
