package io.sluice.tools.command;
/** . */
@picocli.CommandLine.Command(name = "state")
public final class StateCommand implements java.util.concurrent.Callable<Integer> {
    public StateCommand(final io.sluice.tools.cli.Console console) {}
    public Integer call() { return 0; }
}
