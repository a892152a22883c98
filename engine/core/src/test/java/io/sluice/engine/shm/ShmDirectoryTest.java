package io.sluice.engine.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** an engine's own directory in shared memory. */
class ShmDirectoryTest {
    @TempDir
    private Path temp;

    private Path shmDir;
    private Path data;

    @BeforeEach
    void makeBoth() throws IOException {
        shmDir = Files.createDirectory(temp.resolve("shm"));
        data = Files.createDirectory(temp.resolve("data"));
    }

    @Test
    void shouldMakeADirectoryThatOthersMayEnterAndNotList() throws IOException {
        try (ShmDirectory shm = ShmDirectory.make(shmDir, data)) {
            assertThat(shm.path().getParent()).isEqualTo(shmDir);
            assertThat(shm.path().getFileName().toString()).matches("sluice-[0-9a-f]{8}");
            assertThat(mode(shm.path())).isEqualTo("rwx--x--x");
        }
    }

    @Test
    void shouldNameItByTheRealPathOfTheData() throws IOException {
        final Path link = Files.createSymbolicLink(temp.resolve("link"), data);
        final Path other = Files.createDirectory(temp.resolve("other"));
        assertThat(ShmDirectory.of(shmDir, link)).isEqualTo(ShmDirectory.of(shmDir, data));
        assertThat(ShmDirectory.of(shmDir, other)).isNotEqualTo(ShmDirectory.of(shmDir, data));
    }

    @Test
    void shouldMakeFilesOfZerosForItsOwnerAlone() throws IOException {
        try (ShmDirectory shm = ShmDirectory.make(shmDir, data)) {
            final Path file = shm.create("ring", 100_001);
            assertThat(Files.readAllBytes(file)).hasSize(100_001).containsOnly(0);
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThatThrownBy(() -> shm.create("ring", 1)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(file).hasSize(100_001);
        }
    }

    @Test
    void shouldRemoveWhatAKilledEngineLeft() throws IOException {
        final ShmDirectory killed = ShmDirectory.make(shmDir, data);
        killed.create("counters", 10);
        try (ShmDirectory shm = ShmDirectory.make(shmDir, data)) {
            assertThat(shm.path()).isEqualTo(killed.path()).isEmptyDirectory();
        }
    }

    @Test
    void shouldLeaveNothingWhereItIsClosed() throws IOException {
        final ShmDirectory shm = ShmDirectory.make(shmDir, data);
        shm.create("counters", 10);
        shm.close();
        assertThat(shmDir).isEmptyDirectory();
    }

    @Test
    void shouldNeverFollowALinkUnderItsName() throws IOException {
        final Path victim = Files.createDirectory(temp.resolve("victim"));
        final Path kept = Files.createFile(victim.resolve("kept"));
        Files.createSymbolicLink(ShmDirectory.of(shmDir, data), victim);
        assertThatThrownBy(() -> ShmDirectory.make(shmDir, data)).isInstanceOf(FileSystemException.class);
        assertThat(kept).exists();
    }

    @Test
    void shouldRefuseADirectoryThatIsNotThere() {
        assertThatThrownBy(() -> ShmDirectory.make(temp.resolve("missing"), data))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static String mode(final Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
