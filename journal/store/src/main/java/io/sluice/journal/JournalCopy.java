package io.sluice.journal;

import io.sluice.record.RecordDecoder;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * Copies a journal, whether an engine writes it or not: the segments up to the last record that is complete as it
 * begins, and no byte that is only reserved. The copy is on the device when this returns.
 */
public final class JournalCopy {
    private static final int CHUNK = 4 << 20;

    private final Path source;
    private final Path target;
    private final LongConsumer progress;
    private long copied;

    private JournalCopy(final Path source, final Path target, final LongConsumer progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Copies.
     *
     * @param target   data directory that holds no journal; its files are made there.
     * @param progress is told how many bytes were copied.
     * @return sequence of the last record copied; 0 if the journal holds none, then there is no copy.
     * @throws JournalException IO, also if a segment is removed meanwhile.
     */
    public static long run(final Path source, final Path target, final LongConsumer progress) {
        // Asked first: what retention removes from now on it journals after the last record that is copied.
        final int first = SegmentFiles.numbers(source).stream().findFirst().orElse(0);
        final long last;
        try (JournalReader reader = new JournalReader(source)) {
            last = reader.lastSequence();
        }
        if (last > 0) {
            try {
                new JournalCopy(source, target, progress).copy(first, last);
            } catch (final NoSuchFileException e) {
                throw failed("a segment was removed meanwhile: " + e.getFile(), e);
            } catch (final IOException e) {
                throw failed(IoTrouble.describe(e), e);
            }
        }
        return last;
    }

    /** Bytes that a copy made now would have, at most; for progress. */
    public static long size(final Path source) {
        long size = 0;
        try {
            for (final int number : SegmentFiles.numbers(source)) {
                final Path file = SegmentFiles.rollFile(SegmentFiles.directory(source, number));
                size += file == null ? 0 : Files.size(file);
            }
            return size;
        } catch (final IOException e) {
            throw failed(IoTrouble.describe(e), e);
        }
    }

    private void copy(final int first, final long last) throws IOException {
        if (!Files.isDirectory(SegmentFiles.directory(source, first))) {
            throw new NoSuchFileException(SegmentFiles.directory(source, first).toString());
        }
        boolean isDone = false;
        for (final int number : SegmentFiles.numbers(source)) {
            if (!isDone) {
                isDone = copySegment(number, last);
            }
        }
        if (!isDone) {
            throw new IOException("record " + last + " was there and cannot be found any more");
        }
        Platform.of(Device.SYSTEM).forceEntries(SegmentFiles.root(target));
        Platform.of(Device.SYSTEM).forceEntries(target);
    }

    /** Returns whether the last record is in this segment. */
    private boolean copySegment(final int number, final long last) throws IOException {
        final Path from = SegmentFiles.directory(source, number);
        final Path rollFile = SegmentFiles.rollFile(from);
        if (rollFile == null) {
            return false;
        }
        final long end = endOf(number, last);
        final Path to = Files.createDirectories(SegmentFiles.directory(target, number));
        try (FileChannel in = FileChannel.open(rollFile)) {
            final long used = end > 0 ? end : Segment.used(in);
            copyFile(in, used, Segment.trimmed(used), to.resolve(rollFile.getFileName()));
        }
        final Path table = from.resolve(SegmentFiles.TABLE_FILE);
        if (Files.exists(table)) {
            try (FileChannel in = FileChannel.open(table)) {
                copyFile(in, in.size(), in.size(), to.resolve(SegmentFiles.TABLE_FILE));
            }
        }
        Platform.of(Device.SYSTEM).forceEntries(to);
        return end > 0;
    }

    /** Where the last record ends, if it is in this segment; else 0. */
    private long endOf(final int number, final long last) throws IOException {
        try (SegmentReader reader = new SegmentReader(number, SegmentFiles.directory(source, number))) {
            SegmentReader.Step step = reader.finish();
            while (step == SegmentReader.Step.RECORD || step == SegmentReader.Step.DAMAGED) {
                final RecordDecoder record = reader.record();
                if (step == SegmentReader.Step.RECORD && record.header().sequence() == last) {
                    return JournalPosition.offset(reader.position())
                            + Integer.BYTES
                            + record.outcomesOffset()
                            + record.outcomesLength();
                }
                step = reader.finish();
            }
            return 0;
        }
    }

    private void copyFile(final FileChannel in, final long used, final long length, final Path file)
            throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < used; ) {
                final long count = in.transferTo(at, Math.min(CHUNK, used - at), out);
                if (count <= 0) {
                    throw new IOException(file.getFileName() + " became shorter as it was copied");
                }
                at += count;
                copied += count;
                progress.accept(copied);
            }
            if (length > used) {
                out.write(ByteBuffer.allocate(1), length - 1);
            }
            out.force(true);
        }
    }

    private static JournalException failed(final String why, final IOException e) {
        return new JournalException(JournalException.Code.IO, "the journal cannot be copied: " + why, e);
    }
}
