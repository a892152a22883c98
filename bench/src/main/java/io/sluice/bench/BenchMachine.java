package io.sluice.bench;

import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.RecordHeaderEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.control.ControlMachine;
import io.sluice.record.RecordEncoder;
import io.sluice.record.RecordLayout;
import io.sluice.replay.RecordSink;
import io.sluice.replay.Stepper;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A machine with its stepper and no journal of its own, in {@code normal}, with one symbol quoted. Engine time goes
 * on by a step an input, and once a second of it the symbol is quoted again. Every answer is compared with what is
 * expected: a benchmark fails rather than measure something else.
 */
final class BenchMachine implements RecordSink {
    private static final int PENDING = 1024;
    private static final long QUOTE_EVERY_NS = 1_000_000_000L;
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final Inputs inputs = new Inputs();
    private final long stepNs;
    private final RecordSink behind;
    private final RecordEncoder record;
    private final ControlMachine machine;
    private final Stepper stepper;
    private final DecisionDecoder decision = new DecisionDecoder();
    private int decisionAt;
    private int decisionLength;
    private int length;
    private long nowNs = START_NS;
    private long nextQuoteNs = START_NS;
    private long intentId;
    private long equities;

    /** With many tables' room, and a microsecond between inputs; its records go nowhere. */
    BenchMachine() {
        this(
                ConfigLoader.load(
                        "bench",
                        "",
                        Map.of(),
                        List.of(
                                "sluice.hitl.allowed-operators=[alice]",
                                "sluice.capacity.pending=" + PENDING,
                                "sluice.journal.max-record=16 MB")),
                1_000,
                (written, size) -> {});
        start(inputs.started.buffer, inputs.started.length);
    }

    /**
     * To be started.
     *
     * @param stepNs engine time between two inputs.
     * @param behind hears of each record once it is looked at.
     */
    BenchMachine(final LoadedConfig config, final long stepNs, final RecordSink behind) {
        this.stepNs = stepNs;
        this.behind = behind;
        record = new RecordEncoder(config.engine().journal().maxRecordBytes());
        machine = new ControlMachine(config.control());
        stepper = new Stepper(machine, record, this, 0, Long.MIN_VALUE);
    }

    /** Executes the first input. */
    void start(final DirectBuffer envelope, final int envelopeLength) {
        stepper.start(envelope, 0, envelopeLength, nowNs, nowNs);
        input(inputs.quote);
    }

    /** The gate as it stands. */
    long permissions() {
        return machine.permissions();
    }

    /** Sends an open of the next id. */
    long open(final TradingMode mode, final Verdict expected) {
        intentId++;
        final Envelope intent = (mode == TradingMode.LIVE ? inputs.live : inputs.paper)[(int) (intentId & 1)];
        intent.put(OrderIntentEncoder.intentIdEncodingOffset(), intentId);
        input(intent);
        expect(expected, Bool.FALSE);
        return decision.tradeId();
    }

    /** Sends the last paper open again. */
    void repeat() {
        input(inputs.paper[(int) (intentId & 1)]);
        expect(Verdict.ALLOW, Bool.TRUE);
    }

    /** The broker has filled a trade, whose intent had an odd or an even id. */
    void fill(final long tradeId, final long ofIntent) {
        final Envelope report = inputs.fills[(int) (ofIntent & 1)];
        report.put(ExecutionReportEncoder.tradeIdEncodingOffset(), tradeId);
        input(report);
    }

    /** A person approves a held order. */
    void approve(final long tradeId) {
        inputs.approval.put(ApprovalDecisionEncoder.tradeIdEncodingOffset(), tradeId);
        input(inputs.approval);
        expect(Verdict.ALLOW, Bool.FALSE);
    }

    /** Equity, moving a little up and down. */
    void equity() {
        inputs.equity.put(EquityUpdateEncoder.equityEncodingOffset(), Inputs.EQUITY_E8 + (equities++ & 0xFF));
        input(inputs.equity);
    }

    /** A quote. */
    void quote() {
        input(inputs.quote);
    }

    /** A quote of one of many symbols, moving a little up and down. */
    void quote(final int symbol, final long moveE8) {
        final Envelope quote = inputs.quotes[symbol];
        quote.put(QuoteEncoder.bidEncodingOffset(), Inputs.BID_E8 + moveE8);
        quote.put(QuoteEncoder.askEncodingOffset(), Inputs.ASK_E8 + moveE8);
        input(quote);
    }

    /** A sign of life of broker, feed, risk or strategy. */
    void heartbeat(final int of) {
        input(inputs.heartbeats[of]);
    }

    /** Id of the last intent. */
    long intentId() {
        return intentId;
    }

    /** Records so far. */
    long records() {
        return stepper.lastSequence();
    }

    /** The last record, which has a decision, as the floor uses it; the machine must not be used any more. */
    FloorLine.Template template() {
        final int header = RecordLayout.PREFIX_LENGTH
                + RecordLayout.FRAME_PREFIX_LENGTH
                + MessageHeaderDecoder.ENCODED_LENGTH
                + RecordHeaderEncoder.sequenceEncodingOffset();
        return new FloorLine.Template(
                record,
                length,
                header,
                decisionAt,
                decisionLength,
                decision.offset() + DecisionDecoder.intentIdEncodingOffset(),
                inputs.paper[0].at(OrderIntentEncoder.intentIdEncodingOffset()));
    }

    private void input(final Envelope envelope) {
        nowNs += stepNs;
        if (nowNs >= nextQuoteNs) {
            nextQuoteNs = nowNs + QUOTE_EVERY_NS;
            stepper.input(inputs.quote.buffer, 0, inputs.quote.length, nowNs, nowNs);
        }
        stepper.input(envelope.buffer, 0, envelope.length, nowNs, nowNs);
    }

    @Override
    public void onRecord(final RecordEncoder written, final int size) {
        length = size;
        decisionAt = 0;
        int at = written.outcomesOffset();
        while (at < size) {
            final int message = at + RecordLayout.FRAME_PREFIX_LENGTH;
            final int messageLength = written.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (written.buffer().getShort(message + 2, ByteOrder.LITTLE_ENDIAN) == DecisionDecoder.TEMPLATE_ID) {
                decisionAt = message;
                decisionLength = messageLength;
            }
            at = message + messageLength;
        }
        behind.onRecord(written, size);
    }

    private void expect(final Verdict verdict, final Bool repeat) {
        decision.wrap(
                record.buffer(),
                decisionAt + MessageHeaderDecoder.ENCODED_LENGTH,
                DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.SCHEMA_VERSION);
        if (decisionAt == 0
                || decision.verdict() != verdict
                || decision.code() != Code.OK
                || decision.repeat() != repeat
                || decision.intentId() > intentId) {
            throw new IllegalStateException(
                    "expected " + verdict + ", got " + (decisionAt == 0 ? "no decision" : decision.toString()));
        }
    }
}
