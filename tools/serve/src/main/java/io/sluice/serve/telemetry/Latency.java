package io.sluice.serve.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sluice.client.Latencies;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;

/** Histograms of how long something took. */
final class Latency {
    private static final double NS_PER_S = 1e9;
    /** Bounds at every doubling, from 256 ns to some 17 s: there the engine's own buckets end too. */
    private static final int FIRST_BITS = 8;

    private static final int LAST_BITS = 34;

    private Latency() {}

    /** From the stamp of an input to the release of its decision. */
    static MetricSnapshot of(final Reading engine) {
        final int bounds = LAST_BITS - FIRST_BITS + 1;
        final double[] seconds = new double[bounds + 1];
        final long[] counts = new long[bounds + 1];
        for (int i = 0; i < bounds; i++) {
            seconds[i] = (1L << FIRST_BITS + i) / NS_PER_S;
        }
        seconds[bounds] = Double.POSITIVE_INFINITY;
        final long[] latencies = engine.latencies();
        for (int i = 0; i < latencies.length; i++) {
            final int bits = Long.SIZE - Long.numberOfLeadingZeros(Latencies.highestNs(i));
            final boolean isLongest = i == latencies.length - 1;
            counts[isLongest ? bounds : Math.min(bounds, Math.max(0, bits - FIRST_BITS))] += latencies[i];
        }
        return histogram(
                "sluice_decision_latency_seconds",
                "From the stamp of an input to the release of its decision; one decision in 16 is measured.",
                seconds,
                counts,
                engine.value(Metric.LATENCY_NS));
    }

    /** From a request to a person's decision. */
    static MetricSnapshot ofPeople(final Counts people) {
        final int bounds = Counts.RESPONSE_SECONDS.length;
        final double[] seconds = new double[bounds + 1];
        for (int i = 0; i < bounds; i++) {
            seconds[i] = Counts.RESPONSE_SECONDS[i];
        }
        seconds[bounds] = Double.POSITIVE_INFINITY;
        return histogram(
                "hitl_response_latency_seconds",
                "From a request to the decision of a person.",
                seconds,
                people.responses(),
                people.responseNs());
    }

    private static MetricSnapshot histogram(
            final String name, final String help, final double[] seconds, final long[] counts, final long sumNs) {
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(seconds, counts))
                        .sum(sumNs / NS_PER_S)
                        .build())
                .build();
    }
}
