package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Door;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.Role;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a journal, while an engine starts, works and stops, over and over. */
class RestartingEngineTest {
    private static final int ROUNDS = 6;
    private static final int INPUTS = 2_000;

    @TempDir
    private Path place;

    @Test
    void shouldFindAJournalGoodAtEveryMomentOfItsEnginesLife() {
        final Path directory = place.resolve("data");
        live(directory);
        final AtomicBoolean over = new AtomicBoolean();
        final AtomicInteger lives = new AtomicInteger();
        final CompletableFuture<Void> engines = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                live(directory);
                lives.incrementAndGet();
            }
        });
        try {
            for (int round = 0; !engines.isDone() && (round < ROUNDS || lives.get() < 3); round++) {
                final Cli verified = Cli.run("verify", "--dir", directory);
                assertThat(verified.code())
                        .as("verify said: %s%s", verified.out(), verified.err())
                        .isZero();
                final Path copy = place.resolve("copy-" + round);
                final Cli copied = Cli.run("backup", copy, "--dir", directory);
                assertThat(copied.code())
                        .as("backup said: %s%s", copied.out(), copied.err())
                        .isZero();
                assertThat(Cli.run("verify", "--dir", copy).code()).isZero();
            }
        } finally {
            over.set(true);
            engines.join();
        }
    }

    private static void live(final Path directory) {
        try (Engine engine = Engine.open(EngineOptions.of(ConfigLoader.load(
                        "test",
                        "sluice { hitl.allowed-operators = [alice], pipeline { wait-strategy = park, warm-up = 0 s },"
                                + " snapshot.records = 1000 }",
                        Map.of(),
                        List.of()))
                .in(directory)
                .segmentBytes(16 << 20))) {
            final Door broker = engine.door(Role.BROKER, "test");
            for (int i = 0; i < INPUTS; i++) {
                broker.heartbeat(ComponentSource.BROKER);
            }
        }
    }
}
