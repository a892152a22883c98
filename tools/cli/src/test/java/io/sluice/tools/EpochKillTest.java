package io.sluice.tools;

import static io.sluice.tools.Cli.OPERATORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineException;
import io.sluice.engine.Engine;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.testing.SmallFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-2: a new epoch is begun again after a death at any of its steps, and the journals still name each other. */
@Tag("J-2")
class EpochKillTest {
    private static final Path DAY = Path.of("src", "test", "resources", "play", "day.jsonl");
    private static final int DAMAGED = 10;

    @TempDir
    private Path place;

    private Path damaged;
    private UUID id;

    @BeforeEach
    void playAndDamage() throws IOException {
        damaged = place.resolve("damaged");
        assertThat(Cli.run("play", DAY, OPERATORS, "--dir", damaged).code()).isZero();
        id = JournalInfo.read(damaged).journalId();
        Spoiled.record(damaged, DAMAGED);
        Files.createDirectories(damaged.resolve("snapshots"));
        Files.writeString(damaged.resolve("snapshots").resolve("3.snap"), "none that anybody can use");
    }

    /** The steps are on the device one by one: what lies there as one of them is forced is what a death then leaves. */
    @Test
    void shouldBeginTheEpochAfterADeathAtAnyStep() throws IOException {
        final Map<String, Path> met = new LinkedHashMap<>();
        steps(Spoiled.copy(damaged, place.resolve("watched")), (step, data) -> {
            if (!met.containsKey(names(data))) {
                met.put(names(data), Spoiled.copy(data, place.resolve("killed-" + step)));
            }
        });
        assertThat(met.values().stream().map(EpochKillTest::left))
                .contains("journal", "snapshots, epochs/new", "epochs/new", "epochs/1", "epochs/1, empty journal")
                .contains("journal, epochs/1");
        for (final Map.Entry<String, Path> left : met.entrySet()) {
            refuseAPlainStart(left.getValue());
            assertGood(left.getValue(), left.getKey());
        }
    }

    @Test
    void shouldBeginTheEpochInTheEndWhereEveryTryWasKilled() throws Exception {
        final Path data = Spoiled.copy(damaged, place.resolve("again"));
        for (final String when : List.of("snapshots, epochs/new", "epochs/1", "epochs/1, empty journal")) {
            final List<Integer> steps = new ArrayList<>();
            final Path tried = Spoiled.copy(data, place.resolve("tried-" + when.length()));
            steps(tried, (step, there) -> {
                if (left(there).equals(when)) {
                    steps.add(step);
                }
            });
            assertThat(EpochChild.run(data, steps.get(0))).as(when).isEqualTo(EpochChild.KILLED);
            assertThat(left(data)).isEqualTo(when);
        }
        assertGood(data, "killed three times");
    }

    /** SPEC J-7: space is reserved before anything is moved. */
    @Test
    void shouldMoveNothingWhereThereIsNoSpaceForTheNewJournal() throws IOException {
        try (SmallFileSystem disk = SmallFileSystem.open(8)) {
            final Path data = Spoiled.copy(damaged, disk.directory().resolve("data"));
            assertThatThrownBy(() -> Engine.open(EpochChild.options(data).forceHalt(false)))
                    .hasMessageContaining("record 10 is damaged");
            final String before = names(data);
            disk.fill();
            assertThatThrownBy(() -> Engine.open(EpochChild.options(data)))
                    .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.code())
                            .isEqualTo(JournalException.Code.NO_SPACE));
            assertThat(names(data)).isEqualTo(before);
            disk.free();
            assertGood(data, "the disk was full");
        }
    }

    /** As an earlier build left it that met a full disk there: an empty journal, put aside as an epoch of its own. */
    @Test
    void shouldFindAJournalGoodBehindWhichAnEmptyOneWasPutAside() throws IOException {
        final Path data = Spoiled.copy(damaged, place.resolve("hurt"));
        Engine.open(EpochChild.options(data)).close();
        Files.createDirectories(data.resolve("epochs/2/journal/00000002"));
        final Cli verified = Cli.run("verify", "--dir", data);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("epochs/1 was put aside; up to record 9 it is what was named then")
                .contains("epochs/2 holds no record: an epoch that never began");
        assertThat(Cli.run("backup", place.resolve("copy"), "--dir", data).code())
                .isZero();
    }

    /** Begins the epoch, and hears of each step before it is on the device. */
    private static void steps(final Path data, final BiConsumer<Integer, Path> heard) {
        final AtomicInteger step = new AtomicInteger();
        Engine.open(EpochChild.options(data).device((file, withLength) -> {
                    heard.accept(step.incrementAndGet(), data);
                    file.force(withLength);
                }))
                .close();
    }

    /** Only where the epoch has its first record an engine starts; it goes on, and forces nothing. */
    private static void refuseAPlainStart(final Path data) {
        if (hasRecord(data) && left(data).contains("epochs/1")) {
            return;
        }
        assertThatThrownBy(() ->
                        Engine.open(EpochChild.options(data).forceHalt(false)).close())
                .isInstanceOfAny(JournalException.class, EngineException.class)
                .hasMessageMatching("(?s).*(record 10 is damaged|begin it again).*");
        assertThat(data.resolve("epochs/next")).doesNotExist();
        assertThat(data.resolve("epochs/new")).doesNotExist();
    }

    private void assertGood(final Path data, final String when) throws IOException {
        Engine.open(EpochChild.options(data)).close();
        final Cli verified = Cli.run("verify", "--dir", data);
        assertThat(verified.code()).as(when + ": " + verified.out()).isZero();
        assertThat(verified.out())
                .as(when)
                .contains("epochs/1 was put aside; up to record " + (DAMAGED - 1) + " it is what was named then");
        assertThat(JournalInfo.read(data.resolve("epochs/1")).journalId())
                .as(when)
                .isEqualTo(id);
        try (Stream<Path> epochs = Files.list(data.resolve("epochs"))) {
            assertThat(epochs.map(path -> path.getFileName().toString()).toList())
                    .as(when)
                    .isEqualTo(List.of("1"));
        }
    }

    /** Where the old journal is, and what else there is. */
    private static String left(final Path data) {
        final List<String> words = new ArrayList<>();
        final boolean isEmpty = Files.exists(data.resolve("journal")) && !hasRecord(data);
        words.add(Files.exists(data.resolve("journal")) && !isEmpty ? "journal" : "");
        words.add(isRest(data) ? "snapshots" : "");
        words.add(Files.exists(data.resolve("epochs/new/journal")) ? "epochs/new" : "");
        words.add(Files.exists(data.resolve("epochs/1")) ? "epochs/1" : "");
        words.add(isEmpty ? "empty journal" : "");
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }

    private static boolean isRest(final Path data) {
        return Files.exists(data.resolve("snapshots")) && !Files.exists(data.resolve("journal"));
    }

    /** Every directory and file, in a row; of the journals' files only that they are there. */
    private static String names(final Path data) {
        try (Stream<Path> tree = Files.walk(data)) {
            return tree.map(path -> data.relativize(path).toString())
                    .sorted()
                    .collect(Collectors.joining(";", "", ";"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRecord(final Path data) {
        try (JournalReader reader = new JournalReader(data)) {
            return reader.lastSequence() > 0;
        }
    }
}
