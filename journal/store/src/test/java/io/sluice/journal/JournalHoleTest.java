package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Role;
import io.sluice.codec.SyncMode;
import io.sluice.journal.JournalFault.Kind;
import io.sluice.journal.JournalFault.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC J-2: holes that a power cut leaves behind the last confirmed sync, and nowhere else. */
class JournalHoleTest {
    private static final int LAST = 60;
    private static final int SYNCED = 30;

    private final TestRecords records = new TestRecords();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = SyncMode.class,
            names = {"INTERVAL", "OPERATOR", "EACH"})
    void shouldDropFromTheFirstHoleOnBehindTheLastConfirmedSync(final SyncMode mode) throws IOException {
        write(mode, SYNCED);
        final long bytes = Files.size(file(1));
        zero(45, 47);
        final ScanResult found = TestRecords.read(directory).result;
        assertThat(found.damage()).isNull();
        assertThat(found.lastSequence()).isEqualTo(44);
        assertThat(found.tornTail().verdict()).isEqualTo(Verdict.UNSYNCED);
        assertThat(found.tornTail().sequence()).isEqualTo(45);
        assertThat(found.droppedRecords()).isEqualTo(LAST - 44);
        assertThat(found.tornTail().describe()).contains("record 45 did not reach the device (a hole); 16 record(s)");

        goOn(45);
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(JournalTest.upTo(50));
        assertThat(heard.faults).isEmpty();
        final Path copy = SegmentFiles.rollFile(SegmentFiles.directory(directory.resolve("dropped/45"), 1));
        assertThat(Files.size(copy)).as("the copy is whole").isEqualTo(bytes);
    }

    @Test
    void shouldTellTheListenerNothingOfWhatStandsBehindAHole() throws IOException {
        write(SyncMode.INTERVAL, SYNCED);
        zero(45, 47);
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(JournalTest.upTo(44));
        assertThat(heard.faults).extracting(JournalFault::verdict).containsExactly(Verdict.UNSYNCED);
    }

    @Test
    void shouldRefuseAHoleAtOrBeforeTheLastConfirmedSync() throws IOException {
        write(SyncMode.INTERVAL, SYNCED);
        zero(SYNCED, SYNCED + 1);
        assertDamaged(SYNCED);
    }

    @Test
    void shouldRefuseAHoleThatALaterSyncPointLeavesNoExcuseFor() throws IOException {
        write(SyncMode.INTERVAL, SYNCED);
        // The sync point itself stands at record 31.
        zero(SYNCED - 5, SYNCED - 4);
        assertDamaged(SYNCED - 5);
    }

    @Test
    void shouldRefuseAHoleInAJournalThatWasNotSynced() throws IOException {
        write(SyncMode.NONE, 0);
        zero(45, 47);
        assertDamaged(45);
    }

    @Test
    void shouldBelieveNobodyButTheEngineAboutASync() throws IOException {
        write(SyncMode.INTERVAL, SYNCED, Role.MONITOR);
        zero(20, 21);
        assertThat(TestRecords.read(directory).result.damage()).isNull();
    }

    @Test
    void shouldRefuseAHoleInAnEarlierRunEvenIfTheNextRunSyncs() throws IOException {
        write(SyncMode.INTERVAL, SYNCED);
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeStart(LAST + 1, SyncMode.EACH, LAST));
            records.append(journal, 10);
        }
        zero(45, 47);
        assertDamaged(45);
    }

    @Test
    void shouldPutLaterSegmentsAsideAndDeleteNothing() throws IOException {
        final List<Long> bytes = writeSegments();
        final long cutAt = TestRecords.read(directory).firstOf(2) + 5;
        zero(cutAt, cutAt + 1);
        TestRecords.open(directory).close();
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(JournalTest.upTo(cutAt - 1));
        assertThat(heard.result.droppedRecords())
                .as("said until it is on record")
                .isEqualTo(20_000 - cutAt + 1);
        final Path aside = directory.resolve("dropped").resolve(Long.toString(cutAt));
        assertThat(SegmentFiles.numbers(aside)).startsWith(2, 3);
        assertThat(Files.size(SegmentFiles.rollFile(SegmentFiles.directory(aside, 3))))
                .isEqualTo(bytes.get(2));
    }

    /** A snapshot is stored only of what the device has, so a hole that reaches before it is no power cut's. */
    @Test
    void shouldNotExcuseAHoleThatReachesBeforeASnapshot() throws IOException {
        write(SyncMode.INTERVAL, SYNCED);
        zero(40, 47);
        assertThat(JournalScan.runAhead(directory, 38, 1, (record, position) -> {})
                        .damage())
                .isNull();
        final ScanResult found = JournalScan.runAhead(directory, 44, 1, (record, position) -> {});
        assertThat(found.damage().sequence()).isEqualTo(40);
    }

    /** J-11: an engine that runs for longer than its journal is kept. The scan begins behind a snapshot. */
    @ParameterizedTest
    @EnumSource(
            value = SyncMode.class,
            names = {"NONE", "INTERVAL"})
    void shouldKnowTheModeFromSyncPointsWhereTheSegmentOfTheStartIsGone(final SyncMode mode) throws IOException {
        final long pointAt = 9_000;
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeStart(1, mode, 0));
            records.append(journal, (int) pointAt - 2);
            if (mode != SyncMode.NONE) {
                journal.append(records.record, records.makeSyncPoint(pointAt, Role.ENGINE, pointAt - 1, mode));
            }
            records.append(journal, 11_000);
        }
        assertThat(TestRecords.read(directory).firstOf(2)).isLessThan(pointAt);
        final long hole = 15_000;
        zero(hole, hole + 1);
        SegmentFiles.delete(SegmentFiles.directory(directory, 1));
        final ScanResult found = JournalScan.runAhead(directory, 10_000, 1, (record, position) -> {});
        assertThat(found.lastSequence()).isEqualTo(hole - 1);
        if (mode == SyncMode.NONE) {
            assertThat(found.damage().sequence()).isEqualTo(hole);
        } else {
            assertThat(found.damage()).isNull();
            assertThat(found.tornTail().verdict()).isEqualTo(Verdict.UNSYNCED);
        }
    }

    @Test
    void shouldFindAMissingSegmentAndCutThere() throws IOException {
        writeSegments();
        final long first = TestRecords.read(directory).firstOf(2);
        SegmentFiles.delete(SegmentFiles.directory(directory, 2));
        final ScanResult found = TestRecords.read(directory).result;
        assertThat(found.tornTail().kind()).isEqualTo(Kind.GAP);
        assertThat(found.lastSequence()).isEqualTo(first - 1);
        goOn(first);
        assertThat(TestRecords.read(directory).sequences).isEqualTo(JournalTest.upTo(first + 5));
    }

    /** Whatever of the cut was done when the process died, the next start does the rest and says the same. */
    @Test
    void shouldFinishACutThatDiedHalfWay() throws IOException {
        writeSegments();
        final long cutAt = TestRecords.read(directory).firstOf(2) + 5;
        zero(cutAt, cutAt + 1);
        final long dropped = TestRecords.read(directory).result.droppedRecords();
        for (int failAt = 1; ; failAt++) {
            final int[] left = {failAt};
            final Device dying = (file, withLength) -> {
                if (--left[0] == 0) {
                    throw new IOException("died here");
                }
                file.force(withLength);
            };
            try {
                TestRecords.open(directory, dying).close();
                assertThat(failAt).as("steps that were tried").isGreaterThan(5);
                break;
            } catch (final JournalException e) {
                assertThat(e).hasMessageContaining("died here");
            }
            final ScanResult again = TestRecords.read(directory).result;
            assertThat(again.lastSequence()).isEqualTo(cutAt - 1);
            assertThat(again.damage()).isNull();
            assertThat(again.droppedRecords()).isEqualTo(dropped);
        }
        assertThat(TestRecords.read(directory).result.droppedRecords()).isEqualTo(dropped);
        goOn(cutAt);
        assertThat(TestRecords.read(directory).result.tornTail()).isNull();
    }

    private void assertDamaged(final long sequence) {
        assertThat(TestRecords.read(directory).result.damage().sequence()).isEqualTo(sequence);
        assertThatThrownBy(() -> TestRecords.open(directory)).hasMessageContaining("record " + sequence);
        assertThat(Files.exists(directory.resolve("dropped"))).isFalse();
    }

    /** Six records behind what is left, the first of which takes the place of the first one dropped. */
    private void goOn(final long from) {
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeStart(from, SyncMode.INTERVAL, from - 1));
            journal.force();
            journal.saidWhatWasDropped();
            records.append(journal, 5);
        }
    }

    private void write(final SyncMode mode, final long synced) {
        write(mode, synced, Role.ENGINE);
    }

    private void write(final SyncMode mode, final long synced, final Role who) {
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeStart(1, mode, 0));
            while (journal.lastSequence() < LAST) {
                if (synced > 0 && journal.lastSequence() == synced) {
                    journal.append(records.record, records.makeSyncPoint(synced + 1, who, synced, mode));
                } else {
                    records.append(journal, 1);
                }
            }
        }
    }

    /** Three segments and more; gives their sizes. */
    private List<Long> writeSegments() throws IOException {
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(records.record, records.makeStart(1, SyncMode.EACH, 0));
            records.append(journal, 19_999);
        }
        assertThat(SegmentFiles.numbers(directory)).startsWith(1, 2, 3);
        try (Stream<Integer> numbers = SegmentFiles.numbers(directory).stream()) {
            return numbers.map(number -> file(number).toFile().length()).toList();
        }
    }

    private Path file(final int number) {
        try {
            return SegmentFiles.rollFile(SegmentFiles.directory(directory, number));
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As if the pages of some records had never reached the device. */
    private void zero(final long from, final long to) throws IOException {
        final TestRecords.Heard heard = TestRecords.read(directory);
        final List<Long> positions = LongStream.range(from, to + 1)
                .map(sequence -> heard.positions.get((int) sequence - 1))
                .boxed()
                .toList();
        final long start = positions.get(0);
        final long end = positions.get(positions.size() - 1);
        try (FileChannel channel = FileChannel.open(file(JournalPosition.segment(start)), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) (end - start)), JournalPosition.offset(start));
        }
    }
}
