package io.sluice.journal;

import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;
import static io.sluice.record.RecordLayout.LENGTH_OFFSET;
import static io.sluice.record.RecordLayout.PREFIX_LENGTH;

import io.sluice.record.RecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the excerpts of one segment's roll file, with nothing but reads: a damaged file can neither throw from inside a
 * library, nor hang, nor fault a mapped page. Works on a file that is being written, too.
 *
 * <pre>
 *  roll file                                            an excerpt, at a multiple of 4
 *  +--------+-------------+-------+---------+-- - -     +--------------------------------+--------+---------+
 *  | header | index2index | index | excerpt | ...  0    | 31 open | 30 queue's | length  | record | 0 to 4  |
 *  +--------+-------------+-------+---------+-- - -     +--------------------------------+--------+---------+
 * </pre>
 *
 * <p>The header is written last. What belongs to the queue itself (bit 30) is passed over if it is exactly what it
 * should be; anything else is damage, and the walk goes on at the next excerpt that holds a good record.
 */
final class SegmentReader implements AutoCloseable {
    /** What a step came upon. */
    enum Step {
        /** A good record: {@link #record()}, {@link #position()}. */
        RECORD,
        /** Something that is none, with a good record behind it. */
        DAMAGED,
        /** Something that is none, with nothing good behind it. */
        TORN,
        /** Nothing more, for now. */
        END
    }

    private static final int EXCERPT_HEADER = 4;
    private static final int ALIGNMENT = 4;
    private static final int MIN_RECORD = PREFIX_LENGTH + FRAME_PREFIX_LENGTH;
    private static final int MAX_RECORD = 1 << 28;
    private static final int WINDOW = 256 * 1024;
    /** What is read where records come one at a time: a whole window would be read again for each of them. */
    private static final int EDGE = 4 * 1024;

    private static final int RECORD = 16 * 1024;
    private static final long LIVE_ZEROS = 64 * 1024;
    private static final int WRITER_TRIES = 10;

