package io.sluice.journal;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Journals that a new epoch left behind (SPEC J-2): {@code DIR/epochs/1}, {@code DIR/epochs/2}, each with all that
 * belonged to it, so that every reader of a data directory can read it. Nobody writes there any more. Of a journal that
 * is gone on with, {@code DIR/dropped} holds what stood behind the holes that power cuts left.
 */
public final class JournalEpochs {
    private static final String EPOCHS = "epochs";
    /** What belongs to a journal and is nothing without it. */
    private static final List<String> PARTS = List.of("journal", "snapshots");

    private JournalEpochs() {}

    /** Data directories of the journals left behind, the oldest first. */
    public static List<Path> aside(final Path dataDirectory) {
        final List<Path> found = new ArrayList<>();
        for (int i = 1; Files.isDirectory(directory(dataDirectory, i)); i++) {
            found.add(directory(dataDirectory, i));
        }
        if (Files.isDirectory(unfinished(dataDirectory))) {
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

    /** Does the rest where a process died as it put a journal aside; nothing else may be done with it before. */
    public static void finish(final Path dataDirectory, final Device device) {
        if (Files.isDirectory(unfinished(dataDirectory))) {
            putAside(dataDirectory, device);
        }
    }

    /**
     * Puts the journal of a locked directory aside, if there is one: what belongs together is collected first and gets
     * its number last. There is no journal then.
     *
     * @throws JournalException IO if that cannot be done.
     */
    public static void putAside(final Path dataDirectory, final Device device) {
        final Path collected = unfinished(dataDirectory);
        if (!Files.isDirectory(collected)
                && PARTS.stream().noneMatch(part -> Files.exists(dataDirectory.resolve(part)))) {
            return;
        }
        final Platform platform = Platform.of(device);
        try {
            Files.createDirectories(collected);
            for (final String part : PARTS) {
                if (Files.exists(dataDirectory.resolve(part))) {
                    Files.move(dataDirectory.resolve(part), collected.resolve(part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            platform.forceEntries(collected);
            platform.forceEntries(dataDirectory);
            final int number = aside(dataDirectory).size();
            Files.move(collected, directory(dataDirectory, number), StandardCopyOption.ATOMIC_MOVE);
            platform.forceEntries(collected.getParent());
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO,
                    "the journal in " + dataDirectory + " cannot be put aside: " + IoTrouble.describe(e),
                    e);
        }
    }

    /** Highest number of a segment that was ever left behind; 0 if there is none. */
    static int lastSegment(final Path dataDirectory) {
        return aside(dataDirectory).stream()
                .flatMap(aside -> SegmentFiles.numbers(aside).stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static Path unfinished(final Path dataDirectory) {
        return dataDirectory.resolve(EPOCHS).resolve("new");
    }

    private static Path directory(final Path dataDirectory, final int number) {
        return dataDirectory.resolve(EPOCHS).resolve(Integer.toString(number));
    }
}
