package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say, and the README shows the code that was run. */
class ExamplesTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path QUICK_START = Path.of("src/main/java/io/sluice/examples/QuickStart.java");
    private static final String MARK = "    // [quick start]\n";

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void shouldSendAPaperOrderAtOnce() {
        assertThat(QuickStart.run(directory)).isEqualTo("send BTCUSD 0.5");
    }

    @Test
    @Timeout(120)
    void shouldComeFromAColdStartToAnApprovedOrder() {
        assertThat(ColdStart.run(directory))
                .containsExactly("open is allowed", "a person is asked", "approval: OK", "send BUY 0.5 BTCUSD");
    }

    @Test
    void shouldShowTheCodeThatWasRun() throws IOException {
        final String code = Files.readString(QUICK_START).split(java.util.regex.Pattern.quote(MARK))[1];
        final String shown = code.lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
        assertThat(Files.readString(README)).contains(shown);
    }
}
