package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ServeConfig;
import io.sluice.engine.Engine;
import io.sluice.journal.JournalCursor;
import io.sluice.json.LogLine;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.sink.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log file of a real journal: each line once, whatever happens between two commits. */
@Tag("T-3")
class LogSinkTest {
    private static final int CRASHES = 40;

    @TempDir
    private Path directory;

    private Path data;
    private UUID journal;

    @BeforeEach
    void aDay() {
        data = directory.resolve("data");
        try (Engine engine = Engine.open(Days.options(data))) {
            Days.full(engine);
        }
        journal = Days.journal(data);
    }

    private Path file() {
        return directory.resolve("logs").resolve("sluice.log");
    }

    private LogSink sink(final boolean isJson, final long maxSizeBytes) {
        return new LogSink(data, new ServeConfig.Log(file(), isJson, maxSizeBytes, 3));
    }

    private List<String> expected(final boolean isJson) {
        final StringBuilder lines = new StringBuilder();
        final LogLine line = new LogLine(isJson);
        feed(0, Days.last(data), record -> line.append(lines, record));
        return lines.toString().lines().toList();
    }

    private interface Taker {
        void take(RecordDecoder record);
    }

    private void feed(final long from, final long to, final Taker taker) {
        try (ReleasedFeed feed = new ReleasedFeed(data, from, () -> to)) {
            Days.await(() -> {
                feed.poll((record, position) -> taker.take(record), 1000);
                return feed.sequence() >= to;
            });
        }
    }

    /** A batch is written, and then this process dies: before the cursor, or in the middle of a line. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldHoldEachLineOnceWhereverItDies(final boolean isJson) throws Exception {
        final Random random = new Random(1);
        final long last = Days.last(data);
        long held = 0;
        for (int i = 0; held < last; i++) {
            final boolean dies = i < CRASHES && held > 0 && random.nextBoolean();
            final long to = Math.min(last, held + 1 + random.nextInt(4));
            try (LogSink sink = sink(isJson, Long.MAX_VALUE)) {
                assertThat(sink.open(journal)).isEqualTo(held);
                feed(held + 1, to, sink::add);
                sink.commit(to);
            }
            if (dies) {
                tear(random);
            } else {
                try (JournalCursor cursor = JournalCursor.open(data, LogSink.NAME, journal)) {
                    cursor.advance(to);
                }
                held = to;
            }
        }
        assertThat(Files.readAllLines(file())).containsExactlyElementsOf(expected(isJson));
    }

    private void tear(final Random random) throws IOException {
        if (random.nextBoolean()) {
            Files.writeString(file(), "{\"time\":\"2026-01-0", StandardOpenOption.APPEND);
        }
    }

    @Test
    void shouldBeginANewFileAndKeepTheLastOnes() throws Exception {
        long held = 0;
        try (LogSink sink = sink(true, 1)) {
            sink.open(journal);
            while (held < Days.last(data)) {
                final long to = held + 1;
                feed(to, to, sink::add);
                sink.commit(to);
                held = to;
            }
        }
        final List<String> lines = new ArrayList<>();
        for (final String name : List.of("sluice.log.3", "sluice.log.2", "sluice.log.1", "sluice.log")) {
            lines.addAll(Files.readAllLines(file().resolveSibling(name)));
        }
        assertThat(Files.exists(file().resolveSibling("sluice.log.4"))).isFalse();
        final List<String> expected = expected(true);
        assertThat(lines).isEqualTo(expected.subList(expected.size() - lines.size(), expected.size()));
    }

    @Test
    void shouldGoOnInANewFileWhereAnotherProgramMovedIt() throws Exception {
        try (LogSink sink = sink(true, Long.MAX_VALUE)) {
            sink.open(journal);
            feed(1, 1, sink::add);
            sink.commit(1);
            Files.move(file(), file().resolveSibling("moved"));
            feed(2, Days.last(data), sink::add);
            sink.commit(Days.last(data));
        }
        final List<String> lines = new ArrayList<>(Files.readAllLines(file().resolveSibling("moved")));
        lines.addAll(Files.readAllLines(file()));
        assertThat(lines).isEqualTo(expected(true));
    }

    @Test
    void shouldFailWithAWordWhereItCannotBeWritten() throws Exception {
        Files.createDirectories(directory.resolve("logs"));
        Files.createDirectory(file());
        try (LogSink sink = sink(true, 1)) {
            assertThatThrownBy(() -> sink.open(journal))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("sluice.log cannot be written");
        }
    }
}
