package io.sluice.bench;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.journal.JournalScan;
import io.sluice.journal.ScanResult;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;

/**
 * The engine: an embedded client writes paper opens and polls their ALLOW. What was allowed is reported filled in
 * {@link #settle()}, with a quote. Closing reads the journal back and counts.
 */
final class EngineLane implements Lane, DecisionHandler {
    private final ScratchDirectory scratch;
    private final Engine engine;
    private final StrategyClient client;
    private final Door broker;
    private final Door market;
    private final Inputs inputs = new Inputs();
    private final long[] trades = new long[BATCH];
    private int open;
    private long offered;
    private long answered;
    private long others;
    private int recordBytes;
    private long recorded;

    EngineLane(final LaneSetup setup) {
        this(setup, false);
    }

    /** @param door whether other processes may attach. */
    EngineLane(final LaneSetup setup, final boolean door) {
        scratch = ScratchDirectory.in(setup.directory());
        engine = Engine.open(EngineOptions.of(setup.config())
                .in(scratch.path())
                .kind(JournalKind.DEMO)
                .startNormal(true)
                .door(door)
                .segmentBytes(setup.segmentBytes()));
        if (!setup.followed()) {
            engine.holdFollower();
        }
        client = engine.strategy(Inputs.STRATEGY);
        broker = engine.door(Role.BROKER, "broker");
        market = engine.door(Role.MARKET, "feed");
        LaneSetup.awaitSpareSegment(scratch.path());
        settle();
    }

    /** Its data directory. */
    Path directory() {
        return scratch.path();
    }

    /** Last record that it released. */
    long lastSequence() {
        return engine.beacon().lastSequence();
    }

    @Override
    public void offer() {
        write(++offered);
        require(client.offer());
    }

    @Override
    public void rehearse() {
        write(offered + 1);
        require(client.rehearse());
        poll();
    }

    private void write(final long intentId) {
        client.intent(intentId, ActionType.OPEN, TradingMode.PAPER)
                .symbol(Inputs.SYMBOL)
                .side((intentId & 1) == 0 ? Side.BUY : Side.SELL)
                .quantity(Inputs.QUANTITY_E8)
                .price(Inputs.PRICE_E8)
                .model(Inputs.MODEL, Inputs.MODEL_VERSION);
    }

    @Override
    public int poll() {
        return client.poll(this, BATCH);
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        answered++;
        if (order.intentId() != answered || order.quantityE8() != Inputs.QUANTITY_E8 || order.isRepeat()) {
            throw new IllegalStateException("intent " + order.intentId() + " answered where " + answered + " was due");
        }
        trades[open++] = order.tradeId();
    }

    @Override
    public void onHeld(final Answer answer) {
        throw unexpected(answer);
    }

    @Override
    public void onRefused(final Answer answer) {
        throw unexpected(answer);
    }

    @Override
    public void onLapsed(final Answer answer) {
        throw unexpected(answer);
    }

    @Override
    public void settle() {
        offer(market, inputs.quote);
        for (int i = 0; i < open; i++) {
            final Envelope fill = inputs.fills[(int) (answered - open + i & 1)];
            fill.put(ExecutionReportEncoder.tradeIdEncodingOffset(), trades[i]);
            offer(broker, fill);
        }
        open = 0;
        while (engine.beacon().lastSequence() < engine.startSequence() + answered + others) {
            if (engine.failure() != null) {
                throw new IllegalStateException("the engine stopped", engine.failure());
            }
            Thread.onSpinWait();
        }
    }

    private void offer(final Door door, final Envelope input) {
        others++;
        require(door.offer(input.buffer, input.message(), input.messageLength()));
    }

    private static void require(final Offer offer) {
        if (offer != Offer.OFFERED) {
            throw new IllegalStateException("offer: " + offer);
        }
    }

    private static IllegalStateException unexpected(final Answer answer) {
        return new IllegalStateException("intent " + answer.intentId() + ": " + answer.code());
    }

    @Override
    public int recordBytes() {
        return recordBytes;
    }

    @Override
    public void close() {
        engine.close();
        final ScanResult found = JournalScan.run(scratch.path(), (record, position) -> count(record));
        scratch.close();
        if (recorded != offered || answered != offered || found.records() < 1 + offered + others) {
            throw new IllegalStateException(offered + " intents offered, " + answered + " answered, " + recorded
                    + " recorded; " + found.records() + " records in all");
        }
    }

    private void count(final RecordDecoder record) {
        record.input();
        if (record.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
            recorded++;
            recordBytes = record.outcomesOffset() + record.outcomesLength();
        }
    }
}
