package io.sluice.state;

import io.sluice.journal.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The mapped file that says which generation each side has, and which side is complete. It outlives the writers that
 * publish through it. Any thread.
 */
public final class StatePointer {
    /** Sides of a state map. */
    static final int SIDES = 2;

    private static final String FOLDER = "state";
    private static final String FILE = "current";
    private static final String SUFFIX = ".map";
    private static final long MAGIC = 0x31305453554C53L;
    private static final int LENGTH = 4096;
    private static final int MAGIC_AT = 0;
    private static final int GENERATION_AT = 8;
    private static final int COMPLETE_AT = 24;
    private static final int KNOWN_AT = 32;
    private static final int KNOWN_SEQUENCE_AT = 40;

    /** Never unmapped by hand: a thread that was given up may still look at it. */
    private final UnsafeBuffer memory;

    private final Path folder;
    private Object writer;
    private long lastGeneration;

    private StatePointer(final Path folder, final UnsafeBuffer memory) {
        this.folder = folder;
        this.memory = memory;
    }

    /** Where a data directory has its state map. */
    static Path folder(final Path dataDirectory) {
        return dataDirectory.resolve(FOLDER);
    }

    /** Looks at that of a data directory; null if there is none yet. */
    static StatePointer look(final Path dataDirectory) throws IOException {
        final Path file = folder(dataDirectory).resolve(FILE);
        if (!Files.exists(file) || Files.size(file) < LENGTH) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final StatePointer pointer = new StatePointer(
                    folder(dataDirectory), new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, LENGTH)));
            return pointer.memory.getLongVolatile(MAGIC_AT) == MAGIC ? pointer : null;
        }
    }

    /** Takes over that of a data directory whose lock is held; what the engine before wrote can still be read. */
    public static StatePointer own(final Path dataDirectory) throws IOException {
        final Access access = Access.of(dataDirectory);
        final Path folder = access.folder(folder(dataDirectory));
        try (FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            access.file(folder.resolve(FILE));
            if (channel.size() != LENGTH) {
                // Written, not only sized: a mapped page without space behind it kills whoever touches it.
                channel.write(ByteBuffer.allocate(LENGTH), 0);
            }
            final StatePointer pointer =
                    new StatePointer(folder, new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH)));
            pointer.memory.putLongVolatile(MAGIC_AT, MAGIC);
            return pointer;
        }
    }

    /** Where a generation is. */
    Path file(final long generation) {
        return folder.resolve(String.format(Locale.ROOT, "%08d%s", generation, SUFFIX));
    }

    /** The generation that a file name names; 0 if none. */
    private static long generation(final String fileName) {
        final String number =
                fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** Generation of a side; 0 if it has none. */
    long generation(final int side) {
        return memory.getLongVolatile(GENERATION_AT + side * Long.BYTES);
    }

    /** The side that was completed last. */
    int complete() {
        return (int) memory.getLongVolatile(COMPLETE_AT) & 1;
    }

    /** Lets one writer publish, and no other any more. */
    synchronized void own(final Object newWriter) {
        writer = newWriter;
    }

    /** Names a side as complete, in this generation; false if another writer took over. */
    synchronized boolean publish(final Object who, final int side, final long generation) {
        if (writer != who) {
            return false;
        }
        memory.putLongVolatile(GENERATION_AT + side * Long.BYTES, generation);
        memory.putLongVolatile(COMPLETE_AT, side);
        return true;
    }

    /** A number above all that were ever used here. */
    synchronized long newGeneration() throws IOException {
        lastGeneration = Math.max(lastGeneration, Math.max(generation(0), generation(1)));
        for (final Path file : files()) {
            lastGeneration =
                    Math.max(lastGeneration, generation(file.getFileName().toString()));
        }
        return ++lastGeneration;
    }

    /** Removes the generations that nobody is sent to any more; whoever has one open keeps it until he closes it. */
    void sweep() throws IOException {
        for (final Path file : files()) {
            final long generation = generation(file.getFileName().toString());
            if (generation != 0 && generation != generation(0) && generation != generation(1)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Says that the state was still that behind a record. */
    public void known(final long sequence, final long monotonicNs) {
        memory.putLongVolatile(KNOWN_AT, monotonicNs);
        memory.putLongVolatile(KNOWN_SEQUENCE_AT, sequence);
    }

    /** Monotonic clock of the host when the state was last known to be that behind a record; 0 if never. */
    long knownNs() {
        return memory.getLongVolatile(KNOWN_AT);
    }
}
