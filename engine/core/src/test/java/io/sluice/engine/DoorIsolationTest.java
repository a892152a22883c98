package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.Latencies;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that stops, does not read or breaks off harms itself alone, and is sent away with a reason. */
@Tag("X-5")
class DoorIsolationTest {
    private static final int MOST = 64;

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicLong decisionsOfOne = new AtomicLong();
    private final Decisions decisions = new Decisions();
    private long asked;

    private Engine open(final String... overrides) {
        final List<String> all = new ArrayList<>(List.of(overrides));
        all.add("sluice.pipeline.wait-strategy=park");
        return Engine.open(
                TestEngine.options(directory, all.toArray(String[]::new)).door(true));
    }

    private ClientOptions socket() {
        return ClientOptions.at(directory.resolve("door.sock"));
    }

    /** Hears who comes and goes, and what strategy 1 is told. */
    private ClientOptions watcher() {
        return socket().name("watcher").outcomes(1, "ClientSeen", "Decision").listener(new ClientListener() {
            @Override
            public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                if (outcome.type().equals("ClientSeen")) {
                    heard.add(outcome.sentence());
                } else if (new DecisionDecoder()
                                .wrapAndApplyHeader(outcome.message(), 0, new MessageHeaderDecoder())
                                .strategyId()
                        == 1) {
                    decisionsOfOne.incrementAndGet();
                }
            }
        });
    }

    private boolean hasHeard(final String name, final String what) {
        return heard.stream().anyMatch(line -> line.contains(" " + name + " ") && line.endsWith(what));
    }

    /** Asks as strategy 2 again and again until something is so; the latencies of its answers. */
    private Latencies askUntil(final StrategyClient strategy, final BooleanSupplier condition) {
        final Latencies latencies = new Latencies();
        TestEngine.await(() -> {
            final long beganNs = System.nanoTime();
            TestEngine.query(strategy, ++asked);
            strategy.offer();
            decisions.await(strategy, (int) asked);
            latencies.record(System.nanoTime() - beganNs);
            return condition.getAsBoolean();
        });
        return latencies;
    }

    private static void print(final String when, final Latencies latencies) {
        final long[] counts = latencies.counts();
        System.out.printf(
                "door, slow road, %s: %d answers, p50 %d us, p99 %d us, max %d us%n",
                when,
                Latencies.total(counts),
                Latencies.percentileNs(counts, 50) / 1000,
                Latencies.percentileNs(counts, 99) / 1000,
                Latencies.percentileNs(counts, 100) / 1000);
    }

    /** SIGSTOP beyond the silence and back. */
    @Test
    void shouldGiveUpAStoppedClientAndTakeItBackWhileAnotherIsServed() throws Exception {
        try (Engine engine = open("sluice.door.silence=500 ms");
                SluiceClient watcher = SluiceClient.connect(watcher());
                SluiceClient client = SluiceClient.connect(socket().strategy(2));
                StrategyClient strategy = client.strategy(2);
                ChildProcess stopped = ChildProcess.start(DoorChildren.StrategyProcess.class, directory, Road.SLOW)) {
            print("beside a busy client", askUntil(strategy, () -> decisionsOfOne.get() > 20));
            stopped.signal("STOP");
            print("beside a stopped one", askUntil(strategy, () -> heard.stream()
                    .anyMatch(line -> line.endsWith("went: SILENT"))));
            final long before = decisionsOfOne.get();
            stopped.signal("CONT");
            print("while it comes back", askUntil(strategy, () -> decisionsOfOne.get() > before + 20));
            assertThat(engine.failure()).isNull();
            assertThat(watcher.isOpen() && client.isOpen()).isTrue();
        }
    }

    @Test
    void shouldSendAwayAClientThatNeverReads() throws IOException {
        try (Engine engine = open("sluice.door.silence=1 s", "sluice.door.ring-size=16 kB");
                SluiceClient watcher = SluiceClient.connect(watcher());
                SluiceClient client = SluiceClient.connect(socket().strategy(2));
                StrategyClient strategy = client.strategy(2);
                RawClient deaf = new RawClient(directory)) {
            deaf.attach("deaf", 0).hasty().listenToEverything();
            askUntil(strategy, () -> {
                deaf.signOfLife();
                return hasHeard("deaf", "went: SLOW");
            });
            assertThat(engine.failure()).isNull();
            assertThat(watcher.isOpen() && client.isOpen()).isTrue();
        }
    }

    @Test
    void shouldTakeAFrameThatComesInPiecesAndGiveUpOneThatDoesNotEnd() throws IOException {
        final byte[] attach = RawClient.bytes(RawClient.attachment("pieces", 0));
        final byte[] half = Arrays.copyOf(attach, attach.length / 2);
        try (Engine engine = open("sluice.door.silence=1 s");
                SluiceClient watcher = SluiceClient.connect(watcher());
                RawClient pieces = new RawClient(directory);
                RawClient unattached = new RawClient(directory);
                RawClient silent = new RawClient(directory)) {
            for (final byte one : attach) {
                pieces.write(one);
            }
            TestEngine.await(() -> hasHeard("pieces", "attached"));
            pieces.write(half).close();
            TestEngine.await(() -> hasHeard("pieces", "went: GONE"));
            silent.attach("silent", 0).write(half);
            TestEngine.await(() -> hasHeard("silent", "went: SILENT"));
            silent.awaitEnd();
            unattached.write(half).awaitEnd();
            assertThat(engine.failure()).isNull();
            assertThat(watcher.isOpen()).isTrue();
        }
    }

    @Test
    void shouldServeAsManyClientsAsItTakesAndRefuseOneMore() throws Exception {
        final List<SluiceClient> clients = new ArrayList<>();
        try (Engine engine = open()) {
            for (int i = 0; i < MOST; i++) {
                clients.add(SluiceClient.connect(socket().name("client " + i).operator("alice")));
            }
            assertThatThrownBy(() -> SluiceClient.connect(socket()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("64 clients are attached (sluice.door.max-clients)");
            for (final SluiceClient client : clients) {
                assertThat(client.operator()
                                .guardianLock("drill")
                                .await(DoorTest.PATIENCE)
                                .sequence())
                        .isPositive();
            }
            assertThat(engine.door().clients(Role.OPERATOR)).isEqualTo(MOST);
            clients.forEach(SluiceClient::close);
            TestEngine.await(() -> engine.door().clients() == 0);
        }
    }
}
