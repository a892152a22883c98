package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Offer;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.control.view.View;
import io.sluice.replay.Recorded;
import io.sluice.replay.Replayed;
import io.sluice.state.StateMapException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J-6, seen from the same process. */
class StateViewTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldShowWhatTheJournalHolds() { // J-6
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7);
                StateView state = StateView.open(directory)) {
            for (int id = 1; id <= 20; id++) {
                TestEngine.order(client, id, ONE);
                client.offer();
                decisions.await(client, id);
            }
            awaitViews(state, engine.counters().lastSequence());
            final StateSnapshot now = state.read();
            assertThat(now.lag()).isZero();
            assertThat(now.rows(View.TRADES)).hasSize(20);
            assertThat(now.rows(View.STATUS).get(0)).containsEntry("mode", "normal");
            Replayed.to(directory, now.sequence()).assertSame(now);
        }
    }

    @Test
    void shouldShowTheLastRecordWhenTheEngineHasStopped() { // J-6
        openAndClose();
        try (StateView state = StateView.open(directory)) {
            final StateSnapshot last = state.read(View.STATUS);
            assertThat(last.sequence()).isEqualTo(Recorded.in(directory).times.size());
            Replayed.to(directory, last.sequence()).assertSame(last, View.STATUS);
        }
    }

    @Test
    void shouldSayThatThereIsNone() { // J-6
        try (StateView state = StateView.open(directory)) {
            assertThatThrownBy(state::read)
                    .isInstanceOf(StateMapException.class)
                    .hasMessageContaining("there is no state map in " + directory);
        }
    }

    @Test
    void shouldFollowTheNextEngine() { // J-6
        openAndClose();
        try (StateView state = StateView.open(directory)) {
            final long before = state.sequence();
            try (Engine engine = TestEngine.open(directory)) {
                awaitRecord(state, engine.startSequence());
                assertThat(state.sequence()).isGreaterThan(before);
            }
        }
    }

    @Test
    void shouldAnswerFromTheLastViewWithItsAgeWhenTheEngineIsLost() { // G-6
        final TestClock clock = new TestClock();
        try (Engine engine = Engine.open(TestEngine.options(directory, "sluice.client.engine-timeout=100 ms")
                        .clock(clock));
                StrategyClient client = engine.strategy(7);
                StateView state = StateView.open(directory)) {
            // So short a limit a busy host may keep the engine from.
            TestEngine.await(() -> {
                TestEngine.order(client, 1, ONE);
                return client.offer() == Offer.OFFERED;
            });
            decisions.await(client, 1);
            awaitViews(state, engine.counters().lastSequence());
            clock.hold();
            TestEngine.await(() -> client.permission(ActionType.QUERY) == Permission.ENGINE_LOST);
            TestEngine.query(client, 2);
            assertThat(client.offer()).isEqualTo(Offer.ENGINE_LOST);
            final StateSnapshot last = state.read(View.TRADES);
            assertThat(last.rows(View.TRADES)).hasSize(1);
            assertThat(last.ageNs()).isGreaterThan(100_000_000L);
            clock.letGo();
            TestEngine.await(() -> client.permission(ActionType.QUERY) == Permission.ALLOWED);
            TestEngine.await(() -> state.read().ageNs() < 100_000_000L);
        }
    }

    /** An engine that ends before its map was ever written leaves none. */
    private void openAndClose() {
        try (Engine engine = TestEngine.open(directory);
                StateView state = StateView.open(directory)) {
            awaitRecord(state, engine.startSequence());
        }
    }

    static void awaitRecord(final StateView state, final long sequence) {
        TestEngine.await(() -> isReadable(() -> state.sequence() >= sequence));
    }

    /** Waits until no view lags behind a record: one that took long to make is made again some time later. */
    static void awaitViews(final StateView state, final long sequence) {
        TestEngine.await(() -> isReadable(() -> {
            final StateSnapshot now = state.read();
            return Stream.of(View.values()).allMatch(view -> now.sequence(view) >= sequence);
        }));
    }

    /** A map that could not be read within the limit is to be asked again, one that is not there yet waited for. */
    private static boolean isReadable(final BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (final StateMapException e) {
            if (e.code() == StateMapException.Code.IO) {
                throw e;
            }
            return false;
        }
    }
}
