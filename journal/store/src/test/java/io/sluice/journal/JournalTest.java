package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.JournalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Fallocate SYSTEM = new Fallocate();

    private final TestRecords records = new TestRecords();

    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatWasAppended() {
        TestRecords.write(directory, 1000);
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(upTo(1000));
        assertThat(heard.faults).isEmpty();
        assertThat(heard.positions).isSorted();
        assertThat(heard.result).isEqualTo(new ScanResult(1000, 1000, 1_000_000, 0, null, null));
    }

    @Test
    void shouldFindAnEmptyJournalWhereThereIsNone() {
        assertThat(TestRecords.read(directory.resolve("none")).result)
                .isEqualTo(new ScanResult(0, 0, 0, 0, null, null));
        TestRecords.write(directory, 0);
        assertThat(TestRecords.read(directory).result.records()).isZero();
    }

    @Test
    void shouldGoOnBehindTheLastRecordWhenReopened() {
        for (int i = 1; i <= 5; i++) {
            try (Journal journal = TestRecords.open(directory)) {
                assertThat(journal.lastSequence()).isEqualTo((i - 1) * 10L);
                records.append(journal, 10);
            }
        }
        assertThat(TestRecords.read(directory).sequences).isEqualTo(upTo(50));
    }

    @Test
    void shouldGoFromOneSegmentToTheNextWithoutAGap() {
        TestRecords.write(directory, 20_000);
        assertThat(SegmentFiles.numbers(directory)).hasSizeGreaterThan(2);
        assertThat(TestRecords.read(directory).sequences).isEqualTo(upTo(20_000));
    }

    @Test
    void shouldNameItsFilesAlikeInEveryLocale() {
        final Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(String.format("%d", 1)).isNotEqualTo("1");
            assertThat(SegmentFiles.directory(directory, 1)).isEqualTo(directory.resolve("journal/00000001"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldGiveBackWhatItDidNotUse() throws IOException {
        TestRecords.write(directory, 10);
        assertThat(SegmentFiles.numbers(directory)).containsExactly(1);
        assertThat(Files.size(SegmentFiles.rollFile(SegmentFiles.directory(directory, 1))))
                .isLessThan(100_000);
    }

    @Test
    void shouldBeginANewSegmentWhenTheDayIsOver() {
        final AtomicLong wallClockMs = new AtomicLong(1_000_000_000_000L);
        try (Journal journal = open(SYSTEM, wallClockMs)) {
            records.append(journal, 10);
            wallClockMs.addAndGet(86_400_000);
            for (int i = 0; i < 4_000 && SegmentFiles.numbers(directory).size() < 3; i++) {
                records.append(journal, 1);
                // The day is watched ten times a second; on no host may the segment be full before.
                LockSupport.parkNanos(5_000_000);
            }
        }
        assertThat(SegmentFiles.numbers(directory)).containsExactly(1, 2);
        assertThat(TestRecords.read(directory).faults).isEmpty();
    }

    @Test
    void shouldRefuseASecondEngineWithThePidOfTheFirst() { // J-4
        try (Journal journal = TestRecords.open(directory)) {
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.LOCKED))
                    .hasMessageContaining("pid " + ProcessHandle.current().pid() + ", started ");
            assertThat(DirectoryLock.holder(directory)).contains("pid ");
            records.append(journal, 1);
        }
        assertThat(DirectoryLock.holder(directory)).isNull();
        TestRecords.write(directory, 1);
    }

    @Test
    void shouldRefuseARecordThatDoesNotFollowTheLastOne() {
        try (Journal journal = TestRecords.open(directory)) {
            records.append(journal, 3);
            assertThatThrownBy(() -> journal.append(records.record, records.make(5)))
                    .hasMessage("record 5 does not follow record 3");
            assertThatThrownBy(() -> journal.append(records.record, records.make(4)))
                    .hasMessageContaining("takes no more records");
        }
        assertThat(TestRecords.read(directory).sequences).isEqualTo(upTo(3));
    }

    @Test
    void shouldRaiseTheAlarmWhileThereIsRoomAndRefuseTheRecordThatHasNone() { // J-7
        final Path first = SegmentFiles.unfinished(directory, 1).getFileName();
        final SpaceReservation reservation = (file, bytes) -> {
            if (!file.getParent().getFileName().equals(first)) {
                throw new IOException("No space left on device");
            }
            SYSTEM.reserve(file, bytes);
        };
        try (Journal journal = open(reservation, new AtomicLong(1_000_000_000_000L))) {
            records.append(journal, 100);
            // Not one record more meanwhile: so small a segment is full before a busy host runs the other thread.
            while (!journal.spaceAlarm()) {
                LockSupport.parkNanos(10_000);
            }
            records.append(journal, 100);
            assertThat(journal.spaceAlarmReason()).contains("No space left");
            assertThatThrownBy(() -> records.append(journal, Integer.MAX_VALUE))
                    .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.code())
                            .isEqualTo(JournalException.Code.NO_SPACE));
            final long last = journal.lastSequence();
            assertThat(TestRecords.read(directory).sequences).isEqualTo(upTo(last));
            assertThat(journal.failure()).isNotNull();
        }
        TestRecords.write(directory, 1);
        assertThat(TestRecords.read(directory).faults).isEmpty();
    }

    @Test
    void shouldRefuseToOpenWhereThereIsNoSpaceAtAll() { // J-7
        assertThatThrownBy(() -> open(
                        (file, bytes) -> {
                            throw new IOException("No space left on device");
                        },
                        new AtomicLong()))
                .hasMessage("the journal cannot be opened: No space left on device");
        assertThat(SegmentFiles.numbers(directory)).isEmpty();
        TestRecords.write(directory, 1);
    }

    @Test
    void shouldRefuseTheFirstRecordBehindAFailure() {
        final Journal journal = TestRecords.open(directory);
        records.append(journal, 1);
        journal.close();
        assertThatThrownBy(() -> records.append(journal, 1)).hasMessage("the journal is closed");
    }

    @Test
    void shouldFollowAnEngineAndSeekAndGoBack() {
        final TestRecords.Heard live = new TestRecords.Heard();
        try (Journal journal = TestRecords.open(directory);
                JournalReader reader = new JournalReader(directory)) {
            assertThat(reader.poll(live, 10)).isZero();
            for (int i = 0; i < 200; i++) {
                records.append(journal, 100);
                final long patienceNs = System.nanoTime() + 60_000_000_000L;
                while (live.sequences.size() < journal.lastSequence() && System.nanoTime() < patienceNs) {
                    reader.poll(live, 64);
                }
                assertThat(live.sequences).hasSize((int) journal.lastSequence());
            }
            assertThat(reader.lastSequence()).isEqualTo(20_000);
            assertThat(heard(reader.seekLast(3))).containsExactly(19_998L, 19_999L, 20_000L);
            assertThat(heard(reader.seek(9_999))).startsWith(9_999L, 10_000L).hasSize(10_002);
            assertThat(heard(reader.seek(1))).hasSize(20_000);
            assertThat(heard(reader.seek(20_001))).isEmpty();
        }
        assertThat(live.sequences).isEqualTo(upTo(20_000));
        assertThat(live.faults).isEmpty();
    }

    @Test
    void shouldNameTheMissingJvmFlagsInOneSentence() throws IOException {
        final Process child = JournalChild.start(directory, List.of());
        assertThat(new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("the journal needs these flags on the java command line: --add-opens java.base/")
                .doesNotContain("NoClassDefFoundError", "InaccessibleObjectException");
        assertThat(JvmFlags.missing()).isEmpty();
    }

    @Test
    void shouldRefuseNumbersThatNoSegmentCanFollow() throws IOException { // J-1
        TestRecords.write(directory, 10);
        for (final String name : new String[] {"99999999", "90000001", "01000002", "100000000"}) {
            final Path stray =
                    Files.createDirectory(directory.resolve("journal").resolve(name));
            assertThatThrownBy(() -> Journal.open(directory, TestRecords.SMALL))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(stray.toString())
                    .hasMessageContaining("move it away");
            assertThat(Journal.objection(directory)).contains(name);
            Files.delete(stray);
        }
        Files.createDirectory(directory.resolve("journal/00001000"));
        TestRecords.write(directory, 10);
        TestRecords.write(directory, 10);
        assertThat(TestRecords.read(directory).result.lastSequence()).isEqualTo(30);
        final Path empty = directory.resolve("empty");
        Files.createDirectories(empty.resolve("journal/89999999"));
        assertThat(Journal.objection(empty)).contains("does not follow segment 0");
    }

    @Test
    void shouldTellWhatAJournalIsFor() { // J-4, W-5
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeEngineStarted(7, 8, JournalKind.DEMO));
            records.append(journal, 1);
        }
        assertThat(JournalInfo.read(directory)).isEqualTo(new JournalInfo(new UUID(7, 8), JournalKind.DEMO));
        assertThat(JournalInfo.read(directory.resolve("none"))).isNull();
    }

    @Test
    void shouldTakeNobodyElsesWordForWhatAJournalIs() { // W-8
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeForeignStart(1, 1, 2, JournalKind.LIVE));
            journal.append(records.record, records.makeForeignStart(2, 1, 2, JournalKind.LIVE));
        }
        assertThat(JournalInfo.read(directory)).isNull();
        assertThat(JournalInfo.find(directory)).isNull();
    }

    private List<Long> heard(final JournalReader reader) {
        final TestRecords.Heard heard = new TestRecords.Heard();
        reader.readToEnd(heard);
        assertThat(heard.faults).isEmpty();
        return heard.sequences;
    }

    private Journal open(final SpaceReservation reservation, final AtomicLong wallClockMs) {
        final DirectoryLock lock = DirectoryLock.acquire(directory);
        final ScanResult end = JournalScan.run(directory, (record, position) -> {});
        return Journal.open(lock, end, TestRecords.SMALL, new Platform(reservation, Device.SYSTEM, wallClockMs::get));
    }

    static List<Long> upTo(final long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
