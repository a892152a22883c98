package io.sluice.client;

import static io.sluice.schema.ImageLayout.CRC_AT;
import static io.sluice.schema.ImageLayout.FORMAT_AT;
import static io.sluice.schema.ImageLayout.HEAD;
import static io.sluice.schema.ImageLayout.LENGTH_AT;
import static io.sluice.schema.ImageLayout.MAGIC_AT;
import static io.sluice.schema.ImageLayout.NAME;
import static io.sluice.schema.ImageLayout.SEQUENCE_AT;
import static io.sluice.schema.ImageLayout.SIDES;
import static io.sluice.schema.ImageLayout.STAMP;
import static io.sluice.schema.ImageLayout.STAMP_AT;
import static io.sluice.schema.ImageLayout.TIME_AT;
import static io.sluice.schema.ImageLayout.TURN_AT;
import static io.sluice.schema.ImageLayout.VIEW;
import static io.sluice.schema.ImageLayout.VIEWS_AT;
import static io.sluice.schema.ImageLayout.VIEW_BYTES_AT;
import static io.sluice.schema.ImageLayout.VIEW_ROWS_AT;
import static io.sluice.schema.ImageLayout.VIEW_SEQUENCE_AT;
import static io.sluice.schema.ImageLayout.VIEW_TIME_AT;
import static io.sluice.schema.ImageLayout.WRITTEN_AT;

import io.sluice.schema.ImageLayout;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The views of an engine as they were at one moment, from the plain files that it writes (SPEC J-6): for a program that
 * may only read the data directory, or has no Chronicle. It may be some tens of milliseconds behind the engine, more
 * where the state is large. Never changes; read another one for a later moment.
 *
 * <pre>{@code
 *  ViewImage now = ViewImage.read(directory);
 *  PositionViewDecoder position = new PositionViewDecoder();
 *  now.view("positions", (buffer, offset, length) -> position.wrapAndApplyHeader(buffer, offset, header) ...);
 *  System.out.println(now.rows("pending") + " as of record " + now.sequence());
 * }</pre>
 */
public final class ViewImage {
    /** Longest that a reading waits for a writer to be done, unless told otherwise. */
    public static final Duration LIMIT = Duration.ofMillis(250);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final long sequence;
    private final long timeNs;
    private final long knownNs;
    private final Map<String, View> views;

    /** Takes the rows of a view. */
    @FunctionalInterface
    public interface Rows {
        /** One row: the SBE message {@code ...View}, header first. */
        void onRow(DirectBuffer buffer, int offset, int length);
    }

    /** @param from and to: where its rows are. */
    private record View(long sequence, long timeNs, int rows, DirectBuffer bytes, int from, int to) {}

    private ViewImage(final long sequence, final long timeNs, final long knownNs, final Map<String, View> views) {
        this.sequence = sequence;
        this.timeNs = timeNs;
        this.knownNs = knownNs;
        this.views = views;
    }

    /**
     * Reads the latest image of a data directory, whether its engine runs or not.
     *
     * @throws EngineException NO_STATE if there is none that is whole, or it cannot be read.
     */
    public static ViewImage read(final Path directory) {
        return read(directory, LIMIT);
    }

    /** As the other, with another limit for a writer to be done. */
    public static ViewImage read(final Path directory, final Duration limit) {
        final long beganNs = System.nanoTime();
        final Path folder = directory.resolve(ImageLayout.FOLDER);
        String trouble = "none was written yet";
        boolean isInterrupted = false;
        try {
            do {
                // It would close the files under our hands.
                isInterrupted |= Thread.interrupted();
                try {
                    final byte[] image = latest(folder);
                    if (image != null) {
                        return of(image, folder);
                    }
                    trouble = exists(folder) ? "none of them is whole" : trouble;
                } catch (final IOException e) {
                    trouble = IoTrouble.describe(e);
                }
                if (exists(folder)) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            } while (exists(folder) && System.nanoTime() - beganNs < limit.toNanos());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        throw new EngineException(
                EngineException.Code.NO_STATE, "there is no image of the state in " + folder + ": " + trouble);
    }

    /** Sequence of the record that is reflected. */
    public long sequence() {
        return sequence;
    }

    /** Engine time of that record, nanoseconds since the epoch. */
    public long timeNs() {
        return timeNs;
    }

    /** Monotonic clock of the host when the state was last known to be this. */
    public long knownNs() {
        return knownNs;
    }

    /** Names of the views: status, permissions, positions, ... */
    public List<String> views() {
        return List.copyOf(views.keySet());
    }

    /** Sequence of the record that one view reflects: at most {@link #sequence()}. */
    public long sequence(final String view) {
        return named(view).sequence;
    }

    /** Engine time of that record. */
    public long timeNs(final String view) {
        return named(view).timeNs;
    }

    /** Rows of a view. */
    public int rows(final String view) {
        return named(view).rows;
    }

    /** The rows of a view as they lie in the file: int32 length, then the message, one after the other. */
    public DirectBuffer bytes(final String name) {
        final View view = named(name);
        return new UnsafeBuffer(view.bytes, view.from, view.to - view.from);
    }

    /** Hands over the rows of a view. */
    public void view(final String name, final Rows sink) {
        final View view = named(name);
        int at = view.from;
        while (at < view.to) {
            final int length = view.bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
            sink.onRow(view.bytes, at + Integer.BYTES, length);
            at += Integer.BYTES + length;
        }
    }

    private View named(final String name) {
        final View view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("there is no view " + name + "; there are " + views.keySet());
        }
        return view;
    }

