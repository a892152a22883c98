package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.client.StrategyClient;
import io.sluice.codec.JournalKind;
import io.sluice.codec.StartKind;
import io.sluice.codec.SystemMode;
import io.sluice.engine.Decisions.Kind;
import io.sluice.engine.start.EpochPlan;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.JournalScan;
import io.sluice.replay.Recorded;
import io.sluice.replay.Snapshots;
import io.sluice.schema.Permissions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final int CHILD_KILLS = 3;

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldTellHowTheRecoveryGetsOnAndKeepNoThread() { // J-2
        orders(1, 4100);
        TestEngine.forgetSnapshots(directory);
        final List<List<Long>> told = new ArrayList<>();
        Engine.open(TestEngine.options(directory).replayWatch((records, total) -> told.add(List.of(records, total))))
                .close();
        final long last = told.get(told.size() - 1).get(0);
        assertThat(last).isGreaterThan(4100);
        assertThat(told).startsWith(List.of(4096L, last)).endsWith(List.of(last, last));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("read-ahead"));
    }

    @Test
    void shouldJournalTheConfigurationOnlyWhereItDiffersFromTheLastOne() { // W-5
        orders(1, 2);
        orders(3, 4);
        orders(5, 6);
        orders(7, 8, "sluice.decision.valid=6 s");
        orders(9, 10, "sluice.decision.valid=6 s");
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.starts)
                .extracting(start -> start.configurationLength() > 0)
                .containsExactly(true, false, false, true, false);
        assertThat(recorded.starts)
                .extracting(Recorded.Start::kind)
                .containsExactly(StartKind.FIRST, StartKind.CLEAN, StartKind.CLEAN, StartKind.CLEAN, StartKind.CLEAN);
    }

    @Test
    void shouldBeWhereItWasAfterAStart() { // J-2, G-4
        orders(1, 3);
        final List<Decisions.Given> before = List.copyOf(decisions.all);
        decisions.all.clear();
        orders(1, 3);
        assertThat(decisions.all).hasSize(3).allMatch(Decisions.Given::repeat);
        assertThat(decisions.all)
                .extracting(Decisions.Given::tradeId)
                .isEqualTo(before.stream().map(Decisions.Given::tradeId).toList());
    }

    @Test
    void shouldNotGoBackInTimeWithTheWallClock() { // W-2
        final AtomicLong wallNs = new AtomicLong(TimeUnit.SECONDS.toNanos(1_700_000_000L));
        final EngineOptions options =
                TestEngine.options(directory).clock(EngineClock.system(wallNs::get, System::nanoTime));
        Engine.open(options).close();
        wallNs.addAndGet(-TimeUnit.HOURS.toNanos(1));
        try (Engine engine = Engine.open(options);
                StrategyClient client = engine.strategy(7)) {
            EngineTest.offerQuery(client, 1);
            decisions.await(client, 1);
        }
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.times).isSorted();
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.starts).hasSize(2);
    }

    @Test
    void shouldDropATornTailAndSayHowMuch() throws IOException { // J-2, W-5
        final Path crashed = directory.resolve("crashed");
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            orders(client, 1, 5);
            copy(directory, crashed);
        }
        damage(crashed, "torn-5", (raw, at) -> raw.setLength(at));
        assertThat(Recorded.in(crashed).end.tornTail()).isNotNull();
        decisions.all.clear();
        try (Engine engine = TestEngine.open(crashed);
                StrategyClient client = engine.strategy(7)) {
            orders(client, 5, 5);
        }
        final Recorded recorded = Recorded.in(crashed);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.starts.get(1).kind()).isEqualTo(StartKind.CRASH);
        assertThat(recorded.starts.get(1).droppedRecords()).isEqualTo(1);
        assertThat(decisions.last().repeat()).isFalse();
        assertThat(decisions.last().kind()).isEqualTo(Kind.ALLOWED);
    }

    @Test
    void shouldRefuseAJournalWithAFlippedByteInItsMiddle() throws IOException { // J-2
        orders(1, 5);
        damage(directory, "torn-3", (raw, at) -> {
            raw.seek(at);
            raw.write('#');
        });
        TestEngine.forgetSnapshots(directory);
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("record 4");
        // It did not stay locked.
        assertThatThrownBy(() -> TestEngine.open(directory)).hasMessageContaining("record 4");
    }

    /** J-2, J-8: the snapshot would do, but what no seal covers yet would be lost for the sealer. */
    @Test
    void shouldRefuseDamageBeforeTheLastSnapshotWhereNothingIsSealedYet() throws Exception {
        long told = 0;
        // A process that has just begun may be killed before its first snapshot: then the next one lives longer.
        for (int answers = 1_000;
                Snapshots.newest(directory, Long.MAX_VALUE, notice -> {}).lastSequence() == 0;
                answers *= 2) {
            told = EngineChild.killAfter(
                    directory, told, answers, "sluice.snapshot.records=20", "sluice.journal.seal.interval=1 d");
        }
        final long[] place = new long[1];
        JournalScan.run(directory, (record, position) -> {
            place[0] = record.header().sequence() == 5 ? JournalPosition.offset(position) : place[0];
        });
        damage(directory, "", (raw, at) -> {
            raw.seek(place[0] + 40);
            final int there = raw.read();
            raw.seek(place[0] + 40);
            raw.write(~there);
        });
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("record 5");
        assertThat(EpochPlan.of(directory).reason()).contains("record 5");
        try (Engine engine = Engine.open(TestEngine.options(directory).forceHalt(true))) {
            assertThat(engine.startSequence()).isGreaterThan(EpochPlan.ROOM);
        }
    }

    /** J-2: what a power cut explains refuses no start, and nobody is told to begin a new epoch for it. */
    @Test
    void shouldStartInHaltBehindAHoleThatAPowerCutLeft() throws Exception {
        EngineChild.killAfter(directory, 0, 200, "sluice.journal.sync=interval", "sluice.journal.sync-interval=1 h");
        final long[] place = new long[1];
        JournalScan.run(directory, (record, position) -> {
            place[0] = record.header().sequence() == 100 ? JournalPosition.offset(position) : place[0];
        });
        damage(directory, "", (raw, at) -> {
            raw.seek(place[0]);
            raw.write(new byte[60]);
        });
        final EpochPlan plan = EpochPlan.of(directory);
        assertThat(plan.reason()).isNull();
        assertThat(plan.dropped()).isGreaterThan(90);
        try (Engine engine = Engine.open(TestEngine.options(directory).forceHalt(true))) {
            assertThat(engine.startSequence()).isEqualTo(100);
            assertThat(Permissions.mode(engine.beacon().permissions())).isEqualTo(SystemMode.HALT);
        }
        assertThat(directory.resolve("epochs")).doesNotExist();
        assertThat(directory.resolve("dropped")).exists();
    }

    /** What is sealed is not read again at each start; verify does. */
    @Test
    void shouldStartFromASnapshotBehindDamageThatASealCovers() throws IOException {
        orders(1, 5);
        damage(directory, "torn-3", (raw, at) -> {
            raw.seek(at);
            raw.write('#');
        });
        TestEngine.open(directory).close();
        assertThat(EpochPlan.of(directory).reason()).isNull();
    }

    @Test
    void shouldRefuseAJournalOfAnotherKind() { // J-4
        Engine.open(TestEngine.options(directory).kind(JournalKind.DEMO)).close();
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("a journal of kind demo, not live");
    }

    @Test
    void shouldRefuseASecondEngineWithThePidOfTheFirst() { // J-4
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            assertThatThrownBy(() -> TestEngine.open(directory))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            EngineTest.offerQuery(client, 1);
            decisions.await(client, 1);
        }
    }

    @Test
    void shouldRefuseOtherCapacitiesThanTheJournalBeganWith() { // G-5
        TestEngine.open(directory).close();
        assertThatThrownBy(() -> TestEngine.open(directory, "sluice.capacity.trades=255"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("trades=256");
        TestEngine.open(directory).close();
    }

    @Test
    void shouldLoseNothingThatWasReleasedWhenItIsKilled() throws Exception { // J-1, J-2, G-4
        long told = 0;
        for (int kill = 1; kill <= CHILD_KILLS; kill++) {
            told = EngineChild.killAfter(directory, told, 300 * kill);
            final Recorded recorded = Recorded.in(directory);
            assertThat(recorded.end.damage()).isNull();
            assertThat(recorded.replay.divergence()).isNull();
            assertThat(recorded.count("OrderIntent")).isGreaterThanOrEqualTo((int) told);
        }
        decisions.all.clear();
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            EngineTest.offerQuery(client, told);
            decisions.await(client, 1);
            assertThat(decisions.last().repeat()).isTrue();
        }
        final List<Recorded.Start> starts = Recorded.in(directory).starts;
        assertThat(starts.get(starts.size() - 1).kind()).isEqualTo(StartKind.CRASH);
    }

    private void orders(final long from, final long to, final String... overrides) {
        try (Engine engine = TestEngine.open(directory, overrides);
                StrategyClient client = engine.strategy(7)) {
            orders(client, from, to);
        }
    }

    private void orders(final StrategyClient client, final long from, final long to) {
        for (long id = from; id <= to; id++) {
            TestEngine.order(client, id, ONE).reasoning("torn-" + id);
            client.offer();
            decisions.await(client, decisions.all.size() + 1);
        }
    }

    /** What a crash would leave of a directory, though the engine that runs there may make a segment meanwhile. */
    private static void copy(final Path from, final Path to) {
        TestEngine.await(() -> isCopied(from, to));
    }

    private static boolean isCopied(final Path from, final Path to) {
        try {
            final List<Path> before = named(from);
            for (final Path file : before) {
                final Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return before.equals(named(from));
        } catch (final IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Files of a data directory's journal that bear their last name, and the beacon. */
    private static List<Path> named(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            return Stream.concat(files, Stream.of(directory.resolve(Beacon.FILE)))
                    .filter(file -> !file.getParent().toString().endsWith(".new") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    @FunctionalInterface
    private interface Damage {
        void at(RandomAccessFile file, long offset) throws IOException;
    }

    /** Damages the first roll file that holds a text, where it stands. */
    private static void damage(final Path directory, final String text, final Damage damage) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            for (final Path file :
                    files.filter(f -> f.toString().endsWith(".cq4")).sorted().toList()) {
                final int at = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
                if (at >= 0) {
                    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                        damage.at(raw, at);
                    }
                    return;
                }
            }
        }
        throw new AssertionError("nowhere: " + text);
    }
}
