package io.sluice.replay;

import io.sluice.codec.Role;
import io.sluice.codec.TickEncoder;
import io.sluice.control.ControlMachine;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Steps the machine: before an input stamped t every timer that is due by then fires in a record of its own (SPEC W-6).
 * Live, {@code play} and simulation all go through here, so that they agree. Allocates nothing; not thread safe.
 */
public final class Stepper {
    private static final int TICK_CAPACITY = 128;

    private final ControlMachine machine;
    private final RecordEncoder record;
    private final RecordSink sink;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[TICK_CAPACITY]);
    private final int tickLength;
    private long lastSequence;
    private long lastTimeNs;

    /**
     * @param record       memory of the record being made.
     * @param lastSequence of the journal, 0 for an empty one.
     * @param lastTimeNs   engine time of that record, Long.MIN_VALUE for an empty journal.
     */
    public Stepper(
            final ControlMachine machine,
            final RecordEncoder record,
            final RecordSink sink,
            final long lastSequence,
            final long lastTimeNs) {
        this.machine = machine;
        this.record = record;
        this.sink = sink;
        this.lastSequence = lastSequence;
        this.lastTimeNs = lastTimeNs;
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.ENGINE, "");
        tickLength = envelope.end(envelope.begin(tick, 0, new TickEncoder()));
    }

    /** Sequence of the last record written. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Engine time of the last record written. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Executes an {@code EngineStarted}: no timer fires before it, what has run out is its outcome (W-5, W-6). */
    public void start(
            final DirectBuffer envelope, final int offset, final int length, final long timeNs, final long wallTimeNs) {
        execute(envelope, offset, length, timeNs, wallTimeNs);
    }

    /** Executes one input stamped {@code timeNs}, after the timers that are due by then. */
    public void input(
            final DirectBuffer envelope, final int offset, final int length, final long timeNs, final long wallTimeNs) {
        advance(timeNs, wallTimeNs);
        execute(envelope, offset, length, timeNs, wallTimeNs);
    }

    /** Fires every timer that is due by {@code timeNs}. */
    public void advance(final long timeNs, final long wallTimeNs) {
        for (long dueNs = machine.nextDeadlineNs(); dueNs <= timeNs; dueNs = machine.nextDeadlineNs()) {
            execute(tick, 0, tickLength, Math.max(dueNs, lastTimeNs), wallTimeNs);
        }
    }

    private void execute(
            final DirectBuffer envelope, final int offset, final int length, final long timeNs, final long wallTimeNs) {
        record.begin(envelope, offset, length, lastSequence + 1, timeNs, wallTimeNs);
        if (machine.execute(record)) {
            final int size = record.finish();
            lastSequence++;
            lastTimeNs = timeNs;
            sink.onRecord(record, size);
        }
    }
}
