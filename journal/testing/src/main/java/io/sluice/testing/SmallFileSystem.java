package io.sluice.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A file system of a few megabytes, to be filled: the one that the system property {@code sluice.test.small-fs} names,
 * else one in memory, mounted where that is permitted. Without either the test is skipped and says so.
 */
public final class SmallFileSystem implements AutoCloseable {
    private static final String PROPERTY = "sluice.test.small-fs";
    private static final long LARGEST = 50 << 20;
    private static final int CHUNK = 4096;

    private final Path mounted;
    private final Path directory;

    private SmallFileSystem(final Path mounted, final Path directory) {
        this.mounted = mounted;
        this.directory = directory;
    }

    /** Opens one of that size, or skips the test. */
    public static SmallFileSystem open(final int mebibytes) throws IOException {
        final String named = System.getProperty(PROPERTY);
        if (named != null) {
            final Path root = Path.of(named);
            assumeTrue(Files.getFileStore(root).getTotalSpace() <= LARGEST, root + " is not small");
            return new SmallFileSystem(null, Files.createTempDirectory(root, "full"));
        }
        final Path root = Files.createTempDirectory("sluice-small-fs");
        final boolean done = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "sluice", root.toString());
        if (!done) {
            Files.delete(root);
        }
        assumeTrue(done, "no small file system: mounting one is not permitted, and -D" + PROPERTY + " names none");
        return new SmallFileSystem(root, Files.createDirectory(root.resolve("full")));
    }

    /** An empty directory in it. */
    public Path directory() {
        return directory;
    }

    /** Leaves no byte free. */
    public void fill() throws IOException {
        final byte[] chunk = new byte[CHUNK];
        try {
            while (true) {
                Files.write(filler(), chunk, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (final IOException e) {
            if (!e.getMessage().contains("No space left")) {
                throw e;
            }
        }
    }

    /** Gives the space back. */
    public void free() throws IOException {
        Files.delete(filler());
    }

    @Override
    public void close() throws IOException {
        if (mounted == null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } else {
            // Lazily: what the tested code mapped stays mapped until it is collected.
            run("umount", "-l", mounted.toString());
            Files.delete(mounted);
        }
    }

    private Path filler() {
        return directory.resolveSibling("filler");
    }

    private static boolean run(final String... command) throws IOException {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false; // there is no such program
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
