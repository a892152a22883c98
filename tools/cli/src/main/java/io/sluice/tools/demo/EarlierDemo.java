package io.sluice.tools.demo;

import io.sluice.client.Beacon;
import io.sluice.codec.JournalKind;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;
import io.sluice.journal.SnapshotFiles;
import io.sluice.tools.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** What an earlier demo left in its directory. */
final class EarlierDemo {
    private static final String JOURNAL = "journal";
    /** All that an engine makes in its data directory, but the lock: whoever waits for that must find the same file. */
    private static final Set<String> NAMES =
            Set.of(JOURNAL, "snapshots", "state", "epochs", "dropped", "cursors", Beacon.FILE);

    private static final String FALLBACK_LOG = "fallback\\.log(\\.\\d+)?";

    private EarlierDemo() {}

    /**
     * Removes it, and nothing that somebody else put there; the journal last, by which it is known for a demo's.
     *
     * @param isKnown whether there is a journal, and a demo's.
     * @throws CommandException where there is none and what is left may be somebody else's.
     * @throws io.sluice.journal.JournalException LOCKED if an engine runs there (SPEC J-4); nothing is removed then.
     */
    static void remove(final Path directory, final boolean isKnown) {
        try (DirectoryLock held = DirectoryLock.acquire(directory);
                Stream<Path> entries = Files.list(held.directory())) {
            if (!isKnown && mayBeSomebodyElses(directory)) {
                throw CommandException.usage(
                        directory + " holds what an engine left that was no demo's; name another with --dir");
            }
            for (final Path entry : entries.filter(EarlierDemo::isSluices)
                    .sorted(Comparator.comparing(EarlierDemo::isJournal))
                    .toList()) {
                removeAll(entry);
            }
        } catch (final IOException e) {
            throw CommandException.usage("cannot remove " + CommandException.describe(directory, e));
        }
    }

    private static boolean mayBeSomebodyElses(final Path directory) {
        return !JournalEpochs.aside(directory).isEmpty()
                || SnapshotFiles.sequences(directory).stream()
                        .anyMatch(sequence -> kind(SnapshotFiles.file(directory, sequence)) != JournalKind.DEMO);
    }

    private static JournalKind kind(final Path snapshot) {
        try {
            return SnapshotFiles.read(snapshot).kind();
        } catch (final JournalException e) {
            return null;
        }
    }

    private static boolean isJournal(final Path entry) {
        return entry.getFileName().toString().equals(JOURNAL);
    }

    private static boolean isSluices(final Path entry) {
        final String name = entry.getFileName().toString();
        return NAMES.contains(name) || name.matches(FALLBACK_LOG);
    }

    private static void removeAll(final Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
