package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.journal.JournalCopy;
import io.sluice.journal.JournalEpochs;
import io.sluice.seal.SealCheck;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import io.sluice.tools.cli.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice backup}: a consistent copy of a data directory that was executed again. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Copies a data directory, also of a running engine, and verifies the copy.",
        description = {
            "Copies snapshots and journal up to the last record that is complete at that moment, and what was ever put "
                    + "aside (epochs, dropped), forces the copy to the device and executes every record of it again. "
                    + "The engine is not disturbed, need not stop. What is only reserved is not copied, nor what an "
                    + "engine makes anew.",
            "",
            "Until it is whole and verified the copy is called DIR2.partial. An engine that opens it goes on behind "
                    + "its last record; never let two engines trade from one history."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice backup /backup/monday --dir sluice-data",
            "",
            "Exit codes: 0 copied and good, 1 the journal is damaged and there is no copy, 2 bad usage or no",
            "space."
        })
public final class BackupCommand implements Callable<Integer> {
    private static final String PARTIAL = ".partial";
    private static final String SNAPSHOTS = "snapshots";
    private static final long MB = 1_000_000;

    private final Console console;

    @Parameters(paramLabel = "DIR2", description = "Where the copy goes: a new directory, or an empty one.")
    private Path target;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public BackupCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path source = options.directory(console);
        final Path copy = target.toAbsolutePath().normalize();
        final Path partial = copy.resolveSibling(copy.getFileName() + PARTIAL);
        try {
            refuse(copy, partial);
            Files.createDirectories(partial);
            boolean isWhole = false;
            try {
                final JournalCheck check = copy(source, partial);
                Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
                isWhole = true;
                sync(copy.getParent());
                say(check);
            } finally {
                if (!isWhole) {
                    delete(partial);
                }
            }
        } catch (final IOException e) {
            throw CommandException.usage("no copy was made: " + CommandException.describe(copy, e));
        }
        return Exit.GOOD;
    }

    private static void refuse(final Path copy, final Path partial) throws IOException {
        if (Files.exists(partial)) {
            throw CommandException.usage(partial + " is what a backup left that did not end; remove it first");
        }
        if (Files.isDirectory(copy)) {
            try (Stream<Path> entries = Files.list(copy)) {
                if (entries.findAny().isPresent()) {
                    throw CommandException.usage(copy + " is not empty; name a new directory");
                }
            }
        } else if (Files.exists(copy)) {
            throw CommandException.usage(copy + " is no directory");
        }
    }

    /** Snapshots first: none of them is then of a record behind the last one copied. */
    private JournalCheck copy(final Path source, final Path partial) throws IOException {
        final OptionalLong released = Beacon.lastReleased(source);
        copySnapshots(source.resolve(SNAPSHOTS), partial.resolve(SNAPSHOTS));
        final long last;
        try (Progress progress = new Progress(console, "MB", JournalCopy.size(source) / MB)) {
            last = JournalCopy.run(source, partial, bytes -> progress.done(Math.max(1, bytes / MB)));
        }
        if (last == 0) {
            throw CommandException.usage(source + " holds no record yet");
        }
        for (final Path tree : JournalEpochs.trees(source)) {
            copyTree(tree, partial.resolve(tree.getFileName()));
        }
        final JournalCheck check = JournalCheck.of(partial, new SealCheck(List.of(), null), console);
        refuseTheBad(check, last, JournalCheck.missing(source, released, last, check.notices()));
        return check;
    }

    private static void refuseTheBad(final JournalCheck check, final long last, final String missing) {
        final String what = check.problem() != null ? check.problem() : missing;
        final String problem = what == null && check.lastSequence() != last
                ? "the copy ends at record " + check.lastSequence() + " and not at record " + last
                : what;
        if (problem != null) {
            throw new CommandException(Exit.BAD, "no copy was made, for it would not be good: " + problem);
        }
    }

    /** What was put aside changes no more; an engine that starts now may add to it, and then this is not all. */
    private static void copyTree(final Path from, final Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (final Path path : tree.toList()) {
                final Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectory(copy);
                } else {
                    Files.copy(path, copy);
                    sync(copy);
                }
            }
        }
        sync(to);
    }

    private static void copySnapshots(final Path from, final Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectory(to);
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(from, "*.snap")) {
            for (final Path snapshot : snapshots) {
                final Path copy = to.resolve(snapshot.getFileName());
                try {
                    Files.copy(snapshot, copy);
                    sync(copy);
                } catch (final NoSuchFileException e) {
                    // A newer one has taken its place meanwhile.
                    Files.deleteIfExists(copy);
                }
            }
        }
        sync(to);
    }

    private void say(final JournalCheck check) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(target)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        final Output out = console.out();
        out.println(String.format(Locale.ROOT, "%s: %s, %,d bytes", target, check.summary(), bytes));
        check.notices().forEach(out::println);
        out.println(console.paint().good("good"));
    }

    private static void sync(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.force(true);
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
