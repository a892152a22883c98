package io.sluice.tools.demo;

import io.sluice.codec.JournalKind;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;
import io.sluice.journal.SnapshotFiles;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an earlier demo left in its directory. */
final class EarlierDemo {
    private static final String JOURNAL = "journal";

    /**
     * Every path that an engine makes in its data directory. The lock is not among them: a process that waits for it
     * must find the same file.
     */
    private static final Pattern OWN = Pattern.compile("engine\\.dat"
            + "|fallback\\.log(\\.\\d+)?"
            + "|journal(/\\d{8}(\\.new)?(/[0-9A-Za-z-]+\\.cq4t?)?)?"
            + "|snapshots(/\\d+\\.snap(\\.\\w+)?)?"
            + "|state(/(current|\\d{8}\\.map|[\\w.]+\\.img))?"
            + "|(epochs|dropped)(/[\\w.-]+(/[\\w.-]+)*)?"
            + "|cursors(/[\\w.-]+)?");

    private EarlierDemo() {}

    /**
     * Removes it, and nothing that a demo did not make; the journal last, by which a demo is known.
     *
     * @param isKnown whether there is a journal, and a demo's.
     * @throws CommandException where what is there may not be a demo's, or a file in Sluice's directories is not of
     *                          Sluice's shape; nothing is removed then.
     * @throws io.sluice.journal.JournalException LOCKED if an engine runs there (SPEC J-4); nothing is removed then.
     */
    static void remove(final Path directory, final boolean isKnown) {
        if (!isKnown && !isRestOfDemo(directory)) {
            JournalOptions.refuseForeign(directory);
            return;
        }
        try (DirectoryLock held = DirectoryLock.acquire(directory)) {
            final List<Path> own = own(held.directory());
            for (final Path path : own) {
                Files.delete(path);
            }
        } catch (final IOException e) {
            throw CommandException.usage("cannot remove " + CommandException.describe(directory, e));
        }
    }

    /** Every path of Sluice's in the order of removal: files before their directory, the journal last. */
    private static List<Path> own(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            final List<Path> own = tree.filter(path -> isInOwnPlace(directory.relativize(path)))
                    .sorted(Comparator.comparing((Path path) ->
                                    name(directory.relativize(path).getName(0)).equals(JOURNAL))
                            .thenComparing(Comparator.reverseOrder()))
                    .toList();
            for (final Path path : own) {
                final String inside = directory.relativize(path).toString();
                if (!OWN.matcher(inside).matches() || Files.isSymbolicLink(path) || isOther(path)) {
                    throw CommandException.usage(
                            path + " is not a demo's; move it away, or name another directory with --dir");
                }
            }
            return own;
        }
    }

    /** Whether the first name of a path is one of Sluice's. */
    private static boolean isInOwnPlace(final Path inside) {
        return OWN.matcher(name(inside.getName(0))).matches();
    }

    private static boolean isOther(final Path path) {
        return !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path);
    }

    /** As a removal leaves it that was killed half way: no journal, and snapshots that are all a demo's. */
    private static boolean isRestOfDemo(final Path directory) {
        final List<Long> snapshots = SnapshotFiles.sequences(directory);
        return JournalEpochs.aside(directory).isEmpty()
                && !snapshots.isEmpty()
                && snapshots.stream()
                        .allMatch(sequence -> kind(SnapshotFiles.file(directory, sequence)) == JournalKind.DEMO);
    }

    private static JournalKind kind(final Path snapshot) {
        try {
            return SnapshotFiles.read(snapshot).kind();
        } catch (final JournalException e) {
            return null;
        }
    }

    private static String name(final Path path) {
        return path.getFileName().toString();
    }
}
