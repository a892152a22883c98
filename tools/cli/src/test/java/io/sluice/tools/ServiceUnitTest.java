package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.tools.cli.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config/sluice.service}, as systemd reads it. */
@Tag("X-1")
class ServiceUnitTest {
    private static final Path UNIT = Path.of("../../config/sluice.service");

    @TempDir
    private Path directory;

    @Test
    void shouldBeAUnitThatSystemdHasNothingAgainst() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
        final String unit = Files.readString(UNIT);
        assertThat(verify(unit)).isEmpty();
        assertThat(verify(unit.replace("Type=notify", "Type=notice"))).contains("notice");
    }

    @Test
    void shouldNotStartAgainWhatAnotherStartDoesNotMend() throws IOException {
        assertThat(Files.readString(UNIT))
                .contains("\nRestartPreventExitStatus=" + Exit.USAGE + " " + Exit.NO_ENGINE + " " + Exit.START_REFUSED
                        + "\n");
    }

    /** What systemd says of a unit whose program is in this checkout. */
    private String verify(final String unit) throws Exception {
        final Path checkout = Path.of("../..").toAbsolutePath().normalize();
        final Path file = directory.resolve("sluice.service");
        Files.writeString(file, unit.replace("/opt/sluice", checkout.toString()));
        final Process process = new ProcessBuilder("/usr/bin/systemd-analyze", "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
