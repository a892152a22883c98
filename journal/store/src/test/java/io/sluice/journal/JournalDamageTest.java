package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.journal.JournalFault.Kind;
import io.sluice.journal.JournalFault.Verdict;
import io.sluice.record.RecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-2: what becomes of bytes that are not what was written. */
class JournalDamageTest {
    private static final int RECORDS = 50;
    private static final int ALIGNMENT = 4;
    private static final int HEADER = 4;

    @TempDir
    private Path directory;

    private Path file;
    private List<Long> offsets;
    private byte[] original;

    @BeforeEach
    void writeAJournal() throws IOException {
        TestRecords.write(directory, RECORDS);
        file = SegmentFiles.rollFile(SegmentFiles.directory(directory, 1));
        offsets = TestRecords.read(directory).positions.stream()
                .map(JournalPosition::offset)
                .toList();
        original = Files.readAllBytes(file);
    }

    /** Whoever goes on behind its own cursor must hear that what it wants is gone, even if more is gone before. */
    @Test
    void shouldTellOfDamageThatBeginsBeforeTheRecordThatIsSought() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            final long from = offsets.get(19);
            channel.write(ByteBuffer.allocate((int) (offsets.get(29) - from)), from);
        }
        for (final long sought : new long[] {20, 25, 30, 31}) {
            final List<JournalFault> faults = new ArrayList<>();
            final List<Long> heard = new ArrayList<>();
            try (JournalReader reader = new JournalReader(directory).seek(sought)) {
                reader.readToEnd(new RecordListener() {
                    @Override
                    public void onRecord(final RecordDecoder record, final long position) {
                        heard.add(record.header().sequence());
                    }

                    @Override
                    public boolean onFault(final JournalFault fault) {
                        faults.add(fault);
                        return true;
                    }
                });
            }
            assertThat(heard).startsWith(Math.max(30, sought)).endsWith((long) RECORDS);
            assertThat(faults).as("sought " + sought).hasSize(sought < 30 ? 1 : 0);
        }
    }

    @Test
    void shouldNameTheRecordThatWasChanged() throws IOException {
        flip(offsets.get(16) + HEADER + 60, 0x10);
        final JournalFault damage = TestRecords.read(directory).result.damage();
        assertThat(damage.verdict()).isEqualTo(Verdict.DAMAGE);
        assertThat(damage.kind()).isEqualTo(Kind.CHECKSUM);
        assertThat(damage.sequence()).isEqualTo(17);
        assertThat(damage.describe())
                .isEqualTo(
                        "segment 1, byte " + offsets.get(16) + ": record 17 is damaged or missing (a wrong checksum)");
        assertThatThrownBy(() -> TestRecords.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("record 17 is damaged");
        assertThat(DirectoryLock.holder(directory)).isNull();
    }

    @Test
    void shouldNameTheRecordWhoseExcerptHeaderWasChanged() throws IOException {
        for (int bit = 0; bit < 32; bit++) {
            Files.write(file, original);
            flip(offsets.get(16) + bit / 8, 1 << bit % 8);
            final TestRecords.Heard heard = TestRecords.read(directory);
            assertThat(heard.result.damage().sequence()).as("bit %d", bit).isEqualTo(17);
            assertThat(heard.sequences).isEqualTo(JournalTest.upTo(16));
        }
    }

    @Test
    void shouldDropTheLastRecordIfItIsDamagedAndGoOnBehindIt() throws IOException {
        flip(offsets.get(RECORDS - 1) + 40, 1);
        final ScanResult torn = TestRecords.read(directory).result;
        assertThat(torn.damage()).isNull();
        assertThat(torn.droppedRecords()).isEqualTo(1);
        assertThat(torn.droppedBytes()).isBetween(100L, 300L);
        assertThat(torn.lastSequence()).isEqualTo(RECORDS - 1);
        assertThat(torn.tornTail().sequence()).isEqualTo(RECORDS);

        TestRecords.write(directory, 10);
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(JournalTest.upTo(RECORDS + 9));
        assertThat(heard.result.skipped()).isEqualTo(1);
        assertThat(heard.faults.get(0).verdict()).isEqualTo(Verdict.SKIPPED);
        TestRecords.write(directory, 1);
        assertThat(TestRecords.read(directory).result.damage()).isNull();
    }

    @Test
    void shouldCountTheRecordsOfALongerTornTail() throws IOException {
        for (int i = RECORDS - 3; i < RECORDS; i++) {
            flip(offsets.get(i) + 40, 1);
        }
        assertThat(TestRecords.read(directory).result.droppedRecords()).isEqualTo(3);
    }

    @Test
    void shouldTakeACutForATornTail() throws IOException {
        final long last = offsets.get(RECORDS - 1);
        for (long cut = offsets.get(RECORDS - 2); cut < last + 100; cut += 3) {
            Files.write(file, original);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            final ScanResult end = TestRecords.read(directory).result;
            assertThat(end.damage()).isNull();
            if (cut <= last - ALIGNMENT || cut >= last) {
                assertThat(end.lastSequence()).isEqualTo(cut < last ? RECORDS - 2 : RECORDS - 1);
            } else {
                // perhaps only the bytes that align the next record are gone
                assertThat(end.lastSequence()).isBetween(RECORDS - 2L, RECORDS - 1L);
            }
            assertThat(end.droppedRecords()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldFindAHoleWithGoodRecordsBehindIt() throws IOException {
        zero(offsets.get(9), offsets.get(12));
        final JournalFault damage = TestRecords.read(directory).result.damage();
        assertThat(damage.kind()).isEqualTo(Kind.HOLE);
        assertThat(damage.sequence()).isEqualTo(10);
        assertThat(damage.records()).isEqualTo(3);
    }

    @Test
    void shouldTakeAHoleAtTheEndForATornTail() throws IOException {
        zero(offsets.get(RECORDS - 1), offsets.get(RECORDS - 1) + 20);
        final ScanResult end = TestRecords.read(directory).result;
        assertThat(end.tornTail().kind()).isEqualTo(Kind.HOLE);
        assertThat(end.droppedRecords()).isEqualTo(1);
    }

    @Test
    void shouldFindARecordThatComesAgain() throws IOException {
        copyToTheEnd(RECORDS);
        final TestRecords.Heard heard = TestRecords.read(directory);
        assertThat(heard.sequences).isEqualTo(JournalTest.upTo(RECORDS));
        assertThat(heard.result.damage().kind()).isEqualTo(Kind.DUPLICATE);
    }

    @Test
    void shouldFindAMissingSegment() throws IOException {
        TestRecords.write(directory, 10);
        TestRecords.write(directory, 10);
        SegmentFiles.delete(SegmentFiles.directory(directory, 2));
        final JournalFault damage = TestRecords.read(directory).result.damage();
        assertThat(damage.kind()).isEqualTo(Kind.GAP);
        assertThat(damage.sequence()).isEqualTo(RECORDS + 1);
        assertThat(damage.records()).isEqualTo(10);
    }

    @Test
    void shouldSkipDamageToWhatIsTheQueuesOwn() throws IOException {
        for (final int offset : new int[] {0, 1, 3, 4, 6, 0xc8, 0xca, 0xcf, 0xe1, 0x80f0, 0x80f3, 0x80f6, 0x8101}) {
            Files.write(file, original);
            flip(offset, 0x40);
            final TestRecords.Heard heard = TestRecords.read(directory);
            assertThat(heard.sequences).as("byte %d", offset).isEqualTo(JournalTest.upTo(RECORDS));
            assertThat(heard.faults).extracting(JournalFault::verdict).containsOnly(Verdict.SKIPPED);
            TestRecords.open(directory).close();
        }
    }

    /** A flipped bit may not go by in silence, nor may the reader throw. */
    @Test
    void shouldTellOfEveryFlippedBitThatTouchesARecord() throws IOException {
        final Random random = new Random(7);
        final long first = offsets.get(0);
        final long last = offsets.get(RECORDS - 1);
        int harmless = 0;
        for (int i = 0; i < 600; i++) {
            Files.write(file, original);
            final int offset = random.nextInt(i % 3 == 0 ? 0 : (int) first, original.length);
            flip(offset, 1 << random.nextInt(8));
            final TestRecords.Heard heard = TestRecords.read(directory);
            final ScanResult result = heard.result;
            if (result.damage() != null) {
                assertThat(heard.sequences)
                        .isEqualTo(JournalTest.upTo(result.damage().sequence() - 1));
                assertThat((long) offset).isBetween(position(result.damage()), position(result.damage()) + 300);
            } else if (result.tornTail() != null) {
                assertThat(offset).isGreaterThanOrEqualTo((int) last);
            } else {
                harmless++;
                assertThat(heard.sequences).isEqualTo(JournalTest.upTo(RECORDS));
                assertThat(offset < first || isPadding(offset))
                        .as("byte %d", offset)
                        .isTrue();
            }
        }
        assertThat(harmless).isPositive();
    }

    @Test
    void shouldLetFollowersPassByDamageAndSayWhatIsMissing() throws IOException {
        flip(offsets.get(16) + 40, 1);
        flip(3, 0x40);
        final TestRecords.Heard heard = new TestRecords.Heard();
        try (JournalReader reader = new JournalReader(directory)) {
            reader.follow(heard, () -> false);
        }
        assertThat(heard.sequences).hasSize(RECORDS - 1).doesNotContain(17L);
        assertThat(heard.faults).extracting(JournalFault::verdict).containsExactly(Verdict.SKIPPED, Verdict.DAMAGE);
    }

    private static long position(final JournalFault fault) {
        return JournalPosition.offset(fault.position());
    }

    private boolean isPadding(final int offset) {
        final List<Long> ends = new ArrayList<>();
        for (final long start : offsets) {
            ends.add(start
                    + HEADER
                    + ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getInt((int) start));
        }
        return ends.stream().anyMatch(end -> offset >= end && offset < (end + 3) / 4 * 4);
    }

    private void copyToTheEnd(final int sequence) throws IOException {
        final long start = offsets.get(sequence - 1);
        final int length =
                ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getInt((int) start) + HEADER;
        write((start + length + 3) / 4 * 4, ByteBuffer.wrap(original, (int) start, length));
    }

    private void flip(final long offset, final int mask) throws IOException {
        final byte old = original[(int) offset];
        write(offset, ByteBuffer.wrap(new byte[] {(byte) (old ^ mask)}));
    }

    private void zero(final long from, final long to) throws IOException {
        write(from, ByteBuffer.allocate((int) (to - from)));
    }

    private void write(final long offset, final ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, offset);
        }
    }
}
