package io.sluice.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineClock;
import io.sluice.client.EngineListener;
import io.sluice.client.StrategyClient;
import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.engine.Decisions;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineTest;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.seal.Beginning;
import io.sluice.seal.Removal;
import io.sluice.seal.SealCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-11, of an engine that removes what is old while it runs. */
class RetentionTaskTest {
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final String[] SETTINGS = {
        "sluice.snapshot.records=20", "sluice.journal.seal.records=10", "sluice.journal.retention.days=30"
    };

    @TempDir
    private Path directory;

    /** Days that went by, and days by which somebody set the wall clock forward. */
    private final AtomicLong passedNs = new AtomicLong();

    private final AtomicLong steppedNs = new AtomicLong();
    private final EngineClock clock = new EngineClock() {
        private final EngineClock system = EngineClock.system(
                () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + passedNs.get() + steppedNs.get(),
                () -> System.nanoTime() + passedNs.get());

        @Override
        public void start(final long lastRecordNs) {
            system.start(lastRecordNs);
        }

        @Override
        public long nowNs() {
            return system.nowNs();
        }

        @Override
        public long wallNs() {
            return system.wallNs();
        }
    };
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private final Decisions decisions = new Decisions();
    private Engine engine;
    private StrategyClient client;
    private long lastId;

    @Test
    void shouldRemoveWhatIsOldAndJournalThatBefore() {
        starts(3);
        assertThat(segments()).containsExactly("00000001", "00000002", "00000003");
        final long secondStart = firstOf("00000002");
        final long thirdStart = firstOf("00000003");
        run(() -> {
            passedNs.addAndGet(31 * DAY_NS);
            work(() -> segments().size() == 1);
        });
        assertThat(segments()).containsExactly("00000004");
        final List<Removal> removals = removals();
        assertThat(removals).extracting(Removal::from).startsWith(1L, secondStart, thirdStart);
        assertThat(removals).extracting(Removal::to).startsWith(secondStart - 1, thirdStart - 1);
        assertThat(notices).isEmpty();
        assertWholeFromItsBeginning();
    }

    /** What stays cannot be checked before a seal covers it; nothing else happens then that would make it look. */
    @Test
    void shouldRemoveWhatIsOldAsSoonAsASealCoversWhatStays() {
        final String[] rarelySealed = {
            "sluice.snapshot.records=20",
            "sluice.journal.seal.records=1000000",
            "sluice.journal.seal.interval=3 s",
            "sluice.journal.retention.days=30"
        };
        starts(2);
        run(
                () -> {
                    passedNs.addAndGet(31 * DAY_NS);
                    snapshots(3);
                    TestEngine.await(() -> segments().size() == 1);
                },
                rarelySealed);
        assertWholeFromItsBeginning();
    }

    @Test
    void shouldRemoveNothingWhereTheWallClockStepsAheadAndSayThatItWaits() {
        starts(3);
        run(() -> {
            steppedNs.addAndGet(40 * DAY_NS);
            work(() -> notices.stream().anyMatch(notice -> notice.contains("no old segment")));
            snapshots(3);
        });
        assertThat(segments()).hasSize(4);
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("the wall clock is 40 days ahead of the engine's time")
                .contains("more than 7");
        assertThat(removals()).isEmpty();
    }

    /** Engine time goes along with the clock of a start; what it went along with is in the record of the start. */
    @Test
    void shouldCountNoStepOfTheClockBetweenTwoStarts() {
        starts(3);
        steppedNs.addAndGet(40 * DAY_NS);
        for (int i = 0; i < 3; i++) {
            run(() -> snapshots(2));
        }
        assertThat(segments()).hasSize(6);
        run(() -> {
            passedNs.addAndGet(31 * DAY_NS);
            work(() -> segments().size() == 1);
        });
        assertWholeFromItsBeginning();
    }

    @Test
    void shouldKeepWhatIsYoungOrNeeded() {
        starts(3);
        run(() -> {
            passedNs.addAndGet(29 * DAY_NS);
            snapshots(3);
        });
        assertThat(segments()).hasSize(4);
        run(() -> {
            passedNs.addAndGet(2 * DAY_NS);
            // Before the second snapshot of this run one is kept that stands in the segment before.
            work(() -> segments().size() < 5);
            work(() -> segments().size() == 2);
            snapshots(3);
        });
        assertThat(segments()).as("the last two are not that old").hasSize(2);
        assertWholeFromItsBeginning();
    }

