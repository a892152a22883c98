package io.sluice.bench;

import io.sluice.client.DecisionSource;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.config.EngineConfig;
import io.sluice.engine.line.DecisionQueue;
import io.sluice.engine.line.InputRing;
import io.sluice.engine.line.WaitStrategies;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalSettings;
import io.sluice.record.RecordEncoder;
import io.sluice.record.RecordLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's line without the engine: the same ring, wait strategy, append and release queue, and one thread that
 * copies each slot into a record made beforehand, writes the sequence and the intent's id over the old ones, appends
 * and releases. Nothing is checked, stamped, decided or checksummed: no engine made of these parts can be faster.
 */
public final class FloorLine implements AutoCloseable {
    /** Offset of the decision's block in what {@link #poll} hands over. */
    public static final int BLOCK = DecisionSource.MESSAGE + MessageHeaderDecoder.ENCODED_LENGTH;

    private static final int RESERVED_SHARE = 8;

    /**
     * A finished record with one decision.
     *
     * @param length           of the record.
     * @param sequenceAt       offset of the sequence.
     * @param decisionAt       offset of the decision's message header.
     * @param decisionLength   bytes of the decision, message header included.
     * @param decisionIntentAt offset of the intent's id in the decision.
     * @param slotIntentAt     offset of the intent's id in the envelope.
     */
    public record Template(
            RecordEncoder record,
            int length,
            int sequenceAt,
            int decisionAt,
            int decisionLength,
            int decisionIntentAt,
            int slotIntentAt) {}

    private final Journal journal;
    private final Template template;
    private final InputRing ring;
    private final DecisionQueue queue = new DecisionQueue(1 << 20, closed -> {});
    private final IdleStrategy idle;
    private final int reserve;
    private final Thread thread = new Thread(this::run, "floor");
    private volatile boolean stopping;
    private volatile Throwable failure;
    private long sequence;

    private FloorLine(final Journal journal, final EngineConfig.Pipeline pipeline, final Template template) {
        this.journal = journal;
        this.template = template;
        ring = new InputRing(pipeline.ringSize());
        idle = WaitStrategies.of(pipeline.waitStrategy());
        reserve = ring.size() / RESERVED_SHARE;
    }

    /** Opens a journal in an empty directory and starts the thread. */
    public static FloorLine open(
            final Path directory,
            final JournalSettings settings,
            final EngineConfig.Pipeline pipeline,
            final Template template) {
        final Journal journal = Journal.open(directory, settings);
        journal.warmUp();
        final FloorLine line = new FloorLine(journal, pipeline, template);
        line.thread.start();
        return line;
    }

    /** Publishes an envelope; false if there is no room. */
    public boolean offer(final DirectBuffer envelope, final int length) {
        return ring.publish(envelope, 0, length, reserve);
    }

    /** Takes what was released. */
    public int poll(final MessageHandler handler, final int limit) {
        return queue.take(handler, limit);
    }

    /** Records appended; to be asked once it is closed. */
    public long records() {
        return journal.recordsWritten();
    }

    private void run() {
        try {
            while (!stopping) {
                if (cycle() == 0) {
                    idle.idle();
                }
            }
        } catch (final Throwable t) {
            failure = t;
        }
    }

    private int cycle() {
        int work = 0;
        for (InputRing.Slot slot = ring.peek(); slot != null; slot = ring.peek()) {
            release(slot);
            ring.advance();
            work++;
        }
        ring.free();
        return work;
    }

    private void release(final InputRing.Slot slot) {
        final UnsafeBuffer buffer = template.record.buffer();
        buffer.putBytes(RecordLayout.PREFIX_LENGTH, slot.buffer, 0, slot.length);
        buffer.putLong(template.sequenceAt, ++sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(template.decisionIntentAt, slot.buffer.getLong(template.slotIntentAt));
        journal.append(template.record, template.length);
        queue.put(template.record.header(), buffer, template.decisionAt, template.decisionLength);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the floor ends", e);
        }
        journal.close();
        if (failure != null) {
            throw new IllegalStateException("the floor broke", failure);
        }
    }
}
