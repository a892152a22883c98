package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FORMAT.md is enough to read a journal, and its example is true. */
class FormatTest {
    private static final Path FORMAT = Path.of("../FORMAT.md");
    private static final Pattern EXAMPLE = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL);
    private static final List<Integer> SHOWN = List.of(0x0, 0xC0, 0xD0, 0x80F0, 0x8100);

    @TempDir
    private Path directory;

    @Test
    void shouldBeEnoughToReadAJournalOfManySegments() throws IOException {
        TestRecords.write(directory, 9_000);
        TestRecords.write(directory, 10);
        try (Journal journal = TestRecords.open(directory)) {
            new TestRecords().append(journal, 100);
            assertThat(new PlainReader(directory).records).hasSize(9_110);
            assertSame();
        }
        assertThat(SegmentFiles.numbers(directory)).hasSizeGreaterThan(3);
        assertSame();
    }

    @Test
    void shouldBeEnoughToJudgeDamage() throws IOException {
        TestRecords.write(directory, 40);
        TestRecords.write(directory, 40);
        final Path file = SegmentFiles.rollFile(SegmentFiles.directory(directory, 1));
        final byte[] original = Files.readAllBytes(file);
        final Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            final byte[] damaged = original.clone();
            final int at = i % 4 == 0 ? random.nextInt(0x10110) : random.nextInt(0x10000, original.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, i % 5 == 4 ? Arrays.copyOf(original, at) : damaged);
            assertSame();
        }
    }

    private void assertSame() {
        final TestRecords.Heard heard = new TestRecords.Heard();
        final List<byte[]> records = new ArrayList<>();
        final ScanResult result = JournalScan.run(directory, new RecordListener() {
            @Override
            public void onRecord(final io.sluice.record.RecordDecoder record, final long position) {
                heard.onRecord(record, position);
                final byte[] bytes = new byte[record.outcomesOffset() + record.outcomesLength()];
                record.buffer().getBytes(0, bytes);
                records.add(bytes);
            }
        });
        final PlainReader plain = new PlainReader(directory);
        assertThat(plain.records.size()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            assertThat(plain.records.get(i)).isEqualTo(records.get(i));
        }
        assertThat(plain.sequences).isEqualTo(heard.sequences);
        assertThat(plain.isDamaged).isEqualTo(result.damage() != null);
        assertThat(plain.isTorn).isEqualTo(result.tornTail() != null);
        assertThat(plain.skipped).isEqualTo(result.skipped());
    }

    /** Written from FORMAT.md: sections "Data directory", "Roll file", "Record", "Sequence" and "Damage". */
    private static final class PlainReader {
        final List<byte[]> records = new ArrayList<>();
        final List<Long> sequences = new ArrayList<>();
        boolean isDamaged;
        boolean isTorn;
        int skipped;

        private ByteBuffer file;
        private boolean isPending;

        PlainReader(final Path data) {
            try (Stream<Path> segments = Files.list(data.resolve("journal"))) {
                final List<Path> rising = segments.filter(
                                path -> path.getFileName().toString().matches("\\d{8}"))
                        .sorted()
                        .toList();
                for (final Path segment : rising) {
                    try (Stream<Path> files = Files.list(segment)) {
                        files.filter(path -> path.toString().endsWith(".cq4")).forEach(this::walk);
                    }
                }
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            isTorn = isPending && !isDamaged;
        }

        private void walk(final Path rollFile) {
            try {
                file = ByteBuffer.wrap(Files.readAllBytes(rollFile)).order(ByteOrder.LITTLE_ENDIAN);
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            int at = 0;
            while (!isDamaged && at >= 0) {
                if (isGood(at)) {
                    take(at);
                    at = next(at);
                } else if (isQueueOwn(at)) {
                    at = next(at);
                } else {
                    at = search(at);
                }
            }
        }

        /** The next good record behind bytes that are none; -1 if there is none. */
        private int search(final int from) {
            boolean isUsed = from + 4 > file.limit();
            for (int at = from; at + 4 <= file.limit(); at += 4) {
                if (at > from && isGood(at)) {
                    isPending = true;
                    return at;
                }
                isUsed |= file.getInt(at) != 0;
            }
            isPending |= isUsed;
            return -1;
        }

        private void take(final int at) {
            final byte[] record = new byte[file.getInt(at)];
            file.get(at + 4, record);
            final long sequence = sequence(record);
            if (sequence != records.size() + 1) {
                isDamaged = true;
                return;
            }
            skipped += isPending ? 1 : 0;
            isPending = false;
            records.add(record);
            sequences.add(sequence);
        }

        private boolean isGood(final int at) {
            if (at + 12 > file.limit()) {
                return false;
            }
            final int length = file.getInt(at);
            if (length < 12 || length > 1 << 28 || length > file.limit() - at - 4 || file.getInt(at + 8) != length) {
                return false;
            }
            final CRC32C crc = new CRC32C();
            crc.update(file.array(), at + 8, length - 4);
            return (int) crc.getValue() == file.getInt(at + 4) && isFilled(at + 12, at + 4 + length);
        }

        private boolean isFilled(final int from, final int to) {
            int frames = 0;
            int at = from;
            while (at + 12 <= to && file.getInt(at) >= 8 && file.getInt(at) <= to - at - 4) {
                at += 4 + file.getInt(at);
                frames++;
            }
            return at == to && frames >= 2;
        }

        private boolean isQueueOwn(final int at) {
            if (at + 36 > file.limit() || file.getInt(at) >>> 30 != 1) {
                return false;
            }
            if (at == 0) {
                return name(4).equals("header") && isQueueOwn(next(0));
            }
            final String name = name(at + 4);
            final int capacityAt = (at + 4 + 2 + name.length() + 1 + 7) / 8 * 8;
            final long capacity = name.startsWith("index") ? file.getLong(capacityAt) : 0;
            return capacity > 0
                    && (name.equals("index") || name.equals("index2index"))
                    && capacityAt + 16 + 8 * capacity == at + 4 + (file.getInt(at) & 0x3FFF_FFFF);
        }

        private String name(final int at) {
            final int length = Math.min(file.get(at + 1), 16);
            return file.get(at) != (byte) 0xB9 || length < 0 ? "" : new String(file.array(), at + 2, length);
        }

        private int next(final int at) {
            return (at + 4 + (file.getInt(at) & 0x3FFF_FFFF) + 3) / 4 * 4;
        }

        private static long sequence(final byte[] record) {
            final UnsafeBuffer bytes = new UnsafeBuffer(record);
            return new RecordHeaderDecoder()
                    .wrapAndApplyHeader(bytes, 12, new MessageHeaderDecoder())
                    .sequence();
        }
    }

    @Test
    void shouldShowTheBytesOfARealFile() throws IOException {
        final RecordEncoder record = new RecordEncoder(1024);
        final EnvelopeEncoder envelopes = new EnvelopeEncoder(Role.BROKER, "sim");
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[1024]);
        final HeartbeatEncoder beat = envelopes.begin(envelope, 0, new HeartbeatEncoder());
        record.begin(
                envelope, 0, envelopes.end(beat.source(ComponentSource.BROKER)), 1, 1_000_000_000L, 2_000_000_000L);
        try (Journal journal = TestRecords.open(directory)) {
            journal.append(record, record.finish());
        }
        final byte[] file = Files.readAllBytes(SegmentFiles.rollFile(SegmentFiles.directory(directory, 1)));
        final StringBuilder dump = new StringBuilder();
        SHOWN.forEach(at -> line(dump, file, at));
        final int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(0x10110);
        for (int at = 0x10110; at < 0x10110 + 4 + length; at += 16) {
            line(dump, file, at);
        }
        final Matcher example = EXAMPLE.matcher(Files.readString(FORMAT));
        assertThat(example.find()).isTrue();
        assertThat(example.group(1)).isEqualTo(dump.toString());
    }

    private static void line(final StringBuilder dump, final byte[] file, final int from) {
        dump.append(String.format("%05x ", from));
        final StringBuilder text = new StringBuilder();
        for (int at = from; at < from + 16; at++) {
            dump.append(String.format(" %02x", file[at]));
            text.append(file[at] >= ' ' && file[at] <= '~' ? (char) file[at] : '.');
        }
        dump.append("  ").append(text).append('\n');
    }
}
