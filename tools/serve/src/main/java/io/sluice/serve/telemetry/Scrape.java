package io.sluice.serve.telemetry;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;
import io.sluice.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The text that Prometheus reads: every metric of SPEC T-2, with what it means. Any thread. */
public final class Scrape implements Supplier<String> {
    /** Type of the text. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NS_PER_S = 1e9;

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Supplier<Figures> figures;

    /** @param figures asked at each scrape; by any thread. */
    public Scrape(final Supplier<Figures> figures) {
        this.figures = figures;
    }

    @Override
    public String get() {
        final Figures now = figures.get();
        final List<MetricSnapshot> all = new ArrayList<>();
        all.add(Samples.gauge("sluice_engine_up", "1 while an engine runs and gives signs of life.")
                .of(now.isUp() ? 1 : 0));
        all.add(Samples.info("sluice_build", "Version of sluice serve.", "version", now.build()));
        if (now.engine() != null) {
            engine(now.engine(), all);
        }
        if (now.state() != null) {
            state(now.state(), all);
        }
        if (now.counts().sequence() > 0) {
            people(now.counts(), all);
        }
        if (now.disk() != null) {
            disk(now.disk(), all);
        }
        sinks(now.sinks(), all);
        return text(new MetricSnapshots(all));
    }

    private String text(final MetricSnapshots all) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            writer.write(out, all, EscapingScheme.ALLOW_UTF8);
            return out.toString(StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void engine(final Reading engine, final List<MetricSnapshot> all) {
        all.add(Samples.gauge("sluice_start_time_seconds", "When the engine started, seconds since the epoch.")
                .of(engine.startedNs() / NS_PER_S));
        for (final EngineMetric each : EngineMetric.ALL) {
            final Samples samples = each.metric().kind() == Metric.Kind.COUNT
                    ? Samples.counter(each.name(), each.help())
                    : Samples.gauge(each.name(), each.help());
            for (final Reading.Row row : engine.of(each.metric())) {
                samples.add(row.value(), EngineMetric.labels(row.which()));
            }
            samples.addTo(all);
        }
        all.add(Latency.of(engine));
    }

    private static void state(final Figures.State state, final List<MetricSnapshot> all) {
        final Samples modes = Samples.gauge("sluice_mode", "1 for the mode that the system is in, 0 for the others.");
        for (final String mode : Schema.values("SystemMode").spellings()) {
            modes.add(mode.equals(state.mode()) ? 1 : 0, "mode", mode);
        }
        modes.addTo(all);
        all.add(Samples.gauge("sluice_emergency", "1 while an emergency stop stands.")
                .of(state.isEmergency() ? 1 : 0));
        all.add(Samples.gauge("sluice_drawdown_ratio", "Drawdown from the peak of the equity, 1 for all of it.")
                .of(state.drawdownRatio()));
        Samples.gauge("sluice_drawdown_limit_ratio", "Where the limits of the drawdown are.")
                .add(state.softRatio(), "level", "soft")
                .add(state.hardRatio(), "level", "hard")
                .addTo(all);
        all.add(Samples.gauge("sluice_pending_approvals", "Requests that wait for a person.")
                .of(state.pending()));
    }

    private static void people(final Counts counts, final List<MetricSnapshot> all) {
        all.add(Samples.counter("hitl_requests_total", "Requests to a person.").of(counts.requests()));
        all.add(Samples.counter("hitl_approvals_total", "Requests that were approved.")
                .of(counts.approvals()));
        final Samples rejections =
                Samples.counter("hitl_rejections_total", "Requests that were not approved, by the code of why.");
        counts.rejections().forEach((reason, count) -> rejections.add(count, "reason", reason));
        rejections.addTo(all);
        all.add(Samples.counter("hitl_rejections_timeout_total", "Of these, requests that ran out.")
                .of(counts.timeouts()));
        all.add(Samples.counter(
                        "blocked_by_guardian_total",
                        "Requests that a lock of the guardian ended, and intents and decisions that it refused.")
                .of(counts.blockedByGuardian()));
        all.add(Latency.ofPeople(counts));
        all.add(Samples.gauge(
                        "sluice_clock_wall_minus_engine_seconds", "Wall clock minus engine time at the last record.")
                .of(counts.wallMinusEngineNs() / NS_PER_S));
        all.add(Samples.gauge("sluice_unsealed_seconds", "How long records wait for a seal by now, in engine time.")
                .of(counts.unsealedNs() / NS_PER_S));
    }

    private static void disk(final Figures.Disk disk, final List<MetricSnapshot> all) {
        all.add(Samples.gauge("sluice_journal_bytes", "What the files of the journal take.")
                .of(disk.journal()));
        all.add(Samples.gauge("sluice_journal_disk_free_bytes", "What is left on the disk of the journal.")
                .of(disk.free()));
        all.add(Samples.gauge("sluice_journal_disk_size_bytes", "Size of that disk.")
                .of(disk.size()));
    }

    private static void sinks(final List<Figures.Sink> sinks, final List<MetricSnapshot> all) {
        final Samples lag = Samples.gauge("sluice_sink_lag_records", "Released records that a sink does not hold yet.");
        final Samples down = Samples.gauge("sluice_sink_down", "1 while a sink fails.");
        final Samples records = Samples.counter(
                "sluice_sink_records_total",
                "Rows written, records read again (replayed), rows that were there (duplicates), failures.");
        final Samples bytes = Samples.gauge("sluice_sink_bytes", "Bytes of the records that a sink was given.");
        for (final Figures.Sink each : sinks) {
            lag.add(each.lag(), "sink", each.name());
            down.add(each.isDown() ? 1 : 0, "sink", each.name());
            records.add(each.written(), "sink", each.name(), "result", "written")
                    .add(each.replayed(), "sink", each.name(), "result", "replayed")
                    .add(each.duplicates(), "sink", each.name(), "result", "duplicates")
                    .add(each.failed(), "sink", each.name(), "result", "failed");
            bytes.add(each.bytes(), "sink", each.name());
        }
        lag.addTo(all);
        down.addTo(all);
        records.addTo(all);
        bytes.addTo(all);
    }
}
