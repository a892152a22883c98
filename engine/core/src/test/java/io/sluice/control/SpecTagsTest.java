package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SPEC.md, the tests and the comments agree: each rule has a test, and each tag that is cited has a rule. */
class SpecTagsTest {
    private static final Path ROOT = root();
    private static final Pattern HEADING = Pattern.compile("(?m)^### ([A-Z]-\\d+[a-z]?) \\S");
    /** Cited in words or by {@code @Tag}; any other text in quotes is data. */
    private static final Pattern TAG = Pattern.compile("(?:(?<![\\w\"-])|(?<=@Tag\\(\"))[A-Z]-\\d+[a-z]?(?![\\w-])");
    /** Chapters of SPEC.md have no numbers, so a reader cannot look one up. */
    private static final Pattern CHAPTER = Pattern.compile("(?i)\\b(?:SPEC|section)[ -][1-9]\\d?\\b");

    private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules", "sluice-data", ".idea", ".mvn");
    private static final Set<String> TEXT = Set.of("java", "md", "xml", "conf", "options", "txt", "sh", "jsonl", "py");

    @Test
    void shouldNameEveryRuleInSomeTest() throws IOException {
        final Set<String> untested = rules();
        for (final Path file : files()) {
            if (file.toString().contains("src/test/java")) {
                untested.removeAll(tags(read(file)));
            }
        }
        assertThat(untested).as("headings of SPEC.md that no test cites").isEmpty();
    }

    @Test
    void shouldExplainEveryTagThatIsCited() throws IOException {
        final Set<String> rules = rules();
        final Map<String, List<Path>> unknown = new TreeMap<>();
        for (final Path file : files()) {
            final Set<String> cited = tags(read(file));
            cited.removeAll(rules);
            cited.forEach(tag ->
                    unknown.computeIfAbsent(tag, key -> new ArrayList<>()).add(ROOT.relativize(file)));
        }
        assertThat(unknown).as("tags that SPEC.md has no heading for").isEmpty();
    }

    @Test
    void shouldCiteRulesByTagAndNotByChapter() throws IOException {
        final List<String> cited = new ArrayList<>();
        for (final Path file : files()) {
            read(file)
                    .lines()
                    .filter(line -> CHAPTER.matcher(line).find())
                    .forEach(line -> cited.add(ROOT.relativize(file) + ": " + line.strip()));
        }
        assertThat(cited).isEmpty();
    }

    @Test
    void shouldGiveEachRuleOneHeading() throws IOException {
        final List<String> headings =
                HEADING.matcher(spec()).results().map(found -> found.group(1)).toList();
        assertThat(headings).doesNotHaveDuplicates().hasSizeGreaterThan(80);
    }

    private static Set<String> rules() throws IOException {
        final Set<String> rules = new TreeSet<>();
        HEADING.matcher(spec()).results().forEach(found -> rules.add(found.group(1)));
        return rules;
    }

    private static String spec() throws IOException {
        return Files.readString(ROOT.resolve("engine").resolve("SPEC.md"));
    }

    private static Set<String> tags(final String text) {
        final Set<String> tags = new TreeSet<>();
        TAG.matcher(text).results().forEach(found -> tags.add(found.group()));
        return tags;
    }

    /** Sources and documents of all modules. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(SpecTagsTest::isText)
                    .filter(file -> Stream.iterate(ROOT.relativize(file), path -> path != null, Path::getParent)
                            .noneMatch(
                                    path -> SKIPPED.contains(path.getFileName().toString())))
                    .toList();
        }
    }

    private static boolean isText(final Path file) {
        final String name = file.getFileName().toString();
        return TEXT.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    private static String read(final Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checkout: the first folder above that has the wrapper of the build. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
