package io.sluice.tools.door;

import io.sluice.control.view.View;
import io.sluice.tools.cli.Console;
import io.sluice.tools.command.StateCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The views by their names (SPEC X-10): each is {@code sluice state VIEW} under a shorter one. */
final class LookCommand {
    private static final Map<String, View> NAMES = new LinkedHashMap<>();

    static {
        for (final View view : View.values()) {
            if (view == View.REQUESTS) {
                NAMES.put("confirmations", view);
            } else if (ofGroup(view.spelling()) == null) {
                NAMES.put(view.spelling(), view);
            }
        }
    }

    private LookCommand() {}

    static List<Function<Console, Object>> all() {
        final List<Function<Console, Object>> all = new ArrayList<>();
        NAMES.forEach((name, view) -> all.add(console -> of(console, name, view)));
        return all;
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
        final CommandSpec spec = CommandSpec.forAnnotatedObject(new StateCommand(console, view));
        spec.remove(spec.positionalParameters().get(0));
        return spec;
    }

    private static CommandLine of(final Console console, final String name, final View view) {
        final CommandSpec spec = spec(console, view).name(name);
        spec.usageMessage()
                .header("Shows the view " + view.spelling() + ": as sluice state " + view.spelling() + ".")
                .description("See sluice state --help.")
                .footer(
                        "  sluice " + name,
                        "  sluice " + name + " --watch",
                        "",
                        "Exit codes: 0 shown, 1 the journal is damaged, 2 bad usage.");
        return new CommandLine(spec);
    }
}
