package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The simulator stands apart: nothing relies on it, and it sees no more of the machine than any other driver. */
class ApartTest {
    private static final Path SOURCES = Path.of("src/main/java/io/sluice");
    private static final Path HOME = SOURCES.resolve("sim");
    private static final List<Path> MODULES = List.of(
            SOURCES,
            Path.of("../../engine/core").resolve(SOURCES),
            Path.of("../../tools/cli").resolve(SOURCES),
            Path.of("../../bench").resolve(SOURCES));
    private static final Pattern SIMULATOR = Pattern.compile("\\bio\\.sluice\\.sim\\b");
    private static final Pattern ROOM = Pattern.compile("\\bio\\.sluice\\.control\\.(\\w+)");

    /** The machine, its configuration and tables, what can be read of it, and its state as one piece. */
    private static final Set<String> PUBLIC = Set.of("ControlMachine", "config", "gate", "view", "image");

    @Test
    void shouldBeUsedByTheSimCommandAlone() {
        final List<String> users = MODULES.stream()
                .flatMap(ApartTest::sources)
                .filter(file -> !file.startsWith(HOME))
                .filter(file -> SIMULATOR.matcher(text(file)).find())
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(users).isSubsetOf("SimCommand.java");
    }

    @Test
    void shouldDriveTheMachineThroughItsPublicDoorAlone() {
        final List<Path> files = sources(HOME).toList();
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                        ROOM.matcher(text(file)).results().map((MatchResult found) -> found.group(1)))
                .isSubsetOf(PUBLIC));
    }

    private static Stream<Path> sources(final Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
