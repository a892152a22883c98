package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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

    @Test
    void shouldNameAReaderThatHoldsTheLockAndNotTheLastEngine() throws Exception {
        Files.writeString(directory.resolve(FILE), "pid 4194303, started 2020-01-01T00:00:00Z\n");
        final Process reader = JournalChild.start(SharedLock.class, directory, JournalChild.flags());
        try (BufferedReader output = reader.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");
            assertThat(DirectoryLock.holder(directory)).as("no engine").isNull();
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.LOCKED))
                    .hasMessageContaining("process " + reader.pid() + ", which is no engine, holds a lock on")
                    .hasMessageNotContaining("4194303");
        } finally {
            reader.destroyForcibly().waitFor();
        }
        DirectoryLock.acquire(directory).close();
    }

    /** Holds the lock that any reader of the file can have. */
    static final class SharedLock {
        private SharedLock() {}

        public static void main(final String[] arguments) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]).resolve(FILE));
                    FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
                System.out.println(lock.isShared() ? "held" : "not held");
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void shouldTellAProcessFromAnotherWithItsNumber() throws Exception {
        final long own = ProcessMark.own();
        assertThat(ProcessMark.isAlive(ProcessHandle.current().pid(), own)).isTrue();
        assertThat(ProcessMark.isAlive(ProcessHandle.current().pid(), own + 1)).isFalse();
        final Process other = new ProcessBuilder("sleep", "60").start();
        final long mark = ProcessMark.of(other.pid());
        assertThat(ProcessMark.isAlive(other.pid(), mark)).isTrue();
        other.destroyForcibly().waitFor();
        assertThat(ProcessMark.isAlive(other.pid(), mark)).isFalse();
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
