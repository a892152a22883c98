package io.sluice.engine;

import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.control.ControlMachine;
import io.sluice.journal.Journal;
import io.sluice.record.RecordEncoder;
import io.sluice.record.RecordLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends a record and only then lets anyone see what it says (SPEC J-1): the gate first, then the decisions. */
final class Release implements RecordSink {
    private final Journal journal;
    private final ControlMachine machine;
    private final Beacon beacon;
    private final Clients clients;
    private final AtomicLong decisions = new AtomicLong();

    Release(final Journal journal, final ControlMachine machine, final Beacon beacon, final Clients clients) {
        this.journal = journal;
        this.machine = machine;
        this.beacon = beacon;
        this.clients = clients;
    }

    @Override
    public void onRecord(final RecordEncoder record, final int length) {
        journal.append(record, length);
        beacon.show(record.header().sequence(), record.header().timeNs(), machine.permissions());
        final UnsafeBuffer buffer = record.buffer();
        int at = record.outcomesOffset();
        while (at < length) {
            final int size = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            final int message = at + RecordLayout.FRAME_PREFIX_LENGTH;
            if (buffer.getShort(message + 2, ByteOrder.LITTLE_ENDIAN) == DecisionDecoder.TEMPLATE_ID) {
                decision(record, message, size);
            }
            at = message + size;
        }
    }

    /** Decisions released, also those that nobody was there to take. */
    long decisions() {
        return decisions.get();
    }

    private void decision(final RecordEncoder record, final int offset, final int length) {
        final UnsafeBuffer buffer = record.buffer();
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        decisions.lazySet(decisions.getPlain() + 1);
        final int strategyId =
                buffer.getInt(block + DecisionDecoder.strategyIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        final DecisionQueue queue = clients.find(strategyId);
        // What somebody else sent in the strategy's name is no answer to the strategy (W-8).
        final boolean isOwn =
                (buffer.getByte(block + DecisionDecoder.codeEncodingOffset()) & 0xFF) != Code.SEC_001.value();
        if (queue != null && isOwn) {
            queue.put(record.header(), buffer, offset, length);
        }
    }
}
