package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.LockoutCreateDecoder;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice sim} writes of a broken invariant is what {@code sluice play} runs. */
class PlayFileTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^' ]+)");

    @TempDir
    private Path folder;

    @Test
    void shouldTellSeedAndStepAndWriteAPlayFileThatPlays() throws Exception {
        final SimReport report = Simulations.run(new SimOptions(11, 1, 1500, folder), steps -> {}, PlayFileTest::plant);
        assertThat(report.isGood()).isFalse();
        assertThat(report.text())
                .contains("BROKEN: Engine time never goes back")
                .containsPattern("  seed 11, step [0-9]+: ")
                .contains("again: sluice sim --seed 11 --steps 1500", "\n1 broken.\n");
        assertThat(Files.list(folder)).containsExactly(folder.resolve("sim-11.jsonl"));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console =
                new Console(InputStream.nullInputStream(), out, System.err, Terminal.NONE, Map.of(), null);
        assertThat(Sluice.run(console, command(report.failures().get(0)).toArray(String[]::new)))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("sim-11.jsonl"))).hasSizeLessThan(4);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("lockout.created");
    }

    /** Time seems to go back at every lockout. */
    private static void plant(final Seen seen) {
        seen.timeNs -= seen.inputType == LockoutCreateDecoder.TEMPLATE_ID ? 1L << 50 : 0;
    }

    /** The words behind "sluice" of the command that plays the file, as a shell splits them. */
    private static List<String> command(final String failure) {
        final String line = failure.substring(failure.indexOf("sluice play ") + "sluice ".length())
                .replace("\\\n", "")
                .replaceFirst("(?s)\n.*", "");
        return WORD.matcher(line)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }
}
