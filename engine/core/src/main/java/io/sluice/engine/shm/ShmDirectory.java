package io.sluice.engine.shm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * An engine's own directory in {@code door.shm-dir}: files that it maps and other processes map too. It is made at each
 * start, under a name that the data directory gives, and removed at the stop. What a killed engine left there goes at
 * the next start. Others may enter it and not list it: a file with a secret name is found only by a process that was
 * told the name.
 *
 * <p>The caller holds the lock of the data directory, so no other engine uses the same name. {@code door.shm-dir} is
 * open to every user of the host; a name that another user took there is never followed and never used.
 */
public final class ShmDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int NAME_BYTES = 4;
    private static final int CHUNK = 1 << 16;

    private final Path path;

    private ShmDirectory(final Path path) {
        this.path = path;
    }

    /** Which directory belongs to a data directory that exists. */
    public static Path of(final Path shmDir, final Path dataDirectory) throws IOException {
        final byte[] name = dataDirectory.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
            return shmDir.toAbsolutePath().resolve("sluice-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Makes it, empty.
     *
     * @param shmDir        {@code door.shm-dir}.
     * @param dataDirectory whose lock the caller holds.
     * @throws IOException if it cannot be made, or what is there under its name cannot be removed.
     */
    public static ShmDirectory make(final Path shmDir, final Path dataDirectory) throws IOException {
        final Path path = of(shmDir, dataDirectory);
        remove(path);
        // Never one that is there: it would be another user's.
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
        Files.setPosixFilePermissions(path, FOLDER);
        return new ShmDirectory(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Makes a file of zeros that its owner alone can read and write. It is written and not only sized: a process that
     * touches a mapped page for which a full tmpfs has no room is killed.
     *
     * @throws IOException if there is no room, or the name is taken; no file is left then.
     */
    public Path create(final String name, final long bytes) throws IOException {
        final Path file = path.resolve(name);
        boolean isWhole = false;
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PRIVATE_FILE))) {
            try {
                fill(channel, bytes);
                isWhole = true;
            } finally {
                if (!isWhole) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return file;
    }

    private static void fill(final FileChannel channel, final long bytes) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        for (long written = 0; written < bytes; ) {
            zeros.position(0).limit((int) Math.min(CHUNK, bytes - written));
            written += channel.write(zeros);
        }
    }

    /** Removes it with all its files, while the data directory is still locked. What is mapped stays mapped. */
    @Override
    public void close() {
        try {
            remove(path);
        } catch (final IOException e) {
            // The next start removes it, or says why it cannot.
            return;
        }
    }

    /** Works within the directory that it opened, so that a name that turns into a link meanwhile leads nowhere. */
    private static void remove(final Path path) throws IOException {
        try (DirectoryStream<Path> above = Files.newDirectoryStream(path.getParent())) {
            if (!(above instanceof final SecureDirectoryStream<Path> parent)) {
                throw new FileSystemException(path.toString(), null, "needs a file system of Linux");
            }
            final Path name = path.getFileName();
            try (SecureDirectoryStream<Path> folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (final Path file : folder) {
                    folder.deleteFile(file.getFileName());
                }
            } catch (final NoSuchFileException e) {
                return;
            }
            parent.deleteDirectory(name);
        }
    }
}
