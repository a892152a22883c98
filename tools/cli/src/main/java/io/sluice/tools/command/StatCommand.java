package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.metrics.Reading;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice stat}: what a running engine counts. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        header = "Shows what a running engine counts: rates, latencies, ring, drops, clients, sync.",
        description = {
            "Reads the engine's counters, which costs it nothing. Everything counts from the engine's start. On a "
                    + "terminal it shows them again and again, with the rates since the last look, until interrupted; "
                    + "else once, with the rates since the start.",
            "",
            "Latency: from the stamp of an input to the release of its decision, of one decision in 16."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice stat",
            "  sluice stat --json | jq .latency.p99Ns",
            "",
            "Exit codes: 0 shown, 1 the engine keeps no counters or has stopped, 2 bad usage, 4 no engine is there."
        })
public final class StatCommand implements Callable<Integer> {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final double MIN_INTERVAL_S = 0.1;
    private static final double MAX_INTERVAL_S = 3600;
    /** They are written ten times a second. */
    private static final long LOST_NS = TimeUnit.SECONDS.toNanos(5);

    private final Console console;

    @Option(names = "--json", description = "Once, as JSON.")
    private boolean json;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Between two looks on a terminal (1).")
    private double interval;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public StatCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(interval >= MIN_INTERVAL_S && interval <= MAX_INTERVAL_S)) {
            throw CommandException.usage("--interval takes 0.1 to 3600 seconds");
        }
        final Path directory = options.directory(console);
        final Reading first = read(directory);
        if (json) {
            console.out().print(StatJson.of(first, System.nanoTime()));
        } else {
            show(directory, null, first);
            if (console.isTerminal()) {
                watch(directory, first);
            }
        }
        console.out().flush();
        return Exit.GOOD;
    }

    /** An engine that stops and one that starts again are both told, and shown as soon as there is one. */
    private void watch(final Path directory, final Reading first) {
        Reading before = first;
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, (long) (interval * TimeUnit.SECONDS.toNanos(1)));
            try {
                final Reading now = read(directory);
                final boolean isSameEngine = before.startedNs() == now.startedNs() && before.pid() == now.pid();
                show(directory, isSameEngine ? before : null, now);
                before = now;
            } catch (final CommandException e) {
                console.out().raw(CLEAR);
                console.out().println(e.getMessage());
                console.out().flush();
            }
        }
    }

    private void show(final Path directory, final Reading before, final Reading now) {
        console.out().raw(console.isTerminal() ? CLEAR : "");
        console.out()
                .print(new StatPage(console.paint(), console.columns())
                        .render(directory, before, now, System.nanoTime()));
        console.out().flush();
    }

    private static Reading read(final Path directory) {
        final Path file;
        try {
            final Beacon beacon = Beacon.look(directory);
            if (beacon.state() == Beacon.State.FAILED && beacon.processStart() != 0) {
                throw new CommandException(
                        Exit.BAD, "the engine in " + directory + " has stopped the line; its output says why");
            }
            if (!beacon.isRunning()) {
                throw noEngine(directory);
            }
            file = Beacon.counters(directory);
        } catch (final EngineException e) {
            throw noEngine(directory);
        }
        if (file == null) {
            throw new CommandException(
                    Exit.BAD, "the engine in " + directory + " keeps no counters; at its start it said why");
        }
        try {
            final Reading reading = Reading.of(file);
            if (System.nanoTime() - reading.writtenNs() > LOST_NS) {
                throw noEngine(directory);
            }
            return reading;
        } catch (final NoSuchFileException e) {
            throw noEngine(directory);
        } catch (final IOException e) {
            throw CommandException.usage("the counters cannot be read: " + CommandException.describe(file, e));
        }
    }

    private static CommandException noEngine(final Path directory) {
        return new CommandException(Exit.NO_ENGINE, "no engine runs in " + directory);
    }
}
