package io.sluice.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nowMs;

    @Test
    void shouldShowShareCountAndRateAfterASecond() {
        final Progress progress = progress(true);
        nowMs = 999;
        progress.done(1_000, 9_000_000);
        progress.close();
        assertThat(shown()).isEmpty();

        nowMs = 1_500;
        progress.done(3_000_000, 9_000_000);
        assertThat(shown()).isEqualTo("\r\u001b[K 33 %  3,000,000 of 9,000,000 records, 2,000,000 a second");
        nowMs = 1_599;
        progress.done(3_100_000, 9_000_000);
        assertThat(shown()).isEmpty();
        nowMs = 2_000;
        progress.done(8_999_999, 9_000_000);
        assertThat(shown()).startsWith("\r\u001b[K 99 %  8,999,999 of 9,000,000 records");
        progress.done(9_000_000, 9_000_000);
        assertThat(shown()).isEqualTo("\r\u001b[K");
        progress.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void shouldTakeTheLineAwayWhereWorkEndsBeforeAllIsDone() {
        final Progress progress = progress(true);
        nowMs = 2_000;
        progress.done(1, 2);
        assertThat(shown()).contains("50 %");
        progress.close();
        assertThat(shown()).isEqualTo("\r\u001b[K");
    }

    @Test
    void shouldShowNothingWhereNobodyLooks() {
        final Progress progress = progress(false);
        nowMs = 10_000;
        progress.done(1, 2);
        progress.close();
        assertThat(shown()).isEmpty();
    }

    private Progress progress(final boolean terminal) {
        final Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                err,
                new Terminal(false, terminal, 80),
                Map.of(),
                null);
        return new Progress(console, "records", () -> nowMs * 1_000_000);
    }

    private String shown() {
        final String all = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return all;
    }
}
