package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.Role;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a journal, while an engine writes it. */
class BesideEngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Engine engine;
    private Door broker;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.of(ConfigLoader.load(
                        "test",
                        // However slow the host, no record of the engine's own comes between: no seal, nobody's
                        // silence.
                        "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park,"
                                + " journal.seal.interval = 1 d, health.broker-timeout = 1 h,"
                                + " health.component-ttl = 1 h }",
                        Map.of(),
                        List.of()))
                .in(directory));
        broker = engine.door(Role.BROKER, "test");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldReadBesideARunningEngine() {
        beat();
        await(() -> Cli.run("tail", "--dir", directory).out().contains("Heartbeat"));
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("live journal").contains("an engine is running (pid ");
        assertThat(Cli.run("state", "--dir", directory).out())
                .contains("recovering")
                .contains("(live journal)")
                .contains("event_buffer=ACTIVE"); // O-3
        assertThat(Cli.run("state", "status", "--at", 1, "--dir", directory).out())
                .contains("as of record 1,");
        assertThat(Cli.run("whatif", "--dir", directory, "--set", "sluice.hitl.timeout=60s")
                        .out())
                .contains("(live journal)", "0 intents: nothing differs");
        beat();
    }

    @Test
    void shouldFollowWhatComesIn() throws InterruptedException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console =
                new Console(InputStream.nullInputStream(), out, System.err, Terminal.NONE, Map.of(), null);
        final Thread tail = new Thread(() -> Sluice.run(
                console, "tail", "--follow", "--json", "--type", "Heartbeat", "--dir", directory.toString()));
        tail.start();
        for (int i = 1; i <= 3; i++) {
            final int expected = i;
            beat();
            await(() -> out.toString(StandardCharsets.UTF_8).lines().count() == expected);
        }
        tail.interrupt();
        tail.join(PATIENCE.toMillis());
        assertThat(tail.isAlive()).isFalse();
    }

    /** J-6. */
    @Test
    void shouldShowTheStateOfARunningEngineWithoutExecutingItsJournal() {
        final Path map = directory.resolve("state").resolve("current");
        await(() -> Files.exists(map));
        beat();
        await(() -> {
            final Cli state = Cli.run("state", "components", "--dir", directory);
            return state.err().isEmpty()
                    && state.out().contains("(live journal) as of record 2,")
                    && state.out().contains("0 records to catch up")
                    && state.out().contains("broker");
        });
        final String executed =
                Cli.run("state", "--json", "--at", 2, "--dir", directory).out();
        assertThat(executed).contains("components");
        // A view that took long to make is made again some time later.
        await(() -> Cli.run("state", "--json", "--dir", directory).out().equals(executed));
    }

    /** J-6. */
    @Test
    void shouldWatchTheState() throws InterruptedException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console =
                new Console(InputStream.nullInputStream(), out, System.err, Terminal.NONE, Map.of(), null);
        final Thread watch = new Thread(
                () -> Sluice.run(console, "state", "components", "--watch", "0.01", "--dir", directory.toString()));
        // Maybe before there is a map: an engine that runs has one soon.
        watch.start();
        await(() -> Cli.run("state", "--dir", directory).out().contains("records to catch up"));
        for (int record = 2; record <= 3; record++) {
            final String shown = "as of record " + record;
            beat();
            await(() -> out.toString(StandardCharsets.UTF_8).contains(shown));
        }
        watch.interrupt();
        watch.join(PATIENCE.toMillis());
        assertThat(watch.isAlive()).isFalse();
    }

    /** As for a user who may only read the files, which no test of an administrator can be. */
    @Test
    void shouldWatchTheStateWhereTheMapCannotBeOpened() throws Exception {
        final Path map = directory.resolve("state").resolve("current");
        await(() -> Files.exists(map));
        Files.delete(map);
        Files.createDirectory(map);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Console console = new Console(InputStream.nullInputStream(), out, err, Terminal.NONE, Map.of(), null);
        final Thread watch = new Thread(
                () -> Sluice.run(console, "state", "components", "--watch", "0.01", "--dir", directory.toString()));
        watch.start();
        for (int record = 2; record <= 3; record++) {
            final String shown = "as of record " + record;
            beat();
            await(() -> out.toString(StandardCharsets.UTF_8).contains(shown));
        }
        watch.interrupt();
        watch.join(PATIENCE.toMillis());
        assertThat(watch.isAlive()).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).as("from the image").contains("records to catch up");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** J-4. */
    @Test
    void shouldNotPlayIntoTheDirectoryOfARunningEngine() {
        final Cli played =
                Cli.play("{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}", "--dir", directory.toString());
        assertThat(played.code()).isEqualTo(4);
        assertThat(played.err()).contains("is in use by another engine (pid ").hasLineCount(1);
    }

    private void beat() {
        await(() -> broker.heartbeat(ComponentSource.BROKER) == Offer.OFFERED);
    }

    private static void await(final BooleanSupplier condition) {
        final long giveUpAtNs = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUpAtNs)
                    .as("nanoseconds too long")
                    .isNegative();
            Thread.yield();
        }
    }
}
