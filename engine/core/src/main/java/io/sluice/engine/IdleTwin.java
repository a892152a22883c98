package io.sluice.engine;

import io.sluice.codec.ActionType;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EmergencyResetEncoder;
import io.sluice.codec.EmergencyStopEncoder;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.OpenOrderEncoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.PositionReportEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.StartKind;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.LoadedConfig;
import io.sluice.control.ControlMachine;
import io.sluice.journal.AppendRehearsal;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import io.sluice.record.RecordLayout;
import io.sluice.replay.EngineStartedWriter;
import io.sluice.replay.Stepper;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * A second machine without a venue, whose records are appended to nothing that lasts. The engine thread steps it while
 * it is idle, so that the code of orders, approvals, fills, stops and appends is still in the caches for the next real
 * input. The twin has its own configuration and its own time, and the real machine never sees it. Each step is one
 * input of an endless round. It allocates nothing after its constructor, and belongs to one thread.
 */
final class IdleTwin implements Runnable, AutoCloseable {
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long QUANTITY_E8 = 1_0000_0000L;
    private static final long PRICE_E8 = 100 * QUANTITY_E8;
    private static final int LARGEST_ENVELOPE = 2048;
    private static final int LARGEST_RECORD = 1 << 20;
    private static final String SYMBOL = "WARM";
    private static final String NAME = "warm";
    private static final String EXEC_ID = "12345678";
    private static final Change NONE = (envelope, block) -> {};

    private final AppendRehearsal journal;
    private final Stepper stepper;
    private final List<Input> round = new ArrayList<>();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final long[] verdicts = new long[Verdict.values().length];
    private long nowNs = START_NS;
    private long intentId;
    private long tradeId;
    private long commandId;
    private long closes;
    private long reportId;
    private int next;

    /** An input as it lies in the ring, encoded once; what differs is written into it before each use. */
    private record Input(UnsafeBuffer envelope, int length, int block, Change change) {}

    /** Changes fields of a message whose block begins at {@code block}. */
    private interface Change {
        void to(UnsafeBuffer envelope, int block);
    }

