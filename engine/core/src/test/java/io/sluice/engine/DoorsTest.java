package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.CommandAnswer;
import io.sluice.client.E8;
import io.sluice.client.EngineException;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.Sent;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Code;
import io.sluice.codec.Role;
import io.sluice.codec.SystemMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorsTest {
    private static final Duration PATIENCE = Duration.ofNanos(TestEngine.PATIENCE_NS);

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    @Test
    void shouldTellAnOperatorWhatBecameOfTheCommand() { // O-0
        try (Engine engine = TestEngine.open(directory, "sluice.hitl.require-approval-for-live=true");
                StrategyClient client = engine.strategy(7)) {
            final OperatorDoor alice = engine.operator("alice");
            engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
            TestEngine.order(client, 1, ONE);
            client.offer();
            final Decisions.Given held = decisions.await(client, 1).last();
            assertThat(held.kind()).isEqualTo(Decisions.Kind.HELD);
            final Sent sent = alice.approve(held.tradeId(), "fine");
            final CommandAnswer answer = sent.await(PATIENCE);
            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(answer.code()).isEqualTo(Code.OK);
            assertThat(answer.correlationId()).isEqualTo(sent.correlationId());
            assertThat(answer.sequence()).isGreaterThan(held.sequence());
            assertThat(answer.outcomes()).extracting(outcome -> outcome.type()).contains("Decision", "TradeTransition");
            assertThat(answer.outcomes().get(answer.outcomes().size() - 1).type())
                    .isEqualTo("CommandResult");
            assertThat(decisions.await(client, 2).last().kind()).isEqualTo(Decisions.Kind.ALLOWED);
            final CommandAnswer again = alice.approve(held.tradeId(), "fine").await(PATIENCE);
            assertThat(again.accepted()).isFalse();
            assertThat(again.code()).isEqualTo(Code.ALREADY_DECIDED);
            assertThat(again.toString()).contains("refused (ALREADY_DECIDED)");
        }
    }

    @Test
    void shouldAnswerEveryOneOfManyCommandsOnce() { // O-0
        try (Engine engine = TestEngine.open(directory)) {
            final OperatorDoor alice = engine.operator("alice");
            for (int i = 0; i < 50; i++) {
                final CommandAnswer answer = alice.forceMode(
                                i % 2 == 0 ? SystemMode.DEGRADED : SystemMode.SAFE_MODE, 60, "x")
                        .await(PATIENCE);
                assertThat(answer.accepted()).as(answer.toString()).isTrue();
            }
        }
    }

    @Test
    void shouldAnswerEveryStopThatMetAnotherOneStillWaiting() { // M-6, O-0
        try (Engine engine = TestEngine.open(directory)) {
            final OperatorDoor alice = engine.operator("alice");
            final List<Sent> stops = new ArrayList<>();
            TestEngine.await(() -> {
                stops.add(alice.emergencyStop("enough"));
                return engine.counters().merged() > 0;
            });
            stops.add(alice.emergencyStop("enough"));
            final List<CommandAnswer> answers =
                    stops.stream().map(sent -> sent.await(PATIENCE)).toList();
            assertThat(answers).allMatch(answer -> answer.accepted() && answer.sequence() > 0);
            assertThat(answers).extracting(CommandAnswer::correlationId).doesNotHaveDuplicates();
            assertThat(answers.stream().map(CommandAnswer::sequence).distinct())
                    .as("some share a record")
                    .hasSizeLessThan(stops.size());
        }
    }

    @Test
    void shouldTurnAnIntentWithoutFormAwayByNameAndMakeNoRecordOfIt() { // W-0, G-3
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            final long before = engine.counters().lastSequence();
            TestEngine.order(client, 1, ONE).symbol("A$B");
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            assertThat(client.whyMalformed()).isEqualTo("OrderIntent.symbol: missing, or cannot be that");
            TestEngine.order(client, 1L << 53, ONE);
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            assertThat(client.whyMalformed()).startsWith("OrderIntent.intentId: ");
            client.intent(1, null, null);
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            assertThat(client.whyMalformed()).isEqualTo("OrderIntent.action: missing");
            TestEngine.order(client, 1, ONE).side(null);
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            assertThat(client.whyMalformed()).startsWith("OrderIntent.side: ");
            TestEngine.order(client, 1, ONE).reasoning("x".repeat(513));
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            assertThat(client.whyMalformed()).startsWith("OrderIntent.reasoning: ");
            TestEngine.order(client, 1, ONE);
            assertThat(client.offer()).isEqualTo(Offer.OFFERED);
            assertThat(client.whyMalformed()).isNull();
            assertThat(decisions.await(client, 1).last().sequence())
                    .as("the first record after the start")
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void shouldSayOfAnIntentRehearsedWhatTheDoorWouldSayOfItAndSendNothing() {
        final List<Consumer<StrategyClient>> intents = List.of(
                client -> TestEngine.order(client, 1, ONE).symbol("A$B"),
                client -> TestEngine.order(client, 1L << 53, ONE),
                client -> client.intent(1, null, null),
                client -> TestEngine.order(client, 1, ONE).side(null),
                client -> TestEngine.order(client, 1, ONE).reasoning("x".repeat(513)),
                client -> TestEngine.order(client, 1, ONE).symbol("btc-usdt"));
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            final long before = engine.counters().lastSequence();
            for (final Consumer<StrategyClient> intent : intents) {
                intent.accept(client);
                final Offer rehearsed = client.rehearse();
                final String why = client.whyMalformed();
                assertThatIllegalStateException().as("it is forgotten").isThrownBy(client::offer);
                intent.accept(client);
                assertThat(client.offer()).isEqualTo(rehearsed);
                assertThat(client.whyMalformed()).isEqualTo(why);
            }
            assertThat(decisions.await(client, 1).last().sequence())
                    .as("of the one that was offered well formed")
                    .isEqualTo(before + 1);
            TestEngine.order(client, 2, ONE);
            assertThat(client.rehearse()).isEqualTo(Offer.OFFERED);
            assertThat(client.highestIntentId()).isEqualTo(1);
            TestEngine.order(client, 3, ONE);
            client.offer();
            assertThat(decisions.await(client, 2).last().sequence())
                    .as("the next one that was offered")
                    .isEqualTo(before + 2);
        }
    }

    @Test
    void shouldNameTheFieldThatTheMachineRefuses() { // W-0
        try (Engine engine = TestEngine.open(directory)) {
            final CommandAnswer answer =
                    engine.operator("alice").createLockout("A$B", 60, null, "x").await(PATIENCE);
            assertThat(answer.code()).isEqualTo(Code.MALFORMED);
            assertThat(answer.field()).isEqualTo("symbol");
            assertThat(answer.sequence()).isPositive();
        }
    }

    @Test
    void shouldAnswerAtOnceWhatTheClosedEngineDoesNotTake() { // G-6
        final OperatorDoor alice;
        try (Engine engine = TestEngine.open(directory)) {
            alice = engine.operator("alice");
        }
        final Sent sent = alice.emergencyStop("too late");
        assertThat(sent.offer()).isEqualTo(Offer.ENGINE_STOPPED);
        assertThat(sent.await(Duration.ZERO).code()).isEqualTo(Code.ENGINE_STOPPED);
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownOfAnIdThatNoRecordBears() { // G-6
        final java.util.concurrent.CompletableFuture<CommandAnswer> answer;
        try (Engine engine = TestEngine.open(directory)) {
            answer = engine.answers().expect(java.util.UUID.randomUUID());
        }
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasMessageContaining("the engine stopped before a record bore the id");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"STRATEGY", "ENGINE", "NULL_VAL"})
    void shouldOpenNoDoorForARoleThatHasNone(final Role role) { // W-8
        try (Engine engine = TestEngine.open(directory)) {
            refused(() -> engine.door(role, "1"), EngineException.Code.BAD_PRINCIPAL);
        }
    }

    @Test
    void shouldOpenNoDoorForAPrincipalThatCannotBeOne() { // W-8, O-0
        final Engine engine = TestEngine.open(directory);
        try (engine) {
            refused(() -> engine.operator("mallory"), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.door(Role.OPERATOR, "mallory"), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.broker(""), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.broker(null), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.market("x".repeat(65)), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.risk("a\nb"), EngineException.Code.BAD_PRINCIPAL);
            refused(() -> engine.strategy(-1), EngineException.Code.BAD_PRINCIPAL);
            assertThat(engine.monitor("x".repeat(64))).isNotNull();
        }
        refused(() -> engine.strategy(7), EngineException.Code.CLOSED);
        refused(() -> engine.operator("alice"), EngineException.Code.CLOSED);
    }

    private static void refused(final Runnable open, final EngineException.Code code) {
        assertThatThrownBy(open::run).isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void shouldGoOnAfterTheHighestIntentIdOnRecord() { // G-4
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            assertThat(client.highestIntentId()).isZero();
            TestEngine.query(client, 41);
            client.offer();
            assertThat(client.highestIntentId()).isEqualTo(41);
            decisions.await(client, 1);
            client.close();
            assertThat(engine.strategy(7).highestIntentId()).isEqualTo(41);
            assertThat(engine.strategy(8).highestIntentId()).isZero();
        }
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            assertThat(client.highestIntentId()).isEqualTo(41);
        }
    }

    @Test
    void shouldGiveTheStateOfThisStartOnceItIsThere() { // J-6
        TestEngine.open(directory).close();
        try (Engine engine = TestEngine.open(directory);
                StateView state = engine.awaitState(PATIENCE)) {
            assertThat(state.sequence()).isGreaterThanOrEqualTo(engine.startSequence());
            assertThat(state.awaitSequence(Long.MAX_VALUE, Duration.ofMillis(1)))
                    .isFalse();
        }
    }
}
