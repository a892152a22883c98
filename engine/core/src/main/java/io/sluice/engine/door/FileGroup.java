package io.sluice.engine.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Lets another user's group into a file. */
final class FileGroup {
    private FileGroup() {}

    /** @throws IOException if the engine's user may not give files to that group. */
    static void give(final Path file, final GroupPrincipal group) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    }
}
