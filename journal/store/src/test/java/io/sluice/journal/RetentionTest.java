package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Retention.run(directory, 1, Long.MAX_VALUE)).isZero();
        assertThat(Retention.run(directory, 20_000, 1)).isZero();
        final long second = first(before.get(1));
        assertThat(Retention.run(directory, second - 1, Long.MAX_VALUE)).isZero();
        assertThat(Retention.run(directory, second, TestRecords.timeNs(second))).isZero();
        assertThat(Retention.run(directory, second, TestRecords.timeNs(second) + 1))
                .isEqualTo(1);
        assertThat(SegmentFiles.numbers(directory)).isEqualTo(before.subList(1, before.size()));
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.faults).isEmpty();
        assertThat(heard.sequences.get(0)).isEqualTo(second);
        assertThat(Retention.run(directory, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(before.size() - 2);
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
            Retention.run(directory, first(numbers.get(1)), Long.MAX_VALUE);
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
            Retention.run(directory, third, Long.MAX_VALUE);
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
