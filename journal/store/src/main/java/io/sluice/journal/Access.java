package io.sluice.journal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may read what an engine writes: the user it runs as, or a group too ({@code journal.readers}). A journal holds
 * orders, positions and names. The folder {@code journal} says it for the whole data directory: whatever is made there
 * later is made for the same readers, whichever program makes it. A system without such permissions keeps its own.
 *
 * <pre>
 *                     nobody else   a group
 *   folders           0700          0750
 *   files             0600          0640
 *   lock              0600          0600      who can read it can lock it
 *   cursors           0700          0770      readers keep their place there
 * </pre>
 */
public final class Access {
    private static final boolean IS_POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SHARED_FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> COMMON_FOLDER = PosixFilePermissions.fromString("rwxrwx---");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> SHARED_FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final String CURSORS = "cursors";

    /** What an engine makes in a data directory; whatever else lies there is somebody else's. */
    private static final Pattern OWN =
            Pattern.compile("engine\\.dat|fallback\\.log(\\.\\d)?|journal|snapshots|state|epochs|dropped|" + CURSORS);

    /** Null for nobody but the owner. */
    private final GroupPrincipal readers;

    private Access(final GroupPrincipal readers) {
        this.readers = readers;
    }

    /** That of a data directory, as its journal has it; nobody else's where there is none yet. */
    public static Access of(final Path dataDirectory) throws IOException {
        if (!IS_POSIX) {
            return new Access(null);
        }
        try {
            final PosixFileAttributes journal =
                    Files.readAttributes(SegmentFiles.root(dataDirectory), PosixFileAttributes.class);
            return new Access(journal.permissions().contains(PosixFilePermission.GROUP_READ) ? journal.group() : null);
        } catch (final NoSuchFileException e) {
            return new Access(null);
        }
    }

    /**
     * Settles it for a locked data directory: gives everything in it that is an engine's to its readers, and to nobody
     * else. A directory that was there with other permissions keeps them, and that is said.
     *
     * @param group   of the system, which may read; null for nobody.
     * @param notices takes what a person should know.
     * @throws IOException if there is no such group, or it cannot be given.
     */
    public static void settle(final DirectoryLock lock, final String group, final Consumer<String> notices)
            throws IOException {
        if (!IS_POSIX) {
            return;
        }
        final Path directory = lock.directory();
        final Access access = new Access(group == null ? null : principal(directory, group));
        access.settleTop(directory, lock.isNew(), notices);
        access.folder(SegmentFiles.root(directory));
        if (group != null) {
            access.cursors(directory.resolve(CURSORS));
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (final Path entry : entries.toList()) {
                if (OWN.matcher(entry.getFileName().toString()).matches()) {
                    access.settleTree(entry, notices);
                }
            }
        }
    }

    private static GroupPrincipal principal(final Path directory, final String group) throws IOException {
        try {
            return directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
        } catch (final IOException e) {
            throw new IOException("there is no group " + group, e);
        }
    }

    private void settleTop(final Path directory, final boolean isNew, final Consumer<String> notices)
            throws IOException {
        final PosixFileAttributes now = Files.readAttributes(directory, PosixFileAttributes.class);
        if (isNew || now.permissions().equals(PRIVATE_FOLDER) && readers != null) {
            set(directory, folderMode());
        } else if (!now.permissions().equals(folderMode()) || readers != null && !readers.equals(now.group())) {
            notices.accept(directory + " has the permissions " + PosixFilePermissions.toString(now.permissions()) + " "
                    + now.group().getName() + " and keeps them; sluice would give it "
                    + PosixFilePermissions.toString(folderMode())
                    + (readers == null ? "" : " " + readers.getName()));
        }
    }

    /** What belongs to another user that one has to settle. */
    private void settleTree(final Path top, final Consumer<String> notices) throws IOException {
        final List<Path> all;
        try (Stream<Path> tree = Files.walk(top)) {
            all = tree.toList();
        }
        for (final Path path : all) {
            try {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    set(path, readers != null && isCursors(path) ? COMMON_FOLDER : folderMode());
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    set(path, fileMode());
                }
            } catch (final NoSuchFileException e) {
                // A reader's, which came and went.
                continue;
            } catch (final IOException e) {
                if (!isCursors(path.getParent())) {
                    throw e;
                }
                notices.accept(path + " keeps its permissions: it is another user's");
            }
        }
    }

    private static boolean isCursors(final Path path) {
        return path.getFileName().toString().equals(CURSORS);
    }

    /** Makes a folder for these readers, and those above it where there are none; one that is there gets the mode. */
    public Path folder(final Path folder) throws IOException {
        Files.createDirectories(folder);
        set(folder, folderMode());
        return folder;
    }

    /** Makes the folder of cursors, where every reader keeps a place, if there is none. */
    void cursors(final Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            set(folder, readers == null ? PRIVATE_FOLDER : COMMON_FOLDER);
        }
    }

    /** Gives a file that was just made to these readers. */
    public Path file(final Path file) throws IOException {
        set(file, fileMode());
        return file;
    }

    /** Gives every file in a folder that was just made to these readers. */
    void files(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                file(file);
            }
        }
    }

    /** Makes the last folder of a path for its owner alone; false if it is there already. */
    public static boolean makePrivate(final Path folder) throws IOException {
        if (Files.exists(folder)) {
            return false;
        }
        final Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, privately(PRIVATE_FOLDER));
        return true;
    }

    /** Gives a copy of a data directory to its owner alone, whatever the readers of the original. */
    public static void makeCopyPrivate(final Path copy) throws IOException {
        if (IS_POSIX) {
            new Access(null).settleTree(copy, notice -> {});
        }
    }

    /** For a file that only its owner may read or lock. */
    static FileAttribute<?>[] privateFile() {
        return privately(PRIVATE_FILE);
    }

    /** Takes a file away from everybody but its owner; what is somebody else's stays. */
    static void makeFilePrivate(final Path file) {
        try {
            new Access(null).file(file);
        } catch (final IOException e) {
            // Root's, or another user's of a shared directory: it works as it is, and its lock is looked after.
            return;
        }
    }

    private static FileAttribute<?>[] privately(final Set<PosixFilePermission> mode) {
        return IS_POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : new FileAttribute<?>[0];
    }

    private Set<PosixFilePermission> folderMode() {
        return readers == null ? PRIVATE_FOLDER : SHARED_FOLDER;
    }

    private Set<PosixFilePermission> fileMode() {
        return readers == null ? PRIVATE_FILE : SHARED_FILE;
    }

    /** First the group, while nobody new can read it. */
    private void set(final Path path, final Set<PosixFilePermission> mode) throws IOException {
        if (!IS_POSIX) {
            return;
        }
        final PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        final PosixFileAttributes now = view.readAttributes();
        if (readers != null && !readers.equals(now.group())) {
            view.setGroup(readers);
        }
        if (!mode.equals(now.permissions())) {
            // Of a link it would be the mode of what it leads to.
            if (!now.isSymbolicLink()) {
                Files.getFileAttributeView(path, PosixFileAttributeView.class).setPermissions(mode);
            }
        }
    }
}
