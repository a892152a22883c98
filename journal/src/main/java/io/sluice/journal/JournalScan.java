package io.sluice.journal;

import io.sluice.record.RecordDecoder;
import java.nio.file.Path;

/** Reads a journal from its first to its last record and says how it ends (SPEC J-2). */
public final class JournalScan {
    private JournalScan() {}

    /**
     * Scans; stops at the first damage, or where the listener does not want to read on. A directory without a journal
     * is an empty one.
     *
     * @throws JournalException IO if a file cannot be read.
     */
    public static ScanResult run(final Path dataDirectory, final RecordListener listener) {
        final Tally tally = new Tally(listener);
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            reader.readToEnd(tally);
        }
        return tally.result();
    }

    /**
     * As {@link #run}, from a record on and with a thread of its own that reads ahead; the listener is called on this
     * one all the same. What lies before that record is neither heard nor judged.
     *
     * @param from sequence, at least 1.
     */
    public static ScanResult runAhead(final Path dataDirectory, final long from, final RecordListener listener) {
        final Tally tally = new Tally(listener);
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            if (from > 1) {
                reader.seek(from);
            }
            ReadAhead.run(reader::readToEnd, tally);
        }
        return tally.result();
    }

    private static final class Tally implements RecordListener {
        private final RecordListener listener;
        private long records;
        private long lastSequence;
        private long lastTimeNs;
        private int skipped;
        private JournalFault tornTail;
        private JournalFault damage;

        Tally(final RecordListener listener) {
            this.listener = listener;
        }

        ScanResult result() {
            return new ScanResult(records, lastSequence, lastTimeNs, skipped, tornTail, damage);
        }

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            records++;
            lastSequence = record.header().sequence();
            lastTimeNs = record.header().timeNs();
            listener.onRecord(record, position);
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            switch (fault.verdict()) {
                case SKIPPED -> skipped++;
                case TORN_TAIL -> tornTail = fault;
                case DAMAGE -> damage = fault;
            }
            return listener.onFault(fault) && damage == null;
        }
    }
}
