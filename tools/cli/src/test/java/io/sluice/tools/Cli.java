package io.sluice.tools;

import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command line that was run in this process.
 *
 * @param code exit code.
 * @param out  standard output.
 * @param err  standard error.
 */
record Cli(int code, String out, String err) {
    /** A short run in a process of its own has no use for a warm-up. */
    static final String COLD = "--set=sluice.pipeline.warm-up=0 s";

    static final String OPERATORS = "--set=sluice.hitl.allowed-operators=alice,bob";

    /** Runs with nothing on standard input, no terminal, no variables and no checkout. */
    static Cli run(final Object... args) {
        return with("", Terminal.NONE, Map.of(), null, args);
    }

    /** Runs {@code play} with operators, the lines on standard input. */
    static Cli play(final String lines, final Object... args) {
        final Object[] all = new Object[args.length + 3];
        all[0] = "play";
        all[1] = "-";
        all[2] = OPERATORS;
        System.arraycopy(args, 0, all, 3, args.length);
        return with(lines, Terminal.NONE, Map.of(), null, all);
    }

    static Cli with(
            final String in,
            final Terminal terminal,
            final Map<String, String> environment,
            final Path home,
            final Object... args) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Console console = new Console(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, err, terminal, environment, home);
        final String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        final int code = Sluice.run(console, words);
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
