package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.OperatorDoor;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Verdict;
import io.sluice.control.view.View;
import io.sluice.journal.JournalScan;
import io.sluice.record.RecordDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes under load, each killed at random moments: every intent has one decision in effect, every command is
 * answered. {@code -Dsluice.door.kills=300} for more of it.
 */
@Tag("X-7")
class DoorKillTest {
    private static final int KILLS = Integer.getInteger("sluice.door.kills", 9);
    private static final long SEED = Long.getLong("sluice.door.seed", 7);

    @TempDir
    private Path directory;

    private final ChildProcess[] children = new ChildProcess[3];
    private final Class<?>[] mains = {
        DoorChildren.EngineProcess.class, DoorChildren.StrategyProcess.class, DoorChildren.AdapterProcess.class
    };
    private final BlockingQueue<Long> allowed = new LinkedBlockingQueue<>();
    private final AtomicLong decisions = new AtomicLong();
    private long lastAnswer;

    /** How strategy and adapter attach. */
    Road road() {
        return Road.SLOW;
    }

    @AfterEach
    void killAll() {
        for (final ChildProcess child : children) {
            if (child != null) {
                child.close();
            }
        }
    }

    @Test
    void shouldDecideEveryIntentOnceAndAnswerEveryCommandWhoeverIsKilled() throws Exception {
        for (int i = 0; i < children.length; i++) {
            children[i] = ChildProcess.start(mains[i], directory, road());
        }
        final Random random = new Random(SEED);
        try (SluiceClient client = SluiceClient.connect(ClientOptions.at(directory.resolve("door.sock"))
                .operator("alice")
                .outcomes(0, "Decision")
                .listener(listener))) {
            final OperatorDoor alice = client.operator();
            for (int kill = 0; kill < KILLS; kill++) {
                final long before = decisions.get();
                work(alice, () -> decisions.get() > before + 5);
                // A kill has to come at any moment of the work, not only right after a decision.
                Thread.sleep(random.nextInt(20));
                final int victim = kill % children.length;
                children[victim].close();
                children[victim] = ChildProcess.start(mains[victim], directory, road());
            }
            final long before = decisions.get();
            work(alice, () -> decisions.get() > before + 5);
            children[1].close();
            work(alice, this::isSettled);
        }
        children[0].signal("TERM");
        assertThat(children[0].line()).isNull();
        check();
    }

    private final ClientListener listener = new ClientListener() {
        @Override
        public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
            final DecisionDecoder decision = decision(outcome.message(), 0);
            decisions.incrementAndGet();
            if (decision.verdict() == Verdict.ALLOW && decision.repeat() == Bool.FALSE) {
                allowed.add(decision.tradeId());
            }
        }
    };

    private static DecisionDecoder decision(final org.agrona.DirectBuffer buffer, final int offset) {
        return new DecisionDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
    }

    /** Cancels what was allowed, until something is so. A command whose answer was lost may be given again by hand. */
    private void work(final OperatorDoor alice, final java.util.function.BooleanSupplier until) throws Exception {
        final long giveUpAtNs = System.nanoTime() + TestEngine.PATIENCE_NS;
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a decision in time").isLessThan(giveUpAtNs);
            final Long trade = allowed.poll(5, TimeUnit.MILLISECONDS);
            if (trade != null) {
                cancel(alice, trade);
            }
        }
    }

    private void cancel(final OperatorDoor alice, final long trade) {
        try {
            final CommandAnswer answer = alice.cancelOrder(trade, "a test").await(Duration.ofSeconds(2));
            lastAnswer = Math.max(lastAnswer, answer.sequence());
            if (answer.sequence() == 0) {
                allowed.add(trade);
            }
        } catch (final EngineException e) {
            assertThat(e.code()).isEqualTo(EngineException.Code.OUTCOME_UNKNOWN);
            allowed.add(trade);
        }
    }

    private boolean isSettled() {
        try (StateView state = StateView.open(directory)) {
            // The image may be late: it has to reflect the last command that was given.
            final StateSnapshot now = state.read(View.COMMANDS);
            return allowed.isEmpty()
                    && now.sequence(View.COMMANDS) >= lastAnswer
                    && now.rows(View.COMMANDS).isEmpty();
        }
    }

    private void check() throws IOException {
        TestEngine.forgetSnapshots(directory);
        // It executes the whole journal again, and compares.
        TestEngine.open(directory).close();
        final Map<Long, Integer> inEffect = new HashMap<>();
        final Set<Long> asked = new HashSet<>();
        final Set<Long> answered = new HashSet<>();
        JournalScan.run(directory, (record, position) -> onRecord(record, inEffect, asked, answered));
        System.out.printf(
                "door, %d kills: %d intents decided, %d cancels asked for and answered%n",
                KILLS, inEffect.size(), asked.size());
        assertThat(inEffect)
                .hasSizeGreaterThan(5 * KILLS)
                .allSatisfy((id, count) -> assertThat(count).as("intent " + id).isEqualTo(1));
        assertThat(asked).isNotEmpty();
        assertThat(answered).containsAll(asked);
    }

    private static void onRecord(
            final RecordDecoder record,
            final Map<Long, Integer> inEffect,
            final Set<Long> asked,
            final Set<Long> answered) {
        record.input();
        if (record.templateId() == ExecutionReportDecoder.TEMPLATE_ID) {
            answered.add(new ExecutionReportDecoder()
                    .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                    .tradeId());
        }
        while (record.nextOutcome()) {
            if (record.templateId() == DecisionDecoder.TEMPLATE_ID) {
                final DecisionDecoder decision = decision(record.buffer(), record.messageOffset());
                if (decision.repeat() == Bool.FALSE) {
                    inEffect.merge(decision.intentId(), 1, Integer::sum);
                }
            } else if (record.templateId() == CancelOrderDecoder.TEMPLATE_ID) {
                asked.add(new CancelOrderDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                        .tradeId());
            }
        }
    }
}
