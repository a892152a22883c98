package io.sluice.tools;

import io.sluice.tools.cli.CommandLineTool;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.MoreCommands;
import io.sluice.tools.command.AuditCommand;
import io.sluice.tools.command.BackupCommand;
import io.sluice.tools.command.CompletionCommand;
import io.sluice.tools.command.ConfigCommand;
import io.sluice.tools.command.KeygenCommand;
import io.sluice.tools.command.PlayCommand;
import io.sluice.tools.command.SalvageCommand;
import io.sluice.tools.command.SimCommand;
import io.sluice.tools.command.StatCommand;
import io.sluice.tools.command.StateCommand;
import io.sluice.tools.command.TailCommand;
import io.sluice.tools.command.VerifyCommand;
import io.sluice.tools.command.WhatIfCommand;
import io.sluice.tools.demo.DemoCommand;
import io.sluice.tools.door.DoorCommands;
import io.sluice.tools.watch.WatchedDemo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/** The {@code sluice} command line. */
public final class Sluice {
    /** Every subcommand by its group, in the order in which the help shows them. */
    private static final Map<String, List<Function<Console, Object>>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", joined(DoorCommands.run(), List.of(Sluice::demo)));
        COMMANDS.put(
                "look", joined(List.of(StateCommand::new), joined(DoorCommands.look(), List.of(AuditCommand::new))));
        COMMANDS.putAll(DoorCommands.speak());
        COMMANDS.put(
                "check",
                List.of(
                        TailCommand::new,
                        StatCommand::new,
                        VerifyCommand::new,
                        BackupCommand::new,
                        WhatIfCommand::new,
                        PlayCommand::new,
                        SimCommand::new,
                        SalvageCommand::new,
                        ConfigCommand::new,
                        KeygenCommand::new,
                        CompletionCommand::new));
    }

    static {
        for (final MoreCommands more : ServiceLoader.load(MoreCommands.class)) {
            more.byGroup().forEach((group, commands) -> COMMANDS.merge(group, commands, Sluice::joined));
        }
    }

    private Sluice() {}

    private static DemoCommand demo(final Console console) {
        return new DemoCommand(console, new WatchedDemo(console)::run);
    }

    private static List<Function<Console, Object>> joined(
            final List<Function<Console, Object>> some, final List<Function<Console, Object>> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Runs the command line of this process and ends it with the {@link Exit} code. */
    public static void main(final String[] args) {
        final int code = run(Console.ofProcess(), args);
        // A Java that does not start ends with 1 too: the launcher asks for another code, to tell the two apart.
        System.exit(code == Exit.BAD ? Integer.getInteger("sluice.exit.bad", code) : code);
    }

    /** Runs a command line; returns its {@link Exit} code. */
    public static int run(final Console console, final String... args) {
        return CommandLineTool.run(console, COMMANDS, args);
    }
}
