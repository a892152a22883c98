package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.HandlerException;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldNameTheDecisionAtWhichTheHandlerThrewAndGiveItAgainWhenAsked() { // G-4, G-4a
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            TestEngine.query(client, 2);
            client.offer();
            TestEngine.await(() -> engine.counters().decisions() == 2);
            final HandlerException e =
                    catchThrowableOfType(HandlerException.class, () -> client.poll(new Throwing(), 64));
            assertThat(e.intentId()).isEqualTo(1);
            assertThat(e.verdict()).isEqualTo(Verdict.ALLOW);
            assertThat(e)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ask again under the id");
            assertThat(decisions.await(client, 1).last().intentId()).isEqualTo(2);
            TestEngine.order(client, 1, ONE);
            client.offer();
            final Decisions.Given again = decisions.await(client, 2).last();
            assertThat(again.kind()).isEqualTo(Decisions.Kind.ALLOWED);
            assertThat(again.intentId()).isEqualTo(1);
            assertThat(again.repeat()).isTrue();
        }
    }

    @Test
    void shouldSayAnAnswerInASentence() {
        final List<String> said = new ArrayList<>();
        final List<Answer> kept = new ArrayList<>();
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            client.intent(1, ActionType.CANCEL, io.sluice.codec.TradingMode.LIVE)
                    .tradeId(99);
            client.offer();
            TestEngine.await(() -> client.poll(
                            new Decisions() {
                                @Override
                                public void onRefused(final Answer answer) {
                                    said.add(answer.toString());
                                    kept.add(answer);
                                }
                            },
                            1)
                    == 1);
        }
        assertThat(said.get(0)).startsWith("intent 1: REJECT (UNKNOWN_TRADE) in record 2: ");
        assertThat(kept.get(0)).hasToString("an answer that was handed over before");
    }

    @Test
    void shouldSayWhatARecoveryWaitsFor() { // G-7, R-1
        try (Engine engine = Engine.open(TestEngine.options(directory).startNormal(false));
                StrategyClient client = engine.strategy(7)) {
            assertThat(client.permissionReason(ActionType.OPEN))
                    .isEqualTo("RECOVERING(connect_broker): Action not allowed; awaited: signs of life of the broker");
        }
    }

    private static final class Throwing extends Decisions {
        @Override
        public void onAllowed(final AllowedOrder order) {
            throw new IllegalStateException("no venue");
        }
    }
}
