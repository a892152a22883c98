package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-5, J-7: what is forced, and what becomes of a force that fails. */
class JournalSyncTest {
    private final TestRecords records = new TestRecords();
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Device device = this::force;

    @TempDir
    private Path directory;

    @Test
    void shouldSayHowFarTheDeviceHasIt() {
        try (Journal journal = TestRecords.open(directory, device)) {
            assertThat(journal.syncedSequence()).isZero();
            records.append(journal, 10);
            assertThat(journal.syncedSequence()).isZero();
            assertThat(journal.force()).isEqualTo(10);
            records.append(journal, 1);
            assertThat(journal.syncedSequence()).isEqualTo(10);
        }
        try (Journal journal = TestRecords.open(directory, device)) {
            assertThat(journal.syncedSequence())
                    .as("an opened journal was forced whole")
                    .isEqualTo(11);
        }
    }

    @Test
    void shouldForceEverySegmentThatIsThereWhenItIsOpened() {
        TestRecords.write(directory, 20_000);
        final int segments = SegmentFiles.numbers(directory).size();
        forces.set(0);
        TestRecords.open(directory, device).close();
        assertThat(forces.get()).as("a force for each older file").isGreaterThanOrEqualTo(segments);
    }

    @Test
    void shouldForceWhatWasTurnedOverBeforeTheSegmentInUse() { // J-5
        final AtomicReference<FileChannel> last = new AtomicReference<>();
        final Device remembering = (file, withLength) -> {
            file.force(withLength);
            if (!withLength) {
                last.set(file);
                forces.incrementAndGet();
            }
        };
        try (Journal journal = TestRecords.open(directory, remembering)) {
            final int before = SegmentFiles.numbers(directory).size();
            while (SegmentFiles.numbers(directory).size() < before + 4) {
                records.append(journal, 500);
            }
            journal.force();
            assertThat(forces.get()).as("three were turned over, one is in use").isGreaterThanOrEqualTo(4);
            assertThat(last.get().isOpen()).as("the segment in use is the last").isTrue();
            assertThat(journal.syncedSequence()).isEqualTo(journal.lastSequence());
        }
    }

    @Test
    void shouldNeverCallASyncGoodAfterOneThatFailed() { // J-7
        try (Journal journal = TestRecords.open(directory, device)) {
            records.append(journal, 10);
            journal.force();
            records.append(journal, 5);
            broken.set(true);
            assertSyncFails(journal);
            broken.set(false);
            assertSyncFails(journal);
            assertThat(journal.syncedSequence()).isEqualTo(10);
            records.append(journal, 1);
        }
        assertThat(TestRecords.read(directory).sequences).isEqualTo(JournalTest.upTo(16));
    }

    @Test
    void shouldRaiseTheAlarmWhenASegmentThatWasTurnedOverCannotBeForced() { // J-7
        // Not what is forced as a segment is made: the alarm of that would come first, and pass.
        final Device forgetting = (file, withLength) -> {
            if (!withLength) {
                force(file, false);
            }
        };
        try (Journal journal = TestRecords.open(directory, forgetting)) {
            records.append(journal, 10);
            while (SegmentFiles.numbers(directory).size() < 2) {
                Thread.onSpinWait();
            }
            while (SegmentFiles.numbers(directory).size() == 2) {
                records.append(journal, 100);
            }
            broken.set(true);
            assertThatThrownBy(() -> records.append(journal, Integer.MAX_VALUE))
                    .hasMessageContaining("Input/output error");
            while (!journal.spaceAlarm()) {
                Thread.onSpinWait();
            }
            broken.set(false);
            assertSyncFails(journal);
        }
    }

    @Test
    void shouldRefuseToOpenOnADeviceThatDoesNotTakeWhatIsThere() {
        TestRecords.write(directory, 10);
        broken.set(true);
        assertThatThrownBy(() -> TestRecords.open(directory, device))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.SYNC_FAILED))
                .hasMessage("the journal could not be synced: Input/output error");
        assertThat(DirectoryLock.holder(directory)).isNull();
    }

    private static void assertSyncFails(final Journal journal) {
        assertThatThrownBy(journal::force).isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.code())
                .isEqualTo(JournalException.Code.SYNC_FAILED));
    }

    private void force(final FileChannel file, final boolean withLength) throws IOException {
        if (broken.get()) {
            throw new IOException("Input/output error");
        }
        forces.incrementAndGet();
        file.force(withLength);
    }
}
