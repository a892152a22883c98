package io.sluice.tools.command;
/** . */
@picocli.CommandLine.Command(name = "verify")
public final class VerifyCommand implements java.util.concurrent.Callable<Integer> {
    public VerifyCommand(final io.sluice.tools.cli.Console console) {}
    public Integer call() { return 0; }
}
