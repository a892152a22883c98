package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.testing.SmallFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC J-7 on a file system that is really full. */
class JournalFullDiskTest {
    private SmallFileSystem disk;
    private Path directory;

    @BeforeEach
    void findASmallFileSystem() throws IOException {
        disk = SmallFileSystem.open(12);
        directory = disk.directory();
    }

    @AfterEach
    void cleanUp() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void shouldUseUpTheReservedSpaceThenRefuseAndGoOnOnceThereIsSpaceAgain() throws IOException {
        final TestRecords records = new TestRecords();
        final long last;
        try (Journal journal = TestRecords.open(directory)) {
            records.append(journal, 100);
            disk.fill();
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
        disk.free();
        TestRecords.write(directory, 10);
        assertThat(TestRecords.read(directory).result.damage()).isNull();
    }
}
