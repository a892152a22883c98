package io.sluice.engine;

import io.sluice.config.EngineConfig;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalSettings;
import io.sluice.seal.SealSigner;

/** The start of an engine, step by step: whatever stands against it is said before anything is written (SPEC J-2). */
final class Launch {
    private final EngineOptions options;
    private final EngineConfig config;
    private final int behaviourVersion;

    Launch(final EngineOptions options, final int behaviourVersion) {
        this.options = options;
        this.behaviourVersion = behaviourVersion;
        config = options.config().engine();
    }

    Engine run() {
        largestRecord(options);
        final SealSigner signer = Sealer.signer(config.seal());
        final DirectoryLock lock = DirectoryLock.acquire(options.directory());
        boolean isJournals = false;
        final Recovery found;
        final StartMessage start;
        final ControlMachine machine;
        Beacon beacon = null;
        long endedWellAt = -1;
        try {
            beacon = Beacon.own(options.directory());
            endedWellAt = beacon.endedWellAt();
            final long released = beacon.releasedBefore();
            beacon.starting();
            JournalEpochs.finish(options.directory(), options.device());
            found = recover(released);
            found.notices().forEach(notice -> System.err.println("sluice: " + notice));
            machine = machine(found);
            found.sayWhatIsDropped();
            final boolean isClean = found.droppedRecords() == 0 && endedWellAt == found.lastSequence();
            start = new StartMessage(options, found, isClean);
            isJournals = true;
        } finally {
            if (!isJournals) {
                if (beacon != null) {
                    beacon.state(before(endedWellAt));
                }
                lock.close();
            }
        }
        return start(beacon, journal(beacon, found, lock, endedWellAt), machine, found, start, signer);
    }

    /** The lock is the journal's from here on, also if it does not open. */
    private Journal journal(
            final Beacon beacon, final Recovery found, final DirectoryLock lock, final long endedWellAt) {
        boolean isOpen = false;
        try {
            final Journal journal = found.open(lock, settings(), options.device());
            isOpen = true;
            return journal;
        } finally {
            if (!isOpen) {
                beacon.state(before(endedWellAt));
            }
        }
    }

    /** A start of which nothing was journaled leaves the last stop what it was. */
    private static Beacon.State before(final long endedWellAt) {
        return endedWellAt < 0 ? Beacon.State.FAILED : Beacon.State.STOPPED;
    }

    /** Largest record that the capacities allow, in bytes; refused if the journal takes none of that size. */
    static int largestRecord(final EngineOptions options) {
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
    private Recovery recover(final long released) {
        try {
            return Recovery.of(
                    options.directory(), options.kind(), released, options.recoveryWatch(), behaviourVersion);
        } catch (final JournalException | EngineException | IllegalStateException e) {
            if (options.forceHalt() && Epoch.mayFollow(e)) {
                return Epoch.begin(options, released);
            }
            throw e;
        }
    }

    private ControlMachine machine(final Recovery found) {
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

    private Engine start(
            final Beacon beacon,
            final Journal journal,
            final ControlMachine machine,
            final Recovery found,
            final StartMessage start,
            final SealSigner signer) {
        boolean isRunning = false;
        try {
            final Engine engine = new Engine(options, beacon, journal, machine, found, start, signer);
            found.removeUnused(options.directory());
            engine.start();
            isRunning = true;
            return engine;
        } finally {
            if (!isRunning) {
                beacon.state(Beacon.State.FAILED);
                journal.close();
            }
        }
    }
}
