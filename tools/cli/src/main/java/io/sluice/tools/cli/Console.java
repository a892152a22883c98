package io.sluice.tools.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** All that a command sees of the process it runs in; tests give their own. */
public final class Console {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final InputStream in;
    private final Output out;
    private final PrintWriter err;
    private final PrintWriter rawErr;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Path home;

    /**
     * What of the console is a terminal.
     *
     * @param out     standard output is one.
     * @param err     standard error is one.
     * @param columns width of it; 0 if unknown.
     */
    public record Terminal(boolean out, boolean err, int columns) {
        /** Files and pipes all round. */
        public static final Terminal NONE = new Terminal(false, false, 0);
    }

    /**
     * @param environment the process's variables.
     * @param home        the checkout, or null if that is not known.
     */
    public Console(
            final InputStream in,
            final OutputStream out,
            final OutputStream err,
            final Terminal terminal,
            final Map<String, String> environment,
            final Path home) {
        this.in = in;
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.out = new Output(out, paint().isEnabled());
        rawErr = new PrintWriter(err, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(new HarmlessWriter(rawErr), true);
        this.home = home;
    }

    /** That of this process. The launcher says by properties what Java 17 cannot find out: what is a terminal. */
    public static Console ofProcess() {
        final String home = System.getProperty("sluice.home", "");
        return new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Terminal(
                        Boolean.getBoolean("sluice.terminal.out"),
                        Boolean.getBoolean("sluice.terminal.err"),
                        Integer.getInteger("sluice.terminal.columns", 0)),
                System.getenv(),
                home.isEmpty() ? null : Path.of(home));
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** Standard output. */
    public Output out() {
        return out;
    }

    /** Standard error; characters that could deceive a terminal are escaped. */
    public PrintWriter err() {
        return err;
    }

    /** Standard error for what moves the cursor. */
    PrintWriter rawErr() {
        return rawErr;
    }

    /** Whether standard error is a terminal, so that progress can be shown there. */
    public boolean showsProgress() {
        return terminal.err;
    }

    /** Colours for standard output: on a terminal only, and not where NO_COLOR is set or the terminal is dumb. */
    public Paint paint() {
        final boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Paint(terminal.out && !refused);
    }

    /** Whether standard output is a terminal that understands what moves its cursor. */
    public boolean isTerminal() {
        return terminal.out && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Columns that a line on standard output may take. */
    public int columns() {
        return terminal.out && terminal.columns > 0 ? terminal.columns : NO_LIMIT;
    }

    /** The process's variables. */
    public Map<String, String> environment() {
        return environment;
    }

    /** How to call this command line from the present folder, quoted for a shell. */
    public String launcher() {
        if (home == null) {
            return "sluice";
        }
        final Path script = home.resolve("tools").resolve("sluice");
        final Path here = Path.of("").toAbsolutePath();
        return Shell.quote(script.startsWith(here) ? here.relativize(script) : script);
    }

    /** The configuration file that is read where none is named; null if there is none. */
    public Path defaultConfigFile() {
        final Path file = home == null ? null : home.resolve("config").resolve("sluice.conf");
        return file != null && Files.isRegularFile(file) ? file : null;
    }
}
