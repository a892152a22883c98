package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies and adapters in Python, at the door of an engine in a process of its own. */
@Tag("X-9")
class PythonClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int IN_PYTHON = 7;
    private static final int IN_JAVA = 8;

    @TempDir
    private Path directory;

    private Children children;
    private Python python;

    @BeforeEach
    void prepare() throws Exception {
        children = new Children(directory);
        python = new Python(children, directory);
    }

    @AfterEach
    void killAll() throws InterruptedException {
        children.close();
    }

    @Test
    void shouldPassTheTestsOfItsPackage() throws Exception {
        final Process tests = python.command("-m", "unittest").start();
        final String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tests.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("Ran [1-9]\\d+ tests");
    }

    @Test
    void shouldHoldItsTypesToTheChecker() throws Exception {
        python.assumeMypy();
        final Process check =
                python.command("-m", "mypy", "--cache-dir=/dev/null").start();
        final String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {Python.SLOW, Python.FAST})
    void shouldTradeAsTheExampleInJavaDoes(final String road) throws Exception {
        python.assume(road);
        python.startTrading(road);
        final Process strategy =
                children.start("strategy.log", python.command("examples/strategy.py", children.data(), road));
        children.awaitLog("strategy.log", "held: a person is asked");
        try (SluiceClient client =
                SluiceClient.connect(ClientOptions.at(children.socket()).operator("alice"))) {
            final CommandAnswer answer = client.operator()
                    .approve(TradeScenario.waiting(children.data()), "fine")
                    .await(LIMIT);
            assertThat(answer.code()).as(answer.toString()).isEqualTo(Code.OK);
            assertThat(strategy.waitFor(Children.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(children.log("strategy.log"))
                    .isTrue();
            // The same story as RemoteStrategy tells.
            assertThat(children.log("strategy.log").lines())
                    .containsExactly("offered: intent 1", "held: a person is asked", "allowed: BUY 0.5 BTCUSD");
            Children.await(
                    () -> Cli.run("positions", "--dir", children.data()).out().contains("0.5"),
                    () -> children.log("broker.log"));
            client.operator().emergencyStop("drill").await(LIMIT);
        }
        // The adapter in Python carries the close out, and its reports confirm it.
        children.awaitLog("run.log", "Emergency stop complete: 1 positions closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {Python.SLOW, Python.FAST})
    void shouldHaveTheSameDecisionsAsInJava(final String road) throws Exception {
        python.assume(road);
        python.startTrading(road);
        final Path intents = Files.writeString(directory.resolve("intents.txt"), TradeScenario.INTENTS);
        final Process inPython = children.start(
                "scenario.log", python.command("tests/scenario.py", children.data(), IN_PYTHON, intents, road));
        assertThat(inPython.waitFor(Children.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(inPython.exitValue()).as(children.log("scenario.log")).isZero();
        final List<String> inJava;
        try (SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(children.socket()).strategy(IN_JAVA).patience(LIMIT));
                StrategyClient strategy = client.strategy(IN_JAVA)) {
            Children.await(
                    () -> strategy.permission(ActionType.QUERY).isAllowed(), () -> "a query is allowed in any mode");
            inJava = TradeScenario.play(strategy);
        }
        assertThat(children.log("scenario.log").lines()).containsExactlyElementsOf(inJava);
        assertThat(inJava).anyMatch(line -> line.contains("ALLOW")).anyMatch(line -> line.contains("HOLD"));
        assertThat(TradeScenario.decisions(children.data(), IN_PYTHON))
                .isEqualTo(TradeScenario.decisions(children.data(), IN_JAVA))
                .hasSize(inJava.size());
    }
}
