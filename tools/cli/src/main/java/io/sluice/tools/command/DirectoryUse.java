package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.journal.DirectoryLock;
import java.nio.file.Path;

/** Says who uses a data directory. */
final class DirectoryUse {
    private DirectoryUse() {}

    /** In words; null if no process does. */
    static String words(final Path directory) {
        final String holder = DirectoryLock.holder(directory);
        return holder == null ? null : who(directory) + " (" + holder + ")";
    }

    private static String who(final Path directory) {
        try {
            return switch (Beacon.look(directory).state()) {
                case STARTING -> "an engine is starting";
                case RUNNING, STOPPING -> "an engine is running";
                case FAILED -> "an engine has stopped the line and still holds the directory";
                case STOPPED -> "another process uses the directory";
            };
        } catch (final EngineException e) {
            // play holds a directory too, and shows no beacon
            return "another process uses the directory";
        }
    }
}
