package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SPEC J-7 on a file system that is really full. Needs one of 5 to 50 MiB, named by the system property
 * {@code sluice.test.small-fs}; skipped without.
 */
class JournalFullDiskTest {
    private static final String PROPERTY = "sluice.test.small-fs";
    private static final int CHUNK = 4096;

    private Path directory;
    private Path filler;

    @BeforeEach
    void findTheSmallFileSystem() throws IOException {
        assumeTrue(System.getProperty(PROPERTY) != null, "no small file system named by -D" + PROPERTY);
        final Path root = Path.of(System.getProperty(PROPERTY));
        assumeTrue(Files.getFileStore(root).getTotalSpace() <= 50 << 20, root + " is not small");
        directory = Files.createTempDirectory(root, "journal");
        filler = directory.resolve("filler");
    }

    @AfterEach
    void cleanUp() {
        if (directory != null) {
            SegmentFiles.delete(directory);
        }
    }

    @Test
    void shouldUseUpTheReservedSpaceThenRefuseAndGoOnOnceThereIsSpaceAgain() throws IOException {
        final TestRecords records = new TestRecords();
        final long last;
        try (Journal journal = TestRecords.open(directory)) {
            records.append(journal, 100);
            fillTheDisk();
            final JournalException refusal =
                    catchThrowableOfType(JournalException.class, () -> records.append(journal, Integer.MAX_VALUE));
            assertThat(refusal.code()).isEqualTo(JournalException.Code.NO_SPACE);
            assertThat(journal.spaceAlarm()).isTrue();
            last = journal.lastSequence();
            assertThat(TestRecords.read(directory).sequences).isEqualTo(JournalTest.upTo(last));
        }
        final ScanResult closed = TestRecords.read(directory).result;
        assertThat(closed.lastSequence()).isEqualTo(last);
        assertThat(closed.tornTail()).isNull();
        final JournalException noStart =
                catchThrowableOfType(JournalException.class, () -> TestRecords.open(directory));
        assertThat(noStart == null ? JournalException.Code.NO_SPACE : noStart.code())
                .isEqualTo(JournalException.Code.NO_SPACE);
        Files.delete(filler);
        TestRecords.write(directory, 10);
        assertThat(TestRecords.read(directory).result.damage()).isNull();
    }

    private void fillTheDisk() throws IOException {
        while (true) {
            try {
                Files.write(filler, new byte[CHUNK], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (final IOException e) {
                assertThat(e).hasMessageContaining("No space left");
                return;
            }
        }
    }
}
