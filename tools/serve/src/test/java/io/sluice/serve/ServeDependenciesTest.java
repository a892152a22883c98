package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing comes to the run time class path that a DEPENDENCIES.md does not name, with its licence and a reason. */
class ServeDependenciesTest {
    /** Written by the build, see the pom. */
    private static final Path CLASS_PATH = Path.of("target", "runtime-class-path.txt");

    private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^/]*\\.jar");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\|");

    @Test
    void shouldNameEveryJarWithItsLicenceAndAReason() throws IOException {
        assumeTrue(Files.exists(CLASS_PATH), "only a build by Maven says what the run time class path is");
        final Set<String> jars = Stream.of(Files.readString(CLASS_PATH).trim().split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.endsWith(".jar") && !name.startsWith("sluice-"))
                .map(JAR::matcher)
                .filter(Matcher::matches)
                .map(jar -> jar.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> named = new TreeSet<>(named(Path.of("DEPENDENCIES.md")));
        named.addAll(named(Path.of("..", "cli", "DEPENDENCIES.md")));
        assertThat(jars).isEqualTo(named);
    }

    private static Set<String> named(final Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }
}
