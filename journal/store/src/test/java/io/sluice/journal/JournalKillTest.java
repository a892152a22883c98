package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalKillTest {
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingThatWasAppendedBeforeTheProcessWasKilled() throws Exception { // J-1, J-2, J-4
        long atLeast = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            final Process child = JournalChild.start(directory);
            try (BufferedReader output = child.inputReader()) {
                assertThat(output.readLine()).isEqualTo("open");
                assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                        .hasMessageContaining("pid " + child.pid() + ",");
                for (int i = 0; i < kill * 20; i++) {
                    atLeast = Long.parseLong(output.readLine());
                }
                child.destroyForcibly();
                atLeast = Math.max(atLeast, lastSaid(output, atLeast));
            }
            child.waitFor();
            final TestRecords.Heard heard = TestRecords.read(directory);
            assertThat(heard.result.damage()).isNull();
            assertThat(heard.result.lastSequence()).isGreaterThanOrEqualTo(atLeast);
            assertThat(heard.sequences).isEqualTo(JournalTest.upTo(heard.result.lastSequence()));
        }
        TestRecords.write(directory, 5);
        assertThat(TestRecords.read(directory).result.damage()).isNull();
    }

    private static long lastSaid(final BufferedReader output, final long before) throws IOException {
        long last = before;
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line.matches("\\d+") ? Math.max(last, Long.parseLong(line)) : last;
            }
        } catch (final IOException e) {
            // The pipe of a killed process may be closed under our hands; what it said before is what counts.
            return last;
        }
        return last;
    }
}
