package io.sluice.journal;

import io.sluice.record.RecordEncoder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Appends records (SPEC J-1). One thread appends; {@link #append} allocates nothing, takes no contended lock and makes
 * no system call, except when it goes over to the next segment. After any failure it takes nothing more: what was
 * appended before stays readable, and nothing may be released that was not appended.
 *
 * <pre>{@code
 *  DirectoryLock lock = DirectoryLock.acquire(directory);
 *  ScanResult end = JournalScan.run(directory, (record, position) -> machine.replay(record));
 *  try (Journal journal = Journal.open(lock, end, settings)) {
 *      journal.append(record, record.finish());
 *  }
 * }</pre>
 */
public final class Journal implements AutoCloseable {
    private final DirectoryLock lock;
    private final JournalSettings settings;
    private final SegmentSupply supply;
    private Segment segment;
    private long lastSequence;
    private long recordsWritten;
    private long bytesWritten;
    private volatile JournalException failure;
    private boolean closed;

    private Journal(
            final DirectoryLock lock,
            final JournalSettings settings,
            final SegmentSupply supply,
            final Segment segment,
            final long lastSequence) {
        this.lock = lock;
        this.settings = settings;
        this.supply = supply;
        this.segment = segment;
        this.lastSequence = lastSequence;
    }

    /**
     * Opens a locked directory for appending behind what a scan found. The lock is the journal's from here on.
     *
     * @throws JournalException DAMAGED if the scan refused the journal, NO_SPACE, JVM_FLAGS or IO.
     */
    public static Journal open(final DirectoryLock lock, final ScanResult end, final JournalSettings settings) {
        return open(lock, end, settings, new Fallocate(), System::currentTimeMillis);
    }

    /** As the other, with the system's space and clock replaced. */
    static Journal open(
            final DirectoryLock lock,
            final ScanResult end,
            final JournalSettings settings,
            final SpaceReservation reservation,
            final LongSupplier wallClockMs) {
        boolean ready = false;
        try {
            Chronicle.prepare();
            end.refuseDamage();
            final Path directory = lock.directory();
            Files.createDirectories(SegmentFiles.root(directory));
            final int number = tidyUp(directory);
            final SegmentSupply supply = new SegmentSupply(directory, number, settings, reservation, wallClockMs);
            final Journal journal = new Journal(lock, settings, supply, supply.start(), end.lastSequence());
            ready = true;
            return journal;
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.NO_SPACE, "the journal cannot be opened: " + e.getMessage(), e);
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    /** Locks, scans and opens a directory, for those who need not see what is in it. */
    public static Journal open(final Path directory, final JournalSettings settings) {
        final DirectoryLock lock = DirectoryLock.acquire(directory);
        return open(lock, JournalScan.run(directory, (record, position) -> {}), settings);
    }

    /**
     * Appends one finished record; when this returns, the record survives the death of the process.
     *
     * @param record  finished, with the sequence that follows {@link #lastSequence()}.
     * @param length  its length in bytes, as {@link RecordEncoder#finish()} gave it.
     * @throws JournalException if it is not in the journal. Nothing is appended any more then.
     */
    public void append(final RecordEncoder record, final int length) {
        if (failure != null || closed) {
            throw refused();
        }
        final long sequence = record.header().sequence();
        if (sequence != lastSequence + 1 || length > settings.maxRecordBytes()) {
            throw failed(badRecord(sequence, length));
        }
        try {
            if (!segment.hasRoom(length) || supply.dayOver()) {
                segment = supply.exchange(segment);
            }
            segment.append(record.buffer().addressOffset(), length);
        } catch (final JournalException e) {
            throw failed(e);
        } catch (final Throwable t) {
            // An InternalError is what becomes of a mapped page that the file system could not give.
            throw failed(new JournalException(
                    JournalException.Code.WRITE_FAILED, "record " + sequence + " could not be appended: " + t, t));
        }
        lastSequence = sequence;
        recordsWritten++;
        bytesWritten += length;
    }

    /**
     * Whether no space can be reserved behind the segment in use (SPEC J-7). There is still room then to journal a
     * halt; how much depends on how full the segment is.
     */
    public boolean spaceAlarm() {
        return supply.alarm() != null;
    }

    /** Why there is an alarm, in words; null if there is none. */
    public String spaceAlarmReason() {
        return supply.alarm();
    }

    /**
     * Writes what was appended to the device and waits for it (SPEC J-5).
     *
     * @throws JournalException if the device did not take it. Nothing is appended any more then.
     */
    public void force() {
        try {
            segment.force();
        } catch (final IOException e) {
            throw failed(new JournalException(
                    JournalException.Code.WRITE_FAILED, "the journal could not be synced: " + e.getMessage(), e));
        }
    }

    /** Sequence of the last record in the journal; 0 if there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Records appended since it was opened. */
    public long recordsWritten() {
        return recordsWritten;
    }

    /** Bytes of records appended since it was opened. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** Why it takes no more records; null if it does. May be asked from any thread. */
    public JournalException failure() {
        return failure;
    }

    /** Data directory. */
    public Path directory() {
        return lock.directory();
    }

    /** Syncs, gives back the space that was not used, and unlocks. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                Segment last = segment) {
            supply.close();
            last.force();
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO, "the journal did not close well: " + e.getMessage(), e);
        }
    }

    /** Trims what an earlier start could not, removes segments that were never used; returns the next number. */
    private static int tidyUp(final Path directory) throws IOException {
        SegmentFiles.deleteUnfinished(directory);
        final List<Integer> numbers = SegmentFiles.numbers(directory);
        boolean used = false;
        for (int i = numbers.size() - 1; i >= 0; i--) {
            final Path segment = SegmentFiles.directory(directory, numbers.get(i));
            used = used || !SegmentReader.isEmpty(segment);
            if (used) {
                trim(SegmentFiles.rollFile(segment));
            } else {
                SegmentFiles.delete(segment);
            }
        }
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    }

    private static void trim(final Path rollFile) throws IOException {
        if (rollFile == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(rollFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Segment.trim(channel);
        }
    }

    private JournalException refused() {
        final JournalException cause = failure;
        return cause == null
                ? new JournalException(JournalException.Code.CLOSED, "the journal is closed")
                : new JournalException(
                        JournalException.Code.CLOSED,
                        "the journal takes no more records: " + cause.getMessage(),
                        cause);
    }

    private JournalException badRecord(final long sequence, final int length) {
        return new JournalException(
                JournalException.Code.BAD_RECORD,
                length > settings.maxRecordBytes()
                        ? "record " + sequence + " of " + length + " bytes is larger than " + settings.maxRecordBytes()
                        : "record " + sequence + " does not follow record " + lastSequence);
    }

    private JournalException failed(final JournalException why) {
        failure = why;
        return why;
    }
}
