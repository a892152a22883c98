package io.sluice.tools.command;

import io.sluice.config.ConfigLoader;
import io.sluice.config.ConfigProblem;
import io.sluice.config.ConfigRefusedException;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice config}: the effective configuration with where each value came from. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        header = "Shows the configuration that is in force, and where each value came from.",
        description = {
            "Later sources win, key by key: built-in defaults, the file, the variables HITL_ENABLED, "
                    + "HITL_TIMEOUT_SECONDS, HITL_SLIPPAGE_MAX_PERCENT and HITL_ALLOWED_OPERATORS, then --set. "
                    + "Everything that is wrong is told on standard error; what is sound is shown too, unless the "
                    + "file cannot be read at all."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice config",
            "  sluice config --config my.conf --set sluice.trading.mode=paper | grep -v reference",
            "",
            "Exit codes: 0 an engine would start with it, 2 it would not."
        })
public final class ConfigCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "As a JSON array of objects with key, value and from.")
    private boolean json;

    @Mixin
    private ConfigOptions options;

    /** @param console to speak to. */
    public ConfigCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final ConfigLoader.Reading reading = options.read(console, console.environment());
        if (reading.problems().stream().anyMatch(problem -> problem.key().isEmpty() && !isOverride(problem))) {
            // The file was not read: the defaults alone would look like what is in force.
            throw new ConfigRefusedException(reading.problems());
        }
        console.out()
                .print(json ? reading.effective().toJson() : reading.effective().toText());
        if (!reading.problems().isEmpty()) {
            throw new ConfigRefusedException(reading.problems());
        }
        return Exit.GOOD;
    }

    private static boolean isOverride(final ConfigProblem problem) {
        return problem.place().startsWith("--set ");
    }
}
