package io.sluice.serve;

import io.sluice.config.LoadedConfig;
import io.sluice.journal.DirectoryLock;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Daemon;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.OutputClosedException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice serve}: the second process (SPEC K-0). */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Shows an engine: API and console, mirror, messages, metrics, log; in the foreground.",
        description = {
            "It reads what the engine wrote and carries it out: to a browser (sluice.http.bind), to the SQL mirror "
                    + "(sluice.mirror.url), to people (sluice.notify), to a log (sluice.log.file) and as metrics "
                    + "(sluice.metrics.listen). Commands go through the engine's door. The engine need "
                    + "not run, and waits for nothing here. A sink that sluice.sinks.required names reports through "
                    + "the door when it is down. SIGTERM and Ctrl-C stop it cleanly."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice serve",
            "  sluice serve --dir /var/lib/sluice --set sluice.mirror.url=jdbc:postgresql://db/sluice?user=sluice",
            "",
            "Exit codes: 0 stopped, 1 the engine writes another journal now, 2 configuration, 4 it runs already."
        })
final class ServeCommand implements Callable<Integer> {
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Console console;
    private final Daemon daemon;

    @Mixin
    private Place place;

    ServeCommand(final Console console) {
        this.console = console;
        daemon = new Daemon(console, "serve");
    }

    @Override
    public Integer call() {
        final LoadedConfig config = place.config(console);
        final Assembly assembly = new Assembly(
                config,
                place.directory(console),
                place.folder(console),
                place.socket(console),
                config.serve().mirror().isOn() ? place.database(console) : null,
                this::say);
        assembly.check();
        final DirectoryLock lock = DirectoryLock.acquire(place.folder(console));
        try (lock) {
            return daemon.run(() -> work(assembly));
        }
    }

    private int work(final Assembly assembly) {
        try (Serving serving = assembly.open()) {
            daemon.ready();
            while (!daemon.isStopping()) {
                if (!serving.turn()) {
                    return Exit.BAD;
                }
                LockSupport.parkNanos(TURN_NS);
            }
        }
        say("stopped");
        return Exit.GOOD;
    }

    /** The reader of the lines may be gone; the sinks go on. */
    private synchronized void say(final String sentence) {
        try {
            console.out().println("sluice serve: " + sentence);
            console.out().flush();
        } catch (final OutputClosedException e) {
            return;
        }
    }
}
