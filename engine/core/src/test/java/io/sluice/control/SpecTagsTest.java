package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each paragraph of the required behaviour is named by a test, as its tag or in words. */
class SpecTagsTest {
    private static final Path TAGS = Path.of("src/test/resources/io/sluice/control/spec-tags.txt");
    private static final List<Path> TESTS = List.of(
            Path.of("src/test/java"),
            Path.of("../../journal/schema/src/test/java"),
            Path.of("../../journal/store/src/test/java"),
            Path.of("../../tools/cli/src/test/java"),
            Path.of("../../tools/testkit/src/test/java"));

    @Test
    void shouldNameEveryTagInSomeTest() throws IOException {
        final String sources = sources();
        final List<String> unnamed = Files.readAllLines(TAGS).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(tag -> !Pattern.compile("(?<![\\w-])" + Pattern.quote(tag) + "(?![\\w-])")
                        .matcher(sources)
                        .find())
                .toList();
        assertThat(unnamed).as("tags that no test names").isEmpty();
    }

    private static String sources() throws IOException {
        final StringBuilder all = new StringBuilder();
        for (final Path root : TESTS) {
            try (Stream<Path> files = Files.walk(root)) {
                all.append(files.filter(file -> file.toString().endsWith(".java"))
                        .map(SpecTagsTest::read)
                        .collect(Collectors.joining()));
            }
        }
        return all.toString();
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
