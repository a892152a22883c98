package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Bool;
import io.sluice.codec.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strategy and an adapter in Python and the engine, each killed at random moments: every intent has one decision in
 * effect. {@code -Dsluice.python.kills=300} for more of it.
 */
@Tag("X-7")
class PythonKillTest {
    private static final int KILLS = Integer.getInteger("sluice.python.kills", 6);
    private static final long SEED = Long.getLong("sluice.python.seed", 7);
    private static final int STRATEGY = 7;
    private static final int MOST_PAUSE_MS = 60;

    @TempDir
    private Path directory;

    private Children children;
    private Process engine;
    private Process broker;
    private Process strategy;

    @AfterEach
    void killAll() throws InterruptedException {
        if (children != null) {
            children.close();
        }
    }

    private void startStrategy() throws IOException {
        strategy = children.start("strategy.log", Python.command("tests/busy_strategy.py", children.data(), STRATEGY));
    }

    @Test
    void shouldDecideEveryIntentOnceWhoeverIsKilled() throws Exception {
        Python.assumeThere();
        children = new Children(directory);
        engine = Python.startEngine(children);
        broker = Python.startBroker(children);
        startStrategy();
        children.awaitLog("strategy.log", "ALLOW");
        final Random random = new Random(SEED);
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
                engine = Python.startEngine(children);
            }
            default -> {
                broker.destroyForcibly().waitFor();
                broker = Python.startBroker(children);
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
