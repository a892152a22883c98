package io.sluice.serve;

import io.sluice.client.EngineException;
import io.sluice.config.ListenAddress;
import io.sluice.config.LoadedConfig;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.telemetry.Scrape;
import io.sluice.serve.telemetry.TallyReader;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Daemon;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice metrics}: what Prometheus would read (SPEC T-2). */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        header = "Prints the metrics of an engine and its sinks once, or serves them for Prometheus.",
        description = {
            "Reads the engine's counters, its views, its journal since its start, and what serve last said of its "
                    + "sinks. That costs the engine nothing. serve has the same at sluice.metrics.listen."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit codes: 0 printed or stopped, 2 bad usage, 4 no engine was ever here."})
final class MetricsCommand implements Callable<Integer> {
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Console console;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Serves /metrics there until interrupted.")
    private String listen;

    @Mixin
    private Place place;

    MetricsCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final ListenAddress address = listen == null ? null : ListenAddress.parse(listen);
        if (listen != null && address == null) {
            throw CommandException.usage("--listen takes HOST:PORT, as 127.0.0.1:9480");
        }
        final LoadedConfig config = place.config(console);
        final Path directory = place.directory(console);
        final Path folder = place.folder(console);
        try {
            final Released released = new Released(directory);
            return listen == null
                    ? print(directory, folder, config, released)
                    : serve(directory, folder, config, released, address);
        } catch (final EngineException e) {
            throw e.code() == EngineException.Code.NO_BEACON
                    ? new CommandException(Exit.NO_ENGINE, "no engine was ever in " + directory)
                    : e;
        }
    }

    private int print(final Path directory, final Path folder, final LoadedConfig config, final Released released) {
        final Consumer<String> notices = this::say;
        final TallyReader tally = Metering.tally(directory, released, notices);
        tally.countAll();
        try (FigureSource figures = new FigureSource(directory, config, tally::counts, () -> sinks(folder, released))) {
            console.out().raw(new Scrape(figures).get());
        }
        return Exit.GOOD;
    }

    private int serve(
            final Path directory,
            final Path folder,
            final LoadedConfig config,
            final Released released,
            final ListenAddress address) {
        final Daemon daemon = new Daemon(console, "metrics");
        return daemon.run(() -> {
            try (Metering metering =
                    new Metering(directory, config, address, released, () -> sinks(folder, released), this::say)) {
                daemon.ready();
                while (!daemon.isStopping()) {
                    LockSupport.parkNanos(metering, TURN_NS);
                }
            }
            return Exit.GOOD;
        });
    }

    /** As serve wrote them last, with the lag of now. */
    private static List<SinkStatus> sinks(final Path folder, final Released released) {
        return SinkBoard.read(folder, released.getAsLong());
    }

    private void say(final String sentence) {
        console.err().println("sluice metrics: " + sentence);
    }
}
