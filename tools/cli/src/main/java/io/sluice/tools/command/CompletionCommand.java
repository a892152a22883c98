package io.sluice.tools.command;

import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: a script that completes commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Prints a script that completes commands and options in a shell.",
        description = "The script is for bash; zsh takes it too.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(sluice completion bash)", "", "Exit codes: 0 printed, 2 bad usage."})
public final class CompletionCommand implements Callable<Integer> {
    /** Shells that there is a script for. */
    enum Shell {
        /** Also good for zsh, which makes bash's completion its own. */
        bash,
        /** The same script. */
        zsh
    }

    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    /** @param console to speak to. */
    public CompletionCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final CommandLine root = spec.root().commandLine();
        console.out().raw(AutoComplete.bash(root.getCommandName(), root));
        console.out().flush();
        return Exit.GOOD;
    }
}
