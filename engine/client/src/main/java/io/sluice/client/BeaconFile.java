package io.sluice.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads {@code engine.dat} with plain reads. A mapped file that somebody cuts short faults in the thread that looks at
 * it, some time later and in whatever it does then; a plain read says so at once. Any thread.
 */
final class BeaconFile {
    private static final int TRIES = 100;

    private final Path file;
    private final int used;
    private final ByteBuffer first;
    private final ByteBuffer second;
    private FileChannel channel;

    /** @param used bytes of the file that bear something. */
    BeaconFile(final Path file, final int used) {
        this.file = file;
        this.used = used;
        first = ByteBuffer.allocateDirect(used);
        second = ByteBuffer.allocateDirect(used);
    }

    /** Bytes of the file. */
    synchronized long size() throws IOException {
        return open().size();
    }

    /**
     * Takes over what the file shows now. Where it cannot be read, what was read before stays: its sign of life ages,
     * and the engine counts as lost.
     *
     * @return whether it could be read.
     */
    synchronized boolean read(final UnsafeBuffer into) {
        // An interrupt would close the channel under our hands.
        final boolean isInterrupted = Thread.interrupted();
        try {
            final boolean isRead = agrees();
            if (isRead) {
                into.putBytes(0, first, 0, used);
            }
            return isRead;
        } catch (final IOException e) {
            channel = null;
            return false;
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Two readings that agree are of one moment: no number in them was half written. */
    private boolean agrees() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (!fill(first) || !fill(second)) {
                return false;
            }
            if (first.equals(second)) {
                return true;
            }
        }
        return false;
    }

    private boolean fill(final ByteBuffer bytes) throws IOException {
        bytes.clear();
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = open().read(bytes, bytes.position());
        }
        return bytes.flip().limit() == used;
    }

    private FileChannel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }
}
