package io.sluice.tools.door;

import io.sluice.tools.cli.Console;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every command of this package, for the list of all commands. */
public final class DoorCommands {
    private DoorCommands() {}

    /** What runs and tries an engine. */
    public static List<Function<Console, Object>> run() {
        return List.of(RunCommand::new, PaperCommand::new);
    }

    /** What an operator says, by group, and what sends inputs. */
    public static Map<String, List<Function<Console, Object>>> speak() {
        final Map<String, List<Function<Console, Object>>> all = OperatorCommand.all();
        all.get("decide").addAll(0, LookCommand.decide());
        all.put("send", List.of(IntentCommand::new, SendCommand::new));
        return all;
    }

    /** What is looked at by name. */
    public static List<Function<Console, Object>> look() {
        return LookCommand.look();
    }
}
