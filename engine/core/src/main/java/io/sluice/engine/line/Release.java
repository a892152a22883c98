package io.sluice.engine.line;

import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;

import io.sluice.client.EngineClock;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.SealDecoder;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.control.ControlMachine;
import io.sluice.journal.Journal;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.RecordSink;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends a record, has it forced where the policy asks for that (SPEC J-5), and only then lets anyone see what it says
 * (J-1): the gate first, then the decisions.
 */
public final class Release implements RecordSink, Durability {
    private final Journal journal;
    private final ControlMachine machine;
    private final OwnBeacon beacon;
    private final Clients clients;
    private final Sync sync;
    private final Held held;
    private final EngineClock clock;
    private final Tally tally = new Tally();
    private final AtomicLong lastOfNote = new AtomicLong();
    private boolean abandoned;

    /** @param largestRecord in bytes. */
    public Release(
            final Journal journal,
            final ControlMachine machine,
            final OwnBeacon beacon,
            final Clients clients,
            final Sync sync,
            final EngineClock clock,
            final int largestRecord) {
        this.journal = journal;
        this.machine = machine;
        this.beacon = beacon;
        this.clients = clients;
        this.sync = sync;
        this.clock = clock;
        held = sync == Sync.EACH ? new Held(largestRecord) : null;
    }

    @Override
    public void onRecord(final RecordEncoder record, final int length) {
        journal.append(record, length);
        tally.appended(length);
        if (!SyncNeed.isBookkeeping(record, length)) {
            lastOfNote.lazySet(record.header().sequence());
        } else if (record.inputTemplateId() == SealDecoder.TEMPLATE_ID) {
            tally.sealed();
        }
        if (abandoned) {
            beacon.gate(machine.permissions());
            return;
        }
        switch (sync) {
            case NONE, INTERVAL -> release(record, length);
            case OPERATOR -> {
                if (SyncNeed.isBeforeRelease(record, length)) {
                    journal.force();
                }
                release(record, length);
            }
            case EACH -> hold(record, length);
        }
    }

    @Override
    public void endOfCycle() {
        if (held != null && !held.isEmpty() && !abandoned) {
            releaseHeld();
        }
    }

    @Override
    public long force() {
        endOfCycle();
        return journal.force();
    }

    @Override
    public void abandon() {
        abandoned = true;
    }

    /** What was counted so far. */
    public Tally tally() {
        return tally;
    }

    /** Sequence of the last record that is more than the engine's own bookkeeping. Any thread. */
    public long lastOfNote() {
        return lastOfNote.get();
    }

    private void hold(final RecordEncoder record, final int length) {
        if (!held.hasRoom(length)) {
            releaseHeld();
        }
        held.add(record, length);
    }

    private void releaseHeld() {
        journal.force();
        // Of the gate the newest state is shown: nobody is told of an older one after it.
        beacon.show(journal.lastSequence(), held.lastTimeNs(), machine.permissions());
        while (held.next()) {
            outcomes(held.header(), held.buffer(), held.outcomesOffset(), held.endOffset());
        }
    }

    private void release(final RecordEncoder record, final int length) {
        beacon.show(record.header().sequence(), record.header().timeNs(), machine.permissions());
        outcomes(record.header(), record.buffer(), record.outcomesOffset(), length);
    }

    private void outcomes(
            final RecordHeaderDecoder header, final UnsafeBuffer buffer, final int outcomes, final int end) {
        int at = outcomes;
        while (at < end) {
            final int size = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int message = at + FRAME_PREFIX_LENGTH;
            switch (buffer.getShort(message + 2, ByteOrder.LITTLE_ENDIAN)) {
                case DecisionDecoder.TEMPLATE_ID -> decision(header, buffer, message, size);
                case ClosePositionDecoder.TEMPLATE_ID, CancelOrderDecoder.TEMPLATE_ID -> tally.command();
                default -> {
                    // Read from the journal by those whom it concerns.
                }
            }
            at = message + size;
        }
    }

    private void decision(
            final RecordHeaderDecoder header, final UnsafeBuffer buffer, final int offset, final int length) {
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int code = buffer.getByte(block + DecisionDecoder.codeEncodingOffset()) & 0xFF;
        final boolean isMeasured = tally.decided(buffer.getByte(block + DecisionDecoder.verdictEncodingOffset()), code);
        final int strategyId =
                buffer.getInt(block + DecisionDecoder.strategyIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        final DecisionQueue queue = clients.find(strategyId);
        // What somebody else sent in the strategy's name is no answer to the strategy (W-8).
        if (queue != null && code != Code.SEC_001.value() && !queue.put(header, buffer, offset, length)) {
            tally.dropped();
        }
        if (isMeasured) {
            tally.measured(clock.nowNs() - header.timeNs());
        }
    }
}
