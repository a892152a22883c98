package io.sluice.bench;

import io.sluice.codec.ActionType;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.StartKind;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.ConfigLoader;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.engine.RecordSink;
import io.sluice.engine.Stepper;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * A machine with its stepper and no journal, in {@code normal}, with one symbol quoted. Engine time goes on by a
 * microsecond an input, and once a second of it the symbol is quoted again. Every answer is compared with what is
 * expected: a benchmark fails rather than measure something else.
 */
final class BenchMachine implements RecordSink {
    /** Requests that may be pending at once. */
    static final int PENDING = 1024;

    private static final int FRAME = Integer.BYTES;
    private static final long STEP_NS = 1_000;
    private static final long QUOTE_EVERY_NS = 1_000_000_000L;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final String SYMBOL = "BTCUSD";
    private static final long BID_E8 = 999_9000_0000L;
    private static final long ASK_E8 = 1_000_1000_0000L;
    private static final long PRICE_E8 = 1_000_0000_0000L;
    private static final long QUANTITY_E8 = 1_0000_0000L;
    private static final long EQUITY_E8 = 100_000_0000_0000L;

    private final EnvelopeEncoder strategy = new EnvelopeEncoder(Role.STRATEGY, "1");
    private final EnvelopeEncoder broker = new EnvelopeEncoder(Role.BROKER, "broker");
    private final EnvelopeEncoder person = new EnvelopeEncoder(Role.OPERATOR, "alice");
    private final Envelope[] paper = {intent(TradingMode.PAPER, Side.BUY), intent(TradingMode.PAPER, Side.SELL)};
    private final Envelope[] live = {intent(TradingMode.LIVE, Side.BUY), intent(TradingMode.LIVE, Side.SELL)};
    private final Envelope[] fills = {fill(Side.BUY), fill(Side.SELL)};
    private final Envelope approval = approval();
    private final Envelope equity =
            Envelope.of(new EnvelopeEncoder(Role.RISK, "risk"), new EquityUpdateEncoder(), e -> e.equity(EQUITY_E8));
    private final Envelope quote =
            Envelope.of(new EnvelopeEncoder(Role.MARKET, "feed"), new QuoteEncoder(), e -> e.symbol(SYMBOL)
                    .bid(BID_E8)
                    .ask(ASK_E8));

    private final RecordEncoder record;
    private final ControlMachine machine;
    private final Stepper stepper;
    private final DecisionDecoder decision = new DecisionDecoder();
    private boolean decided;
    private int length;
    private long nowNs = START_NS;
    private long nextQuoteNs = START_NS;
    private long intentId;
    private long equities;

    BenchMachine() {
        final var loaded = ConfigLoader.load(
                "bench",
                "",
                Map.of(),
                List.of(
                        "sluice.hitl.allowed-operators=[alice]",
                        "sluice.capacity.pending=" + PENDING,
                        "sluice.journal.max-record=16 MB"));
        final ControlConfig config = loaded.control();
        record = new RecordEncoder(loaded.engine().journal().maxRecordBytes());
        machine = new ControlMachine(config);
        stepper = new Stepper(machine, record, this, 0, Long.MIN_VALUE);
        machine.configure(config);
        final Envelope started = Envelope.of(
                new EnvelopeEncoder(Role.ENGINE, ""),
                new EngineStartedEncoder(),
                e -> e.journalKind(JournalKind.PLAY).startKind(StartKind.FIRST).startNormal(Bool.TRUE));
        stepper.start(started.buffer, 0, started.length, nowNs, nowNs);
        input(quote);
    }

    /** The gate as it stands. */
    long permissions() {
        return machine.permissions();
    }

    /** Sends an intent of the next id; odd and even ids take opposite sides, so that positions stay small. */
    long open(final TradingMode mode, final Verdict expected) {
        intentId++;
        final Envelope intent = (mode == TradingMode.LIVE ? live : paper)[(int) (intentId & 1)];
        intent.put(OrderIntentEncoder.intentIdEncodingOffset(), intentId);
        input(intent);
        expect(expected, Bool.FALSE);
        return decision.tradeId();
    }

