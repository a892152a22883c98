package io.sluice.tools.command;
/** . */
@picocli.CommandLine.Command(name = "tail")
public final class TailCommand implements java.util.concurrent.Callable<Integer> {
    public TailCommand(final io.sluice.tools.cli.Console console) {}
    public Integer call() { return 0; }
}
