package io.sluice.serve;

import io.sluice.codec.Role;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.DirectoryLock;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Wanted;
import io.sluice.serve.http.HttpRefusedException;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.Mirror;
import io.sluice.serve.sql.MirrorException;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Daemon;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.OutputClosedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice serve}: the second process (SPEC K-0). */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Mirrors the journal of an engine, in the foreground.",
        description = {
            "It reads what the engine wrote and carries it out: to the SQL mirror (sluice.mirror.url). The engine need "
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
        final Path directory = place.directory(console);
        final List<Database> mirrors = config.serve().mirror().isOn() ? List.of(place.database(console)) : List.of();
        refuseUnknownSinks(config, mirrors);
        check(mirrors);
        Notifying.check(config);
        final DirectoryLock lock = DirectoryLock.acquire(place.folder(console));
        try (lock) {
            return daemon.run(() -> work(directory, config, mirrors));
        }
    }

    private int work(final Path directory, final LoadedConfig config, final List<Database> mirrors) {
        final Released released = new Released(directory);
        final JournalName journal = JournalName.find(directory, released);
        if (journal.id() == null) {
            throw new CommandException(
                    Exit.NO_ENGINE, directory + " has no record of a start yet: start an engine with sluice run");
        }
        final List<SinkRunner> runners = new ArrayList<>();
        mirrors.forEach(database -> runners.add(new SinkRunner(
                directory,
                journal.id(),
                new MirrorSink(database),
                config.control().outlets().requiredSinks().contains(Mirror.NAME),
                released,
                this::say)));
        final Gateway gateway = new Gateway(place.socket(console), roles(config), this::say);
        final Notifying notifying = config.serve().notifier().isOn()
                ? new Notifying(directory, place.folder(console), journal.id(), config, released, gateway, this::say)
                : null;
        if (notifying != null) {
            runners.add(notifying.runner());
        }
        try (Serving serving = new Serving(
                directory,
                gateway,
                journal.id(),
                config,
                released,
                runners,
                new SinkBoard(place.folder(console), this::say),
                this::say)) {
            mirrors.forEach(database -> say("mirrors the journal of " + directory + " in " + database));
            if (notifying != null) {
                serving.add(notifying);
                say("tells people by " + notifying.channels());
            }
            if (config.serve().http().isOn()) {
                final Api api = api(new Api.Parts(
                        config,
                        directory,
                        place.folder(console),
                        journal,
                        released,
                        gateway,
                        mirrors.isEmpty() ? null : mirrors.get(0),
                        runners,
                        null,
                        this::say));
                serving.add(api);
                say("listens at " + api.address());
            }
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

    private static Set<Role> roles(final LoadedConfig config) {
        return Wanted.roles(config.engine().door().grants(), System.getProperty("user.name"));
    }

    private static Api api(final Api.Parts parts) {
        try {
            return new Api(parts);
        } catch (final HttpRefusedException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private static void refuseUnknownSinks(final LoadedConfig config, final List<Database> mirrors) {
        for (final String required : config.control().outlets().requiredSinks()) {
            if (!required.equals(Mirror.NAME) || mirrors.isEmpty()) {
                throw CommandException.usage(
                        "sluice.sinks.required names " + required + ", and no such sink runs here: "
                                + (required.equals(Mirror.NAME) ? "sluice.mirror.url is off" : "there is only mirror"));
            }
        }
    }

    private static void check(final List<Database> mirrors) {
        try {
            mirrors.forEach(Database::check);
        } catch (final MirrorException e) {
            throw CommandException.usage(e.getMessage());
        }
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
