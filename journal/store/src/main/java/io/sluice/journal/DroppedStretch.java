package io.sluice.journal;

import io.sluice.journal.JournalFault.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Cuts a journal where a power cut left the first hole (SPEC J-2), so that no later reader stumbles over what stands
 * behind it. Nothing is deleted: the cut segment is copied and the later ones are moved to {@code DIR/dropped/NAME}.
 *
 * <p>A start may die at any point of this. So the first thing written is {@code DIR/dropped/unsaid}: one line with what
 * is dropped. While it is there and no record has taken the place of the first one dropped, the next start cuts again,
 * which does no harm, and says it again; it goes when the record of the start that says so is on the device.
 */
final class DroppedStretch {
    static final String ASIDE = "dropped";
    private static final String UNSAID = "unsaid";
    private static final int ZEROS = 8192;

    /** @param lastSegment highest number then; what bears a higher one was written by a later start. */
    private record Marker(String name, JournalFault fault, int lastSegment) {
        static Marker read(final Path dataDirectory) throws IOException {
            try {
                final String[] words =
                        Files.readString(file(dataDirectory)).trim().split(" ");
                return new Marker(
                        words[0],
                        new JournalFault(
                                Verdict.UNSYNCED,
                                JournalFault.Kind.valueOf(words[1]),
                                Long.parseLong(words[2]),
                                Long.parseLong(words[3]),
                                Long.parseLong(words[4]),
                                Long.parseLong(words[5])),
                        Integer.parseInt(words[6]));
            } catch (final NoSuchFileException e) {
                return null;
            } catch (final RuntimeException e) {
                throw new IOException(file(dataDirectory) + " makes no sense: " + e.getMessage(), e);
            }
        }

        void write(final Path dataDirectory, final Platform platform) throws IOException {
            final String line = String.join(
                    " ",
                    name,
                    fault.kind().name(),
                    Long.toString(fault.sequence()),
                    Long.toString(fault.position()),
                    Long.toString(fault.bytes()),
                    Long.toString(fault.records()),
                    Integer.toString(lastSegment));
            final Path file = file(dataDirectory);
            final Path made = file.resolveSibling(UNSAID + ".new");
            try (FileChannel channel = FileChannel.open(
                    made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
                platform.device().force(channel, true);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            platform.forceEntries(file.getParent());
            platform.forceEntries(dataDirectory);
        }
    }

    private DroppedStretch() {}

    /** What was put aside and is not on record yet, with a journal that ends at that record; null if nothing. */
    static JournalFault unsaid(final Path dataDirectory, final long lastSequence) {
        try {
            final Marker marker = Marker.read(dataDirectory);
            return marker == null || lastSequence >= marker.fault.sequence() ? null : marker.fault;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Cuts, if there is something to cut.
     *
     * @param tail how the journal ends; null for cleanly.
     * @return highest number of a segment that was put aside, for numbers are not used again; 0 if there is none.
     */
    static int cut(final Path dataDirectory, final JournalFault tail, final Platform platform) throws IOException {
        if (tail == null || tail.verdict() != Verdict.UNSYNCED) {
            said(dataDirectory);
            return 0;
        }
        Marker marker = Marker.read(dataDirectory);
        if (marker == null || marker.fault.sequence() != tail.sequence()) {
            Access.of(dataDirectory).folder(dataDirectory.resolve(ASIDE));
            final List<Integer> numbers = SegmentFiles.numbers(dataDirectory);
            marker = new Marker(unusedName(dataDirectory, tail.sequence()), tail, numbers.get(numbers.size() - 1));
            marker.write(dataDirectory, platform);
        }
        final Path aside = dataDirectory.resolve(ASIDE).resolve(marker.name);
        Files.createDirectories(SegmentFiles.root(aside));
        final int cutSegment = JournalPosition.segment(marker.fault.position());
        cutSegment(dataDirectory, aside, cutSegment, JournalPosition.offset(marker.fault.position()), platform);
        for (final int number : SegmentFiles.numbers(dataDirectory)) {
            if (number > cutSegment && number <= marker.lastSegment) {
                Files.move(
                        SegmentFiles.directory(dataDirectory, number),
                        SegmentFiles.directory(aside, number),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
        platform.forceEntries(SegmentFiles.root(aside));
        platform.forceEntries(SegmentFiles.root(dataDirectory));
        return marker.lastSegment;
    }

    /** It is on record now. */
    static void said(final Path dataDirectory) {
        try {
            Files.deleteIfExists(file(dataDirectory));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cutSegment(
            final Path dataDirectory, final Path aside, final int number, final long offset, final Platform platform)
            throws IOException {
        final Path file = SegmentFiles.rollFile(SegmentFiles.directory(dataDirectory, number));
        if (file == null) {
            return;
        }
        final Path directory = SegmentFiles.directory(aside, number);
        final Path copy = directory.resolve(file.getFileName());
        if (!Files.exists(copy)) {
            Files.createDirectories(directory);
            final Path unfinished = directory.resolve(UNSAID);
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                platform.device().force(channel, true);
            }
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
            platform.forceEntries(directory);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(offset);
            // A reader wants to see zeros where nothing follows.
            channel.write(ByteBuffer.allocate(ZEROS), offset);
            platform.device().force(channel, true);
        }
    }

    private static String unusedName(final Path dataDirectory, final long sequence) {
        String name = Long.toString(sequence);
        for (int i = 2; Files.exists(dataDirectory.resolve(ASIDE).resolve(name)); i++) {
            name = sequence + "-" + i;
        }
        return name;
    }

    private static Path file(final Path dataDirectory) {
        return dataDirectory.resolve(ASIDE).resolve(UNSAID);
    }
}
