package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"play", "tail", "verify", "state", "whatif", "config", "demo", "sim", "keygen", "backup"})
    void shouldExplainEachCommandWithExamplesAndExitCodes(final String command) {
        final Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Examples:")
                .contains("  sluice " + command)
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
