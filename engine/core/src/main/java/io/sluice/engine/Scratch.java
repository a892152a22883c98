package io.sluice.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where temporary files go: memory rather than a disk, where there is room. */
final class Scratch {
    /** A file system in memory, where the system has one. */
    static final Path MEMORY = Path.of("/dev/shm");

    private static final long LIVES_BYTES = 64 << 20;
    private static final long TWIN_BYTES = 4 << 20;

    private Scratch() {}

    /** For the engines of a warm-up. */
    static Path directory() {
        return hasMemory(LIVES_BYTES) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Whether there is memory for the segment of a twin. On a disk it would be written back again and again, and the
     * engine thread would wait for the file system after each time.
     */
    static boolean hasMemory() {
        return hasMemory(TWIN_BYTES);
    }

    private static boolean hasMemory(final long bytes) {
        return Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() >= bytes;
    }
}
