package io.sluice.journal;

import io.sluice.record.RecordEncoder;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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
    private final OwnFiles own;
    private final AtomicLong lastSequence;
    private final AtomicLong syncedSequence;
    private final AtomicLong forces = new AtomicLong();
    private volatile Segment segment;
    private long recordsWritten;
    private long bytesWritten;
    private volatile JournalException failure;
    private volatile JournalException syncFailure;
    private boolean closed;

    Journal(
            final DirectoryLock lock,
            final JournalSettings settings,
            final SegmentSupply supply,
            final OwnFiles own,
            final Segment segment,
            final long lastSequence) {
        this.lock = lock;
        this.own = own;
        this.settings = settings;
        this.supply = supply;
        this.segment = segment;
        this.lastSequence = new AtomicLong(lastSequence);
        syncedSequence = new AtomicLong(lastSequence);
    }

    /**
     * Opens a locked directory for appending behind what a scan found: what is there is forced first, and where a power
     * cut left holes, what stands behind the first is put aside (SPEC J-2). The lock is the journal's from here on.
     *
     * @throws JournalException DAMAGED if the scan refused the journal, NO_SPACE, SYNC_FAILED, JVM_FLAGS or IO.
     */
    public static Journal open(
            final DirectoryLock lock, final ScanResult end, final JournalSettings settings, final Device device) {
        return open(lock, end, settings, Platform.of(device));
    }

    /** As the other, on the system's device. */
    public static Journal open(final DirectoryLock lock, final ScanResult end, final JournalSettings settings) {
        return open(lock, end, settings, Device.SYSTEM);
    }

    /**
     * Begins the journal of a new epoch in a locked directory and puts the one that is there aside, in the steps of
     * {@link JournalEpochs} (SPEC J-2). Numbers of records and segments go on, so that none ever comes again. The lock
     * is the journal's from here on.
     *
     * @param lastSequence sequence behind which it goes on.
     * @throws JournalException NO_SPACE if there is no room for a segment, and then nothing was moved; SYNC_FAILED,
     *                          JVM_FLAGS or IO.
     */
    public static Journal begin(
            final DirectoryLock lock, final long lastSequence, final JournalSettings settings, final Device device) {
        return JournalOpening.begin(lock, lastSequence, settings, Platform.of(device));
    }

    /** As the other, with all of the system replaced. */
    static Journal open(
            final DirectoryLock lock, final ScanResult end, final JournalSettings settings, final Platform platform) {
        return JournalOpening.open(lock, end, settings, platform);
    }

    /** Why no segment can follow those in a data directory; null if one can. */
    public static String objection(final Path dataDirectory) {
        return SegmentFiles.objection(dataDirectory);
    }

    /**
     * Refuses a data directory in which no segment can follow those that are there.
     *
     * @throws JournalException IO.
     */
    public static void refuseNumbers(final Path dataDirectory) {
        JournalOpening.refuseNumbers(dataDirectory);
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
        if (sequence != lastSequence.getPlain() + 1 || length > settings.maxRecordBytes()) {
            throw failed(badRecord(sequence, length));
        }
        try {
            Segment inUse = segment;
            if (!inUse.hasRoom(length) || supply.dayOver()) {
                inUse = supply.exchange(inUse);
                segment = inUse;
            }
            inUse.append(record.buffer().addressOffset(), length);
        } catch (final JournalException e) {
            throw failed(e);
        } catch (final Throwable t) {
            // An InternalError is what becomes of a mapped page that the file system could not give.
            throw failed(new JournalException(
                    JournalException.Code.WRITE_FAILED, "record " + sequence + " could not be appended: " + t, t));
        }
        lastSequence.lazySet(sequence);
        recordsWritten++;
        bytesWritten += length;
    }

    /**
     * Has the reserved stretch ready, so that no append waits for a page; after a force, which makes pages wait again.
     * Takes some 50 ms; nothing at all where the settings do not ask for it.
     */
    public void warmUp() {
        if (settings.isWarm()) {
            try {
                supply.warmUp();
            } catch (final IOException e) {
                throw failed(new JournalException(JournalException.Code.IO, IoTrouble.describe(e), e));
            }
        }
    }

    /**
     * Whether no space can be reserved behind the segment in use (SPEC J-7). There is still room then to journal a
     * halt; how much depends on how full the segment is.
     */
    public boolean spaceAlarm() {
        return supply.alarm() != null;
    }

    /**
     * What of the directory, the lock and the journal in use is no longer this process's own, in a sentence; null while
     * all is as it was (SPEC J-4). Asks the file system. Any thread.
     */
    public String objection() {
        final String objection = own.objection();
        return objection == null ? supply.objection() : objection;
    }

    /** Whether the name of the data directory still leads to the one that was opened. Asks the file system. */
    public boolean hasDirectory() {
        return own.hasDirectory();
    }

    /** Why there is an alarm, in words; null if there is none. */
    public String spaceAlarmReason() {
        return supply.alarm();
    }

    /**
     * Writes what was appended to the device and waits for it (SPEC J-5): the segment in use and all before it. Any
     * thread. Once it failed it fails for ever, since a device that lost something may well say yes the next time; what
     * is appended after that is only there for those who read what went wrong.
     *
     * @return sequence of the last record that the device has.
     * @throws JournalException SYNC_FAILED if it did not take all.
     */
    public long force() {
        if (syncFailure != null) {
            throw new JournalException(syncFailure.code(), syncFailure.getMessage(), syncFailure);
        }
        // In this order: whatever was appended by now is in that segment, or was turned over before it.
        final long upTo = lastSequence.get();
        final Segment inUse = segment;
        try {
            supply.force(inUse);
        } catch (final IOException | InternalError e) {
            syncFailure = syncFailed(e);
            throw syncFailure;
        }
        syncedSequence.accumulateAndGet(upTo, Math::max);
        forces.incrementAndGet();
        return upTo;
    }

    /** How often the device confirmed a force since the journal was opened. Any thread. */
    public long forces() {
        return forces.get();
    }

    /** Sequence of the last record that the device is known to have; 0 if there is none. Any thread. */
    public long syncedSequence() {
        return syncedSequence.get();
    }

    /** Sequence of the last record in the journal; 0 if there is none. Any thread. */
    public long lastSequence() {
        return lastSequence.get();
    }

    /** What was dropped and put aside at the start is on record now, and need not be said again. */
    public void saidWhatWasDropped() {
        DroppedStretch.said(lock.directory());
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

    /** Syncs, unless that failed before; gives back the space that was not used, and unlocks. */
    @Override
    public void close() {
        close(isWell -> {});
    }

    /** @param beforeUnlock is told whether the journal closed well, while nobody else can have the directory. */
    public void close(final Consumer<Boolean> beforeUnlock) {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            boolean isWell = false;
            try {
                closeFiles();
                isWell = true;
            } finally {
                beforeUnlock.accept(isWell);
            }
        }
    }

    private void closeFiles() {
        try (Segment last = segment) {
            supply.close();
            if (syncFailure == null) {
                last.force();
            }
        } catch (final IOException e) {
            if (syncFailure == null) {
                throw new JournalException(
                        JournalException.Code.IO, "the journal did not close well: " + IoTrouble.describe(e), e);
            }
        }
    }

    static JournalException syncFailed(final Throwable e) {
        return new JournalException(
                JournalException.Code.SYNC_FAILED, "the journal could not be synced: " + e.getMessage(), e);
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
                        : "record " + sequence + " does not follow record " + lastSequence.get());
    }

    private JournalException failed(final JournalException why) {
        failure = why;
        return why;
    }
}
