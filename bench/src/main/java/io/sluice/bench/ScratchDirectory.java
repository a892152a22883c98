package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new directory for one journal, gone with everything in it when it is closed. */
final class ScratchDirectory implements AutoCloseable {
    private final Path path;

    private ScratchDirectory(final Path path) {
        this.path = path;
    }

    /** Below a parent, which is made if need be. */
    static ScratchDirectory in(final Path parent) {
        try {
            Files.createDirectories(parent);
            return new ScratchDirectory(Files.createTempDirectory(parent, "journal-"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Type of the file system that holds a path, as the system names it. */
    static String fileSystem(final Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            for (final Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
