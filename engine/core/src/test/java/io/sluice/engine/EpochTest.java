package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineException;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.StartKind;
import io.sluice.codec.SystemMode;
import io.sluice.engine.start.EpochPlan;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.SnapshotFiles;
import io.sluice.replay.Recorded;
import io.sluice.schema.Permissions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-2, {@code --force-halt}: a new epoch where a journal refuses the start. */
class EpochTest {
    private static final int ORDERS = 9;
    private static final int DAMAGED = 5;

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private long last;

    @Test
    void shouldBeginInHaltBehindTheOldJournalWhichIsKeptWhole() throws Exception {
        write();
        final UUID before = JournalInfo.read(directory).journalId();
        final byte[] goodHash = hash(DAMAGED - 1);
        damage();
        assertThatThrownBy(() -> TestEngine.open(directory)).isInstanceOf(JournalException.class);
        final EpochPlan plan = EpochPlan.of(directory);
        assertThat(plan.lastGood()).isEqualTo(DAMAGED - 1);
        assertThat(plan.lost()).isEqualTo(last - DAMAGED + 1);
        assertThat(plan.unreadable()).isEqualTo(1);
        assertThat(plan.reason()).contains("record " + DAMAGED);

        try (Engine engine = force()) {
            assertThat(engine.startSequence()).isEqualTo(last + EpochPlan.ROOM + 1);
            assertThat(Permissions.mode(engine.beacon().permissions())).isEqualTo(SystemMode.HALT);
            assertThat(engine.beacon().permission(ActionType.OPEN, ONE * 100)).isEqualTo(Permission.REFUSED);
        }
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.starts.get(0).kind()).isEqualTo(StartKind.EPOCH);
        assertThat(recorded.starts.get(0).droppedRecords()).isEqualTo((int) last - DAMAGED + 1);
        final EngineStartedDecoder started = firstRecord();
        assertThat(new UUID(
                        started.previousJournalId().msb(),
                        started.previousJournalId().lsb()))
                .isEqualTo(before)
                .isNotEqualTo(JournalInfo.read(directory).journalId());
        assertThat(started.previousSequence()).isEqualTo(DAMAGED - 1);
        final byte[] hash = new byte[goodHash.length];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) started.previousHash(i);
        }
        assertThat(hash).isEqualTo(goodHash);
        assertThat(JournalInfo.read(directory.resolve("epochs/1")).journalId()).isEqualTo(before);
    }

    @Test
    void shouldAnswerNoIdAnewThatTheLostRecordsMayHaveAnswered() throws IOException { // G-4
        write();
        damage();
        force().close();
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            final long fence = ORDERS + 1_000_000L;
            for (final long id : new long[] {1, ORDERS, ORDERS + 1, fence}) {
                EngineTest.offerQuery(client, id);
                decisions.await(client, decisions.all.size() + 1);
                assertThat(decisions.last().code()).as("id %d", id).isEqualTo(Code.DUPLICATE_INTENT);
            }
            EngineTest.offerQuery(client, fence + 1);
            decisions.await(client, decisions.all.size() + 1);
            assertThat(decisions.last().code()).isEqualTo(Code.OK);
        }
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.starts).extracting(Recorded.Start::kind).containsExactly(StartKind.EPOCH, StartKind.CLEAN);
    }

    @Test
    void shouldFenceNoMoreThanWasAnsweredWhereEveryRecordCanBeRead() throws IOException {
        write();
        changeAndResum();
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("record " + DAMAGED);
        final EpochPlan plan = EpochPlan.of(directory);
        assertThat(plan.fences()).isEqualTo("7:" + ORDERS);
        assertThat(plan.unreadable()).isZero();
        assertThat(plan.lastGood()).isEqualTo(DAMAGED - 1);
        force().close();
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    @Test
    void shouldBeginAnEpochBehindAnEpoch() throws IOException {
        write();
        damage();
        final long first;
        try (Engine engine = force()) {
            first = engine.startSequence();
        }
        forgetSnapshots();
        final long next = Recorded.in(directory).end.lastSequence();
        final Path file = rollFile();
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            // Into the configuration of the first record.
            final String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            raw.seek(bytes.indexOf("allowed-operators"));
            raw.write('#');
        }
        try (Engine engine = force()) {
            assertThat(engine.startSequence()).isEqualTo(next + EpochPlan.ROOM + 1);
        }
        assertThat(JournalReader.hasJournal(directory.resolve("epochs/2"))).isTrue();
        assertThat(firstRecord().fences())
                .as("they stand in the epoch before, too")
                .isEqualTo("7:" + (ORDERS + 1_000_000L));
        assertThat(Recorded.in(directory).starts.get(0).droppedRecords()).isEqualTo((int) (next - first) + 1);
    }

    @Test
    void shouldGoOnFromTheSnapshotBeforeTheDamage() throws IOException { // J-3
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            EngineTest.offerQuery(client, 1);
            decisions.await(client, 1);
        }
        final long snapshot = SnapshotFiles.sequences(directory).get(0);
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (long id = 2; id <= ORDERS; id++) {
                TestEngine.order(client, id, ONE).reasoning("order-" + id);
                client.offer();
                decisions.await(client, (int) id);
            }
        }
        SnapshotFiles.delete(directory, SnapshotFiles.sequences(directory).get(0));
        final Path second = directory.resolve("journal/00000002");
        try (Stream<Path> files = Files.walk(second)) {
            final Path file = files.filter(name -> name.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            Tampering.changeQuantity(file, "order-" + (DAMAGED - 1));
        }
        final EpochPlan plan = EpochPlan.of(directory);
        assertThat(plan.reason()).contains("is not what re-execution gives");
        assertThat(plan.lastGood()).isGreaterThan(snapshot);
        assertThat(plan.fences()).isEqualTo("7:" + ORDERS);
        force().close();
        assertThat(firstRecord().previousSequence()).isEqualTo(plan.lastGood());
        assertThat(SnapshotFiles.sequences(directory.resolve("epochs/1"))).contains(snapshot);
    }

    /** Where the start died between putting the old journal aside and the first record of the new one. */
    @Test
    void shouldRefuseToBeginAfreshWhereAnEpochIsUnfinished() throws IOException {
        write();
        damage();
        Files.createDirectories(directory.resolve("epochs/1"));
        Files.move(directory.resolve("journal"), directory.resolve("epochs/1/journal"));
        assertThatThrownBy(() -> TestEngine.open(directory))
                .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code())
                        .isEqualTo(EngineException.Code.EPOCH_UNFINISHED));
        try (Engine engine = force()) {
            assertThat(engine.startSequence()).isEqualTo(last + EpochPlan.ROOM + 1);
        }
        assertThat(firstRecord().previousSequence()).isEqualTo(DAMAGED - 1);
        TestEngine.open(directory).close();
    }

    /** What belongs together stays together, for the fences may stand in the snapshots alone. */
    @Test
    void shouldFinishPuttingAsideWhatAKilledStartLeftHalfWay() throws IOException {
        write();
        damage();
        Files.writeString(SnapshotFiles.file(directory, 3), "whatever it holds");
        Files.createDirectories(directory.resolve("epochs/new"));
        Files.move(directory.resolve("journal"), directory.resolve("epochs/new/journal"));
        assertThat(EpochPlan.of(directory).lastSeen()).isEqualTo(last);
        assertThatThrownBy(() -> TestEngine.open(directory)).hasMessageContaining("begin it again");
        assertThat(directory.resolve("epochs/new")).doesNotExist();
        assertThat(SnapshotFiles.sequences(directory.resolve("epochs/1"))).containsExactly(3L);
        force().close();
        assertThat(directory.resolve("epochs/2")).doesNotExist();
        assertThat(firstRecord().previousSequence()).isEqualTo(DAMAGED - 1);
    }

    @Test
    void shouldForceNothingWhereTheJournalIsGood() {
        write();
        final UUID before = JournalInfo.read(directory).journalId();
        assertThat(EpochPlan.of(directory).reason()).isNull();
        force().close();
        assertThat(JournalInfo.read(directory).journalId()).isEqualTo(before);
        assertThat(Recorded.in(directory).starts)
                .extracting(Recorded.Start::kind)
                .containsExactly(StartKind.FIRST, StartKind.CLEAN);
    }

    @Test
    void shouldKeepTheKindOfTheJournal() throws IOException { // J-4
        write();
        damage();
        assertThatThrownBy(() -> Engine.open(
                        TestEngine.options(directory).kind(JournalKind.DEMO).forceHalt(true)))
                .hasMessageContaining("holds a journal of kind live, not demo");
        assertThat(Files.exists(directory.resolve("epochs"))).isFalse();
    }

    private Engine force() {
        return Engine.open(TestEngine.options(directory).forceHalt(true));
    }

    private void write() {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (long id = 1; id <= ORDERS; id++) {
                TestEngine.order(client, id, ONE).reasoning("order-" + id);
                client.offer();
                decisions.await(client, (int) id);
            }
        }
        decisions.all.clear();
        last = Recorded.in(directory).end.lastSequence();
        forgetSnapshots();
    }

    /** With a snapshot behind it nobody would mind the damage. */
    private void forgetSnapshots() {
        SnapshotFiles.sequences(directory).forEach(sequence -> SnapshotFiles.delete(directory, sequence));
    }

    /** Damages the order in record {@link #DAMAGED}, past what its checksum allows. */
    private void damage() throws IOException {
        final Path file = rollFile();
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(place(file));
            raw.write('#');
        }
    }

    /** Changes the order so that nothing but re-execution can tell: its quantity is another. */
    private void changeAndResum() throws IOException {
        Tampering.changeQuantity(rollFile(), "order-" + (DAMAGED - 1));
    }

    private static long place(final Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf("order-" + (DAMAGED - 1));
    }

    private Path rollFile() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private byte[] hash(final long sequence) throws Exception {
        final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        final byte[][] found = new byte[1][];
        JournalScan.run(directory, (record, position) -> {
            if (record.header().sequence() == sequence) {
                final byte[] bytes = new byte[record.length()];
                record.buffer().getBytes(record.offset(), bytes);
                found[0] = sha256.digest(bytes);
            }
        });
        return found[0];
    }

    private EngineStartedDecoder firstRecord() {
        final byte[][] copy = new byte[1][];
        try (JournalReader reader = new JournalReader(directory)) {
            reader.poll(
                    (record, position) -> {
                        copy[0] = new byte[record.messageLength()];
                        record.buffer().getBytes(record.messageOffset(), copy[0]);
                    },
                    1);
        }
        final EngineStartedDecoder started = new EngineStartedDecoder()
                .wrapAndApplyHeader(new org.agrona.concurrent.UnsafeBuffer(copy[0]), 0, new MessageHeaderDecoder());
        started.skipConfiguration();
        final String fences = started.fences();
        assertThat(fences).isNotNull();
        started.sbeRewind();
        started.skipConfiguration();
        return started;
    }
}
