package io.sluice.state;

import io.sluice.journal.Access;
import io.sluice.schema.ImageLayout;
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
 * The file that says which generation each side has, and which side is complete. It outlives the writers that publish
 * through it. Read and written with plain reads and writes: mapped, it would fault in the engine's threads where a
 * reader cuts it. Any thread.
 */
public final class StatePointer {
    /** Sides of a state map. */
    static final int SIDES = 2;

    private static final String FILE = ImageLayout.CURRENT;
    private static final String SUFFIX = ".map";
    private static final long MAGIC = 0x31305453554C53L;
    private static final int LENGTH = 4096;
    private static final int MAGIC_AT = 0;
    private static final int GENERATION_AT = 8;
    private static final int COMPLETE_AT = 24;
    private static final int USED = 48;
    private static final int TRIES = 100;

    /** What it says; a writer's own, a reader's copy. */
    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[LENGTH]);

    private final Path folder;
    /** Never closed by hand: a thread that was given up may still write. */
    private final FileChannel channel;

    private Object writer;
    private long lastGeneration;

    private StatePointer(final Path folder, final FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Where a data directory has its state map. */
    static Path folder(final Path dataDirectory) {
        return dataDirectory.resolve(ImageLayout.FOLDER);
    }

    /** Looks at that of a data directory; null if there is none yet. */
    static StatePointer look(final Path dataDirectory) throws IOException {
        final Path file = folder(dataDirectory).resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        final StatePointer pointer =
                new StatePointer(folder(dataDirectory), FileChannel.open(file, StandardOpenOption.READ));
        if (pointer.refresh()) {
            return pointer;
        }
        pointer.channel.close();
        return null;
    }

    /** Takes over that of a data directory whose lock is held; what the engine before wrote can still be read. */
    public static StatePointer own(final Path dataDirectory) throws IOException {
        final Access access = Access.of(dataDirectory);
        final Path folder = access.folder(folder(dataDirectory));
        final FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        access.file(folder.resolve(FILE));
        final StatePointer pointer = new StatePointer(folder, channel);
        if (!pointer.refresh()) {
            pointer.memory.setMemory(0, LENGTH, (byte) 0);
        }
        pointer.memory.putLong(MAGIC_AT, MAGIC, Section.ORDER);
        pointer.write(0, LENGTH);
        return pointer;
    }

    /** Takes in what the file says now; false if there is nothing of a state map in it. For readers. */
    boolean refresh() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            final ByteBuffer first = bytes();
            // Two readings that agree are of one moment.
            if (first.equals(bytes())) {
                memory.putBytes(0, first, 0, first.limit());
                return first.limit() == USED && memory.getLong(MAGIC_AT, Section.ORDER) == MAGIC;
            }
        }
        return false;
    }

    private ByteBuffer bytes() throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(USED);
        // An interrupt would close the channel under our hands.
        final boolean isInterrupted = Thread.interrupted();
        try {
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                continue;
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return bytes.flip();
    }

    /** What was cut meanwhile is written whole. */
    private void write(final int at, final int length) throws IOException {
        final boolean isCut = channel.size() < LENGTH;
        final ByteBuffer bytes = isCut
                ? ByteBuffer.wrap(memory.byteArray(), 0, LENGTH)
                : ByteBuffer.wrap(memory.byteArray(), at, length);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
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
        return memory.getLong(GENERATION_AT + side * Long.BYTES, Section.ORDER);
    }

    /** The side that was completed last. */
    int complete() {
        return (int) memory.getLong(COMPLETE_AT, Section.ORDER) & 1;
    }

    /** Lets one writer publish, and no other any more. */
    synchronized void own(final Object newWriter) {
        writer = newWriter;
    }

    /** Names a side as complete, in this generation; false if another writer took over. */
    synchronized boolean publish(final Object who, final int side, final long generation) throws IOException {
        if (writer != who) {
            return false;
        }
        memory.putLong(GENERATION_AT + side * Long.BYTES, generation, Section.ORDER);
        memory.putLong(COMPLETE_AT, side, Section.ORDER);
        write(GENERATION_AT, COMPLETE_AT + Long.BYTES - GENERATION_AT);
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
    public synchronized void known(final long sequence, final long monotonicNs) throws IOException {
        memory.putLong(ImageLayout.KNOWN_AT, monotonicNs, Section.ORDER);
        memory.putLong(ImageLayout.KNOWN_SEQUENCE_AT, sequence, Section.ORDER);
        write(ImageLayout.KNOWN_AT, 2 * Long.BYTES);
    }

    /** Monotonic clock of the host when the state was last known to be that behind a record; 0 if never. */
    long knownNs() {
        return memory.getLong(ImageLayout.KNOWN_AT, Section.ORDER);
    }
}
