package io.sluice.journal;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Journals that a new epoch left behind (SPEC J-2): {@code DIR/epochs/1}, {@code DIR/epochs/2}, each with all that
 * belonged to it, so that every reader of a data directory can read it. Nobody writes there any more. Of a journal that
 * is gone on with, {@code DIR/dropped} holds what stood behind the holes that power cuts left.
 *
 * <p>A new epoch takes these steps, and each is on the device before the next. A start that is killed between two of
 * them leaves what the next start finishes, or takes back.
 *
 * <pre>
 *   1  make the new journal in epochs/next, its space reserved   a full disk ends it here: nothing was moved
 *   2  move journal and snapshots to epochs/new                  begun: the next start moves the rest
 *   3  call epochs/new epochs/N                                  no journal: the epoch has to be begun again
 *   4  move epochs/next/journal to journal                       a journal without a record: the same
 *   5  append the first record                                   done
 * </pre>
 */
public final class JournalEpochs {
    private static final String EPOCHS = "epochs";
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
    /** What belongs to a journal and is nothing without it. */
    private static final List<String> PARTS = List.of("journal", "snapshots");

    private JournalEpochs() {}

    /** Data directories of the journals left behind, the oldest first. */
    public static List<Path> aside(final Path dataDirectory) {
        final List<Path> found = new ArrayList<>();
        numbers(dataDirectory).forEach(number -> found.add(directory(dataDirectory, number)));
        if (isBegun(unfinished(dataDirectory))) {
            found.add(unfinished(dataDirectory));
        }
        return found;
    }

    /** What was ever put aside in a data directory, journals and parts of them, and is worth keeping with it. */
    public static List<Path> trees(final Path dataDirectory) {
        return Stream.of(EPOCHS, DroppedStretch.ASIDE)
                .map(dataDirectory::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    /** Whether a path in a data directory is of a new journal that was never put in its place: only reserved space. */
    public static boolean isOnlyReserved(final Path dataDirectory, final Path path) {
        return path.startsWith(next(dataDirectory));
    }

    /** Does the rest where a process died as it put a journal aside; nothing else may be done with it before. */
    public static void finish(final Path dataDirectory, final Device device) {
        if (isBegun(unfinished(dataDirectory))) {
            io(dataDirectory, () -> putAside(dataDirectory, Platform.of(device)));
        }
        abandon(dataDirectory);
    }

    /**
     * Makes the directories of a new epoch, so that no step after this one needs space that is not there.
     *
     * @return data directory in which the new journal is to be made.
     */
    static Path prepare(final Path dataDirectory, final Platform platform) throws IOException {
        final Path next = next(dataDirectory);
        SegmentFiles.delete(next);
        Files.createDirectories(unfinished(dataDirectory));
        Access.of(dataDirectory).folder(SegmentFiles.root(next));
        platform.forceEntries(next);
        platform.forceEntries(dataDirectory.resolve(EPOCHS));
        platform.forceEntries(dataDirectory);
        return next;
    }

    /** Takes back what {@link #prepare} made, where the new journal was not put in its place. */
    static void abandon(final Path dataDirectory) {
        SegmentFiles.delete(next(dataDirectory));
        deleteIfEmpty(unfinished(dataDirectory));
        deleteIfEmpty(dataDirectory.resolve(EPOCHS));
    }

    /**
     * Puts the journal of a locked directory aside, if there is one, and the prepared one in its place.
     *
     * @throws JournalException IO if that cannot be done.
     */
    static void exchange(final Path dataDirectory, final Platform platform) {
        io(dataDirectory, () -> {
            putAside(dataDirectory, platform);
            final Path next = next(dataDirectory);
            Files.move(SegmentFiles.root(next), SegmentFiles.root(dataDirectory), StandardCopyOption.ATOMIC_MOVE);
            platform.forceEntries(dataDirectory);
            abandon(dataDirectory);
        });
    }

    /** What belongs together is collected first and gets its number last. There is no journal then. */
    private static void putAside(final Path dataDirectory, final Platform platform) throws IOException {
        final Path collected = unfinished(dataDirectory);
        if (!isBegun(collected) && isNothing(dataDirectory)) {
            SegmentFiles.delete(SegmentFiles.root(dataDirectory));
            return;
        }
        for (final String part : PARTS) {
            if (Files.exists(dataDirectory.resolve(part))) {
                Files.move(dataDirectory.resolve(part), collected.resolve(part), StandardCopyOption.ATOMIC_MOVE);
                platform.forceEntries(collected);
                platform.forceEntries(dataDirectory);
            }
        }
        final TreeSet<Integer> numbers = numbers(dataDirectory);
        final int number = numbers.isEmpty() ? 1 : numbers.last() + 1;
        Files.move(collected, directory(dataDirectory, number), StandardCopyOption.ATOMIC_MOVE);
        platform.forceEntries(collected.getParent());
    }

    /** Whether there is no snapshot, and no journal but reserved space: no epoch, and nothing to put aside. */
    private static boolean isNothing(final Path dataDirectory) throws IOException {
        for (final int number : SegmentFiles.numbers(dataDirectory)) {
            if (!SegmentReader.isEmpty(SegmentFiles.directory(dataDirectory, number))) {
                return false;
            }
        }
        return SegmentFiles.holdsOnlySegments(dataDirectory)
                && SnapshotFiles.sequences(dataDirectory).isEmpty();
    }

    /** Highest number of a segment that was ever left behind; 0 if there is none. */
    static int lastSegment(final Path dataDirectory) {
        return aside(dataDirectory).stream()
                .flatMap(aside -> SegmentFiles.numbers(aside).stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static boolean isBegun(final Path unfinished) {
        return PARTS.stream().anyMatch(part -> Files.exists(unfinished.resolve(part)));
    }

    private static Path unfinished(final Path dataDirectory) {
        return dataDirectory.resolve(EPOCHS).resolve("new");
    }

    private static Path next(final Path dataDirectory) {
        return dataDirectory.resolve(EPOCHS).resolve("next");
    }

    private static Path directory(final Path dataDirectory, final int number) {
        return dataDirectory.resolve(EPOCHS).resolve(Integer.toString(number));
    }

    /** Numbers that are taken; one that was moved elsewhere leaves a gap. */
    private static TreeSet<Integer> numbers(final Path dataDirectory) {
        return names(dataDirectory.resolve(EPOCHS)).stream()
                .filter(name -> NUMBER.matcher(name).matches())
                .map(Integer::valueOf)
                .filter(number -> Files.isDirectory(directory(dataDirectory, number)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(final Path directory) {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void deleteIfEmpty(final Path directory) {
        if (Files.isDirectory(directory) && names(directory).isEmpty()) {
            SegmentFiles.delete(directory);
        }
    }

    private static void io(final Path dataDirectory, final Step step) {
        try {
            step.run();
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO,
                    "the journal in " + dataDirectory + " cannot be put aside: " + IoTrouble.describe(e),
                    e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
