package io.sluice.tools.door;

import io.sluice.control.view.View;
import io.sluice.tools.cli.Console;
import io.sluice.tools.command.Selection;
import io.sluice.tools.command.StateCommand;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The views by their names (SPEC X-10): each is {@code sluice state VIEW} under a shorter one, some with options of
 * their own for the rows.
 */
final class LookCommand {
    /**
     * One command.
     *
     * @param view   null for several.
     * @param select options that say which rows are shown.
     * @param header one line for the help; null for the usual one.
     * @param sample arguments for an example.
     */
    private record Row(String name, View view, Supplier<Selection> select, String header, String sample) {}

    /** Those that are more than their view. */
    private static final Map<String, Row> OWN = Map.of(
            "trades",
            new Row("trades", View.TRADES, Selection.Trades::new, "Shows the trades in the book, or one.", "548864"),
            "history",
            new Row(
                    "history",
                    View.HISTORY,
                    Selection.History::new,
                    "Shows the requests that were decided last.",
                    "--symbol BTCUSD --status expired --limit 5"));

    private static final Row APPROVAL = new Row(
            "approval",
            null,
            Selection.OneRequest::new,
            "Shows a request in full, waiting or decided.",
            "548864 --json");

    private LookCommand() {}

    static List<Function<Console, Object>> look() {
        return Stream.of(View.values())
                .filter(view -> ofGroup(view.spelling()) == null && !isOfDeciding(view))
                .map(LookCommand::row)
                .map(LookCommand::command)
                .toList();
    }

    /** What somebody who decides looks at. */
    static List<Function<Console, Object>> decide() {
        return List.of(command(row(View.PENDING)), command(APPROVAL), command(row(View.HISTORY)));
    }

    private static boolean isOfDeciding(final View view) {
        return view == View.PENDING || view == View.HISTORY;
    }

    private static Row row(final View view) {
        final String name = view == View.REQUESTS ? "confirmations" : view.spelling();
        return OWN.getOrDefault(name, new Row(name, view, () -> Selection.ALL, null, "--watch"));
    }

    /** The view that a group of commands shows where none of them is named; null if none. */
    static View ofGroup(final String name) {
        return switch (name) {
            case "policy" -> View.POLICY;
            case "recovery" -> View.RECOVERY;
            default -> null;
        };
    }

    /** A command that shows one view. */
    static CommandSpec spec(final Console console, final View view) {
        return spec(console, view, Selection.ALL);
    }

    private static CommandSpec spec(final Console console, final View view, final Selection selection) {
        final CommandSpec spec = CommandSpec.forAnnotatedObject(new StateCommand(console, view, selection));
        spec.remove(spec.positionalParameters().get(0));
        if (selection != Selection.ALL) {
            spec.addMixin("rows", CommandSpec.forAnnotatedObject(selection));
        }
        return spec;
    }

    private static Function<Console, Object> command(final Row row) {
        return console -> {
            final CommandSpec spec = spec(console, row.view, row.select.get()).name(row.name);
            spec.usageMessage()
                    .header(
                            row.header == null
                                    ? "Shows the view " + row.view.spelling() + ": as sluice state "
                                            + row.view.spelling() + "."
                                    : row.header)
                    .description("See sluice state --help.")
                    .footer(
                            "  sluice " + row.name + " " + row.sample,
                            "",
                            "Exit codes: 0 shown, 1 there is no such row, or the journal is damaged, 2 bad usage.");
            return new CommandLine(spec);
        };
    }
}
