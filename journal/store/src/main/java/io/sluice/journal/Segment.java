package io.sluice.journal;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.ExcerptContext;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One reserved stretch of the journal, being written: a Chronicle Queue of one mapped block. Whatever may fail for want
 * of space, and every system call, happens in {@link #create}; an append after it only writes memory.
 *
 * <p>Writing memory is not always cheap. The first write to a page that is not there yet, and the first one after the
 * system has written a page back and protects it, go through the file system: 2 to 6 us on ext4. So pages are
 * {@link #touch touched} before they are needed, and again while they wait.
 */
final class Segment implements AutoCloseable {
    static final int EXCERPT_HEADER = 4;
    private static final int PAGE = 4096;
    private static final int TABLE_BYTES = 128 * 1024;

    private final int number;
    private final long size;
    private final String name;
    private final Object key;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Device device;
    private final FileChannel channel;
    private final Bytes<?> written;
    private final UnsafeBuffer memory = new UnsafeBuffer(0, 0);
    private final PointerBytesStore source = new PointerBytesStore();
    /** Where the next excerpt goes; one thread appends, another looks. */
    private final AtomicLong position = new AtomicLong(2L * Chronicle.INDEX_MARGIN);

    private Segment(final Path directory, final int number, final long size, final Platform platform)
            throws IOException {
        final long epochMs = platform.wallClockMs().getAsLong();
        this.number = number;
        this.size = size;
        device = platform.device();
        platform.space().reserve(directory.resolve(SegmentFiles.TABLE_FILE), TABLE_BYTES);
        queue = Chronicle.queue(directory, size, epochMs);
        boolean ready = false;
        try {
            // Before there is a roll file: the appender would wait for the header of one that is there but empty.
            appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
            final Path rollFile = directory.resolve(Chronicle.rollFileName(epochMs));
            platform.space().reserve(rollFile, size);
            writeHeaderAndIndex(appender);
            written = ((ExcerptContext) appender).wire().bytes();
            final BytesStore<?, ?> block = written.bytesStore();
            memory.wrap(block.addressForWrite(0), (int) size);
            channel = FileChannel.open(rollFile, StandardOpenOption.READ, StandardOpenOption.WRITE);
            name = rollFile.getFileName().toString();
            key = OwnFiles.key(rollFile);
            ready = true;
        } finally {
            if (!ready) {
                queue.close();
            }
        }
    }

    /**
     * Makes an empty segment whose space is reserved and whose length is on the device.
     *
     * @param isTouched whether its pages are there, too.
     * @throws IOException if the space is not there; then nothing is left behind.
     */
    static Segment create(
            final Path dataDirectory,
            final int number,
            final long size,
            final boolean isTouched,
            final Platform platform)
            throws IOException {
        Path place = SegmentFiles.unfinished(dataDirectory, number);
        final Access access = Access.of(dataDirectory);
        access.folder(place);
        Segment segment = null;
        boolean ready = false;
        try {
            segment = new Segment(place, number, size, platform);
            access.files(place);
            platform.device().force(segment.channel, true);
            if (isTouched) {
                segment.touch(0, size);
            }
            platform.forceEntries(place);
            place = Files.move(place, SegmentFiles.directory(dataDirectory, number), StandardCopyOption.ATOMIC_MOVE);
            platform.forceEntries(place.getParent());
            ready = true;
            return segment;
        } finally {
            if (!ready) {
                if (segment != null) {
                    segment.close();
                }
                SegmentFiles.delete(place);
            }
        }
    }

    int number() {
        return number;
    }

    /** What is wrong with its file, in a sentence; null if it is there under its name, and whole. Any thread. */
    String objection(final OwnFiles own, final Path dataDirectory) {
        final Path rollFile = SegmentFiles.directory(dataDirectory, number).resolve(name);
        final String what = own.objection(rollFile, key);
        try {
            return what != null || Files.size(rollFile) >= size ? what : rollFile + " was cut while it was written";
        } catch (final IOException e) {
            return rollFile + " cannot be looked at: " + IoTrouble.reason(e);
        }
    }

    /** Whether a record of that many bytes fits into what is reserved. */
    boolean hasRoom(final int length) {
        return position.getPlain() + EXCERPT_HEADER + length + Chronicle.INDEX_MARGIN <= size;
    }

    /** Appends one excerpt; {@link #hasRoom} must have said yes. */
    void append(final long address, final int length) {
        source.set(address, length);
        appender.writeBytes(source);
        final int end = (int) written.writePosition();
        position.setOpaque(end);
        final int header = memory.getInt(end - length - EXCERPT_HEADER, ByteOrder.LITTLE_ENDIAN);
        // A mapped page that the file system cannot give back swallows what is written to it, and tells much later.
        if (header != length || memory.getByte(end - 1) != source.readByte(length - 1L)) {
            throw new IllegalStateException("excerpt of " + length + " bytes bears header " + header);
        }
    }

    /** The whole segment. */
    UnsafeBuffer memory() {
        return memory;
    }

    /** What the queue numbers the next excerpt from. */
    long excerptNumber() {
        return ((ExcerptContext) appender).wire().headerNumber();
    }

    void excerptNumber(final long number) {
        ((ExcerptContext) appender).wire().headerNumber(number);
    }

    /** Writes everything to the device; what is closed was forced before. */
    void force() throws IOException {
        if (channel.isOpen()) {
            device.force(channel, false);
        }
    }

    /** Closes the files and gives back what is reserved behind the last record. */
    @Override
    public void close() throws IOException {
        queue.close();
        try (channel) {
            trim(channel);
        }
    }

    /** Cuts a roll file behind its last byte that is not zero, and the zeros that a reader wants to see there. */
    static void trim(final FileChannel channel) throws IOException {
        final long used = used(channel);
        if (used > 0 && trimmed(used) < channel.size()) {
            channel.truncate(trimmed(used));
        }
    }

    /** Bytes up to the last one that is not zero. */
    static long used(final FileChannel channel) throws IOException {
        final ByteBuffer block = ByteBuffer.allocateDirect(64 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        long end = channel.size();
        while (end > 0) {
            final long start = Math.max(0, (end - 1) / block.capacity() * block.capacity());
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {
                continue;
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) != 0) {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /**
     * Length of a roll file of which so many bytes are used: whole pages, at least one of them zeros behind the last.
     */
    static long trimmed(final long used) {
        return (Math.max(used, Chronicle.OWN_BYTES) + EXCERPT_HEADER + 2L * PAGE - 1) / PAGE * PAGE;
    }

    private static void writeHeaderAndIndex(final ExcerptAppender appender) {
        try (DocumentContext context = appender.writingDocument()) {
            context.rollbackOnClose();
        }
    }

    /** Where the next excerpt goes. Any thread. */
    long position() {
        return position.getOpaque();
    }

    /** Bytes of the segment. */
    long size() {
        return size;
    }

    /**
     * Makes pages present and writable, so that no append waits for one. Any thread, until it is closed: what is
     * written there stays.
     *
     * @throws IOException if somebody cut the file: the Java runtime may not survive a touch behind its end.
     */
    void touch(final long from, final long to) throws IOException {
        if (channel.size() < size) {
            throw new IOException("segment " + number + " was cut while it was written");
        }
        for (long at = from / PAGE * PAGE; at < Math.min(to, size); at += PAGE) {
            memory.compareAndSetInt((int) at, 0, 0);
        }
    }
}
