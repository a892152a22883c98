package io.sluice.tools.cli;

import io.sluice.config.ConfigProblem;
import io.sluice.config.ConfigRefusedException;
import io.sluice.config.Nearest;
import io.sluice.journal.JournalException;
import io.sluice.journal.JvmFlags;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and tells trouble in a line: never a stack trace, unless Sluice itself is at fault. */
public final class CommandLineTool {
    private static final String OPERATORS = "sluice.hitl.allowed-operators";
    private static final int HELP_COLUMNS = 100;

    @Command(
            name = "sluice",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Controls the orders of trading strategies before they reach a broker.",
            optionListHeading = "%nOptions:%n",
            commandListHeading = "%nCommands:%n",
            footerHeading = "%nsluice help COMMAND says more of each.%n%n")
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

    static {
        // The library would load the classes of databases into each process, for options of types that none has here.
        System.setProperty("picocli.converters.excludes", "java\\.sql\\..*");
    }

    private CommandLineTool() {}

    /** Runs a command line; returns its {@link Exit} code. */
    public static int run(final Console console, final List<Function<Console, Object>> commands, final String... args) {
        return run(console, Map.of("", commands), args);
    }

    /**
     * Runs a command line whose commands the help shows in groups.
     *
     * @param groups commands by the name of their group, in the order in which they are shown.
     */
    public static int run(
            final Console console, final Map<String, List<Function<Console, Object>>> groups, final String... args) {
        final StringWriter help = new StringWriter();
        final CommandLine root = root(console, groups, new PrintWriter(help, true));
        try {
            final int code = root.execute(args);
            final String shown = help.toString().stripTrailing();
            console.out().raw(shown.isEmpty() ? "" : shown + "\n");
            console.out().flush();
            return code;
        } catch (final OutputClosedException e) {
            return Exit.OUTPUT_CLOSED;
        } catch (final CommandException e) {
            tell(console, root, e.getMessage());
            return e.exitCode();
        } catch (final Error e) {
            // As a rule too little memory: the command line library hands on exceptions alone.
            return failed(console, root, e);
        }
    }

    private static CommandLine root(
            final Console console, final Map<String, List<Function<Console, Object>>> groups, final PrintWriter help) {
        final CommandLine root = new CommandLine(new Root());
        final Map<String, List<String>> names = new LinkedHashMap<>();
        groups.forEach((group, commands) -> {
            final Set<String> before = Set.copyOf(root.getSubcommands().keySet());
            commands.forEach(command -> root.addSubcommand(command.apply(console)));
            final List<String> added = new ArrayList<>(root.getSubcommands().keySet());
            added.removeAll(before);
            names.put(group, added);
        });
        if (groups.size() > 1) {
            root.getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, shown -> list(root.getSubcommands(), names));
        }
        root.addSubcommand(new HelpCommand());
        root.registerConverter(Path.class, CommandLineTool::path);
        root.getSubcommands().values().forEach(sub -> sub.getCommandSpec().versionProvider(new Version()));
        root.getCommandSpec().usageMessage().footer(Exit.TABLE.toArray(String[]::new));
        return root.setOut(help)
                .setErr(console.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.paint().isEnabled() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Math.min(HELP_COLUMNS, console.columns()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setExecutionStrategy(CommandLineTool::execute)
                .setParameterExceptionHandler((e, given) -> misused(console, root, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(console, command, e));
    }

    private static String list(final Map<String, CommandLine> commands, final Map<String, List<String>> groups) {
        final int width =
                commands.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        final StringBuilder list = new StringBuilder();
        groups.forEach((group, names) -> {
            list.append(' ').append(group).append('\n');
            names.forEach(name -> list.append("  ")
                    .append(name)
                    .append(" ".repeat(width - name.length()))
                    .append(String.join(
                            " ",
                            commands.get(name).getCommandSpec().usageMessage().header()))
                    .append('\n'));
        });
        return list.toString();
    }

    private static Path path(final String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("it is empty, and must name a file or a directory");
        }
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new TypeConversionException("it is no name of a file: " + e.getReason());
        }
    }

    private static int execute(final ParseResult parsed) {
        final Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            parsed.commandSpec()
                    .commandLine()
                    .usage(parsed.commandSpec().commandLine().getErr(), Ansi.OFF);
            return Exit.USAGE;
        }
        try {
            JvmFlags.check();
        } catch (final JournalException e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), "flags are missing", e);
        }
        return new RunLast().execute(parsed);
    }

    private static int misused(final Console console, final CommandLine root, final ParameterException e) {
        final CommandLine command = e.getCommandLine();
        tell(console, command, e.getMessage());
        if (e instanceof final UnmatchedArgumentException unmatched) {
            final List<String> near = command == root
                    ? Nearest.of(
                            unmatched.getUnmatched().get(0),
                            root.getSubcommands().keySet())
                    : unmatched.getSuggestions();
            if (!near.isEmpty()) {
                console.err().println("did you mean " + String.join(" or ", near) + "?");
            }
        }
        console.err().println("see " + command.getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    private static int failed(final Console console, final CommandLine command, final Throwable thrown) {
        if (thrown instanceof OutputClosedException) {
            return Exit.OUTPUT_CLOSED;
        }
        flush(console, command);
        if (thrown instanceof final ConfigRefusedException refused) {
            problems(console, command, refused.problems());
            return Exit.USAGE;
        }
        final Trouble trouble = Trouble.of(thrown);
        if (trouble.sentence() != null) {
            tell(console, command, trouble.sentence());
        } else {
            tell(console, command, "this is a fault in Sluice itself; please report it with these lines");
            thrown.printStackTrace(console.err());
        }
        return trouble.exitCode();
    }

    /** Writes what the command said before it failed; if that fails too, the command has failed all the same. */
    private static void flush(final Console console, final CommandLine command) {
        try {
            console.out().flush();
        } catch (final CommandException | OutputClosedException e) {
            tell(console, command, "the output before this is not whole: " + e.getMessage());
        }
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
