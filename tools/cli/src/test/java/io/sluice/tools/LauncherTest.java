package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tools/sluice} as a process of its own, on the classes of this build. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../sluice").toAbsolutePath().normalize();
    private static final Path DAY =
            Path.of("src", "test", "resources", "play", "day.jsonl").toAbsolutePath();

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
    }

    @Test
    void shouldRunFromAnyFolderAndThroughALink() throws Exception {
        final Path link = Files.createSymbolicLink(directory.resolve("a link"), LAUNCHER);
        final Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("a link"));
        final Cli version = launch(Map.of(), second.toString(), "--version");
        assertThat(version.err()).isEmpty();
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("sluice ");
        assertThat(launch(Map.of(), link.toString(), "config").out()).contains("sluice.trading.mode = live");
    }

    @Test
    void shouldPlayAndReadWhatItPlayedWithTheRightFlags() throws Exception {
        final Cli played =
                launch(Map.of(), LAUNCHER.toString(), "play", DAY.toString(), Cli.OPERATORS, "--dir", "data");
        assertThat(played.err()).isEmpty();
        assertThat(played.code()).isZero();
        assertThat(played.out()).isEqualTo(Cli.run("play", DAY, Cli.OPERATORS).out());
        assertThat(launch(Map.of(), LAUNCHER.toString(), "verify", "--dir", "data"))
                .isEqualTo(new Cli(
                        0,
                        Cli.run("verify", "--dir", directory.resolve("data"))
                                .out()
                                .replace(directory + "/", ""),
                        ""));
    }

    @Test
    void shouldEndQuietlyBeforeAPipeThatCloses() throws Exception {
        final StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 20_000; i++) {
            lines.append("{\"type\":\"OrderIntent\",\"time\":1,\"strategyId\":1,\"action\":\"query\",")
                    .append("\"tradingMode\":\"live\",\"intentId\":")
                    .append(i)
                    .append("}\n");
        }
        Files.writeString(directory.resolve("many.jsonl"), lines);
        final String script =
                "'" + LAUNCHER + "' play many.jsonl " + Cli.OPERATORS + " | head -1; echo ${PIPESTATUS[0]}";
        final Cli piped = launch(Map.of(), "/bin/bash", "-c", script);
        assertThat(piped.err()).isEmpty();
        assertThat(piped.lines()).hasSize(2).last().isEqualTo("141");
    }

    @Test
    void shouldColourOnATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "nothing here that makes a terminal");
        final Map<String, String> colours = Map.of("TERM", "xterm", "NO_COLOR", "");
        final String command = "'" + LAUNCHER + "' verify --dir data";
        launch(Map.of(), LAUNCHER.toString(), "play", DAY.toString(), Cli.OPERATORS, "--dir", "data");
        final Cli verified = launch(colours, "/usr/bin/script", "-qec", command, "/dev/null");
        assertThat(verified.out()).contains("\u001b[32mgood\u001b[0m");
        assertThat(launch(colours, "/bin/bash", "-c", command).out()).doesNotContain("\u001b");
    }

    @Test
    void shouldSayWhichJavaItNeeds() throws Exception {
        final Path old = directory.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        final Path java = Files.writeString(old.resolve("bin").resolve("java"), "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        final Path bin = Files.createDirectory(directory.resolve("bin"));
        for (final String tool : new String[] {"readlink", "dirname", "sed", "bash", "env"}) {
            Files.createSymbolicLink(bin.resolve(tool), which(tool));
        }
        final Cli none = launch(
                Map.of("PATH", bin.toString(), "JAVA_HOME", old.toString()),
                "/bin/bash",
                LAUNCHER.toString(),
                "config");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo("sluice: needs Java 17 or later: set JAVA_HOME to one, or put its java on the path (found "
                        + "Java 11 in " + old + ")\n");
    }

    /** Both end Java with 1, and only one of them says something of the journal. */
    @Test
    void shouldTellAJavaThatDoesNotStartFromAJournalThatIsBad() throws Exception {
        final Cli unstarted = launch(Map.of("SLUICE_OPTS", "-XX:+NoSuchOption"), LAUNCHER.toString(), "config");
        assertThat(unstarted.code()).isEqualTo(3);
        assertThat(unstarted.err()).contains("NoSuchOption", "SLUICE_OPTS");
        Files.writeString(directory.resolve("bad.jsonl"), "nonsense\n");
        final Cli bad = launch(Map.of(), LAUNCHER.toString(), "play", "bad.jsonl", Cli.OPERATORS);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(launch(Map.of(), LAUNCHER.toString(), "no-such-command").code())
                .isEqualTo(2);
    }

    /** Without the flags: one clear line, not a stack trace. */
    @Test
    void shouldNameTheFlagsThatAreMissing() throws Exception {
        final Cli bare = launch(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "io.sluice.tools.Sluice",
                "tail");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err())
                .contains("--add-opens java.base/sun.nio.ch=ALL-UNNAMED")
                .hasLineCount(1);
    }

    /** What cleans up afterwards warns of links that lead out. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path link : tree.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private Cli launch(final Map<String, String> environment, final String... command)
            throws IOException, InterruptedException {
        final Path out = directory.resolve("out");
        final Path err = directory.resolve("err");
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // Of these java says on stderr that it took them.
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLUICE_CLASS_PATH", classPath());
        builder.environment().putAll(environment);
        final Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(Arrays.toString(command))
                .isTrue();
        return new Cli(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Path which(final String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
