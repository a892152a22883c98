package io.sluice.state;

import io.sluice.journal.Access;
import io.sluice.journal.Chronicle;
import io.sluice.journal.SpaceReservation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.hash.locks.InterProcessLock;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of one side: a Chronicle Map of pages. No call waits for a lock longer than told. One thread. */
final class MapFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MapFile.class);

    /** Bytes of a page. */
    static final int PAGE = 4096;

    private static final int KEY = 8;
    /** Stands for the lock alone: a thread may not have one key in hand twice. */
    private static final byte[] NO_PAGE = {-1, -1, -1, -1, -1, -1, -1, -1};

    /** Longer ones the library counts in changes of the wall clock, which is no limit on a busy host. */
    private static final long ONE_TRY_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Path file;
    private final long size;
    private final ChronicleMap<byte[], byte[]> map;
    private final byte[] key = new byte[KEY];
    private final byte[] found = new byte[PAGE];

    private MapFile(final Path file, final ChronicleMap<byte[], byte[]> map) throws IOException {
        this.file = file;
        this.map = map;
        size = Files.size(file);
    }

    /**
     * Makes a file for so many pages, all of its space reserved: a mapped page without space kills who writes it.
     *
     * @throws IOException if there is no space; then nothing is left behind.
     */
    static MapFile create(final Path file, final int pages) throws IOException {
        boolean isMade = false;
        try {
            final MapFile made = reserved(file, pages);
            isMade = true;
            return made;
        } finally {
            if (!isMade) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MapFile reserved(final Path file, final int pages) throws IOException {
        final MapFile made = new MapFile(file, map(file, pages));
        boolean isReserved = false;
        try {
            Access.of(file.getParent().getParent()).file(file);
            SpaceReservation.ofSystem().reserve(file, Files.size(file));
            isReserved = true;
            return made;
        } finally {
            if (!isReserved) {
                made.close();
            }
        }
    }

    /** Opens a file that is complete; null if there is none. */
    static MapFile open(final Path file) throws IOException {
        return Files.exists(file) ? new MapFile(file, map(file, 1)) : null;
    }

    private static ChronicleMap<byte[], byte[]> map(final Path file, final int pages) throws IOException {
        Chronicle.prepare();
        return ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name("sluice-state")
                .entries(pages)
                .constantKeySizeBySample(new byte[KEY])
                .constantValueSizeBySample(new byte[PAGE])
                .actualSegments(1)
                .putReturnsNull(true)
                .skipCloseOnExitHook(true)
                .createPersistedTo(file.toFile());
    }

    /**
     * Writes a page, if it is another than the one that is there.
     *
     * @return whether it is there now; false if the lock was not to be had in time.
     */
    boolean put(final int section, final int page, final byte[] bytes, final long limitNs) throws IOException {
        refuseCut();
        try (ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(key(section, page))) {
            if (!acquireToWrite(context.writeLock(), limitNs)) {
                return false;
            }
            final MapEntry<byte[], byte[]> entry = context.entry();
            if (entry == null) {
                context.insert(context.absentEntry(), context.wrapValueAsData(bytes));
            } else if (!Arrays.equals(entry.value().getUsing(found), bytes)) {
                entry.doReplaceValue(context.wrapValueAsData(bytes));
            }
            return true;
        }
    }

    /** Keeps the file as it is while it is read; null if the lock was not to be had in time. */
    Reading read(final long limitNs) throws IOException {
        refuseCut();
        final ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(NO_PAGE);
        if (acquireToRead(context.readLock(), limitNs)) {
            return new Reading(context);
        }
        context.close();
        return null;
    }

    /** Holds the one lock of the file: who wants to write waits, or goes on elsewhere. */
    final class Reading implements AutoCloseable {
        private final ExternalMapQueryContext<byte[], byte[], ?> lock;

        private Reading(final ExternalMapQueryContext<byte[], byte[], ?> lock) {
            this.lock = lock;
        }

        /** Reads a page; false if there is none. */
        boolean get(final int section, final int page, final byte[] into) {
            try (ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(key(section, page))) {
                final MapEntry<byte[], byte[]> entry = context.entry();
                if (entry != null) {
                    entry.value().getUsing(into);
                }
                return entry != null;
            }
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /**
     * A mapped file that somebody cut: the Java runtime may not survive a touch behind its end. So it is looked at
     * before each use; what happens just between the look and the use is an InternalError as a rule.
     */
    private void refuseCut() throws IOException {
        if (Files.size(file) < size) {
            throw new IOException(file + " was cut by another process");
        }
    }

    /** Closes one that is in an unknown state; what goes wrong then is of no consequence. */
    void leave() {
        try {
            map.close();
        } catch (final RuntimeException | InternalError e) {
            LOG.debug("{} does not close well", file, e);
        }
    }

    /** For tests that take a lock and keep it. */
    ChronicleMap<byte[], byte[]> map() {
        return map;
    }

    @Override
    public void close() {
        map.close();
    }

    /** Whoever waits to write keeps new readers out meanwhile. */
    private static boolean acquireToWrite(final InterProcessLock lock, final long limitNs) {
        final long giveUpAtNs = System.nanoTime() + limitNs;
        try {
            do {
                if (lock.tryLock(ONE_TRY_NS, TimeUnit.NANOSECONDS)) {
                    return true;
                }
            } while (System.nanoTime() - giveUpAtNs < 0);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean acquireToRead(final InterProcessLock lock, final long limitNs) {
        final long giveUpAtNs = System.nanoTime() + limitNs;
        boolean isMine = lock.tryLock();
        while (!isMine && System.nanoTime() - giveUpAtNs < 0) {
            LockSupport.parkNanos(PAUSE_NS);
            isMine = lock.tryLock();
        }
        return isMine;
    }

    private byte[] key(final int section, final int page) {
        ByteBuffer.wrap(key).putInt(section).putInt(page);
        return key;
    }
}
