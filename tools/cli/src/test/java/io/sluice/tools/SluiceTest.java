package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineException;
import io.sluice.tools.cli.CommandLineTool;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class SluiceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "play",
                "tail",
                "verify",
                "state",
                "whatif",
                "config",
                "demo",
                "sim",
                "keygen",
                "backup",
                "salvage",
                "completion"
            })
    void shouldExplainEachCommandWithExamplesAndExitCodes(final String command) {
        final Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Examples:")
                .contains("sluice " + command)
                .contains("Exit codes: 0 ");
        assertThat(help.lines()).allMatch(line -> line.length() <= 100);
        assertThat(Cli.run("--help").out()).containsPattern("\n  " + command + " +[A-Z]");
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(Cli.run("--version").out()).startsWith("sluice ").contains("Java ");
        assertThat(Cli.run("tail", "--version")).isEqualTo(Cli.run("--version"));
    }

    @Test
    void shouldShowItsUsageWhereNoCommandIsNamed() {
        final Cli nothing = Cli.run();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("Commands:");
    }

    @Test
    void shouldRefuseAnUnknownCommandInALine() {
        final Cli unknown = Cli.run("verif");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("'verif'")
                .contains("did you mean verify")
                .hasLineCount(3);
    }

    @Test
    void shouldHelpWithACommandByItsName() {
        assertThat(Cli.run("help", "tail")).isEqualTo(Cli.run("tail", "--help"));
        assertThat(Cli.run("--help").out())
                .contains("\n    8  the beginning of the journal is missing")
                .contains("\n  141  ");
    }

    @ParameterizedTest
    @CsvSource({"tial, tail", "verifi, verify", "bakcup, backup", "wathif, whatif"})
    void shouldSuggestTheCommandThatWasMeant(final String typed, final String meant) {
        assertThat(Cli.run(typed).err()).contains("'" + typed + "'", "did you mean " + meant + "?");
    }

    @Test
    void shouldRefuseAnEmptyDirectory() {
        for (final String command : List.of("tail", "demo", "verify", "whatif")) {
            final Cli refused = Cli.run(command, "--dir=");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("'--dir'", "it is empty");
        }
    }

    @Test
    void shouldTellLackOfMemoryFromWhatIsBad() {
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Console console = new Console(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, Terminal.NONE, Map.of(), null);
        assertThat(CommandLineTool.run(console, List.of(any -> new Exhausted()), "exhausted"))
                .isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("SLUICE_OPTS=-Xmx4g")
                .hasLineCount(1);
    }

    @Command(name = "exhausted")
    private record Exhausted() implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    void shouldPrintAScriptThatCompletesCommandsAndOptions() {
        final Cli script = Cli.run("completion", "bash");
        assertThat(script.code()).isZero();
        assertThat(script.out()).contains("complete -F _complete_sluice", "--follow", "verify");
        assertThat(Cli.run("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void shouldEscapeWhatATerminalWouldObey() { // W-7
        final Cli refused = Cli.run("\u001b[2Jtail\u202e");
        assertThat(refused.err()).contains("\\u001b[2Jtail\\u202e").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void shouldSayInALineThatTheOutputCannotBeWritten() {
        final OutputStream full = new OutputStream() {
            @Override
            public void write(final int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        for (final String command : new String[] {"config", "--help", "sim --seeds 1 --steps 1"}) {
            final ByteArrayOutputStream err = new ByteArrayOutputStream();
            final Console console =
                    new Console(InputStream.nullInputStream(), full, err, Terminal.NONE, Map.of(), null);
            assertThat(Sluice.run(console, (command + " ").split(" "))).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("the output cannot be written: No space left on device")
                    .doesNotContain("\tat ");
        }
    }

    /** What an engine refuses is its state or its host's, and no fault in Sluice. */
    @Test
    void shouldSayInALineWhyAnEngineDoesNotRun() {
        final Map<EngineException.Code, Integer> codes = Map.of(
                EngineException.Code.HALTED, 1,
                EngineException.Code.NO_BEACON, 4,
                EngineException.Code.IO, 2,
                EngineException.Code.OTHER_KIND, 5,
                EngineException.Code.DIVERGED, 5);
        codes.forEach((code, expected) -> {
            final ByteArrayOutputStream err = new ByteArrayOutputStream();
            final Console console = new Console(
                    InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, Terminal.NONE, Map.of(), null);
            final int given = CommandLineTool.run(console, List.of(any -> new Failing(code)), "failing");
            assertThat(given).isEqualTo(expected);
            assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("sluice failing: why\n");
        });
    }

    @Command(name = "failing")
    private record Failing(EngineException.Code code) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new EngineException(code, "why");
        }
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsTheOutput() {
        final OutputStream closed = new OutputStream() {
            @Override
            public void write(final int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Console console = new Console(InputStream.nullInputStream(), closed, err, Terminal.NONE, Map.of(), null);
        assertThat(Sluice.run(console, "config", Cli.OPERATORS)).isEqualTo(0x80 + 13);
        assertThat(Sluice.run(console, "--help")).isEqualTo(0x80 + 13);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
