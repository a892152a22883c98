package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Bool;
import io.sluice.codec.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strategy and an adapter in Python, on either road, and the engine, each killed at random moments: every intent has
 * one decision in effect. {@code -Dsluice.python.kills=300} for more of it.
 */
@Tag("X-7")
class PythonKillTest {
    private static final int KILLS = Integer.getInteger("sluice.python.kills", 6);
    private static final long SEED = Long.getLong("sluice.python.seed", 7);
    private static final int STRATEGY = 7;
    private static final int MOST_PAUSE_MS = 60;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private Children children;
    private Python python;
    private Process engine;
    private Process broker;
    private Process strategy;

    @BeforeEach
    void prepare() throws Exception {
        children = new Children(directory);
        python = new Python(children, directory);
    }

    @AfterEach
    void killAll() throws InterruptedException {
        children.close();
    }

    private void startStrategy() throws Exception {
        strategy = children.start(
                "strategy.log", python.command("tests/busy_strategy.py", children.data(), STRATEGY, road()));
    }

    private void startBroker() throws Exception {
        broker = python.startBroker(road());
    }

    /** One of those that can be tried here. */
    private String road() throws InterruptedException {
        return python.roads().get(random.nextInt(python.roads().size()));
    }

    @Test
    void shouldDecideEveryIntentOnceWhicheverProcessIsKilled() throws Exception {
        engine = python.startEngine();
        startBroker();
        startStrategy();
        children.awaitLog("strategy.log", "ALLOW");
        for (int kill = 0; kill < KILLS; kill++) {
            // A kill has to come at any moment of the work, not only right after a decision.
            Thread.sleep(random.nextInt(MOST_PAUSE_MS));
            kill(kill % 3);
            awaitProgress();
        }
        engine.destroy();
        assertThat(engine.waitFor(Children.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        check();
    }

    private void kill(final int victim) throws Exception {
        switch (victim) {
            case 0 -> {
                strategy.destroyForcibly().waitFor();
                startStrategy();
            }
            case 1 -> {
                engine.destroyForcibly().waitFor();
                engine = python.startEngine();
            }
            default -> {
                broker.destroyForcibly().waitFor();
                startBroker();
            }
        }
    }

    /** Until it has heard a few decisions that it did not know before. */
    private void awaitProgress() throws InterruptedException {
        final long before = children.log("strategy.log").lines().count();
        Children.await(
                () -> children.log("strategy.log").lines().count() > before + 5,
                () -> children.log("strategy.log") + children.log("run.log"));
        assertThat(strategy.isAlive()).as(children.log("strategy.log")).isTrue();
    }

    private void check() {
        final Map<Long, Integer> inEffect = new TreeMap<>();
        final Map<Verdict, Integer> verdicts = new HashMap<>();
        TradeScenario.eachDecision(children.data(), decision -> {
            if (decision.strategyId() == STRATEGY && decision.repeat() == Bool.FALSE) {
                inEffect.merge(decision.intentId(), 1, Integer::sum);
                verdicts.merge(decision.verdict(), 1, Integer::sum);
            }
        });
        assertThat(inEffect)
                .hasSizeGreaterThan(5 * KILLS)
                .allSatisfy((id, count) -> assertThat(count).as("intent " + id).isEqualTo(1));
        // It goes on after the highest on record, so that no id is left out.
        assertThat(inEffect.keySet()).last().isEqualTo((long) inEffect.size());
        assertThat(verdicts).containsKey(Verdict.ALLOW);
        final Cli verified = Cli.run("verify", "--dir", children.data());
        assertThat(verified.code()).as(verified.toString()).isZero();
    }
}
