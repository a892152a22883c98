package io.sluice.journal;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a journal comes to be in a locked directory: it goes on after what a scan found, or begins a new epoch (SPEC
 * J-2). If it does not, the lock is closed.
 */
final class JournalOpening {
    private JournalOpening() {}

    /** Goes on with the journal that is there ({@link Journal#open}). */
    static Journal open(
            final DirectoryLock lock, final ScanResult end, final JournalSettings settings, final Platform platform) {
        boolean ready = false;
        try {
            Chronicle.prepare();
            end.refuseDamage();
            final Path directory = lock.directory();
            refuseNumbers(directory);
            Access.of(directory).folder(SegmentFiles.root(directory));
            final int dropped = DroppedStretch.cut(directory, end.tornTail(), platform);
            final int used = Math.max(tidyUp(directory, platform), JournalEpochs.lastSegment(directory));
            final int number = 1 + Math.max(dropped, used);
            final OwnFiles own = OwnFiles.of(directory);
            final SegmentSupply supply = new SegmentSupply(directory, number, settings, platform, own);
            final Journal journal = new Journal(lock, settings, supply, own, supply.start(), end.lastSequence());
            ready = true;
            return journal;
        } catch (final IOException e) {
            throw cannotOpen(e);
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    /** Puts the journal that is there aside and begins another ({@link Journal#begin}). */
    static Journal begin(
            final DirectoryLock lock,
            final long lastSequence,
            final JournalSettings settings,
            final Platform platform) {
        boolean ready = false;
        try {
            Chronicle.prepare();
            final Path directory = lock.directory();
            refuseNumbers(directory);
            final List<Integer> numbers = SegmentFiles.numbers(directory);
            final int used = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
            final int number = 1 + Math.max(used, JournalEpochs.lastSegment(directory));
            final Segment first = reserve(directory, number, settings, platform);
            boolean inPlace = false;
            try {
                JournalEpochs.exchange(directory, platform);
                inPlace = true;
            } finally {
                if (!inPlace) {
                    first.close();
                }
            }
            final OwnFiles own = OwnFiles.of(directory);
            final SegmentSupply supply = new SegmentSupply(directory, number + 1, settings, platform, own);
            final Journal journal = new Journal(lock, settings, supply, own, supply.start(first), lastSequence);
            ready = true;
            return journal;
        } catch (final IOException e) {
            throw cannotOpen(e);
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    /** Makes the first segment of a new epoch where no program takes it for a journal. */
    private static Segment reserve(
            final Path directory, final int number, final JournalSettings settings, final Platform platform)
            throws IOException {
        boolean isThere = false;
        try {
            final Path next = JournalEpochs.prepare(directory, platform);
            final Segment first = Segment.create(next, number, settings.segmentBytes(), false, platform);
            isThere = true;
            return first;
        } finally {
            if (!isThere) {
                JournalEpochs.abandon(directory);
            }
        }
    }

    private static JournalException cannotOpen(final IOException e) {
        return new JournalException(
                JournalException.Code.NO_SPACE, "the journal cannot be opened: " + IoTrouble.describe(e), e);
    }

    /** Refuses a data directory in which no segment can follow those that are there. */
    static void refuseNumbers(final Path dataDirectory) {
        for (final Path directory : Stream.concat(Stream.of(dataDirectory), JournalEpochs.aside(dataDirectory).stream())
                .toList()) {
            final String objection = SegmentFiles.objection(directory);
            if (objection != null) {
                throw new JournalException(JournalException.Code.IO, objection);
            }
        }
    }

    /**
     * Trims what an earlier start could not, removes segments that were never used, and forces what there is,
     * however it was written; returns the highest number.
     */
    private static int tidyUp(final Path directory, final Platform platform) throws IOException {
        SegmentFiles.deleteUnfinished(directory);
        final List<Integer> numbers = SegmentFiles.numbers(directory);
        boolean used = false;
        for (int i = numbers.size() - 1; i >= 0; i--) {
            final Path segment = SegmentFiles.directory(directory, numbers.get(i));
            used = used || !SegmentReader.isEmpty(segment);
            if (used) {
                trimAndForce(segment, platform);
            } else {
                SegmentFiles.delete(segment);
            }
        }
        try {
            platform.forceEntries(SegmentFiles.root(directory));
            platform.forceEntries(directory);
        } catch (final IOException e) {
            throw Journal.syncFailed(e);
        }
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    private static void trimAndForce(final Path segment, final Platform platform) throws IOException {
        final Path rollFile = SegmentFiles.rollFile(segment);
        if (rollFile == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(rollFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Segment.trim(channel);
            try {
                platform.device().force(channel, true);
                platform.forceEntries(segment);
            } catch (final IOException e) {
                throw Journal.syncFailed(e);
            }
        }
    }
}
