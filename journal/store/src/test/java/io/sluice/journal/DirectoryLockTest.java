package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-4, with real processes. */
class DirectoryLockTest {
    private static final String FILE = "lock";

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseASecondProcessWithThePidOfTheFirstAndLetItInOnceThatIsDead() throws Exception {
        final Process first = opened();
        try {
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.LOCKED))
                    .hasMessageContaining("pid " + first.pid() + ", started "
                            + first.info().startInstant().orElseThrow());
            final Process second = JournalChild.start(directory);
            assertThat(new String(second.getErrorStream().readAllBytes()))
                    .contains("in use by another engine (pid " + first.pid());
            assertThat(second.waitFor()).isNotZero();
            assertThat(DirectoryLock.holder(directory)).startsWith("pid " + first.pid());
        } finally {
            first.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(directory.resolve(FILE))).startsWith("pid " + first.pid());
        assertThat(DirectoryLock.holder(directory)).isNull();
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void shouldNotBeStoppedByTheFileOfADeadEngine() throws IOException {
        Files.writeString(directory.resolve(FILE), "pid 4194303, started 2020-01-01T00:00:00Z\n");
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            assertThat(Files.readString(lock.directory().resolve(FILE)))
                    .isEqualTo("pid " + ProcessHandle.current().pid() + ", started "
                            + ProcessHandle.current().info().startInstant().orElseThrow() + "\n");
        }
    }

    /** The pid is alive, but another process bears it now. */
    @Test
    void shouldNotTakeAReusedPidForTheEngineThatHadIt() throws IOException {
        final long alive = ProcessHandle.current().parent().orElseThrow().pid();
        Files.writeString(directory.resolve(FILE), "pid " + alive + ", started 2020-01-01T00:00:00Z\n");
        assertThat(DirectoryLock.holder(directory)).isNull();
        DirectoryLock.acquire(directory).close();
    }

    private Process opened() throws IOException {
        final Process child = JournalChild.start(directory);
        final BufferedReader output = child.inputReader();
        try {
            assertThat(output.readLine()).isEqualTo("open");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return child;
    }
}
