package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.JournalKind;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice demo} does to the directory that it is given, and what becomes of it where that is taken away. */
class DemoDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRefuseToBeginAnewWhereAnEngineRuns() { // J-4
        final Path directory = folder.resolve("d");
        try (Engine engine = Engine.open(EngineOptions.of(
                        ConfigLoader.load("test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of()))
                .in(directory)
                .kind(JournalKind.DEMO))) {
            final Cli refused = demo(directory, "--fresh", "--trades", 200);
            assertThat(refused.code()).isEqualTo(4);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains(" is in use by another engine (pid ")
                    .hasLineCount(1);
            assertThat(engine.failure()).isNull();
        }
        assertThat(Cli.run("verify", "--dir", directory).code()).isZero();
    }

    @Test
    void shouldRemoveWhatIsSluicesAndNothingElse() throws IOException {
        final Path directory = folder.resolve("d");
        assertThat(demo(directory, "--trades", 200).code()).isZero();
        final Path notes = Files.writeString(directory.resolve("mynotes.txt"), "mine");
        final Path mine = Files.writeString(
                Files.createDirectories(directory.resolve("mine")).resolve("journal"), "mine, too");
        final Path log = Files.writeString(directory.resolve("fallback.log.1"), "old");
        final Path cursor = Files.writeString(
                Files.createDirectory(directory.resolve("cursors")).resolve("sink"), "old");
        assertThat(demo(directory, "--trades", 200, "--fresh").code()).isZero();
        assertThat(notes).hasContent("mine");
        assertThat(mine).hasContent("mine, too");
        assertThat(log).doesNotExist();
        assertThat(cursor).doesNotExist();
        assertThat(Cli.run("verify", "--dir", directory).code()).isZero();
    }

    /** As a run of {@code --fresh} leaves it that is killed half way, or somebody who removes the journal by hand. */
    @Test
    void shouldBeginAnewWhereTheJournalIsGoneAndTheRestIsNot() throws IOException {
        final Path directory = folder.resolve("d");
        assertThat(demo(directory, "--trades", 200).code()).isZero();
        try (Stream<Path> journal = Files.walk(directory.resolve("journal"))) {
            for (final Path path : journal.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        final Cli again = demo(directory, "--trades", 200, "--fresh");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("are lost");
        assertThat(Cli.run("verify", "--dir", directory).code()).isZero();
        final Path epochs = Files.createDirectories(folder.resolve("e").resolve("epochs/1"));
        assertThat(demo(folder.resolve("e"), "--trades", 200, "--fresh").code()).isEqualTo(2);
        assertThat(epochs).exists();
    }

    @Test
    void shouldRefuseADirectoryThatHoldsFilesOfSomebodyElse() throws IOException {
        final Path directory = Files.createDirectory(folder.resolve("d"));
        final Path state = Files.writeString(directory.resolve("state"), "mine");
        final Path journal = Files.writeString(
                Files.createDirectory(directory.resolve("journal")).resolve("notes.txt"), "mine, too");
        for (final String option : List.of("--fresh", "--no-color")) {
            final Cli refused = demo(directory, "--trades", 200, option);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains(directory.toString()).hasLineCount(1);
        }
        assertThat(state).hasContent("mine");
        assertThat(journal).hasContent("mine, too");
        assertThat(directory.resolve("lock")).doesNotExist();
    }

    @Test
    void shouldRemoveNothingWhereAFileAmongItsOwnIsNot() throws IOException {
        final Path directory = folder.resolve("d");
        assertThat(demo(directory, "--trades", 200).code()).isZero();
        final String before = Cli.run("verify", "--dir", directory).out();
        for (final String name : List.of("journal/notes.txt", "snapshots/mine", "state/old.doc")) {
            final Path mine = Files.writeString(directory.resolve(name), "mine");
            final Cli refused = demo(directory, "--trades", 200, "--fresh");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains(name + " is not a demo's").hasLineCount(1);
            assertThat(mine).hasContent("mine");
            Files.delete(mine);
        }
        final Path link = Files.createSymbolicLink(directory.resolve("cursors"), folder);
        assertThat(demo(directory, "--trades", 200, "--fresh").code()).isEqualTo(2);
        Files.delete(link);
        assertThat(Cli.run("verify", "--dir", directory).out()).isEqualTo(before);
    }

    @Test
    void shouldRemoveNothingWhereItRefusesToRun() {
        final Path directory = folder.resolve("d");
        assertThat(demo(directory, "--trades", 200).code()).isZero();
        final String before = Cli.run("verify", "--dir", directory).out();
        assertThat(demo(directory, "--fresh", "--crash-at", 0).code()).isEqualTo(2);
        assertThat(Cli.run("verify", "--dir", directory).out())
                .isEqualTo(before)
                .contains("good");
    }

    @Test
    void shouldRefuseAFileInThePlaceOfADirectoryBeforeItSaysAnything() throws IOException {
        final Path file = Files.writeString(folder.resolve("file"), "");
        final Cli refused = demo(file, "--trades", 200);
        assertThat(refused).isEqualTo(new Cli(2, "", "sluice demo: " + file + " is no directory\n"));
        assertThat(Cli.play("", "--dir", file))
                .isEqualTo(new Cli(2, "", "sluice play: " + file + " is no directory\n"));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void shouldEndWhereItsFilesAreTakenAway() throws Exception {
        final Path directory = folder.resolve("d");
        final CompletableFuture<Cli> running = CompletableFuture.supplyAsync(() -> demo(directory));
        while (!Files.exists(directory.resolve("journal").resolve("00000002"))) {
            assertThat(running.isDone()).isFalse();
            Thread.onSpinWait();
        }
        while (Files.exists(directory.resolve("journal"))) {
            remove(directory.resolve("journal"));
        }
        final Cli ended = running.get(9, TimeUnit.MINUTES);
        assertThat(ended.code()).as(ended.err()).isIn(1, 2);
        assertThat(ended.err())
                .startsWith("sluice demo: ")
                .contains(directory.toString())
                .hasLineCount(1);
    }

    private static Cli demo(final Path directory, final Object... args) {
        return Cli.run(Stream.concat(Stream.of("demo", Cli.COLD, "--dir", directory), Stream.of(args))
                .toArray());
    }

    /** As {@code rm -rf} would, while somebody else may add to it. */
    private static void remove(final Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException | java.io.UncheckedIOException e) {
            // Something came in between: once more.
        }
    }
}
