package io.sluice.tools.door;

import io.sluice.tools.cli.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Every command of this package, for the list of all commands. */
public final class DoorCommands {
    private DoorCommands() {}

    /** What runs and tries an engine. */
    public static List<Function<Console, Object>> run() {
        return List.of(RunCommand::new, PaperCommand::new);
    }

    /** What an operator says, and what sends inputs. */
    public static List<Function<Console, Object>> speak() {
        final List<Function<Console, Object>> all = new ArrayList<>(OperatorCommand.all());
        all.add(IntentCommand::new);
        all.add(SendCommand::new);
        return all;
    }

    /** What is looked at by name. */
    public static List<Function<Console, Object>> look() {
        return LookCommand.all();
    }
}
