package io.sluice.serve;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.CommandAnswer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.Sent;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.DeepLinkIssueEncoder;
import io.sluice.codec.DeepLinkUseEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.control.view.View;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.StateView;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.sql.Database;
import io.sluice.state.StateMapException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Small engines for tests, days that they live through, and waiting for what comes of it. */
public final class Days {
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String CONFIG =
            """
            sluice.hitl.allowed-operators = [alice]
            sluice.capacity { symbols = 16, trades = 256, pending = 8, strategies = 4 }
            sluice.capacity { decisions-per-strategy = 4096, history = 64 }
            sluice.journal.max-record = 1 MiB
            sluice.pipeline { ring-size = 1024, wait-strategy = park, warm-up = 0 s }
            sluice.client.engine-timeout = 30 s
            sluice.door.silence = 60 s
            """;

    private Days() {}

    /** A configuration. */
    public static LoadedConfig config(final String... overrides) {
        return ConfigLoader.load("test", CONFIG, Map.of(), List.of(overrides));
    }

    /** The configuration as a file. */
    static Path configFile(final Path folder) throws IOException {
        return Files.writeString(folder.resolve("sluice.conf"), CONFIG);
    }

    /** Options of an engine that begins in normal. */
    public static EngineOptions options(final Path directory, final String... overrides) {
        return EngineOptions.of(config(overrides))
                .in(directory)
                .startNormal(true)
                .segmentBytes(4 << 20);
    }

    /** One of everything that the mirror has a table for. */
    public static void full(final Engine engine) {
        final OperatorDoor alice = engine.operator("alice", Channel.CLI);
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        engine.risk("risk").equity(E8.of("1000"));
        try (StrategyClient client = engine.strategy(7)) {
            final long approved = hold(client, 1);
            final long rejected = hold(client, 2);
            links(engine.door(Role.OPERATOR, "alice"), approved);
            accepted(alice.approve(approved, "looks good \\ really"));
            alice.reject(rejected, "no, it is \"too\" big; drop table trades").await(ANSWER);
            alice.approve(rejected, "").await(ANSWER);
            engine.broker("venue")
                    .execution(approved, ExecutionStatus.FILLED)
                    .order("BTCUSD", Side.BUY)
                    .fill("e1", E8.ONE, E8.of("100.25"))
                    .leaves(0)
                    .offer();
            final long cancelled = hold(client, 3);
            alice.guardianLock("drill").await(ANSWER);
            alice.guardianUnlock("over").await(ANSWER);
            alice.cancelRequest(cancelled, "late").await(ANSWER);
        }
        accepted(alice.createLockout("ETHUSD", 600, null, "news"));
        accepted(alice.policy().approvalTimeoutSeconds(60).send());
        accepted(alice.promoteModel("trend", "2", "1"));
        accepted(alice.cashFlow("f1", E8.of("50"), E8.of("1050"), "deposit"));
        accepted(alice.emergencyStop("drill"));
    }

    private static void accepted(final Sent sent) {
        final CommandAnswer answer = sent.await(ANSWER);
        if (!answer.accepted()) {
            throw new AssertionError(answer.toString());
        }
    }

    /** An order that waits for a person; returns its trade. */
    static long hold(final StrategyClient client, final long intentId) {
        return hold(client, intentId, "rising for ten bars; Grüße");
    }

    /** The same with a reasoning of the strategy. */
    static long hold(final StrategyClient client, final long intentId, final String reasoning) {
        final long[] trade = {0};
        await(() -> {
            client.intent(intentId, ActionType.OPEN, TradingMode.LIVE)
                    .symbol("BTCUSD")
                    .side(Side.BUY)
                    .quantity(E8.ONE)
                    .price(E8.of("100"))
                    .riskPct(E8.of("0.5"))
                    .confidence(E8.of("0.75"))
                    .model("trend", "1")
                    .reasoning(reasoning)
                    .correlationId(1, intentId);
            return client.offer() == Offer.OFFERED;
        });
        await(() -> {
            client.poll(
                    new DecisionHandler() {
                        @Override
                        public void onAllowed(final AllowedOrder order) {}

                        @Override
                        public void onHeld(final Answer answer) {
                            trade[0] = answer.intentId() == intentId ? answer.tradeId() : trade[0];
                        }

                        @Override
                        public void onRefused(final Answer answer) {
                            if (answer.intentId() == intentId) {
                                throw new AssertionError(answer.toString());
                            }
                        }

                        @Override
                        public void onLapsed(final Answer answer) {}
                    },
                    16);
            return trade[0] != 0;
        });
        return trade[0];
    }

    private static void links(final Door door, final long tradeId) {
        final byte[] token = new byte[32];
        token[0] = 7;
        final DeepLinkIssueEncoder issue = new DeepLinkIssueEncoder();
        door.begin(issue).tradeId(tradeId).putTokenHash(token, 0, token.length).operatorId("alice");
        door.offer(issue);
        final DeepLinkUseEncoder use = new DeepLinkUseEncoder();
        door.begin(use)
                .putTokenHash(token, 0, token.length)
                .channel(Channel.CLI)
                .operatorId("alice");
        door.offer(use);
    }

    /** Waits for something. */
    public static void await(final BooleanSupplier condition) {
        await(condition, () -> "it");
    }

    /** Waits for something, and says what if it does not happen. */
    public static void await(final BooleanSupplier condition, final Supplier<String> what) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError(what.get() + " did not happen");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How a component is, by the view. */
    static Map<String, String> component(final Path directory, final String source) {
        try (StateView state = StateView.open(directory)) {
            return state.read(View.COMPONENTS).rows(View.COMPONENTS).stream()
                    .filter(row -> source.equals(row.get("source")))
                    .findFirst()
                    .orElse(Map.of());
        } catch (final StateMapException e) {
            return Map.of();
        }
    }

    /** A running mirror of a directory. */
    public static SinkRunner mirror(final Path directory, final Database database) {
        final Released released = new Released(directory);
        final SinkRunner runner =
                new SinkRunner(directory, journal(directory), new MirrorSink(database), true, released, said -> {});
        runner.start();
        return runner;
    }

    /** The journal of a directory. */
    public static UUID journal(final Path directory) {
        return JournalName.find(directory, new Released(directory)).id();
    }

    /** Last record that is released. */
    public static long last(final Path directory) {
        return new Released(directory).getAsLong();
    }

    /** Mirrors all that there is. */
    public static SinkStatus mirrorAll(final Path directory, final Database database) {
        try (SinkRunner runner = mirror(directory, database)) {
            await(() -> runner.status().sequence() >= last(directory), () -> "catching up, at " + runner.status());
            return runner.status();
        }
    }
}
