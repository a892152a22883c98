package io.sluice.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses what a command cannot read to an end: a pipe, a device, a directory, a file that is far too large. */
public final class PlainFile {
    /** Larger than any key or configuration. */
    public static final long SMALL = 1 << 20;

    private PlainFile() {}

    /**
     * Returns the file if it may be read. A file that does not exist is left to its reader.
     *
     * @param option   that named it, for the sentence.
     * @param maxBytes that it may have.
     */
    public static Path check(final String option, final Path file, final long maxBytes) {
        if (Files.isDirectory(file)) {
            throw CommandException.usage(option + ": " + file + " is a directory, and must be a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw CommandException.usage(option + ": " + file + " is no plain file, but a pipe or a device");
        }
        if (file.toFile().length() > maxBytes) {
            throw CommandException.usage(option + ": " + file + " is larger than " + maxBytes + " bytes");
        }
        return file;
    }
}
