package io.sluice.journal;

import io.sluice.journal.JournalFault.Verdict;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads a journal in sequence, while an engine writes it or afterwards; writes nothing. Tells damage from what may be
 * passed over (SPEC J-2): a fault waits until the next good record says whether one is missing. Not thread safe.
 */
public final class JournalReader implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final long LOOK_LATER_NS = 1_000_000;

    private final Path directory;
    private SegmentReader segment;
    private SegmentReader later;
    private long lookedLaterNs = System.nanoTime() - LOOK_LATER_NS;
    private long expected;
    private long from;
    private boolean stopped;
    private boolean isOvertaken;

    private JournalFault.Kind pendingKind;
    private long pendingPosition;
    private long pendingBytes;
    private long pendingRecords;

    /** @param dataDirectory of the engine; it need not hold a journal yet. */
    public JournalReader(final Path dataDirectory) {
        JvmFlags.check();
        directory = dataDirectory;
    }

    /** Whether a directory holds a journal, be it an empty one. */
    public static boolean hasJournal(final Path dataDirectory) {
        return !SegmentFiles.numbers(dataDirectory).isEmpty();
    }

    /** Goes to a record: the next one heard is that, or the first behind it. Faults before it are not told. */
    public JournalReader seek(final long sequence) {
        return io(() -> {
            while (!goTo(sequence)) {
                // The segment was retired just now (SPEC J-11).
                continue;
            }
            from = sequence;
            stopped = false;
            pendingKind = null;
            return this;
        });
    }

    /** Opens the segment of a record, or the oldest; false if retention took it meanwhile. */
    private boolean goTo(final long sequence) throws IOException {
        final List<Integer> numbers = SegmentFiles.numbers(directory);
        int start = 0;
        for (int i = numbers.size() - 1; i > 0 && start == 0; i--) {
            final long first = firstSequence(numbers.get(i));
            start = first > 0 && first <= sequence ? i : 0;
        }
        if (numbers.isEmpty()) {
            expected = 0;
            return true;
        }
        final int number = numbers.get(start);
        switchTo(number);
        expected = start == 0 ? firstExpected(number) : 0;
        return Files.isDirectory(SegmentFiles.directory(directory, number));
    }

    /** Goes back from the present end by a number of records. */
    public JournalReader seekLast(final long count) {
        return seek(Math.max(1, lastSequence() - count + 1));
    }

    /** Sequence of the last good record at present; 0 if there is none. */
    public long lastSequence() {
        return io(() -> {
            final List<Integer> numbers = SegmentFiles.numbers(directory);
            long last = 0;
            for (int i = numbers.size() - 1; i >= 0 && last == 0; i--) {
                try (SegmentReader reader = open(numbers.get(i))) {
                    SegmentReader.Step step = reader.finish();
                    while (step == SegmentReader.Step.RECORD || step == SegmentReader.Step.DAMAGED) {
                        last = step == SegmentReader.Step.RECORD
                                ? reader.record().header().sequence()
                                : last;
                        step = reader.finish();
                    }
                }
            }
            return last;
        });
    }

    /**
     * Takes what is there now.
     *
     * @param limit most records to take.
     * @return records met, also those before the one that was sought; 0 if there is nothing new.
     */
    public int poll(final RecordListener listener, final int limit) {
        return io(() -> {
            int count = 0;
            while (count < limit && !stopped && (segment != null || openFirst())) {
                final SegmentReader.Step step = segment.next();
                if (step == SegmentReader.Step.END && !goOn(false, listener)) {
                    break;
                }
                count += take(step, listener) ? 1 : 0;
            }
            return count;
        });
    }

    /**
     * Reads on as records come.
     *
     * @param idle called when there is nothing new; waits as it likes and says whether to go on.
     */
    public void follow(final RecordListener listener, final BooleanSupplier idle) {
        do {
            while (poll(listener, BATCH) > 0) {
                continue;
            }
        } while (!stopped && idle.getAsBoolean());
    }

    /** Reads to the end of a journal to which nothing is added meanwhile, and tells of a torn tail. */
    public void readToEnd(final RecordListener listener) {
        io(() -> {
            while (!stopped && (segment != null || openFirst())) {
                final SegmentReader.Step step = segment.finish();
                final boolean over = step == SegmentReader.Step.END || step == SegmentReader.Step.TORN;
                if (over && goOn(true, listener)) {
                    continue;
                }
                take(step, listener);
                if (over) {
                    break;
                }
            }
            if (!stopped && pendingKind != null) {
                tell(Verdict.TORN_TAIL, pendingKind, expected, Long.MAX_VALUE, listener);
            }
            return null;
        });
    }

    /** Whether the listener wanted no more. */
    public boolean stopped() {
        return stopped;
    }

    @Override
    public void close() {
        io(() -> {
            closeLater();
            if (segment != null) {
                segment.close();
            }
            return null;
        });
    }

    /**
     * Goes over to a later segment if one is in use. Looks there first and takes what is left here then: an engine
     * that writes there writes here no more.
     *
     * @param thorough whether damage counts as use, which takes a look at every byte.
     */
    private boolean goOn(final boolean thorough, final RecordListener listener) throws IOException {
        if (!thorough && System.nanoTime() - lookedLaterNs < LOOK_LATER_NS) {
            return false;
        }
        lookedLaterNs = System.nanoTime();
        if (!laterInUse(thorough)) {
            return false;
        }
        SegmentReader.Step step;
        do {
            step = segment.finish();
            take(step, listener);
        } while (!stopped && (step == SegmentReader.Step.RECORD || step == SegmentReader.Step.DAMAGED));
        if (!stopped) {
            isOvertaken = later.number() > segment.number() + 1
                    && !Files.isDirectory(SegmentFiles.directory(directory, segment.number()));
            segment.close();
            segment = later;
            segment.rewind();
            later = null;
        }
        return true;
    }

    private boolean take(final SegmentReader.Step step, final RecordListener listener) throws IOException {
        switch (step) {
            case RECORD -> {
                deliver(listener);
                return true;
            }
            case DAMAGED -> pend(0);
            case TORN -> pend(segment.tornRecords());
            case END -> {
                return false;
            }
        }
        return false;
    }

    private void pend(final long records) {
        if (pendingKind == null) {
            pendingKind = segment.kind();
            pendingPosition = segment.position();
            pendingBytes = 0;
            pendingRecords = 0;
        }
        pendingBytes += segment.badBytes();
        pendingRecords += records;
    }

    private void deliver(final RecordListener listener) {
        final long sequence = segment.record().header().sequence();
        if (expected == 0) {
            // The oldest segment there is, not the first: what stood before its first good record cannot be told.
            expected = pendingKind != null && from <= 1 ? sequence - 1 : sequence;
        }
        if (sequence == expected) {
            if (pendingKind != null) {
                tell(Verdict.SKIPPED, pendingKind, expected, sequence, listener);
            }
        } else {
            final boolean again = sequence < expected;
            final JournalFault.Kind missing = pendingKind == null ? missing() : pendingKind;
            if (pendingKind == null) {
                pendingPosition = segment.position();
                pendingBytes = 0;
            }
            pendingRecords = again ? 0 : sequence - expected;
            final long first = again ? sequence : expected;
            tell(
                    Verdict.DAMAGE,
                    again ? JournalFault.Kind.DUPLICATE : missing,
                    first,
                    again ? sequence : sequence - 1,
                    listener);
            if (again) {
                return;
            }
        }
        isOvertaken = false;
        if (!stopped) {
            expected = sequence + 1;
            if (sequence >= from) {
                listener.onRecord(segment.record(), segment.position());
            }
        }
    }

    /** Why there is nothing at all: retention takes the oldest segment first, also that which is being read (J-11). */
    private JournalFault.Kind missing() {
        return isOvertaken ? JournalFault.Kind.RETIRED : JournalFault.Kind.GAP;
    }

    /** @param last record that the fault concerns: one before what was sought is nobody's business. */
    private void tell(
            final Verdict verdict,
            final JournalFault.Kind kind,
            final long sequence,
            final long last,
            final RecordListener listener) {
        pendingKind = null;
        if (last >= from) {
            stopped = !listener.onFault(
                    new JournalFault(verdict, kind, sequence, pendingPosition, pendingBytes, pendingRecords));
        }
    }

    private boolean openFirst() throws IOException {
        List<Integer> numbers = SegmentFiles.numbers(directory);
        while (!numbers.isEmpty()) {
            final int first = numbers.get(0);
            switchTo(first);
            expected = firstExpected(first);
            if (Files.isDirectory(SegmentFiles.directory(directory, first))) {
                return true;
            }
            // It was retired just now (SPEC J-11).
            numbers = SegmentFiles.numbers(directory);
        }
        return false;
    }

    private boolean laterInUse(final boolean thorough) throws IOException {
        for (final int number : SegmentFiles.numbers(directory)) {
            if (number > segment.number()) {
                if (later == null || later.number() != number) {
                    closeLater();
                    later = open(number);
                }
                if ((thorough ? later.finish() : later.next()) != SegmentReader.Step.END) {
                    return true;
                }
            }
        }
        return false;
    }

    private void closeLater() throws IOException {
        if (later != null) {
            later.close();
            later = null;
        }
    }

    private long firstSequence(final int number) throws IOException {
        try (SegmentReader reader = open(number)) {
            return reader.next() == SegmentReader.Step.RECORD
                    ? reader.record().header().sequence()
                    : 0;
        }
    }

    /** The first segment begins with record 1; an older one may have been removed before any other (SPEC J-11). */
    private static long firstExpected(final int number) {
        return number == 1 ? 1 : 0;
    }

    private void switchTo(final int number) throws IOException {
        if (segment != null) {
            segment.close();
        }
        segment = open(number);
    }

    private SegmentReader open(final int number) throws IOException {
        return new SegmentReader(number, SegmentFiles.directory(directory, number));
    }

    private <T> T io(final Action<T> action) {
        try {
            return action.run();
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO,
                    "the journal in " + directory + " cannot be read: " + IoTrouble.describe(e),
                    e);
        }
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }
}
