package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Beacon;
import io.sluice.client.EngineListener;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.SystemMode;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalException;
import io.sluice.replay.Recorded;
import io.sluice.schema.Permissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What another process does to the files of an engine that runs (SPEC J-4, J-7, G-6). */
class TakenAwayTest {
    @TempDir
    private Path root;

    private Path directory;

    /** Each takes something away that an engine cannot go on without. */
    enum Deed {
        REMOVE_LOCK("lock is gone"),
        REPLACE_LOCK("lock is another one now"),
        MOVE_JOURNAL("journal is gone"),
        MOVE_DIRECTORY(" is gone"),
        REPLACE_DIRECTORY("data"),
        DELETE_DIRECTORY(" is gone"),
        REMOVE_SEGMENT(".cq4 is gone");

        private final String said;

        Deed(final String said) {
            this.said = said;
        }

        private void on(final Path directory) throws IOException {
            final Path elsewhere = directory.resolveSibling("elsewhere");
            switch (this) {
                case REMOVE_LOCK -> Files.delete(directory.resolve("lock"));
                case REPLACE_LOCK -> {
                    Files.writeString(elsewhere, "pid 1\n");
                    Files.move(elsewhere, directory.resolve("lock"), StandardCopyOption.REPLACE_EXISTING);
                }
                case MOVE_JOURNAL -> Files.move(directory.resolve("journal"), elsewhere);
                case MOVE_DIRECTORY -> Files.move(directory, elsewhere);
                case REPLACE_DIRECTORY -> {
                    Files.move(directory, elsewhere);
                    Files.createDirectory(directory);
                }
                case DELETE_DIRECTORY -> delete(directory);
                case REMOVE_SEGMENT -> Files.delete(rollFile(directory));
            }
        }
    }

    @BeforeEach
    void name() {
        directory = root.resolve("data");
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void shouldStopTheLineOnceItsFilesAreNoLongerItsOwn(final Deed deed) throws IOException { // J-4
        try (ChildProcess engine = ChildProcess.start(HeldEngine.class, directory)) {
            deed.on(directory);
            assertThat(engine.line()).contains(deed.said, "while the engine ran; end this process");
            assertThat(engine.line()).isEqualTo("closed");
        }
        if (deed == Deed.REPLACE_DIRECTORY) {
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left)
                        .as("nothing is left in a directory of somebody else's")
                        .isEmpty();
            }
        }
        if (deed == Deed.DELETE_DIRECTORY) {
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void shouldRefuseASecondEngineThoughTheLockIsRemoved() throws Exception { // J-4
        try (ChildProcess engine = ChildProcess.start(HeldEngine.class, directory)) {
            engine.signal("STOP");
            Files.delete(directory.resolve("lock"));
            refuseASecond();
            // Nor once its stop was noticed: the process lives and holds its files.
            engine.signal("CONT");
            assertThat(engine.line()).contains("lock is ");
            assertThat(engine.line()).isEqualTo("closed");
        }
        TestEngine.open(directory).close();
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    private void refuseASecond() throws IOException {
        final Beacon first = Beacon.look(directory);
        final long process = first.processStart();
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.code()).isEqualTo(JournalException.Code.LOCKED))
                .hasMessageContaining("is in use by another engine (pid ")
                .hasMessageContaining("engine.dat shows that it lives, though its lock is free");
        assertThat(first.state()).as("what it shows is left alone").isEqualTo(Beacon.State.RUNNING);
        assertThat(first.processStart()).isEqualTo(process).isNotZero();
        assertThat(DirectoryLock.holder(directory)).isNull();
    }

    @Test
    void shouldStartAtOnceWhereAnEngineWasKilled() throws IOException { // J-4
        ChildProcess.start(HeldEngine.class, directory).close();
        Files.delete(directory.resolve("lock"));
        TestEngine.open(directory).close();
    }

    @Test
    void shouldGoOnWhileOthersCutOrRemoveWhatItShows() throws IOException { // G-6
        final List<String> notices = Collections.synchronizedList(new ArrayList<>());
        final Decisions decisions = new Decisions();
        final Path shown = directory.resolve(Beacon.FILE);
        try (Engine engine = Engine.open(TestEngine.options(directory).listener(new EngineListener() {
                    @Override
                    public void onNotice(final String sentence) {
                        notices.add(sentence);
                    }
                }));
                StrategyClient client = engine.strategy(7)) {
            final Beacon other = Beacon.look(directory);
            for (int cut = 0; cut < 20; cut++) {
                cut(shown, cut % 2 == 0 ? 0 : 200);
                EngineTest.offerQuery(client, cut + 1);
                decisions.await(client, cut + 1);
                assertThat(client.permission(ActionType.QUERY)).isEqualTo(Permission.ALLOWED);
                TestEngine.await(() -> size(shown) == 4096);
                TestEngine.await(() -> other.lastSequence() == engine.beacon().lastSequence());
            }
            assertThat(other.isRunning()).isTrue();
            assertThat(notices).contains(shown + " was cut by another process, and is written anew");
            Files.delete(shown);
            TestEngine.await(() -> Files.exists(shown) && size(shown) == 4096);
            TestEngine.await(() -> Beacon.look(directory).isRunning());
            assertThat(engine.failure()).isNull();
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.STOPPED);
        assertThat(Beacon.look(directory).processStart()).isZero();
    }

    @Test
    void shouldCountAnEngineAsLostWhoseFileCannotBeReadAnyMore() throws Exception { // G-6
        try (ChildProcess engine = ChildProcess.start(HeldEngine.class, directory)) {
            final Beacon other = Beacon.look(directory);
            assertThat(other.permission(ActionType.QUERY, Long.MAX_VALUE)).isEqualTo(Permission.ALLOWED);
            engine.signal("STOP");
            cut(directory.resolve(Beacon.FILE), 0);
            TestEngine.await(() -> other.permission(ActionType.QUERY, 100_000_000) == Permission.ENGINE_LOST);
            engine.signal("CONT");
            TestEngine.await(() -> other.permission(ActionType.QUERY, 100_000_000) == Permission.ALLOWED);
        }
    }

    /** Whoever cuts the journal destroys records: the engine says so and stops, or its process ends. */
    @Test
    void shouldReleaseNothingMoreWhereItsJournalIsCut() throws IOException { // J-7
        try (ChildProcess engine = ChildProcess.start(HeldEngine.class, directory)) {
            TestEngine.await(() -> Beacon.look(directory).lastSequence() > 20);
            cut(rollFile(directory), 0);
            final String said = engine.line();
            assertThat(said).isNotNull();
            while (engine.line() != null) {
                continue;
            }
        }
        final Beacon last = Beacon.look(directory);
        assertThat(last.lastSequence()).isPositive();
        try (Engine engine = TestEngine.open(directory)) {
            assertThat(Permissions.mode(engine.beacon().permissions()))
                    .as("what was released is gone, and said")
                    .isEqualTo(SystemMode.HALT);
        }
    }

    private static Path rollFile(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void cut(final Path file, final long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0;
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
