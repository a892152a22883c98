package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRemoveOnlyOldSegmentsThatNobodyNeeds() { // J-11
        TestRecords.write(directory, 20_000);
        final List<Integer> before = SegmentFiles.numbers(directory);
        assertThat(before).hasSizeGreaterThan(2);
        assertThat(run(1, Long.MAX_VALUE)).isZero();
        assertThat(run(20_000, 1)).isZero();
        final long second = first(before.get(1));
        assertThat(run(second - 1, Long.MAX_VALUE)).isZero();
        assertThat(run(second, TestRecords.timeNs(second))).isZero();
        assertThat(run(second, TestRecords.timeNs(second) + 1)).isEqualTo(1);
        assertThat(SegmentFiles.numbers(directory)).isEqualTo(before.subList(1, before.size()));
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.faults).isEmpty();
        assertThat(heard.sequences.get(0)).isEqualTo(second);
        assertThat(run(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(before.size() - 2);
        TestRecords.write(directory, 10);
        assertThat(TestRecords.read(directory).result.lastSequence()).isEqualTo(20_010);
        assertThat(Files.exists(SegmentFiles.unfinished(directory, before.get(0))))
                .isFalse();
    }

    @Test
    void shouldLetAReaderFinishTheSegmentThatIsTakenFromUnderIt() { // J-11
        TestRecords.write(directory, 20_000);
        final List<Integer> numbers = SegmentFiles.numbers(directory);
        final TestRecords.Heard heard = new TestRecords.Heard();
        try (JournalReader reader = new JournalReader(directory)) {
            reader.poll(heard, 10);
            run(first(numbers.get(1)), Long.MAX_VALUE);
            readOn(reader, heard);
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.sequences)
                .isEqualTo(LongStream.rangeClosed(1, 20_000).boxed().toList());
    }

    @Test
    void shouldTellASlowReaderWhatRetentionTookBeforeItCame() { // J-11
        TestRecords.write(directory, 20_000);
        final List<Integer> numbers = SegmentFiles.numbers(directory);
        final long second = first(numbers.get(1));
        final long third = first(numbers.get(2));
        final TestRecords.Heard heard = new TestRecords.Heard();
        try (JournalReader reader = new JournalReader(directory)) {
            reader.poll(heard, 10);
            run(third, Long.MAX_VALUE);
            readOn(reader, heard);
        }
        assertThat(heard.faults).singleElement().satisfies(fault -> {
            assertThat(fault.verdict()).isEqualTo(JournalFault.Verdict.DAMAGE);
            assertThat(fault.kind()).isEqualTo(JournalFault.Kind.RETIRED);
            assertThat(fault.sequence()).isEqualTo(second);
            assertThat(fault.records()).isEqualTo(third - second);
            assertThat(fault.describe()).contains("removed by retention before it was read");
        });
        assertThat(heard.sequences).contains(second - 1, third).doesNotContain(second, third - 1);
    }

    @Test
    void shouldTakeTheSmallerOfBothAges() { // J-11
        TestRecords.write(directory, 20_000);
        final long second = first(SegmentFiles.numbers(directory).get(1));
        final long at = TestRecords.timeNs(second);
        assertThat(Retention.find(directory, second, at + 9, at + 40, 10)).isNull();
        assertThat(Retention.find(directory, second, at + 40, at + 9, 10)).isNull();
        assertThat(Retention.find(directory, second, at + 10, at + 40, 10))
                .isEqualTo(new Retention.Oldest(SegmentFiles.numbers(directory).get(0), 1, second - 1));
    }

    @Test
    void shouldKeepASegmentOfWhichNothingCanBeRead() throws IOException {
        TestRecords.write(directory, 20_000);
        final Path oldest = SegmentFiles.rollFile(SegmentFiles.directory(
                directory, SegmentFiles.numbers(directory).get(0)));
        final byte[] rubbish = new byte[(int) Files.size(oldest)];
        Arrays.fill(rubbish, (byte) 0x55);
        Files.write(oldest, rubbish);
        assertThatThrownBy(() -> run(20_000, Long.MAX_VALUE))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("holds no record that can be read");
    }

    /** Removes what may go; returns how many segments that were. */
    private int run(final long neededFrom, final long writtenBeforeNs) {
        int removed = 0;
        Retention.Oldest oldest = Retention.find(directory, neededFrom, writtenBeforeNs, writtenBeforeNs, 1);
        while (oldest != null) {
            Retention.remove(directory, oldest);
            removed++;
            oldest = Retention.find(directory, neededFrom, writtenBeforeNs, writtenBeforeNs, 1);
        }
        return removed;
    }

    private static void readOn(final JournalReader reader, final TestRecords.Heard heard) {
        final long giveUpAtNs = System.nanoTime() + 20_000_000_000L;
        while (!heard.sequences.contains(20_000L)) {
            reader.poll(heard, 100_000);
            assertThat(System.nanoTime() - giveUpAtNs).isNegative();
        }
    }

    private long first(final int number) {
        return TestRecords.read(directory).firstOf(number);
    }
}
