package io.sluice.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.journal.JournalCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("J-11")
class RequiredCursorsTest {
    private static final UUID JOURNAL = UUID.randomUUID();

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private long least(final String... sinks) {
        return new RequiredCursors(directory, JOURNAL, List.of(sinks), said::add).least();
    }

    private void advance(final String sink, final UUID journal, final long sequence) {
        try (JournalCursor cursor = JournalCursor.open(directory, sink, journal)) {
            cursor.advance(sequence);
        }
    }

    @Test
    void shouldWaitForTheSlowestRequiredSinkAlone() {
        advance("mirror", JOURNAL, 70);
        advance("archive", JOURNAL, 30);
        advance("other", JOURNAL, 1);
        assertThat(least("mirror", "archive")).isEqualTo(30);
        assertThat(least("mirror")).isEqualTo(70);
        assertThat(least()).isEqualTo(Long.MAX_VALUE);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldKeepEverythingForASinkThatNeverCameOrReadAnotherJournal() {
        advance("mirror", JOURNAL, 70);
        assertThat(least("mirror", "archive")).isZero();
        assertThat(said).isEmpty();
        advance("archive", UUID.randomUUID(), 90);
        assertThat(least("mirror", "archive")).isZero();
        assertThat(said).singleElement().asString().startsWith("retention waits for the sink archive: ");
    }
}
