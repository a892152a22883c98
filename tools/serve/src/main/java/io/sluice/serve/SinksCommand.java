package io.sluice.serve;

import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice sinks}: what {@code serve} last said of its sinks. */
@Command(
        name = "sinks",
        mixinStandardHelpOptions = true,
        header = "Shows what each sink of sluice serve did, and how far behind it is.",
        description = {"serve writes it every second, also as it stops; a serve that was killed left it as it was."},
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit codes: 0 shown, 2 bad usage, 4 no serve has run here."})
final class SinksCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Prints the view as JSON.")
    private boolean json;

    @Mixin
    private Place place;

    SinksCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path file = place.folder(console).resolve(SinkBoard.FILE);
        try {
            final String text = Files.readString(file);
            console.out().raw(json ? text : Table.of(SinkBoard.rows(text), console.paint(), console.columns()));
            return Exit.GOOD;
        } catch (final NoSuchFileException e) {
            throw new CommandException(Exit.NO_ENGINE, "there is no " + file + ": start sluice serve");
        } catch (final IOException e) {
            throw CommandException.usage(CommandException.describe(file, e));
        }
    }
}
