package io.sluice.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where segments lie and what they are called. */
final class SegmentFiles {
    static final String ROLL_FILE_SUFFIX = ".cq4";
    static final String TABLE_FILE = "metadata.cq4t";

    private static final String JOURNAL = "journal";
    /** Highest number that eight digits can write. */
    static final int LAST_NUMBER = 99_999_999;
    /** Highest number that a start goes on after: a run needs numbers, too. */
    private static final int LAST_AT_START = 90_000_000;
    /** No engine skips so many numbers from one segment to the next. */
    private static final int MAX_JUMP = 1_000_000;

    private static final Pattern NAME = Pattern.compile("\\d{8}");
    private static final Pattern LONG_NAME = Pattern.compile("\\d{9,}");
    private static final String UNFINISHED_SUFFIX = ".new";

    private SegmentFiles() {}

    static Path root(final Path dataDirectory) {
        return dataDirectory.resolve(JOURNAL);
    }

    static Path directory(final Path dataDirectory, final int number) {
        return root(dataDirectory).resolve(String.format(Locale.ROOT, "%08d", number));
    }

    /** Where a segment is made; it gets its right name when it is ready. */
    static Path unfinished(final Path dataDirectory, final int number) {
        return root(dataDirectory).resolve(String.format(Locale.ROOT, "%08d", number) + UNFINISHED_SUFFIX);
    }

    /** Takes a segment away: at once or, where the process dies meanwhile, at the next start, but never by halves. */
    static void retire(final Path dataDirectory, final int number) throws IOException {
        final Path gone = unfinished(dataDirectory, number);
        Files.move(directory(dataDirectory, number), gone, StandardCopyOption.ATOMIC_MOVE);
        delete(gone);
    }

    /** Numbers of the segments there are, rising. */
    static List<Integer> numbers(final Path dataDirectory) {
        return names(dataDirectory).stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /**
     * The roll file of a segment; null if there is none.
     *
     * @throws FileSystemException if there are several: it cannot be told which of them is the journal's.
     */
    static Path rollFile(final Path segmentDirectory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(segmentDirectory, "*" + ROLL_FILE_SUFFIX)) {
            Path found = null;
            for (final Path file : files) {
                if (found != null) {
                    throw new FileSystemException(
                            segmentDirectory.toString(),
                            null,
                            "holds two segment files, " + found.getFileName() + " and " + file.getFileName()
                                    + "; move away the one that does not belong there");
                }
                found = file;
            }
            return found;
        } catch (final NoSuchFileException e) {
            return null;
        }
    }

    /** Why no segment can follow those that are there; null if one can. */
    static String objection(final Path dataDirectory) {
        for (final String name : names(dataDirectory)) {
            if (LONG_NAME.matcher(name).matches()) {
                return root(dataDirectory).resolve(name) + " has more than eight digits, so no reader finds it; if it"
                        + " holds records of this journal give it the next free number, else move it away";
            }
        }
        int before = -1;
        for (final int number : numbers(dataDirectory)) {
            before = before < 0 ? beforeTheFirst(dataDirectory, number) : before;
            if (number > LAST_AT_START) {
                return directory(dataDirectory, number) + " leaves no number for the segments after it; move it away if"
                        + " it is not of this journal";
            }
            if (number - before > MAX_JUMP) {
                return directory(dataDirectory, number) + " does not follow segment " + before
                        + ", and those after it would soon have no number; move it away if it is not of this journal";
            }
            before = number;
        }
        return null;
    }

    /** Retention may have taken all before the first, but only of a journal that has a record. */
    private static int beforeTheFirst(final Path dataDirectory, final int first) {
        try {
            return SegmentReader.isEmpty(directory(dataDirectory, first)) ? 0 : first - 1;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing lies where the segments are but segments, finished or not. */
    static boolean holdsOnlySegments(final Path dataDirectory) {
        return names(dataDirectory).stream()
                .map(name -> name.endsWith(UNFINISHED_SUFFIX)
                        ? name.substring(0, name.length() - UNFINISHED_SUFFIX.length())
                        : name)
                .allMatch(name -> NAME.matcher(name).matches());
    }

    /** Removes what a start that was killed left half made. */
    static void deleteUnfinished(final Path dataDirectory) {
        for (final String name : names(dataDirectory)) {
            if (name.endsWith(UNFINISHED_SUFFIX)) {
                delete(root(dataDirectory).resolve(name));
            }
        }
    }

    /** Removes a directory with all that it holds, if it is there. */
    static void delete(final Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(final Path dataDirectory) {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root(dataDirectory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
