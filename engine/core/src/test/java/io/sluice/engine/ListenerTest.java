package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineListener;
import io.sluice.client.OperatorDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.journal.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    private static final Duration PATIENCE = Duration.ofNanos(TestEngine.PATIENCE_NS);

    @TempDir
    private Path directory;

    private final Hearing hearing = new Hearing();
    private final Decisions decisions = new Decisions();

    @Test
    void shouldHearWhatTheEngineDoesInTheOrderOfTheJournal() { // J-1
        try (Engine engine = open();
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            decisions.await(client, 1);
            final OperatorDoor alice = engine.operator("alice");
            alice.forceMode(SystemMode.DEGRADED, 60, "x").await(PATIENCE);
            alice.emergencyStop("enough").await(PATIENCE);
        }
        assertThat(hearing.said)
                .containsSubsequence(
                        "started",
                        "decision ALLOW OK",
                        "mode NORMAL to DEGRADED",
                        "result FORCE_MODE by alice",
                        "emergency TRIGGERED",
                        "result EMERGENCY_STOP by alice",
                        "stopped null")
                .contains("trade AWAITING_APPROVAL to ACCEPTED")
                .startsWith("started")
                .endsWith("stopped null");
        assertThat(hearing.sequences).isSorted();
        assertThat(hearing.threads).doesNotContain("sluice-engine").contains("sluice-listener");
        assertThat(hearing.notices).isEmpty();
    }

    @Test
    void shouldGoOnAfterAListenerThatThrowsAndSayIt() {
        hearing.isThrowing = true;
        try (Engine engine = open()) {
            assertThat(engine.operator("alice")
                            .forceMode(SystemMode.DEGRADED, 60, "x")
                            .await(PATIENCE)
                            .accepted())
                    .isTrue();
        }
        assertThat(hearing.said).contains("result FORCE_MODE by alice").endsWith("stopped null");
        assertThat(hearing.notices).anyMatch(notice -> notice.startsWith("the listener threw at record 2"));
    }

    @Test
    void shouldHearAtOnceWhyTheLineStopped() { // J-7
        final TestClock clock = new TestClock();
        try (Engine engine =
                Engine.open(TestEngine.options(directory).clock(clock).listener(hearing))) {
            clock.fail();
            TestEngine.await(() -> engine.failure() != null);
            TestEngine.await(() -> hearing.said.contains("stopped the clock is broken"));
        }
        assertThat(hearing.said).containsOnlyOnce("stopped the clock is broken").doesNotContain("stopped null");
    }

    @Test
    void shouldHearThatASnapshotCouldNotBeUsed() throws IOException { // J-3
        open().close();
        final long last = SnapshotFiles.sequences(directory).get(0);
        Files.write(SnapshotFiles.file(directory, last), new byte[] {1, 2, 3});
        open().close();
        assertThat(hearing.notices).anyMatch(notice -> notice.contains("snapshot"));
    }

    private Engine open() {
        return Engine.open(TestEngine.options(directory).listener(hearing));
    }

    private static final class Hearing implements EngineListener {
        private final List<String> said = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private final List<String> notices = new CopyOnWriteArrayList<>();
        private final List<Long> sequences = new CopyOnWriteArrayList<>();
        private volatile boolean isThrowing;

        private void add(final Moment at, final String what) {
            said.add(what);
            sequences.add(at.sequence());
            threads.add(Thread.currentThread().getName());
            if (isThrowing) {
                throw new IllegalStateException("no screen");
            }
        }

        @Override
        public void onNotice(final String sentence) {
            notices.add(sentence);
        }

        @Override
        public void onStarted(final Moment at, final EngineStartedDecoder start) {
            add(at, "started");
        }

        @Override
        public void onDecision(final Moment at, final DecisionDecoder decision) {
            add(at, "decision " + decision.verdict() + " " + decision.code());
        }

        @Override
        public void onTrade(final Moment at, final TradeTransitionDecoder trade) {
            add(at, "trade " + trade.from() + " to " + trade.to());
        }

        @Override
        public void onMode(final Moment at, final ModeChangedDecoder mode) {
            add(at, "mode " + mode.fromMode() + " to " + mode.toMode());
        }

        @Override
        public void onEmergency(final Moment at, final EmergencyChangedDecoder emergency) {
            add(at, "emergency " + emergency.phase());
        }

        @Override
        public void onCommandResult(final Moment at, final CommandResultDecoder result) {
            add(at, "result " + result.command() + " by " + at.principal());
        }

        @Override
        public void onStopped(final Throwable failure) {
            said.add("stopped " + (failure == null ? null : failure.getMessage()));
        }
    }
}
