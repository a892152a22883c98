package io.sluice.serve;

import io.sluice.config.LoadedConfig;
import io.sluice.config.ServeConfig;
import io.sluice.serve.sql.Database;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which engine is served, and where its mirror is. */
final class Place {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory of the engine. Without it sluice.journal.dir of the configuration.")
    private Path directory;

    @Mixin
    private ConfigOptions config;

    private LoadedConfig loaded;

    LoadedConfig config(final Console console) {
        if (loaded == null) {
            loaded = config.load(console, console.environment());
        }
        return loaded;
    }

    /** The data directory, which holds a journal. */
    Path directory(final Console console) {
        return JournalOptions.holding(
                directory == null ? config(console).engine().journal().dir() : directory);
    }

    /** The folder that serve writes to. */
    Path folder(final Console console) {
        return config(console).serve().folder(directory(console));
    }

    /** The database of the mirror. */
    Database database(final Console console) {
        final ServeConfig.Mirror mirror = config(console).serve().mirror();
        if (!mirror.isOn()) {
            throw CommandException.usage("there is no mirror: sluice.mirror.url is off");
        }
        return mirror.url().equals(ServeConfig.SQLITE)
                ? Database.file(folder(console).resolve("mirror.db"))
                : new Database(mirror.url(), mirror.passwordFile());
    }

    /** Where to attach. */
    Path socket(final Console console) {
        return config(console).engine().door().socket(directory(console));
    }
}
