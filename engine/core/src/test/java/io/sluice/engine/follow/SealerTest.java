package io.sluice.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Door;
import io.sluice.client.EngineException;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Role;
import io.sluice.codec.SealEncoder;
import io.sluice.engine.Decisions;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineChild;
import io.sluice.engine.EngineTest;
import io.sluice.engine.TestEngine;
import io.sluice.journal.JournalScan;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.Recorded;
import io.sluice.seal.Seal;
import io.sluice.seal.SealKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-8: seals in the journal of a real engine; the links are computed here a second time, from the words alone. */
class SealerTest {
    private static final String EVERY_10 = "sluice.journal.seal.records=10";
    private static final String NEVER = "sluice.journal.seal.interval=1 d";
    private static final String AT_ONCE = "sluice.journal.seal.interval=10 ms";

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldSealEveryRecordButTheLastSealOfACleanStop() throws GeneralSecurityException { // J-8
        try (Engine engine = TestEngine.open(directory, EVERY_10, NEVER);
                StrategyClient client = engine.strategy(7)) {
            for (long id = 1; id <= 95; id++) {
                EngineTest.offerQuery(client, id);
            }
            decisions.await(client, 95);
            await(() -> !new Read(directory).seals.isEmpty());
        }
        final Read read = new Read(directory);
        assertThat(read.seals.size()).isGreaterThan(1);
        read.assertChain();
        assertThat(read.last().to()).isEqualTo(read.records.size() - 1);
        assertThat(read.last().sequence()).isEqualTo(read.records.size());
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    /** However far the engine is ahead of it. */
    @Test
    void shouldSealNoMoreAtOnceThanItWasToldUnderFullLoad() throws GeneralSecurityException { // J-8
        final int intents = 20_000;
        try (Engine engine = TestEngine.open(directory, EVERY_10, NEVER);
                StrategyClient client = engine.strategy(7)) {
            long id = 1;
            while (id <= intents) {
                TestEngine.query(client, id);
                id += client.offer() == Offer.OFFERED ? 1 : 0;
            }
            await(() -> sealed() > intents);
        }
        final Read read = new Read(directory);
        read.assertChain();
        final List<Seal> butTheLast = read.seals.subList(0, read.seals.size() - 1);
        final Set<Long> ownRecords = read.seals.stream().map(Seal::sequence).collect(Collectors.toSet());
        assertThat(butTheLast).allSatisfy(seal -> assertThat(LongStream.rangeClosed(seal.from(), seal.to())
                        .filter(sequence -> !ownRecords.contains(sequence))
                        .count())
                .isLessThanOrEqualTo(10));
        assertThat(butTheLast).hasSizeGreaterThan(intents / 10);
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    private long sealed() {
        final List<Seal> seals = new Read(directory).seals;
        return seals.isEmpty() ? 0 : seals.get(seals.size() - 1).to();
    }

    @Test
    void shouldGoOnBehindTheLastSealAfterACleanStop() throws GeneralSecurityException {
        queries(1, 20, NEVER);
        queries(21, 40, NEVER);
        Engine.open(TestEngine.options(directory, NEVER)).close();
        final Read read = new Read(directory);
        assertThat(read.seals).hasSize(3);
        read.assertChain();
        assertThat(read.last().to()).isEqualTo(read.records.size() - 1);
    }

    @Test
    void shouldSealWhatADeadEngineLeftUnsealed() throws Exception {
        queries(1, 20, NEVER);
        final long told = EngineChild.killAfter(directory, 20, 300, NEVER);
        assertThat(told).isGreaterThanOrEqualTo(20);
        assertThat(new Read(directory).seals).hasSize(1);
        queries(told + 1_000, told + 1_001, NEVER);
        final Read read = new Read(directory);
        assertThat(read.seals).hasSize(2);
        read.assertChain();
        assertThat(read.last().to()).isEqualTo(read.records.size() - 1);
    }

    @Test
    void shouldSealAfterTheIntervalAndThenOnlyWhatIsNew() {
        try (Engine engine = TestEngine.open(directory, AT_ONCE);
                StrategyClient client = engine.strategy(7)) {
            await(() -> new Read(directory).seals.size() == 1);
            EngineTest.offerQuery(client, 1);
            await(() -> new Read(directory).seals.size() == 2);
            final long records = new Read(directory).records.size();
            // What stands in the journal is counted a moment later.
            await(() -> engine.counters().lastSequence() >= records);
            // Long enough for a dozen intervals: an idle engine must not seal its own seals.
            final long untilNs = System.nanoTime() + 150_000_000L;
            await(() -> System.nanoTime() - untilNs > 0);
            assertThat(engine.counters().lastSequence()).isEqualTo(records);
            assertThat(new Read(directory).seals).hasSize(2);
        }
    }

    @Test
    void shouldSignSealsWithTheKeyOfTheConfiguration() throws IOException, GeneralSecurityException {
        final Path key = directory.resolve("seal.key");
        final PublicKey publicKey = SealKeys.generate(key, directory.resolve("seal.pub"));
        queries(1, 30, EVERY_10, NEVER, "sluice.journal.seal.key=\"" + key + '"');
        final Read read = new Read(directory);
        read.assertChain();
        for (final Seal seal : read.seals) {
            final Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey);
            check.update("sluice.seal.1".getBytes());
            check.update(ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(seal.from())
                    .putLong(seal.to())
                    .array());
            check.update(seal.previous());
            check.update(seal.link());
            assertThat(check.verify(seal.signature())).isTrue();
        }
    }

    @Test
    void shouldNotStartWithAKeyThatItCannotUseNorTouchTheDirectory() throws IOException {
        final Path data = directory.resolve("data");
        final Path key = directory.resolve("seal.key");
        assertThatThrownBy(() -> TestEngine.open(data, "sluice.journal.seal.key=\"" + key + '"'))
                .isInstanceOf(EngineException.class)
                .hasMessage("sluice.journal.seal.key: " + key + ": no such file");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        for (final String loose : List.of("rw-r-----", "rw--w----", "rw----r--")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(loose));
            assertThatThrownBy(() -> TestEngine.open(data, "sluice.journal.seal.key=\"" + key + '"'))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("sluice.journal.seal.key: " + key + ": others than its owner may use it (" + loose
                            + "); run: chmod 600 '" + key + "'");
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> TestEngine.open(data, "sluice.journal.seal.key=\"" + key + '"'))
                .hasMessageContaining("holds no Ed25519 private key");
        assertThat(data).doesNotExist();
    }

