package io.sluice.serve;

import io.sluice.json.Times;
import io.sluice.schema.IoTrouble;
import io.sluice.serve.sink.SinkStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
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

    private static String json(final SinkStatus s) {
        return "{\"sink\":\"" + s.sink() + "\",\"required\":" + s.required() + ",\"sequence\":" + s.sequence()
                + ",\"written\":" + s.written() + ",\"replayed\":" + s.replayed() + ",\"duplicates\":"
                + s.duplicates() + ",\"failed\":" + s.failed() + ",\"lag\":" + s.lag() + ",\"bytes\":" + s.bytes()
                + (s.isDown() ? ",\"downSince\":\"" + Times.toString(s.downSinceNs()) + "\"" : "") + "}";
    }
}