    /** As root nothing is forbidden, so what cannot be removed is a name that is taken by something else. */
    @Test
    void shouldStopNothingWhereASegmentCannotBeRemoved() throws IOException {
        starts(2);
        run(() -> {
            final Path taken = directory.resolve("journal/00000001.new/taken");
            try {
                Files.createDirectories(taken);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            passedNs.addAndGet(31 * DAY_NS);
            work(() -> notices.stream().anyMatch(notice -> notice.contains("cannot be removed")));
            snapshots(2);
            assertThat(taken).exists();
        });
        assertThat(directory.resolve("journal/00000001")).exists();
        assertThat(notices).isNotEmpty().allMatch(notice -> notice.contains("cannot be removed"));
    }

    private void starts(final int count) {
        for (int i = 0; i < count; i++) {
            run(() -> work(() -> true));
        }
    }

    /** Each start writes into a segment of its own. */
    private void run(final Runnable body) {
        run(body, SETTINGS);
    }

    private void run(final Runnable body, final String... settings) {
        try (Engine opened = Engine.open(
                        TestEngine.options(directory, settings).clock(clock).listener(new EngineListener() {
                            @Override
                            public void onNotice(final String sentence) {
                                notices.add(sentence);
                            }
                        }));
                StrategyClient strategy = opened.strategy(7)) {
            engine = opened;
            client = strategy;
            body.run();
            assertThat(engine.failure()).isNull();
        }
    }

    /** Asks until something has come about, at least twenty times. */
    private void work(final BooleanSupplier isDone) {
        final long giveUpAtNs = System.nanoTime() + TestEngine.PATIENCE_NS;
        do {
            assertThat(System.nanoTime() - giveUpAtNs).isNegative();
            for (int i = 0; i < 20; i++) {
                EngineTest.offerQuery(client, ++lastId);
                decisions.await(client, decisions.all.size() + 1);
            }
        } while (!isDone.getAsBoolean());
    }

    /** Works until so many snapshots were taken. */
    private void snapshots(final int count) {
        final long before = snapshotsTaken();
        work(() -> snapshotsTaken() >= before + count);
    }

    private long snapshotsTaken() {
        final long[] taken = new long[1];
        JournalScan.run(directory, (record, position) -> {
            record.input();
            taken[0] += record.templateId() == SnapshotTakenDecoder.TEMPLATE_ID ? 1 : 0;
        });
        return taken[0];
    }

    private List<Removal> removals() {
        final List<Removal> found = new ArrayList<>();
        JournalScan.run(directory, (record, position) -> {
            if (Removal.is(record)) {
                found.add(Removal.of(record));
            }
        });
        return found;
    }

    private void assertWholeFromItsBeginning() {
        final Beginning beginning = new Beginning();
        final SealCheck seals = new SealCheck(List.of(), null);
        JournalScan.run(directory, (record, position) -> {
            beginning.onRecord(record);
            seals.collect(record);
        });
        JournalScan.run(directory, (record, position) -> seals.confirm(record));
        assertThat(beginning.missing()).isNull();
        assertThat(beginning.removed()).contains("retention removed the records before record");
        assertThat(seals.end()).isNull();
        assertThat(seals.unconfirmed()).isZero();
    }

    private long firstOf(final String segment) {
        final Path alone = directory.resolve("alone-" + segment);
        final long[] first = new long[1];
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve(segment))) {
            final Path copy = Files.createDirectories(alone.resolve("journal").resolve(segment));
            for (final Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        try (JournalReader reader = new JournalReader(alone)) {
            reader.poll((record, position) -> first[0] = record.header().sequence(), 1);
        }
        return first[0];
    }

    /** Those that hold a record: one is always reserved ahead. */
    private List<String> segments() {
        final int[] last = new int[1];
        JournalScan.run(directory, (record, position) -> last[0] = JournalPosition.segment(position));
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{8}") && Integer.parseInt(name) <= last[0])
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
