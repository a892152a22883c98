package io.sluice.tools.demo;

import io.sluice.engine.Beacon;
import io.sluice.journal.DirectoryLock;
import io.sluice.tools.cli.CommandException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** What an earlier demo left in its directory. */
final class EarlierDemo {
    /** All that an engine makes in its data directory, but the lock: whoever waits for that must find the same file. */
    private static final Set<String> NAMES =
            Set.of("journal", "snapshots", "state", "epochs", "dropped", "cursors", Beacon.FILE);

    private static final String FALLBACK_LOG = "fallback\\.log(\\.\\d+)?";

    private EarlierDemo() {}

    /**
     * Removes it, and nothing that somebody else put there.
     *
     * @throws io.sluice.journal.JournalException LOCKED if an engine runs there (SPEC J-4); nothing is removed then.
     */
    static void remove(final Path directory) {
        try (DirectoryLock held = DirectoryLock.acquire(directory);
                DirectoryStream<Path> entries = Files.newDirectoryStream(held.directory(), EarlierDemo::isSluices)) {
            for (final Path entry : entries) {
                removeAll(entry);
            }
        } catch (final IOException e) {
            throw CommandException.usage("cannot remove " + CommandException.describe(directory, e));
        }
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
