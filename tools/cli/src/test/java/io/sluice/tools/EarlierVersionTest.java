package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a journal that an earlier version of the machine has left (J-9). */
@Tag("J-9")
class EarlierVersionTest {
    private static final Path KEPT = Path.of("../../engine/core/src/test/resources/io/sluice/engine/left-by-2");
    private static final String SENTENCE = "behaviour version 1 wrote it, this is version 2, and only the version that"
            + " wrote a record can re-execute it: ask a program of version 1";

    @TempDir
    private Path directory;

    @Test
    void shouldSayThatVerifyNeedsTheVersionThatWroteIt() throws IOException {
        final Cli verified = earlier("verify");
        assertThat(verified.code()).isNotZero();
        assertThat(verified.out() + verified.err()).contains(SENTENCE).doesNotContain("Exception");
    }

    @Test
    void shouldSayThatWhatIfNeedsTheVersionThatWroteIt() throws IOException {
        final Cli asked = earlier("whatif", "--set", "sluice.hitl.enabled=false");
        assertThat(asked.code()).isNotZero();
        assertThat(asked.out() + asked.err()).contains(SENTENCE).doesNotContain("Exception");
    }

    private Cli earlier(final String command, final String... options) throws IOException {
        try (Stream<Path> files = Files.walk(KEPT)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path target = directory.resolve(KEPT.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        final Object[] words = new Object[options.length + 2];
        words[0] = command;
        words[1] = "--dir=" + directory;
        System.arraycopy(options, 0, words, 2, options.length);
        return Cli.run(words);
    }
}
