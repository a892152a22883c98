package io.sluice.serve;

import io.sluice.codec.Role;
import io.sluice.config.LoadedConfig;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Wanted;
import io.sluice.serve.http.HttpRefusedException;
import io.sluice.serve.sink.Sink;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.Mirror;
import io.sluice.serve.sql.MirrorException;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes the parts of {@code serve} from a configuration: sinks, notifier, metrics, API.
 *
 * @param directory data directory of the engine.
 * @param folder    that {@code serve} writes to; its lock is the caller's.
 * @param socket    of the engine's door.
 * @param mirror    database of the mirror; null where it is off.
 * @param notices   takes sentences for a person.
 */
record Assembly(
        LoadedConfig config, Path directory, Path folder, Path socket, Database mirror, Consumer<String> notices) {

    /**
     * Refuses what cannot work, before anything begins.
     *
     * @throws CommandException with the key to set.
     */
    void check() {
        refuseUnknownSinks();
        if (mirror != null) {
            try {
                mirror.check();
            } catch (final MirrorException e) {
                throw CommandException.usage(e.getMessage());
            }
        }
        Notifying.check(config);
    }

    /** Starts everything; it ends with what is returned. */
    Serving open() {
        final Released released = new Released(directory);
        final JournalName journal = JournalName.find(directory, released);
        if (journal.id() == null) {
            throw new CommandException(
                    Exit.NO_ENGINE, directory + " has no record of a start yet: start an engine with sluice run");
        }
        final Gateway gateway = new Gateway(socket, roles(), notices);
        final Serving serving = new Serving(
                directory, gateway, journal.id(), config, released, new SinkBoard(folder, notices), notices);
        boolean isOpen = false;
        try {
            for (final Sink sink : sinks()) {
                serving.add(new SinkRunner(
                        directory,
                        journal.id(),
                        sink,
                        config.control().outlets().requiredSinks().contains(sink.name()),
                        released,
                        notices));
            }
            if (mirror != null) {
                notices.accept("mirrors the journal of " + directory + " in " + mirror);
            }
            if (config.serve().notifier().isOn()) {
                serving.add(new Notifying(directory, folder, journal.id(), config, released, gateway, notices));
            }
            final Metering metering = new Metering(
                    directory, config, config.serve().metrics().listen(), released, serving::sinks, notices);
            serving.add(metering);
            if (config.serve().http().isOn()) {
                serving.add(api(journal, released, gateway, serving, metering));
            }
            serving.start();
            isOpen = true;
            return serving;
        } finally {
            if (!isOpen) {
                serving.close();
            }
        }
    }

    private Set<Role> roles() {
        return Wanted.roles(config.engine().door().grants(), System.getProperty("user.name"));
    }

    private List<Sink> sinks() {
        final List<Sink> sinks = new ArrayList<>();
        if (mirror != null) {
            sinks.add(new MirrorSink(mirror));
        }
        if (config.serve().log().file() != null) {
            sinks.add(new LogSink(directory, config.serve().log()));
        }
        return sinks;
    }

    private Api api(
            final JournalName journal,
            final Released released,
            final Gateway gateway,
            final Serving serving,
            final Metering metering) {
        try {
            return new Api(new Api.Parts(
                    config,
                    directory,
                    folder,
                    journal,
                    released,
                    gateway,
                    mirror,
                    serving.runners(),
                    metering.scrape(),
                    notices));
        } catch (final HttpRefusedException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private void refuseUnknownSinks() {
        final Map<String, String> off = new TreeMap<>();
        if (mirror == null) {
            off.put(Mirror.NAME, "sluice.mirror.url is off");
        }
        if (config.serve().log().file() == null) {
            off.put(LogSink.NAME, "sluice.log.file is off");
        }
        for (final String required : config.control().outlets().requiredSinks()) {
            final boolean isKnown = required.equals(Mirror.NAME) || required.equals(LogSink.NAME);
            if (!isKnown || off.containsKey(required)) {
                throw CommandException.usage("sluice.sinks.required names " + required
                        + ", and no such sink runs here: "
                        + off.getOrDefault(required, "there are only " + Mirror.NAME + " and " + LogSink.NAME));
            }
        }
    }
}
