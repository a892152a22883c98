package io.sluice.serve;

import io.sluice.client.Beacon;
import io.sluice.config.ListenAddress;
import io.sluice.config.LoadedConfig;
import io.sluice.schema.IoTrouble;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.telemetry.MetricsServer;
import io.sluice.serve.telemetry.Scrape;
import io.sluice.serve.telemetry.TallyReader;
import io.sluice.tools.cli.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everything that makes metrics, put together: what counts, what asks, and where it is served. */
final class Metering implements AutoCloseable {
    private final TallyReader tally;
    private final FigureSource figures;
    private final Scrape scrape;
    private final MetricsServer server;

    /**
     * @param listen null: it is served nowhere.
     * @throws CommandException if that address cannot be had.
     */
    Metering(
            final Path directory,
            final LoadedConfig config,
            final ListenAddress listen,
            final LongSupplier released,
            final Supplier<List<SinkStatus>> sinks,
            final Consumer<String> notices) {
        tally = tally(directory, released, notices);
        figures = new FigureSource(directory, config, tally::counts, sinks);
        scrape = new Scrape(figures);
        server = listen == null ? null : listen(listen);
        tally.start();
        if (server != null) {
            notices.accept("metrics at http://" + listen.host() + ":"
                    + server.address().getPort() + "/metrics");
        }
    }

    /** Counts from the last start on, however far back that is. */
    static TallyReader tally(final Path directory, final LongSupplier released, final Consumer<String> notices) {
        return new TallyReader(directory, Beacon.look(directory).startSequence(), released, notices);
    }

    private MetricsServer listen(final ListenAddress address) {
        try {
            return new MetricsServer(address.resolve(), scrape);
        } catch (final IOException e) {
            figures.close();
            throw CommandException.usage(
                    "sluice.metrics.listen: " + address + " cannot be listened on: " + IoTrouble.reason(e));
        }
    }

    /** The text of a scrape, made at each call. Any thread. */
    Scrape scrape() {
        return scrape;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        tally.close();
        figures.close();
    }
}
