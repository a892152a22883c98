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
        return run(dataDirectory, 1, listener);
    }

    /**
     * As the other, from a record on; what lies before it is neither heard nor judged.
     *
     * @param from sequence, at least 1.
     */
    public static ScanResult run(final Path dataDirectory, final long from, final RecordListener listener) {
        final Tally tally = new Tally(listener);
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            if (from > 1) {
                reader.seek(from);
            }
            reader.readToEnd(tally);
        }
        return new ScanResult(
                tally.records, tally.lastSequence, tally.lastTimeNs, tally.skipped, tally.tornTail, tally.damage);
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
