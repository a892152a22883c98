package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/**
 * A file of JSON lines that only grows, until it is written again with what is still needed. A line that was cut off as
 * the process died is dropped. Mode 0600. One thread at a time.
 */
final class OutboxFile implements AutoCloseable {
    private final Path file;
    private FileChannel channel;

    OutboxFile(final Path file) {
        this.file = file;
    }

    /** Every whole line. */
    List<String> read() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            final byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw failed("cannot be read", e);
        }
    }

    /** Writes it again with these lines alone, and goes on after them. */
    void replace(final List<ObjectNode> lines) {
        final Path made = file.resolveSibling(file.getFileName() + ".new");
        try {
            close();
            Files.deleteIfExists(made);
            channel = FileChannel.open(
                    made,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            write(lines);
            channel.force(true);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw failed("cannot be written", e);
        }
    }

    /**
     * Appends lines with one write.
     *
     * @param isForced whether they must also survive a power cut.
     */
    void append(final List<ObjectNode> lines, final boolean isForced) {
        try {
            final long before = channel.position();
            try {
                write(lines);
            } catch (final IOException e) {
                // A part of a line must not become the beginning of the next.
                channel.truncate(before);
                throw e;
            }
            if (isForced) {
                channel.force(false);
            }
        } catch (final IOException e) {
            throw failed("cannot be written", e);
        }
    }

    private void write(final List<ObjectNode> lines) throws IOException {
        final StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Json.write(line)).append('\n'));
        final ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Bytes until now. */
    long size() {
        try {
            return channel.size();
        } catch (final IOException e) {
            throw failed("cannot be read", e);
        }
    }

    private NotifyException failed(final String what, final IOException e) {
        return new NotifyException(NotifyException.Code.OUTBOX, file + " " + what + ": " + IoTrouble.reason(e), e);
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                throw failed("cannot be closed", e);
            }
            channel = null;
        }
    }
}
