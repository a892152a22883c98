package io.sluice.serve.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Every use of a token, and every other request: a line of JSON in {@code access.log} in the folder of {@code serve}.
 * The path is without its query; no token and no cookie is ever in it (SPEC T-4). It is turned over at 16 MB, five are
 * kept. Written by a thread of its own: a disk that hangs holds up no answer, and what does not fit is counted.
 */
final class AccessLog implements AutoCloseable {
    static final String NAME = "access.log";
    private static final long MAX_BYTES = 16 << 20;
    private static final int KEPT = 5;
    private static final int WAITING = 8192;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Consumer<String> notices;
    private final BlockingQueue<ObjectNode> lines = new LinkedBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "sluice-access");
    private volatile boolean isClosed;
    private long lost;
    private boolean isFailed;

    AccessLog(final Path folder, final Consumer<String> notices) {
        file = folder.resolve(NAME);
        this.notices = notices;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param caller null where the caller is not known. */
    void line(
            final String address,
            final Caller caller,
            final String method,
            final String path,
            final int status,
            final long tookMs,
            final String correlationId) {
        final ObjectNode line = MAPPER.createObjectNode();
        line.put("time", Instant.now().toString()).put("address", address);
        line.put("token", caller == null ? null : caller.name());
        line.put("as", caller == null ? null : caller.principal());
        line.put("session", caller != null && caller.session() != null);
        line.put("method", method).put("path", path).put("status", status).put("ms", tookMs);
        line.put("correlation_id", correlationId);
        if (!lines.offer(line)) {
            synchronized (this) {
                lost++;
            }
        }
    }

    private void run() {
        while (!isClosed || !lines.isEmpty()) {
            try {
                final ObjectNode first = lines.poll(500, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(first);
                }
            } catch (final InterruptedException e) {
                isClosed = true;
            } catch (final IOException e) {
                if (!isFailed) {
                    notices.accept(file + " cannot be written: " + IoTrouble.reason(e));
                }
                isFailed = true;
            }
        }
    }

    private void write(final ObjectNode first) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else if (Files.size(file) > MAX_BYTES) {
            turnOver();
            write(first);
            return;
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (ObjectNode line = first; line != null; line = lines.poll()) {
                final long missing;
                synchronized (this) {
                    missing = lost;
                    lost = 0;
                }
                if (missing > 0) {
                    line.put("lines_lost_before", missing);
                }
                out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        isFailed = false;
    }

    private void turnOver() throws IOException {
        for (int i = KEPT - 1; i >= 0; i--) {
            final Path from = i == 0 ? file : file.resolveSibling(NAME + "." + i);
            if (Files.exists(from)) {
                Files.move(from, file.resolveSibling(NAME + "." + (i + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(2_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
