package io.sluice.tools.cli;

import io.sluice.client.EngineException;
import io.sluice.config.ConfigProblem;
import io.sluice.config.ConfigRefusedException;
import io.sluice.journal.JournalException;
import io.sluice.journal.JvmFlags;
import io.sluice.schema.IoTrouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and tells trouble in a line: never a stack trace, unless Sluice itself is at fault. */
public final class CommandLineTool {
    private static final String OPERATORS = "sluice.hitl.allowed-operators";

    @Command(
            name = "sluice",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Stands between a trading strategy and its broker.",
            optionListHeading = "%nOptions:%n",
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "sluice COMMAND --help says more of each.",
                "",
                "Exit codes: 0 all well; 1 what was looked at is not good (malformed line, damaged journal);",
                "2 bad usage or configuration, or something is missing; 3 a fault in Sluice itself;",
                "141 whoever read the output stopped reading."
            })
    private static final class Root {}

    private static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = CommandLineTool.class.getPackage().getImplementationVersion();
            return new String[] {
                "sluice " + (version == null ? "(not packaged)" : version) + ", Java "
                        + System.getProperty("java.version")
            };
        }
    }

    private CommandLineTool() {}

    /** Runs a command line; returns its {@link Exit} code. */
    public static int run(
            final Console console, final List<Function<Console, Callable<Integer>>> commands, final String... args) {
        final CommandLine root = new CommandLine(new Root());
        commands.forEach(command -> root.addSubcommand(command.apply(console)));
        root.getSubcommands().values().forEach(sub -> sub.getCommandSpec().versionProvider(new Version()));
        final StringWriter help = new StringWriter();
        root.setOut(new PrintWriter(help, true))
                .setErr(console.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.paint().isEnabled() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setExecutionStrategy(CommandLineTool::execute)
                .setParameterExceptionHandler((e, given) -> misused(console, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(console, command, e));
        final int code = root.execute(args);
        try {
            console.out()
                    .print(help.getBuffer().isEmpty() ? "" : help.toString().stripTrailing() + "\n");
            console.out().flush();
        } catch (final OutputClosedException e) {
            return Exit.OUTPUT_CLOSED;
        } catch (final CommandException e) {
            tell(console, root, e.getMessage());
            return e.exitCode();
        }
        return code;
    }

    private static int execute(final ParseResult parsed) {
        final Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            parsed.commandSpec()
                    .commandLine()
                    .usage(parsed.commandSpec().commandLine().getErr());
            return Exit.USAGE;
        }
        try {
            JvmFlags.check();
        } catch (final JournalException e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), "flags are missing", e);
        }
        return new RunLast().execute(parsed);
    }

    private static int misused(final Console console, final ParameterException e) {
        final CommandLine command = e.getCommandLine();
        tell(console, command, e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            console.err().println("did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        console.err().println("see " + command.getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    private static int failed(final Console console, final CommandLine command, final Exception e) {
        if (e instanceof OutputClosedException) {
            return Exit.OUTPUT_CLOSED;
        }
        flush(console, command);
        if (e instanceof final CommandException told) {
            tell(console, command, told.getMessage());
            return told.exitCode();
        }
        if (e instanceof final ConfigRefusedException refused) {
            problems(console, command, refused.problems());
            return Exit.USAGE;
        }
        if (e instanceof final JournalException journal) {
            tell(console, command, journal.getMessage());
            return journal.code() == JournalException.Code.DAMAGED ? Exit.BAD : Exit.USAGE;
        }
        if (e instanceof final EngineException engine && exitCode(engine.code()) != Exit.FAULT) {
            tell(console, command, engine.getMessage());
            return exitCode(engine.code());
        }
        if (e instanceof final UncheckedIOException io) {
            tell(console, command, "a file cannot be read or written: " + IoTrouble.describe(io.getCause()));
            return Exit.USAGE;
        }
        tell(console, command, "a fault in Sluice itself, please report it with what follows");
        e.printStackTrace(console.err());
        return Exit.FAULT;
    }

    /** What the command had to say before it failed; it has failed all the same if nobody can have that. */
    private static void flush(final Console console, final CommandLine command) {
        try {
            console.out().flush();
        } catch (final CommandException | OutputClosedException e) {
            tell(console, command, "the output before this is not whole: " + e.getMessage());
        }
    }

    private static int exitCode(final EngineException.Code code) {
        return switch (code) {
            case DIVERGED -> Exit.BAD;
            case CLIENT_EXISTS, STUCK -> Exit.FAULT;
            case OTHER_KIND,
                    EPOCH_UNFINISHED,
                    TOO_MANY_FENCES,
                    CAPACITY_CHANGED,
                    RECORD_TOO_LARGE,
                    HALTED,
                    SEAL_KEY,
                    NO_BEACON,
                    IO -> Exit.USAGE;
        };
    }

    /** One line a problem, and how to mend the one that everybody meets first. */
    private static void problems(final Console console, final CommandLine command, final List<ConfigProblem> problems) {
        problems.forEach(problem -> tell(console, command, problem.toString()));
        if (problems.stream().anyMatch(problem -> problem.key().equals(OPERATORS))) {
            tell(console, command, "name them in config/sluice.conf, or add: --set " + OPERATORS + "=alice,bob");
        }
    }

    private static void tell(final Console console, final CommandLine command, final String message) {
        console.err().println(command.getCommandSpec().qualifiedName() + ": " + message);
    }
}
