package io.sluice.tools.door;

import io.sluice.client.EngineClock;
import io.sluice.client.EngineListener;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.json.LogLine;
import io.sluice.replay.ReleasedFeed;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Daemon;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.OutputClosedException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice run}: the daemon, an engine with its door (SPEC X-1). */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Runs an engine with its door, in the foreground.",
        description = {
            "Other processes attach to the socket it names: strategies, a broker's adapter, feeds, operators. It says "
                    + "what it recovered, and tells of modes, recovery stages, emergencies and clients in a line each. "
                    + "SIGTERM and Ctrl-C stop it cleanly."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice run",
            "  sluice run --dir /var/lib/sluice --set sluice.hitl.allowed-operators=alice,bob",
            "  sluice run --log-format json",
            "",
            "Exit codes: 0 stopped, 1 the line stopped, 2 configuration, 4 the directory is in use, 5 start refused."
        })
final class RunCommand implements Callable<Integer> {
    private static final int BATCH = 64;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How lines are written. */
    enum LogFormat {
        /** For a person. */
        plain,
        /** For a program: the keys of {@link LogLine}. */
        json
    }

    private final Console console;
    private final Daemon daemon;

    @Option(names = "--dir", paramLabel = "DIR", description = "Data directory; made where there is none.")
    private Path directory;

    @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "plain", description = "plain or json.")
    private LogFormat format;

    @Mixin
    private ConfigOptions config;

    /** @param console to speak to. */
    RunCommand(final Console console) {
        this.console = console;
        daemon = new Daemon(console, "run");
    }

    @Override
    public Integer call() {
        final LoadedConfig loaded = config.load(console, console.environment());
        final EngineOptions options = EngineOptions.of(loaded).door(true).listener(new EngineListener() {
            @Override
            public void onNotice(final String sentence) {
                console.err().println("sluice run: " + sentence);
            }
        });
        final EngineOptions opened = directory == null ? options : options.in(directory);
        return daemon.run(() -> work(opened)) ? Exit.GOOD : Exit.BAD;
    }

    /** Returns whether the engine was stopped, and did not stop by itself. */
    private boolean work(final EngineOptions options) {
        final long startNs = System.nanoTime();
        final Throwable failure;
        try (Engine engine = Engine.open(options)) {
            say("open in " + options.directory() + " after "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) + " ms, at record "
                    + engine.startSequence());
            sayDoor(engine);
            daemon.ready();
            tell(engine, options.directory());
            failure = engine.failure();
        }
        say(failure == null ? "stopped" : "the line has stopped: " + failure.getMessage());
        return failure == null;
    }

    private void sayDoor(final Engine engine) {
        if (engine.door() == null) {
            say("no door: sluice.door.enabled is false");
            return;
        }
        say("attach at " + engine.door().path());
        if (engine.door().isSecondPairUnproven()) {
            say("the second pair of eyes is not proven: no grant of sluice.door.grants separates two operators");
        }
    }

    /** Tells of the records until the engine is to stop, or has. */
    private void tell(final Engine engine, final Path where) {
        final LogLine lines = new LogLine(isJson());
        final StringBuilder text = new StringBuilder();
        try (ReleasedFeed feed = new ReleasedFeed(where, engine.startSequence(), engine.beacon()::lastSequence)) {
            while (!daemon.isStopping() && engine.failure() == null) {
                feed.await((record, position) -> lines.append(text, record), BATCH, WAIT_NS);
                if (!text.isEmpty()) {
                    print(text.toString());
                    text.setLength(0);
                }
            }
        }
    }

    private boolean isJson() {
        return format == LogFormat.json;
    }

    private void say(final String sentence) {
        print((isJson() ? LogLine.notice(EngineClock.system().wallNs(), sentence) : "sluice run: " + sentence) + "\n");
    }

    /** Whoever read the lines may be gone; the engine goes on. */
    private void print(final String text) {
        try {
            console.out().print(text);
            console.out().flush();
        } catch (final OutputClosedException e) {
            return;
        }
    }
}
