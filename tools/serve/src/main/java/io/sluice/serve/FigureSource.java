package io.sluice.serve;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.config.LoadedConfig;
import io.sluice.control.view.View;
import io.sluice.engine.StateSnapshot;
import io.sluice.engine.StateView;
import io.sluice.metrics.Reading;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.telemetry.Counts;
import io.sluice.serve.telemetry.Figures;
import io.sluice.state.StateMapException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks everything that a scrape shows. Any thread. */
final class FigureSource implements Supplier<Figures>, AutoCloseable {
    private static final double PERCENT_E8 = 1e10;
    private static final double PERCENT = 100;

    private final Path directory;
    private final LoadedConfig config;
    private final Supplier<Counts> counts;
    private final Supplier<List<SinkStatus>> sinks;
    private final StateView views;

    /** @param counts what the journal says; asked by any thread, as {@code sinks} is. */
    FigureSource(
            final Path directory,
            final LoadedConfig config,
            final Supplier<Counts> counts,
            final Supplier<List<SinkStatus>> sinks) {
        this.directory = directory;
        this.config = config;
        this.counts = counts;
        this.sinks = sinks;
        views = StateView.open(directory);
    }

    @Override
    public synchronized Figures get() {
        final boolean isUp = isUp();
        return new Figures(
                isUp,
                isUp ? engine() : null,
                state(),
                counts.get(),
                sinks.get().stream().map(FigureSource::sink).toList(),
                disk(),
                version());
    }

    private boolean isUp() {
        try {
            final Beacon beacon = Beacon.look(directory);
            return beacon.isRunning() && !beacon.isLost(config.engine().clientEngineTimeoutNs());
        } catch (final EngineException e) {
            return false;
        }
    }

    private Reading engine() {
        try {
            final Path file = Beacon.counters(directory);
            return file == null ? null : Reading.of(file);
        } catch (final EngineException | IOException e) {
            // It just went, or is another user's: what it counts is left out.
            return null;
        }
    }

    private Figures.State state() {
        try {
            final StateSnapshot now = views.read(View.STATUS, View.PENDING);
            final Map<String, String> status = now.rows(View.STATUS).get(0);
            return new Figures.State(
                    status.get("mode"),
                    Boolean.parseBoolean(status.get("emergencyMode")),
                    Math.abs(Double.parseDouble(status.getOrDefault("drawdownPct", "0"))) / PERCENT,
                    config.control().drawdown().softPercentE8() / PERCENT_E8,
                    config.control().drawdown().hardPercentE8() / PERCENT_E8,
                    now.rows(View.PENDING).size());
        } catch (final StateMapException e) {
            return null;
        }
    }

    private static Figures.Sink sink(final SinkStatus s) {
        return new Figures.Sink(
                s.sink(), s.isDown(), s.written(), s.replayed(), s.duplicates(), s.failed(), s.lag(), s.bytes());
    }

    private Figures.Disk disk() {
        final Path journal = directory.resolve("journal");
        try (Stream<Path> files = Files.walk(journal)) {
            final FileStore store = Files.getFileStore(journal);
            final long taken = files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
            return new Figures.Disk(taken, store.getUsableSpace(), store.getTotalSpace());
        } catch (final IOException | UncheckedIOException e) {
            // Retention may take a file away meanwhile.
            return null;
        }
    }

    private static String version() {
        final String version = FigureSource.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }

    @Override
    public synchronized void close() {
        views.close();
    }
}