    private static boolean exists(final Path folder) {
        return Files.exists(folder.resolve(ImageLayout.file(0))) || Files.exists(folder.resolve(ImageLayout.file(1)));
    }

    /** The later one of the two that is whole; null if neither is. */
    private static byte[] latest(final Path folder) throws IOException {
        final long[] turns = new long[SIDES];
        for (int side = 0; side < SIDES; side++) {
            turns[side] = turn(folder.resolve(ImageLayout.file(side)));
        }
        final int later = turns[0] > turns[1] ? 0 : 1;
        final byte[] image = whole(folder.resolve(ImageLayout.file(later)));
        return image == null ? whole(folder.resolve(ImageLayout.file(1 - later))) : image;
    }

    private static long turn(final Path file) throws IOException {
        if (Files.notExists(file)) {
            return 0;
        }
        final ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(head, 0);
        }
        return head.getLong(TURN_AT);
    }

    private static byte[] whole(final Path file) throws IOException {
        if (Files.notExists(file)) {
            return null;
        }
        final byte[] image;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LARGEST, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                continue;
            }
            image = bytes.array();
        }
        final UnsafeBuffer head = new UnsafeBuffer(image);
        if (image.length < HEAD
                || head.getLong(MAGIC_AT, ByteOrder.LITTLE_ENDIAN) != ImageLayout.MAGIC
                || head.getInt(FORMAT_AT, ByteOrder.LITTLE_ENDIAN) != ImageLayout.FORMAT) {
            return null;
        }
        final long length = head.getLong(LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
        return length >= HEAD
                        && length <= image.length
                        && head.getInt(CRC_AT, ByteOrder.LITTLE_ENDIAN) == ImageLayout.crc(image, (int) length)
                ? image
                : null;
    }

    /** Its checksum is right, so it is as an engine wrote it. */
    private static ViewImage of(final byte[] image, final Path folder) {
        final UnsafeBuffer bytes = new UnsafeBuffer(image);
        final int count = bytes.getInt(VIEWS_AT, ByteOrder.LITTLE_ENDIAN);
        final Map<String, View> views = new LinkedHashMap<>();
        int from = HEAD + VIEW * count;
        for (int i = 0; i < count; i++) {
            final int at = HEAD + VIEW * i;
            final int to = from + bytes.getInt(at + VIEW_BYTES_AT, ByteOrder.LITTLE_ENDIAN);
            final View view = new View(
                    bytes.getLong(at + VIEW_SEQUENCE_AT, ByteOrder.LITTLE_ENDIAN),
                    bytes.getLong(at + VIEW_TIME_AT, ByteOrder.LITTLE_ENDIAN),
                    bytes.getInt(at + VIEW_ROWS_AT, ByteOrder.LITTLE_ENDIAN),
                    bytes,
                    from,
                    to);
            stamp(bytes, view);
            views.put(new String(image, at, NAME, StandardCharsets.US_ASCII).trim(), view);
            from = to;
        }
        final long sequence = bytes.getLong(SEQUENCE_AT, ByteOrder.LITTLE_ENDIAN);
        return new ViewImage(
                sequence,
                bytes.getLong(TIME_AT, ByteOrder.LITTLE_ENDIAN),
                Math.max(bytes.getLong(WRITTEN_AT, ByteOrder.LITTLE_ENDIAN), known(folder, sequence)),
                views);
    }

    /** Rows bear the sequence and time that they reflect. */
    private static void stamp(final UnsafeBuffer bytes, final View view) {
        int at = view.from;
        while (at < view.to) {
            final int length = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (length < STAMP_AT + STAMP || length > view.to - at - Integer.BYTES) {
                throw new IllegalStateException("the image of the state has a right checksum and wrong rows");
            }
            bytes.putLong(at + Integer.BYTES + STAMP_AT, view.sequence, ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(at + Integer.BYTES + STAMP_AT + Long.BYTES, view.timeNs, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES + length;
        }
    }

    /** When the state was last known to be that behind this record; Long.MIN_VALUE if nobody can say. */
    private static long known(final Path folder, final long sequence) {
        final ByteBuffer said = ByteBuffer.allocate(STAMP).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(folder.resolve(ImageLayout.CURRENT), StandardOpenOption.READ)) {
            channel.read(said, ImageLayout.KNOWN_AT);
        } catch (final IOException e) {
            return Long.MIN_VALUE;
        }
        return said.getLong(Long.BYTES) == sequence ? said.getLong(0) : Long.MIN_VALUE;
    }
}
