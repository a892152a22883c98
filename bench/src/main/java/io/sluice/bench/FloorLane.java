package io.sluice.bench;

import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.LoadedConfig;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** The floor: the same envelope and record as the engine, by {@link FloorLine}. Nothing has to be settled. */
final class FloorLane implements Lane {
    private final ScratchDirectory scratch;
    private final FloorLine line;
    private final FloorLine.Template template;
    private final Envelope intent;
    private final MessageHandler handler = (type, buffer, index, length) -> take(buffer, index);
    private final DecisionDecoder decision = new DecisionDecoder();
    private long offered;
    private long answered;

    FloorLane(final LaneSetup setup) {
        final BenchMachine machine = new BenchMachine();
        machine.open(TradingMode.PAPER, Verdict.ALLOW);
        template = machine.template();
        intent = new Inputs().paper[0];
        scratch = ScratchDirectory.in(setup.directory());
        final LoadedConfig config = setup.config();
        line = FloorLine.open(
                scratch.path(), setup.journal(config), config.engine().pipeline(), template);
        LaneSetup.awaitSpareSegment(scratch.path());
    }

    @Override
    public void offer() {
        write(++offered);
        if (!line.offer(intent.buffer, intent.length)) {
            throw new IllegalStateException("no room in the ring");
        }
    }

    @Override
    public void rehearse() {
        write(offered + 1);
        poll();
    }

    private void write(final long intentId) {
        intent.put(OrderIntentEncoder.intentIdEncodingOffset(), intentId);
    }

    @Override
    public int poll() {
        return line.poll(handler, BATCH);
    }

    private void take(final DirectBuffer buffer, final int index) {
        decision.wrap(buffer, index + FloorLine.BLOCK, DecisionDecoder.BLOCK_LENGTH, DecisionDecoder.SCHEMA_VERSION);
        answered++;
        if (decision.intentId() != answered || decision.verdict() != Verdict.ALLOW) {
            throw new IllegalStateException(
                    "intent " + decision.intentId() + " answered where " + answered + " was due");
        }
    }

    @Override
    public void settle() {
        // nothing was decided, nothing stands open
    }

    @Override
    public int recordBytes() {
        return template.length();
    }

    @Override
    public void close() {
        line.close();
        scratch.close();
        if (line.records() != offered || answered != offered) {
            throw new IllegalStateException(
                    offered + " intents offered, " + answered + " answered, " + line.records() + " recorded");
        }
    }
}
