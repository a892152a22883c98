package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The committed bundle of the console is what its sources build. The build writes {@code manifest.txt}: a line with the
 * SHA-256 of each source and of each file of the bundle. So a change of a source without a build shows here, and so
 * does a bundle that was edited by hand; this needs no Node. That a build gives this very bundle is what CI tests.
 */
@Tag("U-0")
class ConsoleBundleTest {
    private static final Path SOURCES = Path.of("../console");
    private static final Path BUNDLE = Path.of("src/main/resources/io/sluice/serve/console");
    private static final Path MANIFEST = BUNDLE.resolve("manifest.txt");
    private static final List<String> PARTS = List.of(
            "index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "public", "src");
    private static final Pattern LINE = Pattern.compile("(source|bundle) ([0-9a-f]{64}) (\\S+)");
    private static final String MEND = "run npm ci && npm run build in tools/console, and commit what it wrote";

    @Test
    void shouldBeBuiltFromTheSourcesThatAreHere() throws IOException {
        final SortedMap<String, String> found = new TreeMap<>();
        for (final String part : PARTS) {
            hash(SOURCES, SOURCES.resolve(part), found);
        }
        found.keySet().removeIf(name -> name.matches(".*\\.test\\.tsx?") || name.startsWith("src/test/"));
        assertThat(found).as(MEND).isEqualTo(listed("source"));
    }

    @Test
    void shouldNotBeEditedByHand() throws IOException {
        final SortedMap<String, String> found = new TreeMap<>();
        hash(BUNDLE, BUNDLE, found);
        found.remove("manifest.txt");
        assertThat(found).as(MEND).isEqualTo(listed("bundle")).containsKeys("index.html", "app.js", "app.css");
    }

    @Test
    void shouldHoldNothingInlineThatTheContentPolicyForbids() throws IOException {
        final String page = Files.readString(BUNDLE.resolve("index.html"));
        assertThat(page).doesNotContain("<style").doesNotContain("style=").doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(page).doesNotContainPattern("(src|href)=\"(https?:|//|data:)");
    }

    private static SortedMap<String, String> listed(final String kind) throws IOException {
        final SortedMap<String, String> listed = new TreeMap<>();
        for (final String line : Files.readAllLines(MANIFEST)) {
            final Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            if (matcher.group(1).equals(kind)) {
                listed.put(matcher.group(3), matcher.group(2));
            }
        }
        return listed;
    }

    private static void hash(final Path base, final Path from, final SortedMap<String, String> into)
            throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> into.put(base.relativize(file).toString().replace('\\', '/'), sha256(file)));
        }
    }

    private static String sha256(final Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
