package io.sluice.tools;

import io.sluice.journal.JournalPosition;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Journals that a test spoils, as an accident or a hand does. */
final class Spoiled {
    /** Within the input of any record. */
    private static final int WITHIN = 56;

    private Spoiled() {}

    /** Flips a bit of a record, so that its checksum is wrong. */
    static void record(final Path data, final long sequence) throws IOException {
        change(data, sequence, false);
    }

    /** Flips a bit of a record and makes its checksum right again. */
    static void rewrite(final Path data, final long sequence) throws IOException {
        change(data, sequence, true);
    }

    /** Sequence of the first record. */
    static long first(final Path data) {
        final long[] first = new long[1];
        try (JournalReader reader = new JournalReader(data)) {
            reader.poll((record, position) -> first[0] = record.header().sequence(), 1);
        }
        return first[0];
    }

    /** Sequence of the last record. */
    static long last(final Path data) {
        try (JournalReader reader = new JournalReader(data)) {
            return reader.lastSequence();
        }
    }

    private static void change(final Path data, final long sequence, final boolean isChecked) throws IOException {
        final long[] place = new long[1];
        JournalScan.run(data, (record, position) -> {
            place[0] = record.header().sequence() == sequence ? position : place[0];
        });
        final Path file = rollFile(data, JournalPosition.segment(place[0]));
        try (FileChannel raw = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long at = JournalPosition.offset(place[0]) + Integer.BYTES;
            final ByteBuffer prefix = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            raw.read(prefix, at);
            final ByteBuffer record =
                    ByteBuffer.allocate(prefix.getInt(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            raw.read(record, at);
            record.put(WITHIN, (byte) (record.get(WITHIN) ^ 0x10));
            if (isChecked) {
                final CRC32C crc = new CRC32C();
                crc.update(record.array(), Integer.BYTES, record.capacity() - Integer.BYTES);
                record.putInt(0, (int) crc.getValue());
            }
            raw.write(record.flip(), at);
        }
    }

    /** Directory of a segment. */
    static Path segment(final Path data, final int number) {
        return data.resolve("journal").resolve(String.format(Locale.ROOT, "%08d", number));
    }

    static Path rollFile(final Path data, final int number) throws IOException {
        try (Stream<Path> files = Files.list(segment(data, number))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Copies a directory; returns the copy. */
    static Path copy(final Path from, final Path to) {
        try (Stream<Path> tree = Files.walk(from)) {
            for (final Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    static void delete(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