    /** Sends the last paper intent again. */
    void repeat() {
        input(paper[(int) (intentId & 1)]);
        expect(Verdict.ALLOW, Bool.TRUE);
    }

    /** The broker has filled an order; sides alternate as those of {@link #open} do. */
    void fill(final long tradeId, final int index) {
        final Envelope report = fills[index & 1];
        report.put(ExecutionReportEncoder.tradeIdEncodingOffset(), tradeId);
        input(report);
    }

    /** A person approves a held order. */
    void approve(final long tradeId) {
        approval.put(ApprovalDecisionEncoder.tradeIdEncodingOffset(), tradeId);
        input(approval);
        expect(Verdict.ALLOW, Bool.FALSE);
    }

    /** Equity, moving a little up and down. */
    void equity() {
        equity.put(EquityUpdateEncoder.equityEncodingOffset(), EQUITY_E8 + (equities++ & 0xFF));
        input(equity);
    }

    /** A quote. */
    void quote() {
        input(quote);
    }

    /** Bytes of the last record. */
    int recordLength() {
        return length;
    }

    /** Records so far. */
    long records() {
        return stepper.lastSequence();
    }

    /** The last record, finished. */
    RecordEncoder record() {
        return record;
    }

    private void input(final Envelope envelope) {
        nowNs += STEP_NS;
        if (nowNs >= nextQuoteNs) {
            nextQuoteNs = nowNs + QUOTE_EVERY_NS;
            stepper.input(quote.buffer, 0, quote.length, nowNs, nowNs);
        }
        decided = false;
        stepper.input(envelope.buffer, 0, envelope.length, nowNs, nowNs);
    }

    @Override
    public void onRecord(final RecordEncoder written, final int size) {
        length = size;
        int at = written.outcomesOffset();
        while (at < size) {
            final int message = at + FRAME;
            if (written.buffer().getShort(message + 2, ByteOrder.LITTLE_ENDIAN) == DecisionDecoder.TEMPLATE_ID) {
                decision.wrap(
                        written.buffer(),
                        message + MessageHeaderDecoder.ENCODED_LENGTH,
                        DecisionDecoder.BLOCK_LENGTH,
                        DecisionDecoder.SCHEMA_VERSION);
                decided = true;
            }
            at = message + written.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void expect(final Verdict verdict, final Bool repeat) {
        if (!decided
                || decision.verdict() != verdict
                || decision.code() != Code.OK
                || decision.repeat() != repeat
                || decision.intentId() > intentId) {
            throw new IllegalStateException(
                    "expected " + verdict + ", got " + (decided ? decision.toString() : "no decision"));
        }
    }

    private Envelope intent(final TradingMode mode, final Side side) {
        return Envelope.of(strategy, new OrderIntentEncoder(), e -> e.strategyId(1)
                .action(ActionType.OPEN)
                .tradingMode(mode)
                .symbol(SYMBOL)
                .side(side)
                .quantity(QUANTITY_E8)
                .price(PRICE_E8)
                .modelName("momentum")
                .modelVersion("1.0.0")
                .reasoning(""));
    }

    private Envelope fill(final Side side) {
        return Envelope.of(broker, new ExecutionReportEncoder(), e -> e.status(ExecutionStatus.FILLED)
                .symbol(SYMBOL)
                .side(side)
                .lastQuantity(QUANTITY_E8)
                .lastPrice(PRICE_E8)
                .leavesQuantity(0)
                .cumQuantity(QUANTITY_E8)
                .execId("fill"));
    }

    private Envelope approval() {
        return Envelope.of(person, new ApprovalDecisionEncoder(), e -> e.decision(ApprovalAnswer.APPROVE)
                .channel(Channel.CLI)
                .operatorId("alice")
                .reason("")
                .comment(""));
    }
}