    /** W-8: a seal is the engine's; what somebody else sends under that name is refused and no seal. */
    @Test
    void shouldTakeNoSealFromAnybodyElse() throws GeneralSecurityException {
        try (Engine engine = TestEngine.open(directory, NEVER)) {
            final Door door = engine.door(Role.MONITOR, "mallory");
            final SealEncoder seal = door.begin(new SealEncoder());
            assertThat(door.offer(seal.fromSequence(1).toSequence(1))).isEqualTo(Offer.OFFERED);
        }
        final Read read = new Read(directory);
        assertThat(Recorded.in(directory).count("Seal")).isEqualTo(2);
        assertThat(read.seals).hasSize(1);
        read.assertChain();
    }

    private void queries(final int from, final int to, final String... overrides) {
        queries((long) from, to, overrides);
    }

    private void queries(final long from, final long to, final String... overrides) {
        decisions.all.clear();
        try (Engine engine = TestEngine.open(directory, overrides);
                StrategyClient client = engine.strategy(7)) {
            for (long id = from; id <= to; id++) {
                EngineTest.offerQuery(client, id);
                decisions.await(client, (int) (id - from + 1));
            }
        }
    }

    private static void await(final BooleanSupplier condition) {
        TestEngine.await(condition);
    }

    /** The records as they lie in the journal, and the seals among them. */
    private static final class Read {
        final List<byte[]> records = new ArrayList<>();
        final List<Seal> seals = new ArrayList<>();

        Read(final Path directory) {
            JournalScan.run(directory, (record, position) -> {
                records.add(bytes(record));
                if (Seal.is(record)) {
                    seals.add(Seal.of(record));
                }
            });
        }

        Seal last() {
            return seals.get(seals.size() - 1);
        }

        void assertChain() throws GeneralSecurityException {
            byte[] link = new byte[32];
            long from = 1;
            for (final Seal seal : seals) {
                final MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(link);
                Stream.iterate(from, i -> i + 1)
                        .limit(seal.to() - from + 1)
                        .forEach(i -> sha.update(records.get((int) (i - 1))));
                assertThat(seal.from()).isEqualTo(from);
                assertThat(seal.previous()).isEqualTo(link);
                link = sha.digest();
                assertThat(seal.link()).isEqualTo(link);
                from = seal.to() + 1;
            }
        }

        private static byte[] bytes(final RecordDecoder record) {
            final byte[] bytes = new byte[record.outcomesOffset() + record.outcomesLength()];
            record.buffer().getBytes(0, bytes);
            return bytes;
        }
    }
}
