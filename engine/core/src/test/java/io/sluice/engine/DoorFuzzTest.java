package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client does harms that client alone, while another one is served. */
@Tag("X-5")
class DoorFuzzTest {
    private static final long SEED = Long.getLong("sluice.door.seed", 11);
    private static final int ROUNDS = Integer.getInteger("sluice.door.rounds", 150);
    /** With the three others as many as the door takes by default; those that misbehave come on top. */
    private static final int IDLE = 61;

    /** Far above what an idle host shows, far below a hang. */
    private static final long P99_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<RawClient> clients = new ArrayList<>();

    @Test
    void shouldServeOneClientWhateverTheOthersDo() throws IOException {
        try (Engine engine = Engine.open(TestEngine.options(
                                directory,
                                "sluice.door.silence=2 s",
                                "sluice.door.max-clients=256",
                                "sluice.pipeline.wait-strategy=park")
                        .door(true));
                SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(directory.resolve("door.sock")).strategy(1));
                StrategyClient strategy = client.strategy(1)) {
            final long[] latenciesNs = new long[ROUNDS];
            final Decisions decisions = new Decisions();
            final RawClient flood =
                    connect().attach("flood", 1 << Role.MONITOR.value()).hasty();
            connect().attach("deaf", 0).hasty().listenToEverything();
            for (int i = 0; i < IDLE; i++) {
                connect().attach("idle", 0);
            }
            for (int round = 0; round < ROUNDS; round++) {
                misbehave(round);
                flood.flood();
                final long startNs = System.nanoTime();
                TestEngine.query(strategy, round + 1);
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(strategy, round + 1);
                latenciesNs[round] = System.nanoTime() - startNs;
            }
            Arrays.sort(latenciesNs);
            assertThat(latenciesNs[ROUNDS * 99 / 100]).isLessThan(P99_NS);
            assertThat(engine.failure()).isNull();
            assertThat(engine.counters().inputs()).isGreaterThan(ROUNDS);
        } finally {
            for (final RawClient each : clients) {
                each.close();
            }
        }
    }

    private RawClient connect() throws IOException {
        final RawClient client = new RawClient(directory);
        clients.add(client);
        return client;
    }

    private void misbehave(final int round) throws IOException {
        final RawClient bad = round % 2 == 0 ? connect() : connect().attach("bad", round % 5 == 0 ? 0x3f : 0);
        bad.hasty();
        final byte[] junk = new byte[1 + random.nextInt(4096)];
        random.nextBytes(junk);
        final ByteBuffer bytes = ByteBuffer.wrap(junk).order(ByteOrder.LITTLE_ENDIAN);
        if (junk.length >= 16 && round % 3 == 0) {
            bytes.putInt(0, round % 2 == 0 ? Integer.MAX_VALUE : junk.length - 4);
        } else if (junk.length >= 16 && round % 3 == 1) {
            // A header that looks right, and nonsense after it.
            bytes.putInt(0, junk.length - 4);
            bytes.putShort(6, (short) (10 + random.nextInt(10)));
            bytes.putShort(8, (short) 7583);
            bytes.putShort(10, (short) 3);
        }
        bad.write(junk);
        if (round % 4 == 0) {
            bad.close();
        }
    }
}
