package io.sluice.engine.start;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.config.EngineConfig;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.engine.line.OwnBeacon;
import io.sluice.engine.shm.ShmDirectory;
import io.sluice.journal.Access;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalSettings;
import io.sluice.schema.IoTrouble;
import io.sluice.seal.SealKeys;
import io.sluice.seal.SealSigner;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The start of an engine, step by step: whatever stands against it is said before anything is written (SPEC J-2). */
public final class Launch {
    private final StartSettings options;
    private final EngineConfig config;
    private final int behaviourVersion;

    /** @param behaviourVersion that the machine takes itself for (SPEC J-9). */
    public Launch(final StartSettings options, final int behaviourVersion) {
        this.options = options;
        this.behaviourVersion = behaviourVersion;
        config = options.config().engine();
    }

    /**
     * Recovers, starts the clock and opens the journal.
     *
     * @throws EngineException  if the journal is of another kind, other capacities or does not re-execute, or the clock
     *                          is out of all bounds.
     * @throws JournalException if the directory is in use, the journal damaged, or space missing.
     */
    public PreparedStart run() {
        largestRecord(options);
        final SealSigner signer = signer(config.seal());
        final DirectoryLock lock = DirectoryLock.acquire(options.directory());
        boolean isJournals = false;
        final JournalReplay found;
        final FirstRecord start;
        final ControlMachine machine;
        OwnBeacon beacon = null;
        long endedWellAt = -1;
        try {
            LivingEngine.refuse(options.directory());
            // Before anything is made in the directory: what a kill left half put aside is put aside first.
            JournalEpochs.finish(options.directory(), options.device());
            settle(lock);
            beacon = OwnBeacon.own(options.directory(), options.notices());
            endedWellAt = beacon.endedWellAt();
            final long released = beacon.releasedBefore();
            beacon.starting();
            Journal.refuseNumbers(options.directory());
            found = recover(released);
            found.notices().forEach(options.notices());
            machine = machine(found);
            found.sayWhatIsDropped(options.notices());
            final boolean isClean = found.droppedRecords() == 0 && endedWellAt == found.lastSequence();
            options.clock().start(found.lastTimeNs());
            final ClockStep step = ClockStep.of(options.clock().wallNs(), found.lastTimeNs());
            if (step.notice() != null) {
                options.notices().accept(step.notice());
            }
            start = new FirstRecord(options, found, isClean, step);
            isJournals = true;
        } finally {
            if (!isJournals) {
                if (beacon != null) {
                    beacon.close(before(endedWellAt));
                }
                lock.close();
            }
        }
        final Journal journal = journal(beacon, found, lock, endedWellAt);
        return new PreparedStart(beacon, journal, machine, found, start, signer, sharedMemory());
    }

    /** Nothing that decides needs it, so an engine goes on without. */
    private ShmDirectory sharedMemory() {
        final Path shmDir = config.door().shmDir();
        try {
            return ShmDirectory.make(shmDir, options.directory());
        } catch (final IOException e) {
            options.notices()
                    .accept("no memory is shared with other processes, and sluice stat shows nothing;"
                            + " sluice.door.shm-dir = " + shmDir + ": " + IoTrouble.describe(e));
            return null;
        }
    }

    private void settle(final DirectoryLock lock) {
        final String readers = config.journal().readers();
        try {
            Access.settle(lock, readers, options.notices());
        } catch (final IOException e) {
            throw new EngineException(
                    EngineException.Code.ACCESS,
                    (readers == null
                                    ? "the permissions of the files in " + lock.directory() + " cannot be set: "
                                    : "sluice.journal.readers = " + readers + ": it cannot be given what is in "
                                            + lock.directory() + ": ")
                            + IoTrouble.describe(e),
                    e);
        }
    }

    /** The lock is the journal's from here on, also if it does not open. */
    private Journal journal(
            final OwnBeacon beacon, final JournalReplay found, final DirectoryLock lock, final long endedWellAt) {
        boolean isOpen = false;
        try {
            final Journal journal = found.open(lock, settings(), options.device());
            isOpen = true;
            return journal;
        } finally {
            if (!isOpen) {
                beacon.close(before(endedWellAt));
            }
        }
    }

    /** A start of which nothing was journaled leaves the last stop what it was. */
    private static Beacon.State before(final long endedWellAt) {
        return endedWellAt < 0 ? Beacon.State.FAILED : Beacon.State.STOPPED;
    }

    /** Largest record that the capacities allow, in bytes; refused if the journal takes none of that size. */
    public static int largestRecord(final StartSettings options) {
        final long largest = RecordSize.largest(options.config().control());
        final int allowed = options.config().engine().journal().maxRecordBytes();
        if (largest > allowed) {
            throw new EngineException(
                    EngineException.Code.RECORD_TOO_LARGE,
                    "these capacities allow records of " + largest + " bytes; sluice.journal.max-record is " + allowed);
        }
        return (int) largest;
    }

    private JournalSettings settings() {
        return new JournalSettings(
                options.segmentBytes(),
                config.journal().maxRecordBytes(),
                config.journal().sync() != Sync.EACH);
    }

    /** Of a journal that refuses the start an operator may have the rest put aside for a new epoch (J-2). */
    private JournalReplay recover(final long released) {
        try {
            return JournalReplay.of(
                    options.directory(), options.kind(), released, options.replayWatch(), behaviourVersion);
        } catch (final JournalException | EngineException | IllegalStateException e) {
            if (options.forceHalt() && Epoch.mayFollow(e)) {
                return Epoch.begin(options, released);
            }
            throw e;
        }
    }

    private ControlMachine machine(final JournalReplay found) {
        final ControlConfig control = options.config().control();
        final ControlConfig recorded = found.replay().config();
        if (recorded == null) {
            return new ControlMachine(control);
        }
        if (!recorded.capacity().equals(control.capacity())) {
            throw new EngineException(
                    EngineException.Code.CAPACITY_CHANGED,
                    "sluice.capacity is " + control.capacity() + ", but the journal in " + options.directory()
                            + " began with " + recorded.capacity()
                            + "; the tables keep their size as long as the journal lasts");
        }
        found.replay().machine().configure(control);
        return found.replay().machine();
    }

    /**
     * Reads the key that signs seals; null if the settings name none.
     *
     * @throws EngineException SEAL_KEY.
     */
    private static SealSigner signer(final EngineConfig.Seal settings) {
        if (settings.key() == null) {
            return null;
        }
        try {
            return new SealSigner(SealKeys.readPrivate(settings.key()));
        } catch (final NoSuchFileException e) {
            throw badKey(settings.key(), "no such file", e);
        } catch (final IOException e) {
            throw badKey(settings.key(), e.getMessage(), e);
        }
    }

    private static EngineException badKey(final Path file, final String why, final IOException e) {
        return new EngineException(EngineException.Code.SEAL_KEY, "sluice.journal.seal.key: " + file + ": " + why, e);
    }
}
