package io.sluice.tools.cli;

import io.sluice.config.ConfigLoader;
import io.sluice.config.ConfigProblem;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalReader;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which journal is meant. */
public final class JournalOptions {
    private static final String KEY = "sluice.journal.dir";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory. Without it sluice.journal.dir of the configuration.")
    private Path directory;

    @Mixin
    private ConfigOptions config;

    /** The data directory, which holds a journal. */
    public Path directory(final Console console) {
        final Path named = directory == null ? configured(console) : directory;
        if (!Files.isDirectory(named)) {
            throw CommandException.usage("there is no directory " + named + "; name one with --dir");
        }
        if (!JournalReader.hasJournal(named)) {
            throw CommandException.usage(named + " holds no journal; name another directory with --dir");
        }
        return named;
    }

    /** A data directory that holds a journal, or one that was put aside for a new epoch. */
    public Path directoryOfEpochs(final Console console) {
        final Path named = directory == null ? configured(console) : directory;
        return JournalEpochs.aside(named).isEmpty() ? directory(console) : named;
    }

    /** The configuration's options. */
    public ConfigOptions config() {
        return config;
    }

    /** To read a journal its place is enough; the rest of the configuration need not be sound. */
    private Path configured(final Console console) {
        final ConfigLoader.Reading reading = config.read(console, console.environment());
        for (final ConfigProblem problem : reading.problems()) {
            if (problem.key().isEmpty() || problem.key().equals(KEY)) {
                throw CommandException.usage(problem.toString());
            }
        }
        return reading.journalDir();
    }
}
