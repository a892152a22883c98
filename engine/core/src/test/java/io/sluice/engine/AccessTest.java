package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.StrategyClient;
import io.sluice.journal.JournalCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what an engine writes: {@code journal.readers}. */
class AccessTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path root;

    private final List<String> notices = new ArrayList<>();
    private Path directory;

    @BeforeEach
    void name() throws IOException {
        assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"), "no permissions on this system");
        // Another user could come as far as this.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        directory = root.resolve("data");
    }

    @Test
    void shouldKeepWhatItWritesFromEverybodyElse() throws IOException {
        run();
        assertThat(modes(true)).containsExactly("rwx------");
        assertThat(modes(false)).containsExactly("rw-------");
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldTakeWhatAnEarlierEngineLeftOpenFromEverybodyElse() throws IOException {
        run();
        open(directory.resolve("journal"));
        final Path other = Files.writeString(directory.resolve("notes.txt"), "an operator's own");
        open(other);
        run();
        assertThat(mode(other)).as("not the engine's").isEqualTo("rwxr-xr-x");
        Files.delete(other);
        assertThat(modes(true)).containsExactly("rwx------");
        assertThat(modes(false)).containsExactly("rw-------");
    }

    @Test
    void shouldLetAGroupReadAllButTheLock() throws Exception {
        final String group = group();
        run("sluice.journal.readers = " + group);
        // Another start finds it so, and settles what came between.
        run("sluice.journal.readers = " + group);
        try (JournalCursor cursor = JournalCursor.open(directory, "mirror", new UUID(1, 2))) {
            assertThat(cursor).isNotNull();
        }
        run("sluice.journal.readers = " + group);
        assertThat(mode(directory.resolve("lock"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("cursors"))).isEqualTo("rwxrwx---");
        assertThat(modes(true)).containsExactly("rwxr-x---", "rwxrwx---");
        assertThat(modes(false)).containsExactly("rw-------", "rw-r-----");
        try (Stream<Path> all = Files.walk(directory)) {
            for (final Path path : all.toList()) {
                if (!path.endsWith("lock")) {
                    assertThat(Files.readAttributes(path, PosixFileAttributes.class)
                                    .group()
                                    .getName())
                            .as(path.toString())
                            .isEqualTo(group);
                }
            }
        }
        assertThat(notices).isEmpty();
        readByOthers(group);
    }

    private void readByOthers(final String group) throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root") && isDone("setpriv", "--version"),
                "whether other users can read it is tried by root alone, with setpriv");
        final String beacon = directory.resolve("engine.dat").toString();
        final String lock = directory.resolve("lock").toString();
        assertThat(isDone("setpriv", "--reuid", NOBODY, "--regid", group, "--clear-groups", "cat", beacon))
                .as("one of the group")
                .isTrue();
        assertThat(isDone("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "cat", beacon))
                .as("anybody else")
                .isFalse();
        assertThat(isDone("setpriv", "--reuid", NOBODY, "--regid", group, "--clear-groups", "cat", lock))
                .as("the lock")
                .isFalse();
    }

    @Test
    void shouldLeaveADirectoryAsItIsAndSaySo() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x--x"));
        run();
        assertThat(notices).singleElement().asString().contains(directory + " has the permissions rwxr-x--x ", "keeps");
        assertThat(mode(directory)).isEqualTo("rwxr-x--x");
        assertThat(mode(directory.resolve("journal"))).isEqualTo("rwx------");
        assertThat(modes(false)).containsExactly("rw-------");
    }

    @Test
    void shouldRefuseAGroupThatThereIsNot() throws IOException {
        assertThatThrownBy(() -> run("sluice.journal.readers = sluice-nobody-has-this"))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(EngineException.Code.ACCESS))
                .hasMessageContaining("sluice.journal.readers = sluice-nobody-has-this")
                .hasMessageContaining("there is no group sluice-nobody-has-this");
        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    /** One that this user may give away: root has another, who cannot read what is root's. */
    private String group() throws IOException {
        return System.getProperty("user.name").equals("root")
                ? "daemon"
                : Files.readAttributes(root, PosixFileAttributes.class).group().getName();
    }

    private void run(final String... settings) {
        final EngineListener listener = new EngineListener() {
            @Override
            public void onNotice(final String sentence) {
                notices.add(sentence);
            }
        };
        try (Engine engine = Engine.open(TestEngine.options(directory, settings).listener(listener));
                StrategyClient client = engine.strategy(7)) {
            final Decisions decisions = new Decisions();
            EngineTest.offerQuery(client, client.highestIntentId() + 1);
            decisions.await(client, 1);
            engine.awaitState(Duration.ofMinutes(1)).close();
        }
    }

    private Set<String> modes(final boolean ofFolders) throws IOException {
        final Set<String> modes = new TreeSet<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (final Path path : all.toList()) {
                if (Files.isDirectory(path) == ofFolders) {
                    modes.add(mode(path));
                }
            }
        }
        return modes;
    }

    private static void open(final Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (final Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String mode(final Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean isDone(final String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
