package io.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.SmallFileSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6: what others do to the files of the state map, and what a full disk does. */
class StateCutTest {
    private static final long LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int CUTS = 20;

    @TempDir
    private Path directory;

    private final TestState state = new TestState();

    @Test
    void shouldSayWhatIsNewThoughItsPointerIsCut() throws IOException {
        final StatePointer pointer = StatePointer.own(directory);
        try (StateWriter writer = new StateWriter(pointer);
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            for (long step = 1; step <= CUTS; step++) {
                writer.write(state.at(step), step, -step);
                cut(directory.resolve("state/current"));
                pointer.known(step, step);
                assertThat(reader.read().sequence()).isEqualTo(step);
                assertThat(reader.knownNs()).isEqualTo(step);
                TestState.check(reader.read(TestState.ALL));
            }
        }
    }

    @Test
    void shouldBeginAnewWhereItsMapsAreCut() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            for (long step = 1; step <= CUTS; step++) {
                final long last = 2 * step;
                writer.write(state.at(last - 1), last - 1, 1 - last);
                writer.write(state.at(last), last, -last);
                TestState.check(reader.read(TestState.ALL));
                for (final Path map : maps(directory)) {
                    cut(map);
                }
                assertThatThrownBy(() -> reader.read(TestState.ALL)).isInstanceOf(StateMapException.class);
                assertThatThrownBy(() -> writer.write(state.at(last + 1), last + 1, -last - 1))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("was cut by another process");
                writer.renew();
            }
            writer.write(state.at(1000), 1000, -1000);
            assertThat(reader.read().sequence()).isEqualTo(1000);
            TestState.check(reader.read(TestState.ALL));
        }
    }

    /** One more file each second would fill what is left when there is space again. */
    @Test
    void shouldLeaveNothingBehindThatItCouldNotFinish() throws IOException {
        try (SmallFileSystem disk = SmallFileSystem.open(8)) {
            final Path data = disk.directory();
            final StatePointer pointer = StatePointer.own(data);
            disk.fill();
            try (StateWriter writer = new StateWriter(pointer)) {
                for (int attempt = 0; attempt < 5; attempt++) {
                    assertThatThrownBy(() -> writer.write(state.at(1), 1, -1)).isInstanceOf(IOException.class);
                    assertThat(maps(data)).isEmpty();
                }
                disk.free();
                assertThat(writer.write(state.at(1), 1, -1)).isTrue();
                assertThat(maps(data)).hasSize(1);
            }
        }
    }

    private static List<Path> maps(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".map"))
                    .sorted()
                    .toList();
        }
    }

    private static void cut(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
