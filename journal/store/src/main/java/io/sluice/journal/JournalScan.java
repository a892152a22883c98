package io.sluice.journal;

import io.sluice.journal.JournalFault.Kind;
import io.sluice.journal.JournalFault.Verdict;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;

/** Reads a journal from its first to its last record and says how it ends (SPEC J-2). */
public final class JournalScan {
    /** Records before those that are scanned in which sync points are looked for; they come every second or so. */
    private static final int MARKS_WITHIN = 1 << 20;

    private static final int BATCH = 1024;

    private JournalScan() {}

    /**
     * Scans; stops at the first damage, or where the listener does not want to read on. A directory without a journal
     * is an empty one. Where a power cut may have left a hole, the listener hears nothing from the hole on but one
     * fault, {@link Verdict#UNSYNCED}; what stands behind is looked at only to make sure.
     *
     * @throws JournalException IO if a file cannot be read.
     */
    public static ScanResult run(final Path dataDirectory, final RecordListener listener) {
        final Tally tally = new Tally(listener);
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            reader.readToEnd(tally);
        }
        return tally.result(dataDirectory);
    }

    /**
     * As {@link #run}, from a record on and with a thread of its own that reads ahead; the listener is called on this
     * one all the same. What lies before that record is neither heard nor judged; whoever begins there has reason to
     * believe that the device has it.
     *
     * @param from      sequence, at least 1.
     * @param lastStart sequence of the last start before that, 0 if there is none: it says what a power cut excuses.
     */
    public static ScanResult runAhead(
            final Path dataDirectory, final long from, final long lastStart, final RecordListener listener) {
        final Tally tally = new Tally(listener);
        if (lastStart > 0) {
            tally.readMarks(dataDirectory, lastStart, from);
        }
        tally.marks.confirm(from - 1);
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            if (from > 1) {
                reader.seek(from);
            }
            ReadAhead.run(reader::readToEnd, tally);
        }
        return tally.result(dataDirectory);
    }

    private static final class Tally implements RecordListener {
        private final RecordListener listener;
        private final SyncMarks marks = new SyncMarks();
        private long lastMarked;
        private long records;
        private long lastSequence;
        private long lastTimeNs;
        private int skipped;
        private JournalFault tornTail;
        private JournalFault damage;
        private JournalFault hole;
        private long behindSequence;
        private long behindBytes;
        private long behindTorn;

        Tally(final RecordListener listener) {
            this.listener = listener;
        }

        /** Of a start that is gone by now (J-11) the sync points behind it say the same. */
        private void readMarks(final Path dataDirectory, final long lastStart, final long from) {
            final RecordListener toMarks = (record, position) -> {
                marks.onRecord(record);
                lastMarked = record.header().sequence();
            };
            try (JournalReader reader = new JournalReader(dataDirectory).seek(lastStart)) {
                reader.poll(toMarks, 1);
                if (lastMarked != lastStart) {
                    reader.seek(Math.max(1, from - MARKS_WITHIN));
                    while (lastMarked < from - 1 && reader.poll(toMarks, BATCH) > 0) {
                        continue;
                    }
                }
            }
        }

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            marks.onRecord(record);
            if (hole != null) {
                behindSequence = Math.max(behindSequence, record.header().sequence());
                behindBytes += record.length();
                return;
            }
            records++;
            lastSequence = record.header().sequence();
            lastTimeNs = record.header().timeNs();
            listener.onRecord(record, position);
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            if (hole != null) {
                behindBytes += fault.bytes();
                behindTorn += fault.verdict() == Verdict.TORN_TAIL ? fault.records() : 0;
                return true;
            }
            switch (fault.verdict()) {
                case SKIPPED -> skipped++;
                case TORN_TAIL, UNSYNCED -> tornTail = fault;
                case DAMAGE -> {
                    if (fault.kind() != Kind.DUPLICATE && marks.excuse(fault.sequence())) {
                        hole = fault;
                        return true;
                    }
                    damage = fault;
                }
            }
            return listener.onFault(fault) && damage == null;
        }

        /** Once everything behind it was seen: a sync that was confirmed later leaves no excuse for it. */
        private void judgeTheHole() {
            if (hole == null) {
                return;
            }
            if (marks.excuse(hole.sequence())) {
                tornTail = new JournalFault(
                        Verdict.UNSYNCED,
                        hole.kind(),
                        hole.sequence(),
                        hole.position(),
                        hole.bytes() + behindBytes,
                        behindSequence - hole.sequence() + 1 + behindTorn);
                listener.onFault(tornTail);
            } else {
                damage = hole;
                listener.onFault(damage);
            }
        }

        ScanResult result(final Path dataDirectory) {
            judgeTheHole();
            final JournalFault unsaid = DroppedStretch.unsaid(dataDirectory, lastSequence);
            return new ScanResult(records, lastSequence, lastTimeNs, skipped, tail(unsaid), damage);
        }

        /** @param unsaid what an earlier start put aside and did not live to say; null if nothing. */
        private JournalFault tail(final JournalFault unsaid) {
            if (unsaid == null || tornTail == null) {
                return unsaid == null ? tornTail : unsaid;
            }
            return new JournalFault(
                    unsaid.verdict(),
                    unsaid.kind(),
                    unsaid.sequence(),
                    unsaid.position(),
                    Math.max(unsaid.bytes(), tornTail.bytes()),
                    Math.max(unsaid.records(), tornTail.records()));
        }
    }
}
