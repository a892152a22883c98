package io.sluice.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves with fallocate(2); where the file system has none, by writing zeros. */
final class Fallocate implements SpaceReservation {
    private static final Logger LOG = LoggerFactory.getLogger(Fallocate.class);
    private static final int KEEP_SIZE = 1;
    /** ENOSYS, EOPNOTSUPP, and none at all: there is no fallocate here, which says nothing about space. */
    private static final Set<Integer> NOT_SUPPORTED = Set.of(38, 95, 0);

    private static final int CHUNK = 1 << 20;

    private final AtomicBoolean said = new AtomicBoolean();

    @Override
    public void reserve(final Path file, final long bytes) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        final int error = fallocate(file, bytes);
        if (error < 0) {
            return;
        }
        if (!NOT_SUPPORTED.contains(error)) {
            throw new IOException("cannot reserve " + bytes + " bytes for " + file + ": "
                    + PosixAPI.posix().strerror(error));
        }
        if (said.compareAndSet(false, true)) {
            LOG.warn("no fallocate in {}: space is reserved by writing zeros, which is slower", file.getParent());
        }
        writeZeros(file, bytes);
    }

    /** The system's error number, 0 where it has no such call, -1 for done. */
    private static int fallocate(final Path file, final long bytes) throws IOException {
        final PosixAPI posix = PosixAPI.posix();
        if (posix.getClass().getSimpleName().startsWith("NoOp")) {
            return 0;
        }
        // The library's O_CREAT is another system's: Linux would take it for O_TRUNC. So the file is there already.
        final int descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
        if (descriptor < 0) {
            throw new IOException("cannot open " + file + ": " + posix.lastErrorStr());
        }
        try {
            return posix.fallocate(descriptor, KEEP_SIZE, 0, bytes) == 0 ? -1 : posix.lastError();
        } finally {
            posix.close(descriptor);
        }
    }

    /** Fills what the file lacks; what it has keeps its content, and its blocks are there. */
    static void writeZeros(final Path file, final long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            long at = channel.size();
            while (at < bytes) {
                zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
                at += channel.write(zeros, at);
            }
        }
    }
}
