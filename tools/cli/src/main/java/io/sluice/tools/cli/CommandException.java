package io.sluice.tools.cli;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Path;

/** A command cannot go on; says why in words that a person can act on. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link Exit}.
     * @param message  what is wrong; the name of the command is put before it.
     */
    public CommandException(final int exitCode, final String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Bad usage, or something is not there. */
    public static CommandException usage(final String message) {
        return new CommandException(Exit.USAGE, message);
    }

    /** Why a file cannot be read, in words: some exceptions of the file system say no more than its name. */
    public static String describe(final Path file, final IOException e) {
        return file + ": " + IoTrouble.reason(e);
    }

    /** The code to exit with. */
    public int exitCode() {
        return exitCode;
    }
}
