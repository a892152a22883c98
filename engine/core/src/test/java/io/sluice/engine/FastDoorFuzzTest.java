package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Road;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a client does to its rings harms that client alone. {@code -Dsluice.door.rounds=3000} for more of it.
 */
@Tag("X-5")
class FastDoorFuzzTest {
    private static final long SEED = Long.getLong("sluice.door.seed", 13);
    private static final int ROUNDS = Integer.getInteger("sluice.door.rounds", 200);
    private static final String[] OPTIONS = {
        "sluice.door.silence=2 s", "sluice.pipeline.wait-strategy=park", "sluice.door.ring-size=16 kB"
    };
    /** Far above what an idle host shows, far below a hang. */
    private static final long P99_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<RawRings> clients = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (final RawRings client : clients) {
            client.close();
        }
    }

    private Engine open() {
        return Engine.open(TestEngine.options(directory, OPTIONS).door(true));
    }

    private Path door() {
        return directory.resolve("door.sock");
    }

    private RawRings attach(final String name) throws IOException {
        final StringBuilder refusal = new StringBuilder();
        final RawRings client = RawRings.attach(door(), 0x3f & ~1, name, refusal);
        assertThat(client).as(refusal.toString()).isNotNull();
        clients.add(client);
        return client;
    }

    private SluiceClient watcher() {
        return SluiceClient.connect(
                ClientOptions.at(door()).outcomes(1, "ClientSeen").listener(new ClientListener() {
                    @Override
                    public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                        heard.add(outcome.sentence());
                    }
                }));
    }

    private void awaitGone(final String name, final String why) {
        TestEngine.await(() -> heard.stream().anyMatch(line -> line.contains(" " + name + " ") && line.contains(why)));
    }

    @Test
    void shouldServeOneClientWhateverTheOthersDoToTheirRings() throws IOException {
        try (Engine engine = open();
                SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(door()).strategy(1).road(Road.FAST));
                StrategyClient strategy = client.strategy(1)) {
            final Decisions decisions = new Decisions();
            final long[] latenciesNs = new long[ROUNDS];
            final RawRings deaf = attach("deaf");
            for (int round = 0; round < ROUNDS; round++) {
                misbehave(round);
                deaf.memory.putInt(random.nextInt(deaf.capacity / 4) * 4, random.nextInt());
                final long startNs = System.nanoTime();
                TestEngine.query(strategy, round + 1);
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(strategy, round + 1);
                latenciesNs[round] = System.nanoTime() - startNs;
            }
            Arrays.sort(latenciesNs);
            assertThat(latenciesNs[ROUNDS * 99 / 100]).isLessThan(P99_NS);
            assertThat(decisions.all).extracting(Decisions.Given::intentId).doesNotHaveDuplicates();
            assertThat(engine.failure()).isNull();
        }
        assertThat(sharedFiles()).as("what the clients shared with the engine").isEmpty();
    }

    private void misbehave(final int round) throws IOException {
        while (clients.size() > 12) {
            clients.remove(1).close();
        }
        final RawRings client = attach("fuzz");
        final int size = client.memory.capacity() / 4;
        switch (round % 8) {
            case 0 -> words(client, 0, size, 2000);
            case 1 -> words(client, 0, 64, 64);
            case 2 -> words(client, client.trailer() / 4, RingFile.ringBytes(0) / 4, 300);
            case 3 -> words(client, client.toClient() / 4, size / 2, 2000);
            case 4 -> junkFrames(client);
            case 5 -> client.channel.truncate(random.nextInt(client.memory.capacity()));
            case 6 -> {
                client.channel.truncate(0);
                client.channel.write(ByteBuffer.allocate(1), RingFile.bytes(client.capacity) - 1);
            }
            default -> {
                client.channel.write(ByteBuffer.allocate(1), RingFile.bytes(client.capacity) + random.nextInt(1 << 20));
                Files.deleteIfExists(client.file);
            }
        }
        if (round % 3 == 0) {
            clients.remove(client);
            client.close();
        }
    }

    private void words(final RawRings client, final int from, final int size, final int count) {
        for (int i = 0; i < count; i++) {
            final int at = 4 * (from + random.nextInt(size));
            client.memory.putIntRelease(at, random.nextInt(4) == 0 ? 8 * random.nextInt(64) : random.nextInt());
        }
    }

    /** Whole messages that are no frames, or frames that look right at first. */
    private void junkFrames(final RawRings client) {
        for (int i = 0; i < 20; i++) {
            final UnsafeBuffer junk = new UnsafeBuffer(new byte[16 + random.nextInt(500)]);
            random.nextBytes(junk.byteArray());
            if (i % 2 == 0) {
                junk.putShort(2, (short) (10 + random.nextInt(10)));
                junk.putShort(4, (short) 7583);
                junk.putShort(6, (short) 3);
            }
            client.toDoor.write(RingFile.FRAME, junk, 0, junk.capacity());
        }
    }

    private List<Path> sharedFiles() throws IOException {
        final Path shared = io.sluice.engine.shm.ShmDirectory.of(Path.of("/dev/shm"), directory);
        if (!Files.exists(shared)) {
            return List.of();
        }
        try (var files = Files.list(shared)) {
            return files.toList();
        }
    }

    @Test
    void shouldSayWhyAClientWasSentAway() throws IOException {
        try (Engine engine = open();
                SluiceClient watcher = watcher()) {
            final RawRings liar = attach("liar");
            liar.memory.putIntRelease(0, Integer.MAX_VALUE);
            awaitGone("liar", "BAD_RING");
            final RawRings cutter = attach("cutter");
            cutter.channel.truncate(0);
            awaitGone("cutter", "FILE_CUT");
            final RawRings babbler = attach("babbler");
            babbler.toDoor.write(RingFile.FRAME, new UnsafeBuffer(new byte[64]), 0, 64);
            awaitGone("babbler", "BAD_FRAME");
            final RawRings silent = attach("silent");
            awaitGone("silent", "SILENT");
            assertThat(silent.socket.isOpen()).isTrue();
            final RawRings dead = attach("dead");
            dead.close();
            awaitGone("dead", "GONE");
            assertThat(watcher.isOpen()).isTrue();
            assertThat(engine.failure()).isNull();
        }
    }

    @Test
    void shouldRemoveTheNameOfTheFileOnceBothSidesHaveIt() throws IOException {
        try (Engine engine = open();
                SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(door()).strategy(1).road(Road.FAST));
                StrategyClient strategy = client.strategy(1)) {
            final Decisions decisions = new Decisions();
            TestEngine.query(strategy, 1);
            assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
            decisions.await(strategy, 1);
            assertThat(sharedFiles())
                    .noneMatch(file -> file.getFileName().toString().length() == 32);
            assertThat(engine.failure()).isNull();
        }
    }
}
