package io.sluice.tools.cli;

import io.sluice.client.Beacon;
import io.sluice.config.ConfigLoader;
import io.sluice.config.ConfigProblem;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which journal is meant. */
public final class JournalOptions {
    private static final String KEY = "sluice.journal.dir";
    private static final String LOCK = "lock";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory. Without it sluice.journal.dir of the configuration.")
    private Path directory;

    @Mixin
    private ConfigOptions config;

    /** The data directory, which holds a journal. */
    public Path directory(final Console console) {
        return holding(named(console));
    }

    /** A directory, which must hold a journal. */
    public static Path holding(final Path named) {
        refuseFile(named);
        if (!Files.isDirectory(named)) {
            throw CommandException.usage("there is no directory " + named + "; name one with --dir");
        }
        if (!JournalReader.hasJournal(named)) {
            throw CommandException.usage(named + " holds no journal; name another directory with --dir");
        }
        return named;
    }

    /** For a directory that is there, or is to be made. */
    public static void refuseFile(final Path named) {
        if (Files.exists(named) && !Files.isDirectory(named)) {
            throw CommandException.usage(named + " is no directory");
        }
    }

    /** For a directory that is to be made, or is empty: it must not hold somebody else's files. */
    public static void refuseForeign(final Path named) {
        refuseFile(named);
        if (!Files.isDirectory(named)) {
            return;
        }
        try (Stream<Path> entries = Files.list(named)) {
            if (entries.anyMatch(entry -> !entry.getFileName().toString().equals(LOCK))) {
                throw CommandException.usage(
                        named + " is not empty and holds no journal of Sluice's; name a new directory with --dir");
            }
        } catch (final IOException e) {
            throw CommandException.usage(CommandException.describe(named, e));
        }
    }

    /** A data directory where a journal is due, be it lost: an engine released records there. */
    public Path directoryOfRecords(final Console console) {
        return due(named(console));
    }

    /** The same, or one whose journal was put aside for a new epoch. */
    public Path directoryOfEpochs(final Console console) {
        final Path named = named(console);
        return JournalEpochs.aside(named).isEmpty() ? due(named) : named;
    }

    private static Path due(final Path named) {
        return Beacon.lastReleased(named).orElse(0) == 0 ? holding(named) : named;
    }

    /** The configuration's options. */
    public ConfigOptions config() {
        return config;
    }

    private Path named(final Console console) {
        config.refuseNonsense(console);
        return directory == null ? configured(config.read(console, console.environment())) : directory;
    }

    /** Its place, where a configuration puts it: to read a journal the rest of that need not be sound. */
    public static Path configured(final ConfigLoader.Reading reading) {
        for (final ConfigProblem problem : reading.problems()) {
            if (problem.key().isEmpty() || problem.key().equals(KEY)) {
                throw CommandException.usage(problem.toString());
            }
        }
        return reading.journalDir();
    }
}
