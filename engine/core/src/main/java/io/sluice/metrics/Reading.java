package io.sluice.metrics;

import io.sluice.client.Latencies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters of an engine as they were at one moment, read from its file by any process that may read it.
 *
 * @param pid           process of the engine.
 * @param startSequence record of its start; everything counts from there.
 * @param writtenNs     when they were written, by the host's monotonic clock.
 * @param wallNs        the same by the wall clock, since the epoch.
 * @param startedNs     when the counting began, by the wall clock.
 * @param rows          every counter, in the order of the file.
 * @param latencies     decisions by their latency from stamp to release, see {@link Latencies}; one in 16 is measured.
 */
public record Reading(
        long pid, long startSequence, long writtenNs, long wallNs, long startedNs, List<Row> rows, long[] latencies) {
    /** Reads again and again until two agree: then no number was half written. The file changes ten times a second. */
    private static final int TRIES = 100;

    /**
     * One counter.
     *
     * @param label name of its metric, and in braces what tells it from the others of the metric.
     */
    public record Row(int typeId, String label, long value) {
        /** What tells it from the others of its metric, as {@code role=broker}; empty if it is the only one. */
        public String which() {
            final int brace = label.indexOf('{');
            return brace < 0 ? "" : label.substring(brace + 1, label.length() - 1);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if there is none, or what is there is no counters' file.
     */
    public static Reading of(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = read(channel);
            for (int i = 0; i < TRIES; i++) {
                final ByteBuffer next = read(channel);
                if (next.equals(last)) {
                    return of(next, file);
                }
                last = next;
            }
        }
        throw new IOException(file + " changes too fast to be read");
    }

    private static ByteBuffer read(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Layout.LENGTH);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes, bytes.position());
        }
        // What was cut off reads as zero.
        return bytes.clear();
    }

    private static Reading of(final ByteBuffer bytes, final Path file) throws IOException {
        final UnsafeBuffer image = new UnsafeBuffer(bytes);
        final boolean isSound = image.getLong(Layout.MAGIC_AT) == Layout.MAGIC
                && image.getInt(Layout.MOST_AT) == Layout.MOST
                && image.getInt(Layout.BUCKETS_AT) == Latencies.BUCKETS;
        if (!isSound) {
            throw new IOException(file + " holds no counters that this version reads");
        }
        final List<Row> rows = new ArrayList<>();
        final CountersReader counters = new CountersReader(Layout.metadata(image), Layout.values(image));
        counters.forEach((id, typeId, key, label) -> rows.add(new Row(typeId, label, counters.getCounterValue(id))));
        final long[] latencies = new long[Latencies.BUCKETS];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = image.getLong(Layout.LATENCY_AT + i * Long.BYTES);
        }
        return new Reading(
                image.getLong(Layout.PID_AT),
                image.getLong(Layout.START_AT),
                image.getLong(Layout.WRITTEN_AT),
                image.getLong(Layout.WALL_AT),
                image.getLong(Layout.STARTED_AT),
                List.copyOf(rows),
                latencies);
    }

    /** Sum over all counters of a metric. */
    public long value(final Metric metric) {
        return of(metric).stream().mapToLong(Row::value).sum();
    }

    /** The counters of a metric. */
    public List<Row> of(final Metric metric) {
        return rows.stream().filter(row -> row.typeId == metric.typeId()).toList();
    }
}
