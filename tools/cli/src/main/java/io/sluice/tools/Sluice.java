package io.sluice.tools;

import io.sluice.tools.cli.CommandLineTool;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.command.BackupCommand;
import io.sluice.tools.command.CompletionCommand;
import io.sluice.tools.command.ConfigCommand;
import io.sluice.tools.command.KeygenCommand;
import io.sluice.tools.command.PlayCommand;
import io.sluice.tools.command.SalvageCommand;
import io.sluice.tools.command.SimCommand;
import io.sluice.tools.command.StateCommand;
import io.sluice.tools.command.TailCommand;
import io.sluice.tools.command.VerifyCommand;
import io.sluice.tools.command.WhatIfCommand;
import io.sluice.tools.demo.DemoCommand;
import io.sluice.tools.door.DoorCommands;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The {@code sluice} command line. */
public final class Sluice {
    /** Every subcommand, in the order in which the help shows them. */
    private static final List<Function<Console, Object>> COMMANDS = all(
            DoorCommands.run(),
            List.of(DemoCommand::new),
            DoorCommands.look(),
            DoorCommands.speak(),
            List.of(
            PlayCommand::new,
            TailCommand::new,
            VerifyCommand::new,
            StateCommand::new,
            SalvageCommand::new,
            WhatIfCommand::new,
            SimCommand::new,
            ConfigCommand::new,
            KeygenCommand::new,
            BackupCommand::new,
            CompletionCommand::new));

    private Sluice() {}

    @SafeVarargs
    private static List<Function<Console, Object>> all(final List<Function<Console, Object>>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
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
