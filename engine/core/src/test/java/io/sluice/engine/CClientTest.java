package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.ClientOptions;
import io.sluice.client.DecisionHandler;
import io.sluice.client.EngineException;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Road;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.testing.CClient;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example strategy in C, a process of its own, against a real engine: what Java gets, C gets. */
@Tag("X-9")
class CClientTest {
    private static final int ORDERS = 40;
    private static final int STRATEGY = 1;

    @TempDir
    private Path temp;

    @Test
    void shouldGetTheSameDecisionsInCOnBothRoadsAsInJava() throws Exception {
        final Path program = CClient.compile(
                temp, List.of(CClient.source("strategy.c"), CClient.source("sluice.c")), "-O2", "-Wpedantic");
        final List<String> expected = java();
        assertThat(expected).hasSize(ORDERS).anyMatch(line -> line.contains("verdict 0"));
        assertThat(expected.stream()
                        .map(line -> line.replaceAll(".*(verdict.*) trade.*", "$1"))
                        .distinct())
                .as("some allowed, some not")
                .hasSizeGreaterThan(1);
        assertThat(c(program, "slow")).isEqualTo(expected);
        assertThat(c(program, "fast")).isEqualTo(expected);
    }

    @Test
    void shouldSayInCWhyItMayNotComeIn() throws Exception {
        final Path program = CClient.compile(temp, List.of(CClient.source("strategy.c"), CClient.source("sluice.c")));
        final Path data = temp.resolve("refused");
        try (Engine engine = open(data);
                SluiceClient first = SluiceClient.connect(
                        ClientOptions.at(data.resolve("door.sock")).strategy(STRATEGY))) {
            assertThat(run(program, data, "fast")).singleElement().asString().contains("STRATEGY_TAKEN");
            assertThat(first.isOpen()).isTrue();
            assertThat(engine.failure()).isNull();
        }
        assertThat(run(program, data, "slow")).singleElement().asString().contains("no engine listens at");
    }

    @Test
    @Tag("X-5")
    void shouldSendAClientAwayThatIsStoppedAndTakeNothingFromItOnceItGoesOn() throws Exception {
        final Path program = CClient.compile(temp, List.of(CClient.source("strategy.c"), CClient.source("sluice.c")));
        final Path data = temp.resolve("stopped");
        try (Engine engine =
                Engine.open(TestEngine.options(data, "sluice.door.silence=500 ms", "sluice.door.heartbeat=50 ms")
                        .door(true))) {
            final Process process = new ProcessBuilder(
                            program.toString(), data.resolve("door.sock").toString(), "fast", "1", "1000000")
                    .redirectErrorStream(true)
                    .start();
            final BufferedReader lines = process.inputReader();
            assertThat(lines.readLine()).startsWith("intent 1 ");
            signal(process, "STOP");
            TestEngine.await(() -> isFree(engine));
            signal(process, "CONT");
            assertThat(lines.lines())
                    // What it prints and what it complains of share a pipe, and may share a line.
                    .anyMatch(line -> line.contains("no decision on intent") && line.contains("SILENT"));
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(engine.failure()).isNull();
        }
    }

    private static void signal(final Process process, final String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean isFree(final Engine engine) {
        try {
            engine.strategy(STRATEGY).close();
            return true;
        } catch (final EngineException e) {
            return false;
        }
    }

    private static Engine open(final Path data) {
        return Engine.open(TestEngine.options(data, "sluice.limits.default.max-order-quantity=100")
                .door(true));
    }

    private List<String> c(final Path program, final String road) throws Exception {
        final Path data = temp.resolve("data-c-" + road);
        try (Engine engine = open(data)) {
            final List<String> lines = run(program, data, road);
            assertThat(engine.failure()).isNull();
            return lines;
        }
    }

    private static List<String> run(final Path program, final Path data, final String road) throws Exception {
        final Process process = new ProcessBuilder(
                        program.toString(),
                        data.resolve("door.sock").toString(),
                        road,
                        Integer.toString(STRATEGY),
                        Integer.toString(ORDERS))
                .redirectErrorStream(true)
                .start();
        final List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    /** What strategy.c does, by the Java client. */
    private List<String> java() {
        final Path data = temp.resolve("data-java");
        final Lines lines = new Lines();
        try (Engine engine = open(data);
                SluiceClient client = SluiceClient.connect(ClientOptions.at(data.resolve("door.sock"))
                        .strategy(STRATEGY)
                        .road(Road.FAST));
                StrategyClient strategy = client.strategy(STRATEGY)) {
            for (int id = 1; id <= ORDERS; id++) {
                strategy.intent(id, ActionType.OPEN, TradingMode.LIVE)
                        .symbol("BTCUSD")
                        .side(id % 2 == 0 ? Side.SELL : Side.BUY)
                        .quantity(id % 5 == 0 ? 1000 * TestEngine.ONE : id % 3 * TestEngine.ONE + TestEngine.ONE)
                        .price((100 + id % 7) * TestEngine.ONE)
                        .model("example", "1");
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                final int count = id;
                TestEngine.await(() -> {
                    strategy.poll(lines, 16);
                    return lines.said.size() == count;
                });
            }
            assertThat(engine.failure()).isNull();
        }
        return lines.said;
    }

    private static final class Lines implements DecisionHandler {
        private final List<String> said = new ArrayList<>();

        private void say(final Answer answer) {
            said.add("intent %d verdict %d code %d trade %d"
                    .formatted(
                            answer.intentId(),
                            answer.verdict().value(),
                            answer.code().value(),
                            answer.tradeId()));
        }

        @Override
        public void onAllowed(final AllowedOrder order) {
            say(order);
        }

        @Override
        public void onHeld(final Answer answer) {
            say(answer);
        }

        @Override
        public void onRefused(final Answer answer) {
            say(answer);
        }

        @Override
        public void onLapsed(final Answer answer) {
            say(answer);
        }
    }
}
