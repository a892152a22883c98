package io.sluice.engine.line;

import io.sluice.journal.Access;
import io.sluice.journal.Threads;
import io.sluice.json.Times;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Says of each input that found no room and may be missed that it is gone (SPEC M-6): a JSON line each, written by a
 * thread of its own, so that no sender waits for a file. Nothing is ever applied from it.
 */
public final class FallbackLog implements AutoCloseable {
    public static final String FILE = "fallback.log";

    private static final int KEPT = 5;
    private static final int QUEUE = 16 * 1024;
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(1);

    /** @param stopped why the engine stopped; null for a message that is lost. */
    private record Entry(long wallNs, byte[] message, String stopped) {}

    private final Path directory;
    private final long maxBytes;
    private final Consumer<String> notices;
    private final ManyToOneConcurrentArrayQueue<Entry> queue = new ManyToOneConcurrentArrayQueue<>(QUEUE);
    private final AtomicLong unsaid = new AtomicLong();
    private final MessageReader reader = new MessageReader();
    private final Thread thread = new Thread(this::run, "sluice-fallback-log");
    private OutputStream file;
    private OutputStream out;
    private long written;
    private long unflushed;
    private boolean complained;
    private volatile boolean closed;

    /**
     * @param maxBytes size at which the file is turned over.
     * @param notices  takes what a person should know.
     */
    public FallbackLog(final Path directory, final long maxBytes, final Consumer<String> notices) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.notices = notices;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a copy of a message that is lost; any thread, never waits. */
    void lost(final DirectBuffer buffer, final int offset, final int length, final long wallNs) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        if (!queue.offer(new Entry(wallNs, message, null))) {
            unsaid.incrementAndGet();
        }
    }

    /** Says that the engine stopped, and why (SPEC J-7); any thread, never waits. */
    public void stopped(final String why, final long wallNs) {
        if (!queue.offer(new Entry(wallNs, null, why))) {
            unsaid.incrementAndGet();
        }
    }

    /** Lines that could not be written. */
    public long unsaid() {
        return unsaid.get();
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.await(thread, CLOSE_NS);
    }

    private void run() {
        boolean last;
        do {
            last = closed;
            queue.drain(entry -> write(entry.stopped == null ? line(entry) : stoppedLine(entry)));
            flush();
            if (!last) {
                LockSupport.parkNanos(IDLE_NS);
            }
        } while (!last);
        try {
            shut();
        } catch (final IOException e) {
            complain(e);
        }
    }

    private byte[] line(final Entry entry) {
        reader.wrap(new UnsafeBuffer(entry.message), 0, entry.message.length);
        final StringBuilder json = new StringBuilder("{\"time\":\"");
        Times.append(json, entry.wallNs)
                .append("\",\"reason\":\"RING_FULL\",\"type\":\"")
                .append(reader.spec().name())
                .append('"');
        for (final String name : new String[] {"eventId", "eventType", "source", "reasonCode", "severity"}) {
            json.append(",\"").append(name).append("\":").append(value(name));
        }
        return json.append(",\"mustDeliver\":false}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] stoppedLine(final Entry entry) {
        final StringBuilder json = new StringBuilder("{\"time\":\"");
        Times.append(json, entry.wallNs)
                .append("\",\"reason\":\"ENGINE_STOPPED\",\"detail\":\"")
                .append(entry.stopped.replaceAll("[^ !#-\\[\\]-~]", "?"))
                .append("\"}\n");
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String value(final String name) {
        final Optional<FieldSpec> field = reader.spec().field(name);
        if (field.isEmpty() || reader.isAbsent(field.get())) {
            return "null";
        }
        final FieldSpec spec = field.get();
        return '"'
                + (spec.values() == null
                        ? new UUID(reader.mostSignificant(spec), reader.leastSignificant(spec)).toString()
                        : spec.values().spelling((int) reader.number(spec)))
                + '"';
    }

    private void write(final byte[] line) {
        unflushed++;
        try {
            if (out == null) {
                open();
                written = Files.size(directory.resolve(FILE));
                if (complained && written > 0) {
                    // What failed may have left half a line.
                    out.write('\n');
                }
            }
            if (written + line.length > maxBytes) {
                turnOver();
            }
            out.write(line);
            written += line.length;
        } catch (final IOException e) {
            complain(e);
        }
    }

    private void flush() {
        if (out == null) {
            return;
        }
        try {
            out.flush();
            unflushed = 0;
            complained = false;
        } catch (final IOException e) {
            complain(e);
        }
    }

    private void turnOver() throws IOException {
        shut();
        for (int i = KEPT - 1; i > 0; i--) {
            final Path from = directory.resolve(i == 1 ? FILE : FILE + "." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, directory.resolve(FILE + "." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
        written = 0;
    }

    private void open() throws IOException {
        file = Files.newOutputStream(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Access.of(directory).file(directory.resolve(FILE));
        out = new BufferedOutputStream(file);
    }

    /** What was not flushed is taken for unsaid: rather said twice than not at all. */
    private void complain(final IOException e) {
        unsaid.addAndGet(unflushed);
        unflushed = 0;
        if (!complained) {
            complained = true;
            notices.accept("inputs are being dropped and the fallback log cannot be written: " + e);
        }
        forget();
    }

    /** What is still in the buffer counts as unsaid by now and must not be written after all. */
    private void forget() {
        try (OutputStream closing = file) {
            out = null;
            file = null;
        } catch (final IOException e) {
            // Said already; nothing else is lost by it.
            complained = true;
        }
    }

    private void shut() throws IOException {
        if (out != null) {
            out.close();
            out = null;
            file = null;
        }
    }
}
