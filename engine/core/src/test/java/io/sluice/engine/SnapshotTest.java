package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineException;
import io.sluice.client.StrategyClient;
import io.sluice.codec.JournalKind;
import io.sluice.control.ControlMachine;
import io.sluice.control.view.View;
import io.sluice.engine.follow.Shadow;
import io.sluice.engine.line.Alarm;
import io.sluice.engine.start.JournalReplay;
import io.sluice.journal.JournalScan;
import io.sluice.journal.Snapshot;
import io.sluice.journal.SnapshotFiles;
import io.sluice.replay.Divergence;
import io.sluice.replay.Recorded;
import io.sluice.replay.Replay;
import io.sluice.replay.ReplayWatch;
import io.sluice.replay.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored states: taken, found good or not, started from. */
@Tag("J-3")
class SnapshotTest {
    private static final int NEXT_VERSION = ControlMachine.BEHAVIOUR_VERSION + 1;

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldStartFromASnapshotAsFromTheWholeJournal() {
        orders(1, 40, "sluice.snapshot.records=10");
        final JournalReplay fast = recovery();
        assertThat(fast.notices()).isEmpty();
        assertThat(fast.from()).isPositive();
        final Replay whole = new Replay();
        JournalScan.run(directory, (record, position) -> whole.next(record));
        assertThat(whole.divergence()).isNull();
        assertThat(fast.replay().lastSequence()).isEqualTo(whole.lastSequence());
        assertThat(views(fast.replay())).isEqualTo(views(whole));
        assertThat(fast.replay().snapshot().stateHash())
                .isEqualTo(whole.snapshot().stateHash());
    }

