package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a day that has what the demo lacks: reduced and capped sizes, a stale model, refused operators. */
@Tag("T-3")
class LogDayTest {
    private static final Path DAY = Path.of("src/test/resources/play/log-day.jsonl");

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfTheDayAsTheReviewerReadIt() throws Exception {
        final Path data = folder.resolve("d");
        final Cli played = Cli.play(
                Files.readString(DAY),
                "--start=normal",
                "--strict",
                "--dir=" + data,
                "--set=sluice.models.stale-action=refuse");
        assertThat(played.code()).as(played.err()).isZero();
        Golden.check("log-day.jsonl", LogLines.of(data));
    }
}
