package io.sluice.metrics;

import io.sluice.client.Latencies;
import io.sluice.journal.Repeater;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * Writes the counters of an engine to their file, ten times a second, on a thread of its own. It asks each number of
 * the part that counts; nothing waits for it, and a file that cannot be written costs nothing but what readers see.
 */
public final class Counters implements AutoCloseable {
    /** Bytes of the file. */
    public static final int LENGTH = Layout.LENGTH;

    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Row(int id, LongSupplier source) {}

    private final Path file;
    private final Latencies latencies;
    private final Consumer<Counters> grow;
    private final Consumer<String> notices;
    private final ByteBuffer bytes = BufferUtil.allocateDirectAligned(LENGTH, BitUtil.CACHE_LINE_LENGTH);
    private final UnsafeBuffer image = new UnsafeBuffer(bytes);
    private final CountersManager manager = new CountersManager(Layout.metadata(image), Layout.values(image));
    private final List<Row> rows = new ArrayList<>();
    private final Repeater repeater;
    private FileChannel channel;
    private boolean isFailing;

    /**
     * Begins with no counter.
     *
     * @param file          of zeros, {@link #LENGTH} bytes.
     * @param startSequence record of the engine's start.
     * @param latencies     of decisions.
     * @param grow          is called before each reading of the numbers, on this object's thread, and may add counters.
     * @param notices       takes what a person should know.
     */
    public Counters(
            final Path file,
            final long startSequence,
            final Latencies latencies,
            final Consumer<Counters> grow,
            final Consumer<String> notices) {
        this.file = file;
        this.latencies = latencies;
        this.grow = grow;
        this.notices = notices;
        image.putLong(Layout.MAGIC_AT, Layout.MAGIC);
        image.putInt(Layout.MOST_AT, Layout.MOST);
        image.putLong(Layout.PID_AT, ProcessHandle.current().pid());
        image.putLong(Layout.START_AT, startSequence);
        image.putInt(Layout.BUCKETS_AT, Latencies.BUCKETS);
        image.putLong(Layout.STARTED_AT, wallNs());
        repeater = new Repeater(
                "sluice-counters",
                EVERY_NS,
                this::turn,
                t -> notices.accept("the counters are not written any more, and sluice stat shows nothing: " + t));
    }

    /**
     * Adds the one counter of a metric. Before the start, or while {@code grow} is called.
     *
     * @param source where the number comes from; asked on this object's thread.
     */
    public Counters add(final Metric metric, final LongSupplier source) {
        return add(metric, "", source);
    }

    /** Adds one of several counters of a metric, with what tells it from the others, as {@code role=broker}. */
    public Counters add(final Metric metric, final String which, final LongSupplier source) {
        final String label = which.isEmpty() ? metric.label() : metric.label() + "{" + which + "}";
        rows.add(new Row(manager.allocate(label, metric.typeId()), source));
        return this;
    }

    /** Writes them for the first time, on the caller's thread, and begins. */
    public void start() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        write();
        repeater.start();
    }

    private boolean turn() {
        try {
            write();
            isFailing = false;
        } catch (final IOException e) {
            if (!isFailing) {
                notices.accept(file + " cannot be written, and sluice stat shows what was: " + IoTrouble.reason(e));
            }
            isFailing = true;
        }
        return true;
    }

    private void write() throws IOException {
        grow.accept(this);
        for (final Row row : rows) {
            manager.setCounterValue(row.id, row.source.getAsLong());
        }
        for (int i = 0; i < Latencies.BUCKETS; i++) {
            image.putLong(Layout.LATENCY_AT + i * Long.BYTES, latencies.count(i));
        }
        final int length = Layout.METADATA_AT + rows.size() * CountersReader.METADATA_LENGTH;
        image.putInt(Layout.LENGTH_AT, length);
        image.putLong(Layout.WRITTEN_AT, System.nanoTime());
        image.putLong(Layout.WALL_AT, wallNs());
        bytes.clear().limit(length);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    private static long wallNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** Ends it; the file stays. */
    @Override
    public void close() {
        repeater.close();
        try {
            channel.close();
        } catch (final IOException e) {
            // It is removed next.
            return;
        }
    }
}