    /**
     * @param config  with {@code warm} among the operators, who may approve live orders.
     * @param journal where records are appended; null for nowhere. It is closed with this.
     */
    IdleTwin(final LoadedConfig config, final AppendRehearsal journal) {
        this.journal = journal;
        stepper = new Stepper(
                new ControlMachine(config.control()), new RecordEncoder(LARGEST_RECORD), this::take, 0, Long.MIN_VALUE);
        final ExpandableArrayBuffer start = new ExpandableArrayBuffer();
        final int length = new EngineStartedWriter(new UUID(0, 1), new UUID(0, 2), JournalKind.DEMO, StartKind.FIRST)
                .startNormal(true)
                .configuration(config.control(), true)
                .encode(start);
        stepper.start(start, 0, length, nowNs, nowNs);
        quote();
        equity();
        for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
            intent(TradingMode.PAPER, side);
            fill(TradingMode.PAPER, side);
            held(side);
        }
        held(Side.BUY);
        stop();
    }

    /** Null if it cannot be made: an engine that is not kept warm is slower at times, and nothing else. */
    static IdleTwin open(final Consumer<String> notices) {
        AppendRehearsal journal = null;
        try {
            journal = Scratch.hasMemory() ? AppendRehearsal.in(Scratch.MEMORY) : null;
            return new IdleTwin(WarmUp.config(), journal);
        } catch (final RuntimeException | IOException | LinkageError e) {
            if (journal != null) {
                journal.close();
            }
            notices.accept("the engine thread is not kept warm: " + e);
            return null;
        }
    }

    private void held(final Side side) {
        intent(TradingMode.LIVE, side);
        add(
                Role.OPERATOR,
                new ApprovalDecisionEncoder(),
                put(ApprovalDecisionEncoder.tradeIdEncodingOffset(), () -> tradeId),
                e -> e.decision(ApprovalAnswer.APPROVE)
                        .channel(Channel.CLI)
                        .operatorId(NAME)
                        .reason("")
                        .comment(""));
        fill(TradingMode.LIVE, side);
    }

    /** The stop closes what was bought; then everything that leads back to {@code normal}. */
    private void stop() {
        add(Role.OPERATOR, new EmergencyStopEncoder(), NONE, e -> e.operatorId(NAME)
                .reason(NAME));
        add(
                Role.BROKER,
                new ExecutionReportEncoder(),
                this::close,
                e -> filled(e.tradeId(0), TradingMode.LIVE, Side.SELL));
        reports();
        add(Role.OPERATOR, new EmergencyResetEncoder(), NONE, e -> e.acceptOpenPositions(Bool.FALSE)
                .operatorId(NAME)
                .reason(NAME));
    }

    /** An execution without a trade is known by its id, which has to be a new one. */
    private void close(final UnsafeBuffer report, final int block) {
        report.putLong(block + ExecutionReportEncoder.commandIdEncodingOffset(), commandId, ByteOrder.LITTLE_ENDIAN);
        closes++;
        final int execId = block + ExecutionReportEncoder.BLOCK_LENGTH + ExecutionReportEncoder.execIdHeaderLength();
        for (int i = 0; i < EXEC_ID.length(); i++) {
            report.putByte(execId + i, (byte) ('a' + (closes >>> 4 * i & 0xF)));
        }
    }

    private void reports() {
        add(
                Role.BROKER,
                new OpenOrderEncoder(),
                put(OpenOrderEncoder.reportIdEncodingOffset(), () -> ++reportId),
                e -> e.tradeId(0).last(Bool.TRUE).orderRef(""));
        add(
                Role.BROKER,
                new PositionReportEncoder(),
                put(PositionReportEncoder.reportIdEncodingOffset(), () -> ++reportId),
                e -> e.quantity(0).last(Bool.TRUE));
    }

    private void intent(final TradingMode mode, final Side side) {
        add(
                Role.STRATEGY,
                new OrderIntentEncoder(),
                put(OrderIntentEncoder.intentIdEncodingOffset(), () -> ++intentId),
                e -> e.strategyId(1)
                        .action(ActionType.OPEN)
                        .tradingMode(mode)
                        .symbol(SYMBOL)
                        .side(side)
                        .quantity(QUANTITY_E8)
                        .price(PRICE_E8)
                        .modelName("")
                        .modelVersion("")
                        .reasoning(""));
    }

    private void fill(final TradingMode mode, final Side side) {
        add(
                Role.BROKER,
                new ExecutionReportEncoder(),
                put(ExecutionReportEncoder.tradeIdEncodingOffset(), () -> tradeId),
                e -> filled(e, mode, side));
    }

    private static void filled(final ExecutionReportEncoder report, final TradingMode mode, final Side side) {
        report.status(ExecutionStatus.FILLED)
                .symbol(SYMBOL)
                .side(side)
                .tradingMode(mode)
                .lastQuantity(QUANTITY_E8)
                .lastPrice(PRICE_E8)
                .leavesQuantity(0)
                .cumQuantity(QUANTITY_E8)
                .execId(EXEC_ID);
    }

    private void quote() {
        add(Role.MARKET, new QuoteEncoder(), NONE, e -> e.symbol(SYMBOL)
                .bid(PRICE_E8 - 1)
                .ask(PRICE_E8 + 1));
    }

    private void equity() {
        add(Role.RISK, new EquityUpdateEncoder(), NONE, e -> e.equity(1000 * PRICE_E8));
    }

    private <E extends MessageEncoderFlyweight> void add(
            final Role role, final E encoder, final Change change, final Consumer<E> fill) {
        final EnvelopeEncoder door = new EnvelopeEncoder(role, role == Role.STRATEGY ? "1" : NAME);
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[LARGEST_ENVELOPE]);
        door.begin(envelope, 0, encoder);
        fill.accept(encoder);
        final int length = door.end(encoder);
        round.add(new Input(envelope, length, door.inputOffset() + MessageHeaderEncoder.ENCODED_LENGTH, change));
    }

    private static Change put(final int field, final LongSupplier value) {
        return (envelope, block) -> envelope.putLong(block + field, value.getAsLong(), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void run() {
        final Input input = round.get(next);
        next = next + 1 < round.size() ? next + 1 : 0;
        input.change.to(input.envelope, input.block);
        nowNs += STEP_NS;
        stepper.input(input.envelope, 0, input.length, nowNs, nowNs);
    }

    /** A decision names the trade that the next inputs are about. */
    private void take(final RecordEncoder written, final int length) {
        if (journal != null) {
            journal.append(written, length);
        }
        int at = written.outcomesOffset();
        while (at < length) {
            final int message = at + RecordLayout.FRAME_PREFIX_LENGTH;
            final int size = written.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int block = message + MessageHeaderDecoder.ENCODED_LENGTH;
            switch (written.buffer().getShort(message + 2, ByteOrder.LITTLE_ENDIAN)) {
                case DecisionDecoder.TEMPLATE_ID -> {
                    decision.wrap(
                            written.buffer(), block, DecisionDecoder.BLOCK_LENGTH, DecisionDecoder.SCHEMA_VERSION);
                    tradeId = decision.tradeId();
                    verdicts[decision.verdict().value()]++;
                }
                case ClosePositionDecoder.TEMPLATE_ID -> commandId = written.buffer()
                        .getLong(block + ClosePositionDecoder.commandIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
                default -> {
                    // nothing that a later step needs
                }
            }
            at = message + size;
        }
    }

    /** Once its thread has ended. */
    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }

    /** How many decisions of a verdict it made. */
    long decided(final Verdict verdict) {
        return verdicts[verdict.value()];
    }
}
