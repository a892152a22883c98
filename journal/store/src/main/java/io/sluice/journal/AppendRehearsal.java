package io.sluice.journal;

import io.sluice.record.RecordEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a record to a segment of its own, and takes it back at once: so that a thread which has nothing to append
 * finds the code of an append in its caches when it has. The queue keeps all that it knows of its end in the file, so
 * the file as it was is the queue as it was. The segment's files lose their names before this is used: no reader can
 * find them, and they end with the process. One thread; allocates nothing.
 */
public final class AppendRehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppendRehearsal.class);
    private static final int SEGMENT_BYTES = 1 << 20;
    /** As of every segment. */
    private static final int LARGEST = SEGMENT_BYTES / 4;

    private static final int FIRST_LENGTH = 64;

    private final Segment segment;
    private final UnsafeBuffer memory;
    private final long excerptNumber;
    private final int start;
    /** Words in front of the excerpt that an append changes, and what they were. */
    private final int[] changed;

    private final long[] was;

    private AppendRehearsal(final Segment segment) {
        this.segment = segment;
        memory = segment.memory();
        excerptNumber = segment.excerptNumber();
        final UnsafeBuffer before = new UnsafeBuffer(new byte[(int) segment.position()]);
        memory.getBytes(0, before, 0, before.capacity());
        final UnsafeBuffer first = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FIRST_LENGTH, Long.BYTES));
        segment.append(first.addressOffset(), FIRST_LENGTH);
        start = (int) segment.position() - FIRST_LENGTH - Segment.EXCERPT_HEADER;
        changed = IntStream.range(0, start / Long.BYTES)
                .map(word -> word * Long.BYTES)
                .filter(at -> memory.getLong(at) != before.getLong(at))
                .toArray();
        was = IntStream.of(changed).mapToLong(before::getLong).toArray();
        takeBack();
    }

    /**
     * @param scratch existing directory; memory rather than a disk.
     * @throws IOException if there is no space.
     */
    public static AppendRehearsal in(final Path scratch) throws IOException {
        final Path directory = Files.createTempDirectory(scratch, "sluice-rehearsal-");
        Segment segment = null;
        try {
            segment = Segment.create(directory, 1, SEGMENT_BYTES, true, Platform.of(Device.SYSTEM));
            SegmentFiles.delete(directory);
            return new AppendRehearsal(segment);
        } catch (final RuntimeException | IOException e) {
            if (segment != null) {
                close(segment);
            }
            SegmentFiles.delete(directory);
            throw e;
        }
    }

    /**
     * Appends and takes back.
     *
     * @param record finished.
     * @param length in bytes, 256 KiB at most.
     * @throws IllegalStateException if it is too long; or if it did not go where the one before went, and then this is
     *                               to be used no more.
     */
    public void append(final RecordEncoder record, final int length) {
        if (length > LARGEST) {
            throw new IllegalStateException("no room to rehearse a record of " + length + " bytes");
        }
        segment.append(record.buffer().addressOffset(), length);
        if (lastEnd() != start() + length) {
            throw new IllegalStateException("the record ends at " + lastEnd() + ", after one taken back");
        }
        takeBack();
    }

    /** All of its segment. */
    UnsafeBuffer memory() {
        return memory;
    }

    /** Where each record begins. */
    int start() {
        return start + Segment.EXCERPT_HEADER;
    }

    /** Where the last record ended. */
    long lastEnd() {
        return segment.position();
    }

    private void takeBack() {
        for (int i = 0; i < changed.length; i++) {
            memory.putLong(changed[i], was[i]);
        }
        memory.setMemory(start, (int) lastEnd() - start, (byte) 0);
        segment.excerptNumber(excerptNumber);
    }

    /** What cannot be put away ends with the process. */
    @Override
    public void close() {
        close(segment);
    }

    private static void close(final Segment segment) {
        try {
            segment.close();
        } catch (final IOException | RuntimeException e) {
            LOG.warn("Journal: the segment of a rehearsal is not put away", e);
        }
    }
}
