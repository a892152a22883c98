package io.sluice.bench;

import io.sluice.codec.ActionType;
import io.sluice.codec.DecisionEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.FrameCheck;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to write an intent into a slot, check it at a binary door, read it, write and read a record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final byte[] SYMBOL = new byte[OrderIntentEncoder.symbolLength()];
    private static final byte[] MODEL = {'m', 'o', 'm', 'e', 'n', 't', 'u', 'm'};
    private static final byte[] VERSION = {'1', '.', '0', '.', '0'};
    private static final byte[] NOTHING = {};
    private static final long PRICE_E8 = 1_000_0000_0000L;

    static {
        System.arraycopy(new byte[] {'B', 'T', 'C', 'U', 'S', 'D'}, 0, SYMBOL, 0, 6);
    }

    private final EnvelopeEncoder door = new EnvelopeEncoder(Role.STRATEGY, "1");
    private final OrderIntentEncoder encoder = new OrderIntentEncoder();
    private final OrderIntentDecoder decoder = new OrderIntentDecoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final UnsafeBuffer slot = new UnsafeBuffer(ByteBuffer.allocateDirect(1024));
    private final RecordEncoder record = new RecordEncoder(1 << 16);
    private final RecordDecoder reader = new RecordDecoder();
    private final UnsafeBuffer view;
    private final int envelopeLength;
    private final int inputLength;
    private final int recordLength;
    private long intentId;

    /** Encodes once what the others read. */
    public CodecBenchmark() {
        envelopeLength = encode();
        inputLength = envelopeLength - door.inputOffset();
        recordLength = writeRecord();
        view = new UnsafeBuffer(record.memory());
        if (checkIntent() != null || decode() != intentId + PRICE_E8 || readRecord() != 1) {
            throw new IllegalStateException("what was encoded does not read back");
        }
    }

    /** An intent with all that an order needs and its model, field by field. */
    @Benchmark
    public int encode() {
        door.begin(slot, 0, encoder)
                .strategyId(1)
                .intentId(++intentId)
                .action(ActionType.OPEN)
                .tradingMode(TradingMode.PAPER)
                .putSymbol(SYMBOL, 0)
                .side(Side.BUY)
                .quantity(1_0000_0000L)
                .price(PRICE_E8)
                .putModelName(MODEL, 0, MODEL.length)
                .putModelVersion(VERSION, 0, VERSION.length)
                .putReasoning(NOTHING, 0, 0);
        return door.end(encoder);
    }

    /** The validation of a binary door: lengths, enums, texts. */
    @Benchmark
    public Object checkIntent() {
        return FrameCheck.check(slot, door.inputOffset(), inputLength);
    }

    /** The fields that decide. */
    @Benchmark
    public long decode() {
        decoder.wrap(
                slot,
                door.inputOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                OrderIntentDecoder.BLOCK_LENGTH,
                OrderIntentDecoder.SCHEMA_VERSION);
        if (decoder.action() != ActionType.OPEN
                || decoder.tradingMode() != TradingMode.PAPER
                || decoder.side() != Side.BUY) {
            throw new IllegalStateException("not the intent that was encoded");
        }
        return decoder.intentId() + decoder.price();
    }

    /** A record of that intent with one decision: copy, stamp, outcome, checksum. */
    @Benchmark
    public int writeRecord() {
        record.begin(slot, 0, envelopeLength, 1, 1, 1);
        record.end(record.next(decision).strategyId(1).intentId(intentId).verdict(Verdict.ALLOW));
        return record.finish();
    }

    /** Checks and walks that record. */
    @Benchmark
    public int readRecord() {
        final RecordDecoder.Fault fault = reader.wrap(record.memory(), view, recordLength);
        int outcomes = 0;
        while (fault == null && reader.nextOutcome()) {
            outcomes++;
        }
        if (outcomes != 1) {
            throw new IllegalStateException("a record of " + outcomes + " outcomes, " + fault);
        }
        return outcomes;
    }
}