    private final int number;
    private final FileChannel channel;
    private final ByteBuffer probe = ByteBuffer.allocateDirect(EXCERPT_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private final RecordDecoder decoder = new RecordDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer recordView = new UnsafeBuffer(0, 0);
    private ByteBuffer window;
    private ByteBuffer recordMemory;
    private long windowAt;
    private int windowLength;
    /** Bytes that the next read takes; more and more while there is more. */
    private int ahead = WINDOW;

    private long next;
    private long at;
    private JournalFault.Kind kind;
    private long usedEnd;

    /** @param segmentDirectory one without a roll file is an empty segment. */
    SegmentReader(final int number, final Path segmentDirectory) throws IOException {
        this.number = number;
        channel = open(SegmentFiles.rollFile(segmentDirectory));
        window = allocate(WINDOW);
        view.wrap(window);
        recordMemory = allocate(RECORD);
        recordView.wrap(recordMemory);
    }

    /** Whether a segment of which nobody writes holds nothing, not even damage. */
    static boolean isEmpty(final Path segmentDirectory) throws IOException {
        try (SegmentReader reader = new SegmentReader(0, segmentDirectory)) {
            return reader.finish() == Step.END;
        }
    }

    int number() {
        return number;
    }

    /** The good record. */
    RecordDecoder record() {
        return decoder;
    }

    /** Where the record, or the damage, begins. */
    long position() {
        return JournalPosition.of(number, at);
    }

    /** What is wrong, after DAMAGED or TORN. */
    JournalFault.Kind kind() {
        return kind;
    }

    /** Bytes that are not good, after DAMAGED or TORN. */
    long badBytes() {
        return Math.max(next, usedEnd) - at;
    }

    /** Goes back to the beginning. */
    void rewind() {
        next = 0;
        windowLength = 0;
    }

    /** Takes a step: RECORD, DAMAGED or END. */
    Step next() throws IOException {
        while (true) {
            final int header = header(next);
            if (header == 0) {
                return Step.END;
            }
            if (!isQueueOwn(next, header)) {
                at = next;
                kind = check(next, header);
                if (kind != null) {
                    // A read beside a writer may have caught the header and not yet all of the record.
                    windowLength = 0;
                    kind = check(next, header(next));
                }
                if (kind == null) {
                    next = following(next, header);
                    return Step.RECORD;
                }
                return skipDamage(LIVE_ZEROS) ? Step.DAMAGED : Step.END;
            }
            next = following(next, header);
        }
    }

    /** Takes a step in a segment to which nothing is added any more: looks behind its end, too. */
    Step finish() throws IOException {
        Step step = next();
        while (step == Step.END) {
            final boolean hole = header(next) == 0;
            at = next;
            kind = hole ? JournalFault.Kind.HOLE : kind;
            final boolean goodBehind = skipDamage(Long.MAX_VALUE);
            if (!goodBehind && usedEnd <= at) {
                kind = JournalFault.Kind.CUT;
                return isCut(at) ? Step.TORN : Step.END;
            }
            // An engine may just be writing there: then the header comes in a moment and all is well.
            if (!hole || !headerComes()) {
                return goodBehind ? Step.DAMAGED : Step.TORN;
            }
            next = at;
            step = next();
        }
        return step;
    }

    /** Whether the file ends before the zeros that stand behind the last excerpt of a file that nobody touched. */
    private boolean isCut(final long end) throws IOException {
        return channel != null && channel.size() < end + EXCERPT_HEADER;
    }

    private boolean headerComes() throws IOException {
        for (int i = 0; i < WRITER_TRIES && probe(at) == 0; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return probe(at) != 0;
    }

    /** Records that went with a torn tail, as far as their headers still tell; at least one. */
    long tornRecords() throws IOException {
        long count = 0;
        long excerpt = at;
        while (excerpt < usedEnd) {
            count++;
            final int header = header(excerpt);
            if (header < MIN_RECORD || header > MAX_RECORD) {
                break;
            }
            excerpt = following(excerpt, header);
        }
        return Math.max(1, count);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Looks for the next good record behind {@link #at}; true if there is one, and then the next step takes it. */
    private boolean skipDamage(final long mostZeros) throws IOException {
        usedEnd = at;
        long zeros = 0;
        for (long place = at; zeros < mostZeros; place += ALIGNMENT) {
            final int index = load(place, ALIGNMENT);
            if (index < 0) {
                break;
            }
            final int word = view.getInt(index, ByteOrder.LITTLE_ENDIAN);
            if (word == 0) {
                zeros += ALIGNMENT;
            } else {
                zeros = 0;
                if (place > at && check(place, word) == null) {
                    next = place;
                    return true;
                }
                usedEnd = place + ALIGNMENT;
            }
        }
        next = at;
        return false;
    }

    /** Wraps the record at a place; null if it is good. Costs next to nothing where there is none. */
    private JournalFault.Kind check(final long place, final int header) throws IOException {
        if (header < MIN_RECORD || header > MAX_RECORD) {
            return JournalFault.Kind.HEADER;
        }
        final int lengthIndex = load(place + EXCERPT_HEADER + LENGTH_OFFSET, Integer.BYTES);
        if (lengthIndex < 0 || view.getInt(lengthIndex, ByteOrder.LITTLE_ENDIAN) != header) {
            return JournalFault.Kind.LENGTH;
        }
        final int index = load(place + EXCERPT_HEADER, header);
        if (index < 0) {
            return JournalFault.Kind.LENGTH;
        }
        if (header > recordMemory.capacity()) {
            recordMemory = allocate(header);
            recordView.wrap(recordMemory);
        }
        recordView.putBytes(0, view, index, header);
        final RecordDecoder.Fault fault = decoder.wrap(recordMemory, recordView, header);
        return fault == null ? null : JournalFault.Kind.valueOf(fault.name());
    }

    /** Whether an excerpt is the queue's own header or index, and whole as far as the walk depends on it. */
    private boolean isQueueOwn(final long place, final int header) throws IOException {
        final int length = QueueExcerpt.ownLength(header);
        final int index = length < 0 ? -1 : load(place + EXCERPT_HEADER, QueueExcerpt.LOOK_AHEAD);
        if (index < 0) {
            return false;
        }
        if (place == 0) {
            final long second = following(0, header);
            return QueueExcerpt.isFileHeader(view, index) && isQueueOwn(second, header(second));
        }
        return QueueExcerpt.isIndex(view, index, place + EXCERPT_HEADER, length);
    }

    private int header(final long place) throws IOException {
        int index = load(place, EXCERPT_HEADER);
        final int header = index < 0 ? 0 : view.getInt(index, ByteOrder.LITTLE_ENDIAN);
        if (header != 0) {
            return header;
        }
        // What the window remembers may be older than what is there now.
        ahead = EDGE;
        fill(place, EXCERPT_HEADER);
        index = load(place, EXCERPT_HEADER);
        return index < 0 ? 0 : view.getInt(index, ByteOrder.LITTLE_ENDIAN);
    }

    /** The word that stands in the file now, whatever the window remembers. */
    private int probe(final long place) throws IOException {
        probe.clear();
        return channel != null && channel.read(probe, place) == EXCERPT_HEADER ? probe.getInt(0) : 0;
    }

    /** Index in the window of bytes of the file; -1 if the file does not have them all. */
    private int load(final long place, final int length) throws IOException {
        if (place < windowAt || place + length > windowAt + windowLength) {
            fill(place, length);
        }
        return place + length > windowAt + windowLength ? -1 : (int) (place - windowAt);
    }

    private void fill(final long place, final int length) throws IOException {
        if (length > window.capacity()) {
            window = allocate(length);
            view.wrap(window);
        }
        window.clear().limit(Math.min(window.capacity(), Math.max(length, ahead)));
        ahead = Math.min(WINDOW, 4 * ahead);
        if (channel != null) {
            while (window.hasRemaining() && channel.read(window, place + window.position()) > 0) {
                continue;
            }
        }
        windowAt = place;
        windowLength = window.position();
    }

    private static long following(final long place, final int header) {
        final long end = place + EXCERPT_HEADER + (header & QueueExcerpt.LENGTH_MASK);
        return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static FileChannel open(final Path rollFile) throws IOException {
        try {
            return rollFile == null ? null : FileChannel.open(rollFile);
        } catch (final NoSuchFileException e) {
            return null; // an engine that closes removes the segment it did not need
        }
    }

    private static ByteBuffer allocate(final int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
