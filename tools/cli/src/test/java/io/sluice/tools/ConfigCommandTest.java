package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tools.cli.Console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldShowEachValueAndWhereItCameFrom() throws IOException {
        final Path file = Files.writeString(directory.resolve("my.conf"), "sluice {\n  trading.mode = paper\n}\n");
        final Cli shown = Cli.with(
                "",
                Terminal.NONE,
                Map.of("HITL_ALLOWED_OPERATORS", "alice"),
                null,
                "config",
                "--config",
                file,
                "--set",
                "sluice.drawdown.soft-percent=4");
        assertThat(shown.code()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .containsPattern("sluice.trading.mode = paper +# .*my.conf:2\n")
                .containsPattern("sluice.drawdown.soft-percent = 4 +# --set sluice.drawdown.soft-percent=4\n")
                .containsPattern("sluice.hitl.allowed-operators = .*alice.* +# .*HITL_ALLOWED_OPERATORS\n")
                .containsPattern("sluice.hitl.timeout = 300 s +# reference\n");
    }

    /** H-14. */
    @Test
    void shouldShowWhatIsSoundAndTellAllThatIsWrong() {
        final Cli shown = Cli.run("config", "--json", "--set", "sluice.hitl.timeout=soon");
        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.out()).startsWith("[{\"").contains("\"key\":\"sluice.trading.mode\"");
        assertThat(shown.err())
                .contains("SEC-040 sluice.hitl.timeout: must be ")
                .contains("SEC-040 sluice.hitl.allowed-operators: must be set");
    }
}
