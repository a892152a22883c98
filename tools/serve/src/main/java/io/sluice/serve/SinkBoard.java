package io.sluice.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.json.Times;
import io.sluice.schema.IoTrouble;
import io.sluice.serve.sink.SinkStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The view {@code sinks}, as a file in the folder of {@code serve} that anyone who may read it can show. */
final class SinkBoard {
    static final String FILE = "sinks.json";

    private final Path folder;
    private final Consumer<String> notices;
    private String last = "";
    private boolean isFailed;

    SinkBoard(final Path folder, final Consumer<String> notices) {
        this.folder = folder;
        this.notices = notices;
    }

    /** Writes it where something changed; a reader finds the old one or the new one, never a part. */
    void write(final List<SinkStatus> sinks) {
        final String text = sinks.stream().map(SinkBoard::json).collect(Collectors.joining(",\n ", "[", "]\n"));
        if (text.equals(last)) {
            return;
        }
        final Path made = folder.resolve(FILE + ".new");
        try {
            Files.writeString(
                    made,
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            Files.move(made, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            last = text;
            isFailed = false;
        } catch (final IOException e) {
            if (!isFailed) {
                notices.accept(folder.resolve(FILE) + " cannot be written: " + IoTrouble.reason(e));
            }
            isFailed = true;
        }
    }

    /**
     * What {@code serve} last wrote into its folder; nothing where there is nothing to be read.
     *
     * @param released last record that is released by now, which says how far each sink is behind.
     */
    static List<SinkStatus> read(final Path folder, final long released) {
        try {
            return rows(Files.readString(folder.resolve(FILE))).stream()
                    .map(row -> status(row, released))
                    .toList();
        } catch (final IOException | NumberFormatException e) {
            return List.of();
        }
    }

    /** The view's rows as they were written: key and value. */
    static List<Map<String, String>> rows(final String text) throws IOException {
        final List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    rows.add(new LinkedHashMap<>());
                } else if (token.isScalarValue()) {
                    rows.get(rows.size() - 1).put(parser.currentName(), parser.getText());
                }
            }
        }
        return rows;
    }

    private static SinkStatus status(final Map<String, String> row, final long released) {
        final long sequence = Long.parseLong(row.get("sequence"));
        return new SinkStatus(
                row.get("sink"),
                Boolean.parseBoolean(row.get("required")),
                sequence,
                Long.parseLong(row.get("written")),
                Long.parseLong(row.get("replayed")),
                Long.parseLong(row.get("duplicates")),
                Long.parseLong(row.get("failed")),
                Math.max(0, released - sequence),
                Long.parseLong(row.get("bytes")),
                row.containsKey("downSince") ? 1 : 0,
                "");
    }

    private static String json(final SinkStatus s) {
        return "{\"sink\":\"" + s.sink() + "\",\"required\":" + s.required() + ",\"sequence\":" + s.sequence()
                + ",\"written\":" + s.written() + ",\"replayed\":" + s.replayed() + ",\"duplicates\":"
                + s.duplicates() + ",\"failed\":" + s.failed() + ",\"lag\":" + s.lag() + ",\"bytes\":" + s.bytes()
                + (s.isDown() ? ",\"downSince\":\"" + Times.toString(s.downSinceNs()) + "\"" : "") + "}";
    }
}
