package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, and others beside it, as a user runs them in three terminals. */
@Tag("X-1")
class RunCommandTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void killAll() throws InterruptedException {
        for (final Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    private Process start(final String log, final String... words) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../config/jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sluice.tools.Sluice"));
        command.addAll(List.of(words));
        final Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        children.add(child);
        return child;
    }

    private Process run(final String... more) throws IOException {
        final List<String> words = new ArrayList<>(List.of(
                "run",
                "--dir=" + directory.resolve("data"),
                Cli.OPERATORS,
                "--set=sluice.pipeline.wait-strategy=park",
                // What a killed engine leaves there goes with the folder.
                "--set=sluice.door.shm-dir=" + directory,
                "--set=sluice.recovery.stable=200 ms",
                "--set=sluice.recovery.reconcile-grace=200 ms"));
        words.addAll(List.of(more));
        return start("run.log", words.toArray(String[]::new));
    }

    private String log(final String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (final IOException e) {
            return "";
        }
    }

    private void awaitLog(final String name, final String text) {
        await(() -> log(name).contains(text), () -> name + " without \"" + text + "\": " + log(name));
    }

    private static void await(final BooleanSupplier condition, final java.util.function.Supplier<String> what) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what.get()).isLessThan(untilNs);
            Thread.yield();
        }
    }

    @Test
    void shouldSayWhereToAttachAndStopCleanlyAtTerm() throws Exception {
        final Process engine = run();
        final Path socket = directory.resolve("data/door.sock");
        awaitLog("run.log", "attach at " + socket);
        try (SluiceClient client =
                SluiceClient.connect(ClientOptions.at(socket).operator("alice").name("a test"))) {
            assertThat(client.operator()
                            .guardianLock("x")
                            .await(Duration.ofSeconds(30))
                            .code())
                    .isEqualTo(Code.OK);
            awaitLog("run.log", "a test of user");
            awaitLog("run.log", "The guardian locked: x");
            engine.destroy();
            assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(engine.exitValue()).isZero();
        assertThat(log("run.log"))
                .contains(
                        "sluice run: open in ", " ms, at record 1", "Mode normal to recovering", "sluice run: stopped");
        assertThat(Files.exists(socket)).isFalse();
        assertThat(Cli.run("verify", "--dir", directory.resolve("data")).code()).isZero();
        run("--log-format=json");
        awaitLog("run.log", "\"kind\":\"notice\",\"message\":\"attach at ");
        awaitLog("run.log", "\"type\":\"RecoverySummary\"");
    }

    @Test
    void shouldRemoveTheSocketThatAKilledEngineLeft() throws Exception {
        final Path socket = directory.resolve("data/door.sock");
        run().destroyForcibly();
        final Process first = run();
        awaitLog("run.log", "attach at ");
        first.destroyForcibly().waitFor();
        assertThat(Files.exists(socket)).isTrue();
        final Cli none = Cli.run("guardian", "lock", "--reason=x", "--dir", directory.resolve("data"), "--as=alice");
        assertThat(none.code()).isEqualTo(4);
        run();
        await(() -> attaches(socket), () -> log("run.log"));
    }

    private static boolean attaches(final Path socket) {
        try {
            SluiceClient.connect(ClientOptions.at(socket)).close();
            return true;
        } catch (final EngineException e) {
            return false;
        }
    }

    /** README's three terminals. */
    @Test
    void shouldGoFromAColdStartToAnApprovedOrderAndThroughAnEmergency() throws Exception {
        final Path data = directory.resolve("data");
        run();
        awaitLog("run.log", "attach at ");
        start("paper.log", "paper", "--dir=" + data);
        awaitLog("run.log", "recovering to normal");
        final Process asking =
                start("intent.log", "intent", "open", "BTCUSD", "buy", "0.5", "--mode=live", "--dir=" + data);
        awaitLog("intent.log", "waits for a person");
        final Matcher trade = Pattern.compile("trade (\\d+) waits for a person").matcher(log("intent.log"));
        assertThat(trade.find()).isTrue();
        final Cli approved = Cli.run("approve", trade.group(1), "--dir", data, "--as=alice");
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(approved.out()).contains("BTCUSD");
        assertThat(asking.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.exitValue()).as(log("intent.log")).isZero();
        await(() -> Cli.run("positions", "--dir", data).out().contains("0.5"), () -> log("paper.log"));
        assertThat(Cli.run("emergency", "stop", "--reason=drill", "--dir", data, "--as=alice")
                        .code())
                .isZero();
        awaitLog("run.log", "Emergency stop complete: 1 positions closed");
        final Cli reset = Cli.run("emergency", "reset", "--reason=over", "--dir", data, "--as=bob");
        assertThat(reset.code()).as(reset.toString()).isZero();
        final Cli recovered = Cli.run("recovery", "start", "--dir", data, "--as=bob");
        assertThat(recovered.code()).as(recovered.toString()).isIn(0, 1);
        await(() -> Cli.run("status", "--dir", data).out().matches("(?s).*\\n +mode +normal.*"), () -> log("run.log"));
    }
}
