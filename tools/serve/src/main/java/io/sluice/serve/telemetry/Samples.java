package io.sluice.serve.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of one metric, by their labels. */
final class Samples {
    private static final String TOTAL = "_total";

    private final String name;
    private final String help;
    private final boolean isCounter;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    private Samples(final String name, final String help, final boolean isCounter) {
        this.name = name;
        this.help = help;
        this.isCounter = isCounter;
    }

    /** Of a number that only grows. Its name ends in {@code _total}. */
    static Samples counter(final String name, final String help) {
        return new Samples(name.substring(0, name.length() - TOTAL.length()), help, true);
    }

    /** Of how much there is now. */
    static Samples gauge(final String name, final String help) {
        return new Samples(name, help, false);
    }

    /** Of a text: a metric {@code name_info} of value 1 with a label. */
    static MetricSnapshot info(final String name, final String help, final String label, final String value) {
        return InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(label, value))
                        .build())
                .build();
    }

    Samples add(final double value, final String... namesAndValues) {
        values.put(Labels.of(namesAndValues), value);
        return this;
    }

    /** The metric with one value and no label. */
    MetricSnapshot of(final double value) {
        return add(value).snapshot();
    }

    /** Adds the metric to others, if it has a value. */
    void addTo(final List<MetricSnapshot> all) {
        if (!values.isEmpty()) {
            all.add(snapshot());
        }
    }

    private MetricSnapshot snapshot() {
        if (isCounter) {
            final CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(name).help(help);
            values.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value)
                    .build()));
            return counter.build();
        }
        final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}
