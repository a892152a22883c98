package io.sluice.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a data directory for one engine (SPEC J-4). The operating system releases the lock when the process ends, so a
 * dead engine's lock never stands in the way, whatever pid its file names.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "lock";
    private static final int MAX_TEXT = 128;

    /**
     * Directories held by this process. The operating system's lock is the process's and is lost when the process
     * closes any descriptor of the file, so a second opener in this process must not even look into it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(final Path directory, final FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock; makes the directory where there is none.
     *
     * @throws JournalException LOCKED with the pid of the holder, or IO.
     */
    public static DirectoryLock acquire(final Path dataDirectory) {
        try {
            final Path directory = Files.createDirectories(dataDirectory).toRealPath();
            if (!HELD_HERE.add(directory)) {
                throw locked(directory, describe(ProcessHandle.current().pid(), started()));
            }
            boolean taken = false;
            try {
                final DirectoryLock lock = lock(directory);
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HELD_HERE.remove(directory);
                }
            }
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO, "cannot lock " + dataDirectory + ": " + e.getMessage(), e);
        }
    }

    /** Whether an engine, here or in another process, holds the directory now; null if none, else who. */
    public static String holder(final Path dataDirectory) {
        final Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        try (DirectoryLock free = acquire(dataDirectory)) {
            return null;
        } catch (final JournalException e) {
            if (e.code() == JournalException.Code.LOCKED) {
                return e.getMessage();
            }
            throw e;
        }
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Gives the directory free. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO, "cannot unlock " + directory + ": " + e.getMessage(), e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }

    private static DirectoryLock lock(final Path directory) throws IOException {
        final FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw locked(directory, read(channel));
            }
            final String text = describe(ProcessHandle.current().pid(), started());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new DirectoryLock(directory, channel);
        } catch (final OverlappingFileLockException e) {
            throw locked(directory, describe(ProcessHandle.current().pid(), started()));
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static String read(final FileChannel channel) throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(MAX_TEXT);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).trim();
    }

    private static Instant started() {
        return ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    }

    private static String describe(final long pid, final Instant started) {
        return "pid " + pid + ", started " + started;
    }

    private static JournalException locked(final Path directory, final String holder) {
        return new JournalException(
                JournalException.Code.LOCKED, directory + " is in use by another engine (" + holder + ")");
    }
}
