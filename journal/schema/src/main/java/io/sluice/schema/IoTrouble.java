package io.sluice.schema;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the file system refused, in words for a person: some of its exceptions say no more than a file's name. */
public final class IoTrouble {
    private IoTrouble() {}

    /** File and reason, as far as they are known. */
    public static String describe(final IOException e) {
        final boolean namesFile = e instanceof final FileSystemException files && files.getFile() != null;
        return namesFile ? ((FileSystemException) e).getFile() + ": " + reason(e) : reason(e);
    }

    /** The reason alone, for whoever names the file himself. */
    public static String reason(final IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        if (e instanceof NotDirectoryException) {
            return "is no directory";
        }
        if (e instanceof final FileSystemException files && files.getReason() != null) {
            return files.getReason();
        }
        return e.getMessage() == null ? "the system gives no reason" : e.getMessage();
    }
}
