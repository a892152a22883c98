package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schema.IoTrouble;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The first answer to each request that changes something, found again under who asked and his key for 24 hours (SPEC
 * Kept in a file of lines, so that a process that was killed gives the same answers after it: a line before a
 * command goes to the engine, one with the answer after it. Where only the first is there, the outcome is unknown, and
 * the command is not sent a second time. Any thread.
 */
final class Once implements AutoCloseable {
    static final String NAME = "answers.jsonl";
    private static final long KEPT_MS = TimeUnit.HOURS.toMillis(24);
    private static final int MOST = 100_000;
    private static final long MAX_BYTES = 32 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final LongSupplier clock;
    private final Consumer<String> notices;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private FileChannel out;
    private long written;
    private boolean isFailed;

    /** A request, and its answer once there is one. */
    static final class Entry {
        private final String place;
        private final String print;
        private final long atMs;
        private final CompletableFuture<Answered> answer = new CompletableFuture<>();
        private boolean isSecret;

        private Entry(final String place, final String print, final long atMs) {
            this.place = place;
            this.print = print;
            this.atMs = atMs;
        }

        /** Its answer, as soon as there is one; null of a request that ended without one that is kept. */
        CompletableFuture<Answered> answer() {
            return answer;
        }
    }

    /** What was answered. */
    record Answered(int status, JsonNode body, long seq) {}

    /** What a request is: the first with its key, or another one. */
    record Begun(Entry entry, boolean isFirst) {}

    /** @param clock wall clock, milliseconds. */
    Once(final Path folder, final LongSupplier clock, final Consumer<String> notices) {
        file = folder.resolve(NAME);
        this.clock = clock;
        this.notices = notices;
        try {
            load();
            rewrite();
        } catch (final IOException e) {
            throw new HttpRefusedException(file + " cannot be used: " + IoTrouble.reason(e), e);
        }
    }

    /** What makes a request the same as another: its method, its path, its body. */
    static String print(final String method, final String path, final byte[] body) {
        final byte[] head = (method + "\n" + path + "\n").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Secret.sha256(head, body));
    }

    /**
     * Begins a request, or finds the first one.
     *
     * @throws HttpProblem 422 if the first one had another body or path.
     */
    synchronized Begun begin(final String principal, final UUID key, final String print) {
        prune();
        final String place = principal + " " + key;
        final Entry known = entries.get(place);
        if (known != null) {
            if (!known.print.equals(print)) {
                throw new HttpProblem(
                        Statuses.OTHER_BODY,
                        "IDEMPOTENCY_KEY_REUSED",
                        "this Idempotency-Key was used for another request: make a new one for each");
            }
            return new Begun(known, false);
        }
        final Entry made = new Entry(place, print, clock.getAsLong());
        entries.put(place, made);
        append(line(made));
        return new Begun(made, true);
    }

    /**
     * The first request has its answer.
     *
     * @param isSecret whether no file may have it: after a restart the request is a new one.
     */
    synchronized void end(final Entry entry, final Answered answered, final boolean isSecret) {
        entry.isSecret = isSecret;
        append(isSecret ? line(entry).put("dropped", true) : line(entry, answered));
        entry.answer.complete(answered);
    }

    /** The first request came to nothing: the key is free again. */
    synchronized void drop(final Entry entry) {
        entries.remove(entry.place, entry);
        append(line(entry).put("dropped", true));
        entry.answer.complete(null);
    }

    private void prune() {
        final long oldest = clock.getAsLong() - KEPT_MS;
        final Iterator<Entry> all = entries.values().iterator();
        while (all.hasNext()) {
            final Entry each = all.next();
            if (each.atMs >= oldest && entries.size() < MOST) {
                return;
            }
            all.remove();
        }
    }

    private static ObjectNode line(final Entry entry) {
        return MAPPER.createObjectNode()
                .put("key", entry.place)
                .put("print", entry.print)
                .put("at", entry.atMs);
    }

    private static ObjectNode line(final Entry entry, final Answered answered) {
        final ObjectNode line = line(entry).put("status", answered.status).put("seq", answered.seq);
        line.set("body", answered.body);
        return line;
    }

    private void load() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        final long oldest = clock.getAsLong() - KEPT_MS;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                final JsonNode line = parse(text);
                if (line != null && line.path("at").asLong() >= oldest) {
                    load(line);
                }
            }
        }
        entries.values().stream()
                .filter(each -> !each.answer.isDone())
                .forEach(each -> each.answer.complete(new Answered(Statuses.UNKNOWN, null, 0)));
    }

    /** A process that is killed leaves half a line at most, the last one. */
    private static JsonNode parse(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final IOException e) {
            return null;
        }
    }

    private void load(final JsonNode line) {
        final String place = line.path("key").asText();
        if (line.path("dropped").asBoolean()) {
            entries.remove(place);
            return;
        }
        final Entry entry = entries.computeIfAbsent(
                place,
                key -> new Entry(
                        key, line.path("print").asText(), line.path("at").asLong()));
        if (line.has("status")) {
            entry.answer.complete(new Answered(
                    line.path("status").asInt(),
                    line.get("body"),
                    line.path("seq").asLong()));
        }
    }

    /** Writes the file again where most of it is over. */
    synchronized void turn() {
        if (written > MAX_BYTES) {
            try {
                prune();
                out.close();
                rewrite();
            } catch (final IOException e) {
                failed(e);
            }
        }
    }

    /** Leaves out what is over. */
    private void rewrite() throws IOException {
        final Path made = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(made);
        Files.createFile(made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (BufferedWriter text = Files.newBufferedWriter(made)) {
            for (final Entry each : entries.values()) {
                if (!each.isSecret) {
                    final Answered answered = each.answer.getNow(null);
                    text.append((answered == null ? line(each) : line(each, answered)) + "\n");
                }
            }
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        out = FileChannel.open(file, Set.of(StandardOpenOption.APPEND));
        // What is left counts for nothing: the file is written again when as much came to it.
        written = 0;
    }

    private void append(final ObjectNode line) {
        final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        written += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            isFailed = false;
        } catch (final IOException e) {
            failed(e);
        }
    }

    private void failed(final IOException e) {
        if (!isFailed) {
            notices.accept(file + " cannot be written, so answers are not found again after a restart: "
                    + IoTrouble.reason(e));
        }
        isFailed = true;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (final IOException e) {
            notices.accept(file + " cannot be closed: " + IoTrouble.reason(e));
        }
    }
}
