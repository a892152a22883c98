package io.sluice.serve.telemetry;

import io.sluice.json.LogLine;
import io.sluice.record.RecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A log of lines in a file, and the older files of it: FILE, FILE.1, FILE.2 and so on. Lines are collected and written
 * in one go, and only whole batches count, so that each line is there once. One thread.
 */
public final class LogFile implements AutoCloseable {
    private final Path file;
    private final long maxSizeBytes;
    private final int keep;
    private final LogLine lines;
    private final StringBuilder batch = new StringBuilder();
    private long count;
    private FileChannel channel;

    /**
     * @param isJson       whether lines are for a program.
     * @param maxSizeBytes at about which the next file begins; a batch is never split.
     * @param keep         older files that are kept.
     */
    public LogFile(final Path file, final boolean isJson, final long maxSizeBytes, final int keep) {
        this.file = file.toAbsolutePath();
        this.maxSizeBytes = maxSizeBytes;
        this.keep = keep;
        lines = new LogLine(isJson);
    }

    /**
     * Opens it, makes it where it is missing, and cuts off what was written after a record.
     *
     * @param held the record; 0 where it is not known, then only a line that was not finished is cut off.
     */
    public void open(final long held) throws IOException {
        close();
        batch.setLength(0);
        count = 0;
        Files.createDirectories(file.getParent());
        channel = channel();
        channel.truncate(LogTail.end(channel, held)).position(channel.size());
    }

    private FileChannel channel() throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    /** Collects the lines of a record. */
    public void add(final RecordDecoder record) {
        count += lines.append(batch, record);
    }

    /**
     * Writes what was collected, onto the device.
     *
     * @return how many lines.
     */
    public long commit() throws IOException {
        final long written = count;
        if (written > 0) {
            if (channel.position() >= maxSizeBytes || Files.notExists(file)) {
                turnOver();
            }
            final ByteBuffer bytes = ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        batch.setLength(0);
        count = 0;
        return written;
    }

    /** Another program may have moved the file; then there is only a new one to begin. */
    private void turnOver() throws IOException {
        close();
        if (Files.exists(file)) {
            for (int i = keep; i > 1; i--) {
                move(older(i - 1), older(i));
            }
            move(file, older(1));
        }
        channel = channel();
    }

    private Path older(final int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(final Path from, final Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
