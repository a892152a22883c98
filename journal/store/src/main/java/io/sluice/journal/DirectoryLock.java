package io.sluice.journal;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a data directory for one engine (SPEC J-4). The operating system releases the lock when the process ends, so a
 * dead engine's lock never stands in the way, whatever pid its file names.
 */
public final class DirectoryLock implements AutoCloseable {
    static final String FILE = "lock";
    private static final int MAX_TEXT = 128;
    private static final int TRIES = 10;
    private static final long TRY_AGAIN_NS = 5_000_000;

    /**
     * Directories held by this process. The operating system's lock is the process's and is lost when the process
     * closes any descriptor of the file, so a second opener in this process must not even look into it.
     */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;
    private final boolean isNew;

    private DirectoryLock(final Path directory, final FileChannel channel, final boolean isNew) {
        this.directory = directory;
        this.channel = channel;
        this.isNew = isNew;
    }

    /**
     * Takes the lock; makes the directory, its owner's alone, where there is none. So is the lock: whoever can read a
     * file can hold a lock on it, and keep an engine from starting.
     *
     * @throws JournalException LOCKED with the pid of the holder, JVM_FLAGS or IO.
     */
    public static DirectoryLock acquire(final Path dataDirectory) {
        JvmFlags.check();
        synchronized (HELD_HERE) {
            try {
                final boolean isNew = Access.makePrivate(dataDirectory);
                final Path directory = dataDirectory.toRealPath();
                if (HELD_HERE.contains(directory)) {
                    throw locked(directory, thisProcess());
                }
                final DirectoryLock lock = lock(directory, isNew);
                HELD_HERE.add(directory);
                return lock;
            } catch (final IOException e) {
                throw failed("lock", dataDirectory, e);
            }
        }
    }

    /**
     * Who holds a directory now, here or in another process: pid and start time; null if nobody does. Where the system
     * tells who holds locks this takes none itself, and needs no permission on the lock's file.
     */
    public static String holder(final Path dataDirectory) {
        synchronized (HELD_HERE) {
            final Path file = dataDirectory.resolve(FILE);
            if (!Files.exists(file)) {
                return null;
            }
            try {
                if (HELD_HERE.contains(dataDirectory.toRealPath())) {
                    return thisProcess();
                }
                final LockHolder known = LockHolder.of(file);
                if (known != null) {
                    return known.isExclusive() ? name(known, file) : null;
                }
                try (FileChannel channel = FileChannel.open(file);
                        FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
                    return free == null ? read(channel) : null;
                }
            } catch (final AccessDeniedException e) {
                // Its owner's alone; the system knows of nobody who holds it.
                return null;
            } catch (final IOException e) {
                throw failed("look at the lock of", dataDirectory, e);
            }
        }
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Whether the directory was made with it. */
    boolean isNew() {
        return isNew;
    }

    /** Gives the directory free. */
    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try {
                channel.close();
            } catch (final IOException e) {
                throw failed("unlock", directory, e);
            } finally {
                HELD_HERE.remove(directory);
            }
        }
    }

    private static DirectoryLock lock(final Path directory, final boolean isNew) throws IOException {
        final Path file = directory.resolve(FILE);
        final FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                Access.privateFile());
        Access.makeFilePrivate(file);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            for (int i = 0; lock == null && i < TRIES; i++) {
                // Somebody may only be asking who holds it.
                LockSupport.parkNanos(TRY_AGAIN_NS);
                lock = channel.tryLock();
            }
            if (lock == null) {
                throw refused(directory, read(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((thisProcess() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new DirectoryLock(directory, channel, isNew);
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

    private static String thisProcess() {
        final ProcessHandle process = ProcessHandle.current();
        return "pid " + process.pid() + ", started "
                + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static JournalException failed(final String what, final Path directory, final IOException e) {
        return new JournalException(
                JournalException.Code.IO, "cannot " + what + " " + directory + ": " + IoTrouble.describe(e), e);
    }

    /** Names the one that really holds the lock: the text in the file is that of the last engine. */
    private static JournalException refused(final Path directory, final String text) {
        final Path file = directory.resolve(FILE);
        final LockHolder known = LockHolder.of(file);
        if (known == null) {
            return locked(directory, "which one is unknown; the last was " + (text.isEmpty() ? "unknown, too" : text));
        }
        if (known.isExclusive()) {
            return locked(directory, text.startsWith("pid " + known.pid() + ",") ? text : "pid " + known.pid());
        }
        return new JournalException(
                JournalException.Code.LOCKED,
                directory + " cannot be locked: process " + known.pid() + ", which is no engine, holds a lock on "
                        + file + "; end that process");
    }

    private static String name(final LockHolder holder, final Path file) {
        final String pid = "pid " + holder.pid();
        try (FileChannel channel = FileChannel.open(file)) {
            final String text = read(channel);
            return text.startsWith(pid + ",") ? text : pid;
        } catch (final IOException e) {
            return pid;
        }
    }

    private static JournalException locked(final Path directory, final String holder) {
        return new JournalException(
                JournalException.Code.LOCKED, directory + " is in use by another engine (" + holder + ")");
    }
}
