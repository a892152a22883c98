package io.sluice.tools.door;

import io.sluice.client.CommandAnswer;
import io.sluice.client.SluiceClient;
import io.sluice.control.view.View;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;

/** A command of an operator, made from its row of the {@link Table}. */
@Command(mixinStandardHelpOptions = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n")
final class OperatorCommand implements Callable<Integer> {
    private static final String EXIT_CODES =
            "Exit codes: 0 done, 1 refused, 2 bad usage, 4 no engine, 6 waits for a second operator, 7 unknown.";

    private final Console console;
    private final Row row;
    private final Map<String, ArgSpec> given = new LinkedHashMap<>();

    @Option(names = "--yes", description = "Asks nothing.")
    private boolean yes;

    @Mixin
    private DoorOptions options;

    private OperatorCommand(final Console console, final Row row) {
        this.console = console;
        this.row = row;
    }

    /** Every command of the table by its group; those with a common first word are below one command. */
    static Map<String, List<Function<Console, Object>>> all() {
        final Map<String, List<Row>> commands = new LinkedHashMap<>();
        for (final Row row : Table.ROWS) {
            commands.computeIfAbsent(row.first(), name -> new ArrayList<>()).add(row);
        }
        final Map<String, List<Function<Console, Object>>> all = new LinkedHashMap<>();
        commands.forEach((name, rows) -> all.computeIfAbsent(Table.group(name), group -> new ArrayList<>())
                .add(console ->
                        rows.get(0).words().equals(name) ? of(console, rows.get(0)) : parent(console, name, rows)));
        return all;
    }

    private static CommandLine parent(final Console console, final String name, final List<Row> rows) {
        final List<String> footer = new ArrayList<>();
        rows.forEach(row -> footer.add("  sluice " + row.words() + " " + row.sample()));
        final String headers = String.join(" ", rows.stream().map(Row::header).toList());
        final View shown = LookCommand.ofGroup(name);
        final CommandSpec made =
                shown == null ? CommandSpec.create().mixinStandardHelpOptions(true) : LookCommand.spec(console, shown);
        final CommandSpec spec =
                dressed(made.name(name), shown == null ? headers : "Shows the view " + name + ". " + headers, footer);
        spec.usageMessage().commandListHeading("%nCommands:%n").optionListHeading("%nOptions:%n");
        rows.forEach(row -> spec.addSubcommand(row.name(), of(console, row)));
        return new CommandLine(spec);
    }

    private static CommandLine of(final Console console, final Row row) {
        final OperatorCommand command = new OperatorCommand(console, row);
        final CommandSpec spec = CommandSpec.forAnnotatedObject(command).name(row.name());
        int place = 0;
        for (final Row.Arg arg : row.args()) {
            command.given.put(arg.name(), command.add(spec, arg, arg.isOption() ? -1 : place++));
        }
        return new CommandLine(dressed(spec, row.header(), List.of("  sluice " + row.words() + " " + row.sample())));
    }

    private static CommandSpec dressed(final CommandSpec spec, final String header, final List<String> examples) {
        final List<String> footer = new ArrayList<>(examples);
        footer.add("");
        footer.add(EXIT_CODES);
        spec.usageMessage()
                .header(header)
                .footerHeading("%nExamples:%n")
                .footer(footer.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
        return spec;
    }

    private ArgSpec add(final CommandSpec spec, final Row.Arg arg, final int place) {
        if (!arg.isOption()) {
            final PositionalParamSpec positional = PositionalParamSpec.builder()
                    .index(Integer.toString(place))
                    .paramLabel(arg.name())
                    .arity("1")
                    .type(String.class)
                    .description(arg.help())
                    .build();
            spec.addPositional(positional);
            return positional;
        }
        final OptionSpec.Builder builder = OptionSpec.builder(arg.name()).description(arg.help());
        final OptionSpec option = arg.label() == null
                ? builder.type(boolean.class).arity("0").build()
                : builder.type(String.class)
                        .arity("1")
                        .paramLabel(arg.label())
                        .required(arg.required())
                        .build();
        spec.addOption(option);
        return option;
    }

    @Override
    public Integer call() {
        final Args args = args();
        try (SluiceClient client =
                SluiceClient.connect(options.client(console, row.words()).operator(options.operator()))) {
            if (client.principal().isEmpty()) {
                throw CommandException.usage("name the operator with --as: your own user name is none of them");
            }
            final Desk desk = new Desk(console, client.operator(), options.directory(console), options.json());
            final String question = row.ask() == null || yes || !console.isTerminal()
                    ? null
                    : row.ask().question(desk, args);
            if (question != null && !isYes(question)) {
                console.out().println("nothing was sent");
                console.out().flush();
                return Exit.BAD;
            }
            final CommandAnswer answer = row.act().send(desk, args).await(options.timeout());
            return Told.tell(console, answer, options.json());
        }
    }

    private Args args() {
        final Map<String, String> values = new HashMap<>();
        given.forEach((name, spec) -> {
            final Object value = spec.getValue();
            if (value != null && !Boolean.FALSE.equals(value)) {
                values.put(name, value.toString());
            }
        });
        return new Args(values);
    }

    private boolean isYes(final String question) {
        console.out().print(question + " [y/N] ");
        console.out().flush();
        try {
            final String line =
                    new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return line != null && line.strip().matches("(?i)y|yes");
        } catch (final IOException e) {
            throw CommandException.usage("the answer cannot be read: " + e.getMessage());
        }
    }
}