    @Test
    void shouldGoOnFromASnapshotAsIfNothingHadBeen() {
        orders(1, 30, "sluice.snapshot.records=10");
        final List<Decisions.Given> before = List.copyOf(decisions.all);
        decisions.all.clear();
        orders(1, 31);
        assertThat(decisions.all.subList(0, 30)).allMatch(Decisions.Given::repeat);
        assertThat(decisions.all.subList(0, 30))
                .extracting(Decisions.Given::tradeId)
                .isEqualTo(before.stream().map(Decisions.Given::tradeId).toList());
        assertThat(decisions.last().repeat()).isFalse();
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    @Test
    void shouldKeepTwo() {
        orders(1, 30);
        orders(31, 60);
        orders(61, 90, "sluice.snapshot.records=10");
        assertThat(SnapshotFiles.sequences(directory)).hasSize(2);
        assertThat(Recorded.in(directory).count("SnapshotTaken")).isGreaterThanOrEqualTo(3);
    }

    /** J-3: one that the journal does not vouch for, whatever left it, is not one of the two. */
    @Test
    void shouldNotKeepAnUnvouchedOneInThePlaceOfAGoodOne() throws IOException {
        orders(1, 5);
        final long good = SnapshotFiles.sequences(directory).get(0);
        try (Engine engine = TestEngine.open(directory)) {
            Files.copy(SnapshotFiles.file(directory, good), SnapshotFiles.file(directory, good + 1));
            Files.createFile(directory.resolve("snapshots/77.snap.new"));
        }
        assertThat(SnapshotFiles.sequences(directory)).hasSize(2).endsWith(good);
        assertThat(directory.resolve("snapshots/77.snap.new")).doesNotExist();
        damage(SnapshotFiles.sequences(directory).get(0));
        assertThat(recovery().from()).isEqualTo(good);
    }

    @Test
    void shouldTakeOneAfterATimeIfAnythingHappened() {
        final int before;
        try (Engine engine = TestEngine.open(directory, "sluice.snapshot.interval=1 s");
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            decisions.await(client, 1);
            // On a slow host there may be one of the start alone before.
            final long decided = decisions.last().sequence();
            TestEngine.await(() -> SnapshotFiles.sequences(directory).stream().anyMatch(taken -> taken >= decided));
            TestEngine.await(() -> "SnapshotTaken".equals(last(Recorded.in(directory).inputs)));
            before = Recorded.in(directory).count("SnapshotTaken");
        }
        // One more of the stop; what says so is nothing that happened.
        assertThat(Recorded.in(directory).count("SnapshotTaken")).isEqualTo(before + 1);
    }

    @Test
    void shouldFallBackToTheOneBeforeAndToTheWholeJournalAndSaySo() throws IOException {
        orders(1, 30);
        orders(31, 60);
        final List<Long> there = SnapshotFiles.sequences(directory);
        damage(there.get(0));
        final JournalReplay before = recovery();
        assertThat(before.from()).isEqualTo(there.get(1));
        assertThat(before.notices())
                .containsExactly("the snapshot " + there.get(0) + ".snap is not used: the snapshot " + there.get(0)
                        + ".snap cannot be used: its checksum is wrong");
        for (final long sequence : there.subList(1, there.size())) {
            damage(sequence);
        }
        final JournalReplay whole = recovery();
        assertThat(whole.from()).isZero();
        assertThat(whole.notices()).hasSize(there.size());
        orders(60, 61);
        assertThat(decisions.last().repeat()).isFalse();
        assertThat(SnapshotFiles.sequences(directory)).doesNotContainAnyElementsOf(there);
    }

    @Test
    void shouldNotUseOneThatTheJournalDoesNotVouchFor() throws IOException {
        orders(1, 20);
        final long last = SnapshotFiles.sequences(directory).get(0);
        final Snapshot good = SnapshotFiles.read(SnapshotFiles.file(directory, last));
        final Replay earlier = new Replay();
        JournalScan.run(directory, (record, position) -> {
            if (record.header().sequence() <= 10) {
                earlier.next(record);
            }
        });
        // Killed between the file and its record: the state is right, but nobody says so.
        SnapshotFiles.write(directory, earlier.snapshot());
        SnapshotFiles.delete(directory, last);
        final JournalReplay unsaid = recovery();
        assertThat(unsaid.from()).isZero();
        assertThat(unsaid.notices())
                .containsExactly("the snapshot 10.snap is not used: the journal does not say that it was taken");
        // Another state under the number of a good one.
        SnapshotFiles.write(
                directory,
                new Snapshot(
                        good.behaviourVersion(),
                        good.journalId(),
                        good.kind(),
                        last,
                        good.timeNs(),
                        good.lastStart(),
                        good.configHash(),
                        good.configuration(),
                        earlier.snapshot().image()));
        assertThat(recovery().notices().get(0)).endsWith("says that it has another hash");
    }

    @Test
    void shouldDetectEveryFlippedByteAndEveryCut() throws IOException {
        orders(1, 3);
        final long last = SnapshotFiles.sequences(directory).get(0);
        final Path file = SnapshotFiles.file(directory, last);
        final byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            final byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(file, flipped);
            assertThatThrownBy(() -> SnapshotFiles.read(file)).hasMessageContaining(last + ".snap cannot be used");
        }
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SnapshotFiles.read(file)).hasMessageContaining(last + ".snap cannot be used");
        }
    }

    @Test
    void shouldSurviveAKillBetweenASnapshotAndItsRecord() throws Exception {
        long told = 0;
        for (int kill = 1; kill <= 3; kill++) {
            told = EngineChild.killAfter(directory, told, 400, "sluice.snapshot.records=50");
            final JournalReplay found = recovery();
            final Recorded recorded = Recorded.in(directory);
            assertThat(recorded.replay.divergence()).isNull();
            assertThat(found.replay().lastSequence()).isEqualTo(recorded.replay.lastSequence());
            assertThat(found.replay().snapshot().stateHash())
                    .isEqualTo(recorded.replay.snapshot().stateHash());
        }
    }

    @Test
    @Tag("J-9")
    void shouldLetAnotherVersionGoOnFromACleanStopOnly() throws Exception {
        orders(1, 3);
        orders(4, 5);
        assertThat(SnapshotFiles.sequences(directory)).hasSize(2);
        assertThat(executed(Snapshots.oldest(directory, NEXT_VERSION)))
                .as("behind the last one, and not the older one, which only the other version could go on from")
                .isEqualTo(Recorded.in(directory).end.lastSequence());
        try (Engine engine = Engine.open(TestEngine.options(directory), NEXT_VERSION);
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 5, ONE).reasoning("order");
            client.offer();
            decisions.await(client, 6);
            assertThat(decisions.last().repeat()).isTrue();
        }
        // And on from its own.
        Engine.open(TestEngine.options(directory), NEXT_VERSION).close();
        assertThat(executed(Snapshots.oldest(directory, NEXT_VERSION)))
                .isEqualTo(Recorded.in(directory).end.lastSequence());
        assertThatThrownBy(() -> JournalScan.run(directory, (record, position) -> {
                    final Divergence divergence = new Replay(NEXT_VERSION).next(record);
                    if (divergence != null) {
                        throw new IllegalStateException(divergence.describe());
                    }
                }))
                .hasMessageContaining("behaviour version " + ControlMachine.BEHAVIOUR_VERSION
                        + " wrote it, this is version " + NEXT_VERSION);
    }

    @Test
    @Tag("J-9")
    void shouldRefuseAnotherVersionAfterACrash() throws Exception {
        EngineChild.killAfter(directory, 0, 100, "sluice.snapshot.records=20");
        assertThatThrownBy(() -> Engine.open(TestEngine.options(directory), NEXT_VERSION))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("behaviour version " + ControlMachine.BEHAVIOUR_VERSION
                        + " wrote it, this is version " + NEXT_VERSION)
                .hasMessageContaining("ask a program of version " + ControlMachine.BEHAVIOUR_VERSION);
        TestEngine.open(directory).close();
        Engine.open(TestEngine.options(directory), NEXT_VERSION).close();
    }

    @Test
    void shouldHaltWhenTheShadowDecidesOtherwise() {
        orders(1, 5);
        final Replay replay = recovery().replay();
        final Alarm alarm = new Alarm();
        final Shadow shadow = new Shadow(
                directory,
                () -> {},
                Replay::new,
                0,
                TestEngine.config().engine().snapshot(),
                null,
                alarm,
                notice -> {});
        // A machine that stands elsewhere than the one that wrote the records.
        JournalScan.runAhead(directory, 2, 1, shadow::onRecord);
        assertThat(alarm.reason()).startsWith("the shadow machine decides otherwise: record 2 is not what");
        assertThat(shadow.finalRecord(new ExpandableArrayBuffer())).isZero();
        assertThat(replay.divergence()).isNull();
    }

    /** Last record that the rest of the journal confirms. */
    private long executed(final Replay rest) {
        assertThat(rest.lastSequence()).isPositive();
        JournalScan.runAhead(directory, rest.lastSequence() + 1, 0, (record, position) -> rest.next(record));
        assertThat(rest.divergence()).isNull();
        return rest.lastSequence();
    }

    private static String last(final List<String> inputs) {
        return inputs.get(inputs.size() - 1);
    }

    private JournalReplay recovery() {
        return JournalReplay.of(directory, JournalKind.LIVE, 0, ReplayWatch.SILENT, ControlMachine.BEHAVIOUR_VERSION);
    }

    private void damage(final long sequence) throws IOException {
        final Path file = SnapshotFiles.file(directory, sequence);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static List<String> views(final Replay replay) {
        final List<String> rows = new ArrayList<>();
        for (final View view : View.values()) {
            replay.machine().view(view, (buffer, offset, length) -> {
                final byte[] row = new byte[length];
                buffer.getBytes(offset, row);
                rows.add(view + " " + HexFormat.of().formatHex(row));
            });
        }
        return rows;
    }

    private void orders(final long from, final long to, final String... overrides) {
        try (Engine engine = TestEngine.open(directory, overrides);
                StrategyClient client = engine.strategy(7)) {
            for (long id = from; id <= to; id++) {
                TestEngine.order(client, id, ONE).reasoning("order");
                client.offer();
                decisions.await(client, decisions.all.size() + 1);
            }
        }
    }
}
