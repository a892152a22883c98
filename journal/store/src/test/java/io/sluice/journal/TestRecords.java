package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.Role;
import io.sluice.codec.SyncMode;
import io.sluice.codec.SyncPointEncoder;
import io.sluice.codec.SystemEventEncoder;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Records with a known sequence and time, of a size that varies with the sequence. */
final class TestRecords {
    static final JournalSettings SMALL = new JournalSettings(1 << 20, 64 << 10, true);

    private final EnvelopeEncoder envelopes = new EnvelopeEncoder(Role.MONITOR, "test");
    private final SystemEventEncoder event = new SystemEventEncoder();
    private final EngineStartedEncoder started = new EngineStartedEncoder();
    private final EnvelopeEncoder engines = new EnvelopeEncoder(Role.ENGINE, "");
    private final SyncPointEncoder point = new SyncPointEncoder();
    private final UnsafeBuffer envelope = new UnsafeBuffer(new byte[4096]);
    private final RecordDecoder decoder = new RecordDecoder();
    final RecordEncoder record;

    TestRecords() {
        this(64 << 10);
    }

    TestRecords(final int largest) {
        record = new RecordEncoder(largest);
    }

    /** The record just made. */
    RecordDecoder decoder(final int length) {
        decoder.wrap(record.buffer(), 0, length);
        return decoder;
    }

    /** Makes a record whose time is its sequence times a thousand; returns its length. */
    int make(final long sequence) {
        return make(sequence, (int) (sequence * 7 % 120));
    }

    int make(final long sequence, final int textLength) {
        begin(sequence, textLength);
        return record.finish();
    }

    /** Makes a record with one outcome of so many bytes. */
    int makeWithOutcome(final long sequence, final int outcomeBytes) {
        begin(sequence, 0);
        record.append(new UnsafeBuffer(new byte[outcomeBytes]), 0, outcomeBytes);
        return record.finish();
    }

    private void begin(final long sequence, final int textLength) {
        envelopes.begin(envelope, 0, event).details("x".repeat(textLength));
        record.begin(envelope, 0, envelopes.end(event), sequence, timeNs(sequence), timeNs(sequence));
    }

    int makeEngineStarted(final long idMsb, final long idLsb, final JournalKind kind) {
        return makeEngineStarted(engines, 1, idMsb, idLsb, kind);
    }

    /** As a door may be offered one: it is refused, and journaled. */
    int makeForeignStart(final long sequence, final long idMsb, final long idLsb, final JournalKind kind) {
        return makeEngineStarted(envelopes, sequence, idMsb, idLsb, kind);
    }

    private int makeEngineStarted(
            final EnvelopeEncoder sender,
            final long sequence,
            final long idMsb,
            final long idLsb,
            final JournalKind kind) {
        sender.begin(envelope, 0, started)
                .journalKind(kind)
                .journalId()
                .msb(idMsb)
                .lsb(idLsb);
        record.begin(envelope, 0, sender.end(started), sequence, timeNs(sequence), timeNs(sequence));
        return record.finish();
    }

    /** The record of a start that writes in a mode. */
    int makeStart(final long sequence, final SyncMode mode, final long synced) {
        return make(
                sequence,
                engines,
                engines.begin(envelope, 0, started).syncMode(mode).syncedSequence(synced));
    }

    /** A sync point, as the engine writes it, or as somebody else might. */
    int makeSyncPoint(final long sequence, final Role role, final long synced, final SyncMode mode) {
        final EnvelopeEncoder door = new EnvelopeEncoder(role, "");
        return make(
                sequence,
                door,
                door.begin(envelope, 0, point).syncedSequence(synced).syncMode(mode));
    }

    private int make(final long sequence, final EnvelopeEncoder door, final MessageEncoderFlyweight input) {
        record.begin(envelope, 0, door.end(input), sequence, timeNs(sequence), timeNs(sequence));
        return record.finish();
    }

    void append(final Journal journal, final int count) {
        for (int i = 0; i < count; i++) {
            journal.append(record, make(journal.lastSequence() + 1));
        }
    }

    static long timeNs(final long sequence) {
        return sequence * 1000;
    }

    static Journal open(final Path directory) {
        return Journal.open(directory, SMALL);
    }

    static Journal open(final Path directory, final Device device) {
        return Journal.open(
                DirectoryLock.acquire(directory), JournalScan.run(directory, (record, at) -> {}), SMALL, device);
    }

    /** Writes a journal of that many records and closes it. */
    static void write(final Path directory, final int count) {
        try (Journal journal = open(directory)) {
            new TestRecords().append(journal, count);
        }
    }

    /** Reads it, and once more with a thread that reads ahead: the same must be heard. */
    static Heard read(final Path directory) {
        final Heard heard = new Heard();
        heard.result = JournalScan.run(directory, heard);
        final Heard ahead = new Heard();
        ahead.result = JournalScan.runAhead(directory, 1, 0, ahead);
        assertThat(ahead).usingRecursiveComparison().isEqualTo(heard);
        return heard;
    }

    /** What a listener heard. */
    static final class Heard implements RecordListener {
        final List<Long> sequences = new ArrayList<>();
        final List<Long> positions = new ArrayList<>();
        final List<JournalFault> faults = new ArrayList<>();
        ScanResult result;

        @Override
        public void onRecord(final RecordDecoder decoder, final long position) {
            if (decoder.header().timeNs() != timeNs(decoder.header().sequence())) {
                throw new AssertionError("time of record " + decoder.header().sequence());
            }
            sequences.add(decoder.header().sequence());
            positions.add(position);
        }

        /** Sequence of the first record heard of a segment. */
        long firstOf(final int segment) {
            int at = 0;
            while (JournalPosition.segment(positions.get(at)) != segment) {
                at++;
            }
            return sequences.get(at);
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            faults.add(fault);
            return true;
        }
    }
}
