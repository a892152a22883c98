package io.sluice.tools.command;

import io.sluice.client.Latencies;
import io.sluice.json.Times;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Table;
import io.sluice.tools.cli.Wrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Counters for a person: what grows with its rate, what is there now, and how long decisions take. */
final class StatPage {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final double NS_PER_S = 1e9;
    private static final int NS_PER_US = 1_000;
    private static final int NS_PER_MS = 1_000_000;

    private final Paint paint;
    private final int columns;

    /** @param columns that a line may take. */
    StatPage(final Paint paint, final int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    /**
     * @param before an earlier reading of the same engine; null for rates since its start.
     * @param nowNs  monotonic clock.
     */
    String render(final Path directory, final Reading before, final Reading now, final long nowNs) {
        final String title = String.format(
                Locale.ROOT,
                "%s: engine %d, started %s at record %d, as it was %,d ms ago",
                directory,
                now.pid(),
                Times.toString(now.startedNs()),
                now.startSequence(),
                TimeUnit.NANOSECONDS.toMillis(nowNs - now.writtenNs()));
        return Wrap.at(title, columns, 0, 2) + "\n\n"
                + Table.of(counts(before, now), paint, columns)
                + "\n"
                + Table.ofOne(levels(before, now), paint, columns);
    }

    private static List<Map<String, String>> counts(final Reading before, final Reading now) {
        final double seconds = before == null
                ? (now.wallNs() - now.startedNs()) / NS_PER_S
                : (now.writtenNs() - before.writtenNs()) / NS_PER_S;
        final Map<String, Long> earlier = before == null
                ? Map.of()
                : before.rows().stream().collect(Collectors.toMap(Reading.Row::label, Reading.Row::value));
        final List<Map<String, String>> table = new ArrayList<>();
        for (final Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.COUNT && metric != Metric.LATENCY_NS) {
                final List<Reading.Row> rows = now.of(metric);
                final long past = before == null ? 0 : before.value(metric);
                table.add(line(metric.label(), now.value(metric), past, seconds));
                rows.stream()
                        .filter(row -> !row.which().isEmpty())
                        .forEach(row -> table.add(line(
                                "  " + verdictAndCode(row),
                                row.value(),
                                earlier.getOrDefault(row.label(), 0L),
                                seconds)));
            }
        }
        return table;
    }

    private static String verdictAndCode(final Reading.Row row) {
        return row.which().replace("verdict=", "").replace(",code=", " ");
    }

    private static Map<String, String> line(
            final String name, final long count, final long before, final double seconds) {
        final Map<String, String> line = new LinkedHashMap<>();
        line.put("count", name);
        line.put("since the start", Long.toString(count));
        line.put("per second", seconds <= 0 ? "" : String.format(Locale.ROOT, "%.1f", (count - before) / seconds));
        return line;
    }

    private static Map<String, String> levels(final Reading before, final Reading now) {
        final Map<String, String> levels = new LinkedHashMap<>();
        levels.put("latency", latency(before, now));
        levels.put(
                "ring",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d slots in use, most %,d",
                        now.value(Metric.RING_OCCUPIED),
                        now.value(Metric.RING_SIZE),
                        now.value(Metric.RING_HIGH)));
        levels.put("follower", String.format(Locale.ROOT, "%,d records to catch up", now.value(Metric.FOLLOWER_LAG)));
        levels.put("unsynced", String.format(Locale.ROOT, "%,d records", now.value(Metric.UNSYNCED)));
        levels.put(
                "clients",
                now.value(Metric.CLIENTS)
                        + now.of(Metric.CLIENTS_BY_ROLE).stream()
                                .filter(row -> row.value() > 0)
                                .map(row -> row.which().replace("role=", "") + " " + row.value())
                                .collect(Collectors.joining(", ", ": ", ""))
                                .replaceFirst("^: $", ""));
        return levels;
    }

    /** Of the time between the readings; where nothing was measured then, since the start. */
    private static String latency(final Reading before, final Reading now) {
        final long[] since = since(before, now);
        final boolean isSince = before != null && Latencies.total(since) > 0;
        final long[] counts = isSince ? since : now.latencies();
        final long measured = Latencies.total(counts);
        if (measured == 0) {
            return "none measured yet";
        }
        final StringBuilder line = new StringBuilder();
        for (final double percent : PERCENTILES) {
            line.append(percent == 100 ? "max" : "p" + (percent % 1 == 0 ? Integer.toString((int) percent) : percent))
                    .append(' ')
                    .append(duration(Latencies.percentileNs(counts, percent)))
                    .append(", ");
        }
        return line.append(
                        String.format(Locale.ROOT, "%,d measured %s", measured, isSince ? "since" : "since the start"))
                .toString();
    }

    private static long[] since(final Reading before, final Reading now) {
        final long[] counts = now.latencies().clone();
        for (int i = 0; before != null && i < counts.length; i++) {
            counts[i] -= before.latencies()[i];
        }
        return counts;
    }

    private static String duration(final long ns) {
        if (ns < NS_PER_US) {
            return ns + " ns";
        }
        return ns < NS_PER_MS
                ? String.format(Locale.ROOT, "%.1f us", (double) ns / NS_PER_US)
                : String.format(Locale.ROOT, "%.1f ms", (double) ns / NS_PER_MS);
    }
}
