package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, and others beside it, as a user runs them in three terminals. */
@Tag("X-1")
class RunCommandTest {
    private Children children;

    @BeforeEach
    void prepare(@TempDir final Path directory) {
        children = new Children(directory);
    }

    @AfterEach
    void killAll() throws InterruptedException {
        children.close();
    }

    @Test
    void shouldSayWhereToAttachAndStopCleanlyAtTerm() throws Exception {
        final Process engine = children.run();
        final Path socket = children.socket();
        children.awaitLog("run.log", "attach at " + socket);
        try (SluiceClient client =
                SluiceClient.connect(ClientOptions.at(socket).operator("alice").name("a test"))) {
            assertThat(client.operator()
                            .guardianLock("x")
                            .await(Duration.ofSeconds(30))
                            .code())
                    .isEqualTo(Code.OK);
            children.awaitLog("run.log", "a test of user");
            children.awaitLog("run.log", "The guardian locked: x");
            engine.destroy();
            assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(engine.exitValue()).isZero();
        assertThat(children.log("run.log"))
                .contains(
                        "sluice run: open in ", " ms, at record 1", "Mode normal to recovering", "sluice run: stopped");
        assertThat(Files.exists(socket)).isFalse();
        assertThat(Cli.run("verify", "--dir", children.data()).code()).isZero();
        children.run("--log-format=json");
        children.awaitLog("run.log", "\"action\":\"notice\",\"message\":\"attach at ");
        children.awaitLog("run.log", "\"action\":\"system.restart\"");
    }

    @Test
    void shouldRemoveTheSocketThatAKilledEngineLeft() throws Exception {
        final Path socket = children.socket();
        children.run().destroyForcibly();
        final Process first = children.run();
        children.awaitLog("run.log", "attach at ");
        first.destroyForcibly().waitFor();
        assertThat(Files.exists(socket)).isTrue();
        final Cli none = Cli.run("guardian", "lock", "--reason=x", "--dir", children.data(), "--as=alice");
        assertThat(none.code()).isEqualTo(4);
        children.run();
        Children.await(() -> attaches(socket), () -> children.log("run.log"));
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
        final Path data = children.data();
        children.run();
        children.awaitLog("run.log", "attach at ");
        children.start("paper.log", "paper", "--dir=" + data);
        children.awaitLog("run.log", "recovering to normal");
        final Process asking =
                children.start("intent.log", "intent", "open", "BTCUSD", "buy", "0.5", "--mode=live", "--dir=" + data);
        children.awaitLog("intent.log", "waits for a person");
        final Matcher trade = Pattern.compile("trade (\\d+) waits for a person").matcher(children.log("intent.log"));
        assertThat(trade.find()).isTrue();
        final Cli approved = Cli.run("approve", trade.group(1), "--dir", data, "--as=alice");
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(approved.out()).contains("BTCUSD");
        assertThat(asking.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.exitValue()).as(children.log("intent.log")).isZero();
        Children.await(
                () -> Cli.run("positions", "--dir", data).out().contains("0.5"), () -> children.log("paper.log"));
        assertThat(Cli.run("emergency", "stop", "--reason=drill", "--dir", data, "--as=alice")
                        .code())
                .isZero();
        children.awaitLog("run.log", "Emergency stop complete: 1 positions closed");
        final Cli reset = Cli.run("emergency", "reset", "--reason=over", "--dir", data, "--as=bob");
        assertThat(reset.code()).as(reset.toString()).isZero();
        final Cli recovered = Cli.run("recovery", "start", "--dir", data, "--as=bob");
        assertThat(recovered.code()).as(recovered.toString()).isIn(0, 1);
        Children.await(
                () -> Cli.run("status", "--dir", data).out().matches("(?s).*\\n +mode +normal.*"),
                () -> children.log("run.log"));
    }
}
