package io.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6. */
class StateMapTest {
    private static final long LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(250);

    @TempDir
    private Path directory;

    private final TestState state = new TestState();

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            for (long step = 1; step <= 300; step++) {
                assertThat(writer.write(state.at(step), step, -step)).isTrue();
                final StateImage image = reader.read(TestState.ALL);
                assertThat(image.sequence()).isEqualTo(step);
                TestState.check(image);
            }
            assertThat(reader.read().sections()).isEmpty();
        }
    }

    @Test
    void shouldStayReadableWhenTheWriterHasEnded() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory))) {
            writer.write(state.at(1), 1, -1);
            writer.write(state.at(2), 2, -2);
        }
        try (StateReader reader = new StateReader(directory, LIMIT_NS)) {
            TestState.check(reader.read(TestState.ALL));
            assertThat(reader.read().sequence()).isEqualTo(2);
        }
    }

    @Test
    void shouldBeginNewGenerationsWithEachWriterAndRemoveTheOld() throws IOException {
        for (long step = 1; step <= 9; step += 3) {
            try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                    StateReader reader = new StateReader(directory, LIMIT_NS)) {
                for (long s = step; s < step + 3; s++) {
                    writer.write(state.at(s), s, -s);
                    TestState.check(reader.read(TestState.ALL));
                }
            }
        }
        assertThat(maps()).containsExactly("00000005.map", "00000006.map");
    }

    @Test
    void shouldGrowIntoANewGenerationWhereThereIsNoRoom() throws IOException {
        final TestState large = new TestState();
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            for (long step = 1; step <= 8; step++) {
                large.at(step);
                final SectionBuffer last = large.sections[TestState.SECTIONS - 1];
                last.begin(step, -step);
                for (int i = 0; i < step * 2000; i++) {
                    last.append(new org.agrona.concurrent.UnsafeBuffer(new byte[200]), 0, 200);
                }
                last.end();
                writer.write(large.sections, step, -step);
                assertThat(reader.read(TestState.SECTIONS - 1).sections().get(0).rows())
                        .isEqualTo((int) step * 2000);
            }
            assertThat(maps()).hasSize(2);
        }
    }

    @Test
    void shouldHearNoMoreOfAWriterThatWasReplaced() throws IOException {
        final StatePointer pointer = StatePointer.own(directory);
        try (StateWriter abandoned = new StateWriter(pointer);
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            abandoned.write(state.at(1), 1, -1);
            try (StateWriter next = new StateWriter(pointer)) {
                assertThat(next.write(new TestState().at(3), 3, -3)).isTrue();
                assertThat(abandoned.write(state.at(2), 2, -2)).isFalse();
                assertThat(reader.read().sequence()).isEqualTo(3);
                TestState.check(reader.read(TestState.ALL));
            }
        }
    }

    @Test
    void shouldSayThatThereIsNone() {
        try (StateReader reader = new StateReader(directory, LIMIT_NS)) {
            assertThatThrownBy(reader::read).isInstanceOfSatisfying(StateMapException.class, e -> assertThat(e.code())
                    .isEqualTo(StateMapException.Code.NO_MAP));
        }
    }

    @Test
    void shouldSayThatItCannotBeRead() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            writer.write(state.at(1), 1, -1);
            for (final String map : maps()) {
                Files.delete(directory.resolve("state").resolve(map));
            }
            assertThatThrownBy(reader::read).hasMessageContaining("could not be read within 250 ms: generation 1");
        }
    }

    /** A torn value: the directory's checksum tells. */
    @Test
    void shouldNotShowWhatIsTorn() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            writer.write(state.at(11), 11, -11);
            writer.write(state.at(12), 12, -12);
            final StatePointer pointer = StatePointer.look(directory);
            try (MapFile file = MapFile.open(pointer.file(pointer.generation(pointer.complete())))) {
                final byte[] page = new byte[MapFile.PAGE];
                try (MapFile.Reading reading = file.read(LIMIT_NS)) {
                    assertThat(reading.get(3, 1, page)).isTrue();
                }
                page[100]++;
                file.put(3, 1, page, LIMIT_NS);
            }
            final StateImage image = reader.read(TestState.ALL);
            assertThat(image.sequence()).isEqualTo(11);
            TestState.check(image);
        }
    }

    @Test
    void shouldFinishAReadingThatTakesLongAndWriteElsewhereMeanwhile() throws IOException {
        try (StateWriter writer = new StateWriter(StatePointer.own(directory));
                StateReader reader = new StateReader(directory, LIMIT_NS)) {
            writer.write(state.at(1), 1, -1);
            final StatePointer pointer = StatePointer.look(directory);
            try (MapFile file = MapFile.open(pointer.file(pointer.generation(pointer.complete())));
                    MapFile.Reading slow = file.read(LIMIT_NS)) {
                final byte[] first = new byte[MapFile.PAGE];
                slow.get(1, 0, first);
                for (long step = 2; step <= 5; step++) {
                    writer.write(state.at(step * 1000), step * 1000, -step * 1000);
                    TestState.check(reader.read(TestState.ALL));
                }
                final byte[] last = new byte[MapFile.PAGE];
                slow.get(1, 0, last);
                assertThat(last).isEqualTo(first);
            }
            assertThat(writer.replaced()).isEqualTo(3);
        }
    }

    private List<String> maps() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".map"))
                    .sorted()
                    .toList();
        }
    }
}
