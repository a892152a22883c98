package io.sluice.tools.command;

import io.sluice.client.Latencies;
import io.sluice.json.Times;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counters as JSON: one object on one line, everything since the engine's start. */
final class StatJson {
    private static final Pattern NEXT_WORD = Pattern.compile("_(.)");

    private StatJson() {}

    /** @param nowNs monotonic clock. */
    static String of(final Reading reading, final long nowNs) {
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("pid", reading.pid());
        all.put("startSequence", reading.startSequence());
        all.put("startedAt", quoted(Times.toString(reading.startedNs())));
        all.put("at", quoted(Times.toString(reading.wallNs())));
        all.put("ageMs", TimeUnit.NANOSECONDS.toMillis(nowNs - reading.writtenNs()));
        for (final Metric metric : Metric.values()) {
            all.put(key(metric), metric.keys().isEmpty() ? reading.value(metric) : array(reading.of(metric)));
        }
        all.put("latency", latency(reading));
        return object(all) + "\n";
    }

    private static String array(final List<Reading.Row> rows) {
        return rows.stream()
                .map(row -> {
                    final Map<String, Object> one = new LinkedHashMap<>();
                    Stream.of(row.which().split(","))
                            .map(pair -> pair.split("="))
                            .forEach(pair -> one.put(pair[0], quoted(pair[1])));
                    one.put("count", row.value());
                    return object(one);
                })
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String latency(final Reading reading) {
        final long[] counts = reading.latencies();
        final long measured = Latencies.total(counts);
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("measured", measured);
        all.put("meanNs", measured == 0 ? 0 : reading.value(Metric.LATENCY_NS) / measured);
        all.put("p50Ns", Latencies.percentileNs(counts, 50));
        all.put("p90Ns", Latencies.percentileNs(counts, 90));
        all.put("p99Ns", Latencies.percentileNs(counts, 99));
        all.put("p999Ns", Latencies.percentileNs(counts, 99.9));
        all.put("maxNs", Latencies.percentileNs(counts, 100));
        return object(all);
    }

    private static String key(final Metric metric) {
        return NEXT_WORD.matcher(metric.label()).replaceAll(found -> found.group(1)
                .toUpperCase(java.util.Locale.ROOT));
    }

    private static String object(final Map<String, Object> all) {
        return all.entrySet().stream()
                .map(each -> quoted(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(final String text) {
        return '"' + text + '"';
    }
}
