package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Beacon;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.Latencies;
import io.sluice.client.Offer;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Decisions.Kind;
import io.sluice.replay.Recorded;
import io.sluice.schema.Permissions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class EngineTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private final TestClock clock = new TestClock();

    @Test
    void shouldMeasureOneAnswerInSixteenAtTheClient() { // T-1
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (int id = 1; id <= 40; id++) {
                TestEngine.query(client, id);
                client.offer();
                decisions.await(client, id);
            }
            assertThat(Latencies.total(client.latencies().counts())).isEqualTo(2);
            assertThat(client.latencies().sumNs()).isPositive();
        }
    }

    @Test
    void shouldAnswerAnIntent() {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, 2 * ONE).symbol("btcusd").reasoning("Zoë says so");
            assertThat(client.offer()).isEqualTo(Offer.OFFERED);
            decisions.await(client, 1);
            assertThat(decisions.last().kind()).isEqualTo(Kind.ALLOWED);
            assertThat(decisions.last().code()).isEqualTo(Code.OK);
            assertThat(decisions.lastOrder).isEqualTo("BUY 200000000 BTCUSD at 10000000000 LIVE");
        }
        assertThat(Recorded.in(directory).outcomes.get(1)).contains("Decision");
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameQuestion() { // G-4
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (int i = 0; i < 2; i++) {
                TestEngine.order(client, 1, ONE);
                client.offer();
                decisions.await(client, i + 1);
            }
            TestEngine.order(client, 1, 2 * ONE);
            client.offer();
            decisions.await(client, 3);
        }
        assertThat(decisions.all.get(1).kind()).isEqualTo(Kind.ALLOWED);
        assertThat(decisions.all.get(1).repeat()).isTrue();
        assertThat(decisions.all.get(1).tradeId())
                .isEqualTo(decisions.all.get(0).tradeId());
        assertThat(decisions.last().code()).isEqualTo(Code.INTENT_ID_REUSED);
    }

    @Test
    void shouldHandOverAnAllowThatIsTakenTooLateAsLapsed() { // G-4a
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            TestEngine.await(() -> engine.counters().decisions() == 1);
            clock.ahead(TimeUnit.SECONDS.toNanos(6));
            decisions.await(client, 1);
            assertThat(decisions.last().kind()).isEqualTo(Kind.LAPSED);
        }
    }

    @Test
    void shouldNotLetAnAnswerBeKept() { // G-4a
        final AllowedOrder[] kept = new AllowedOrder[1];
        final DecisionHandler keeper = new Decisions() {
            @Override
            public void onAllowed(final AllowedOrder order) {
                kept[0] = order;
            }
        };
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            TestEngine.await(() -> client.poll(keeper, 1) == 1);
        }
        assertThatThrownBy(() -> kept[0].quantityE8()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSayWhatTheGateAllowsWithoutAnIntent() { // G-7
        try (Engine engine = Engine.open(TestEngine.options(directory).startNormal(false));
                StrategyClient client = engine.strategy(7)) {
            assertThat(client.permission(ActionType.OPEN)).isEqualTo(Permission.REFUSED);
            assertThat(client.permissionReason(ActionType.OPEN))
                    .isEqualTo("RECOVERING(connect_broker): Action not allowed; awaited: signs of life of the broker");
            assertThat(client.permission(ActionType.QUERY)).isEqualTo(Permission.ALLOWED);
            assertThat(client.permissionReason(ActionType.QUERY)).isNull();
            final Beacon other = Beacon.look(directory);
            assertThat(other.permission(ActionType.OPEN, ONE * 10)).isEqualTo(Permission.REFUSED);
            assertThat(Permissions.mode(other.permissions())).isEqualTo(SystemMode.RECOVERING);
            assertThat(other.pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldShowAChangeOfTheGateOnceItIsReleased() { // G-7, E-1
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            assertThat(client.permission(ActionType.OPEN)).isEqualTo(Permission.ALLOWED);
            Inputs.stop(engine.door(Role.OPERATOR, "alice"), "alice");
            TestEngine.await(() -> client.permission(ActionType.OPEN) == Permission.REFUSED);
            assertThat(client.permissionReason(ActionType.OPEN)).startsWith("HALT:");
            assertThat(Permissions.isEmergency(engine.beacon().permissions())).isTrue();
        }
    }

    @Test
    void shouldAnswerForAnEngineThatGivesNoSignOfLife() { // G-6
        final EngineOptions options = TestEngine.options(directory, "sluice.client.engine-timeout=50 ms")
                .clock(clock);
        try (Engine engine = Engine.open(options);
                StrategyClient client = engine.strategy(7)) {
            clock.hold();
            TestEngine.await(() -> client.permission(ActionType.QUERY) == Permission.ENGINE_LOST);
            TestEngine.query(client, 1);
            assertThat(client.offer()).isEqualTo(Offer.ENGINE_LOST);
            assertThat(client.permissionReason(ActionType.QUERY)).startsWith("ENGINE_LOST");
            clock.letGo();
            TestEngine.await(() -> client.permission(ActionType.QUERY) == Permission.ALLOWED);
            TestEngine.await(() -> {
                TestEngine.query(client, 1);
                return client.offer() == Offer.OFFERED;
            });
            decisions.await(client, 1);
        }
        assertThat(decisions.last().repeat()).isFalse();
    }

    @Test
    void shouldStopTheLineWhenAnythingGoesWrong() {
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
                StrategyClient client = engine.strategy(7)) {
            final Door door = engine.door(Role.BROKER, "sim");
            TestEngine.query(client, 1);
            client.offer();
            decisions.await(client, 1);
            clock.fail();
            TestEngine.await(() -> engine.failure() != null);
            assertThat(engine.failure()).hasMessage("the clock is broken");
            TestEngine.query(client, 2);
            assertThat(client.offer()).isEqualTo(Offer.ENGINE_STOPPED);
            assertThat(client.heartbeat()).isEqualTo(Offer.ENGINE_STOPPED);
            assertThat(door.equity(ONE)).isEqualTo(Offer.ENGINE_STOPPED);
            assertThat(client.permission(ActionType.QUERY)).isEqualTo(Permission.ENGINE_STOPPED);
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.FAILED);
        assertThat(Recorded.in(directory).count("OrderIntent")).isEqualTo(1);
    }

    @Test
    void shouldDropAndCountWhatASlowClientDoesNotTakeAndAnswerAgainWhenAsked() { // G-4
        final int intents = 8_000;
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (int id = 1; id <= intents; id++) {
                offerQuery(client, id);
            }
            // A decision is counted before the queue is asked to take it, an input when all of it is done.
            TestEngine.await(() -> engine.inputs() >= intents);
            final int dropped = (int) client.decisionsDropped();
            assertThat(dropped).isPositive().isLessThan(4096);
            decisions.await(client, intents - dropped);
            decisions.all.clear();
            for (int id = intents - dropped + 1; id <= intents; id++) {
                offerQuery(client, id);
            }
            decisions.await(client, dropped);
            assertThat(decisions.all).allMatch(Decisions.Given::repeat);
        }
    }

    @Test
    void shouldHaveOneClientForAStrategyAtATime() {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient first = engine.strategy(7)) {
            assertThatThrownBy(() -> engine.strategy(7)).hasMessageContaining("strategy 7 has a client already");
            first.close();
            engine.strategy(7).close();
        }
    }

    @Test
    void shouldNotTellAStrategyWhatAnotherSentInItsName() { // W-8
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            final Door other = engine.uncheckedDoor(Role.STRATEGY, "8");
            final OrderIntentEncoder forged = other.begin(new OrderIntentEncoder());
            forged.strategyId(7).intentId(1).action(ActionType.QUERY).tradingMode(TradingMode.LIVE);
            forged.modelName("").modelVersion("").reasoning("");
            assertThat(other.offer(forged)).isEqualTo(Offer.OFFERED);
            TestEngine.await(() -> engine.counters().decisions() == 1);
            offerQuery(client, 1);
            decisions.await(client, 1);
            assertThat(decisions.last().code()).isEqualTo(Code.OK);
            assertThat(decisions.last().repeat()).isFalse();
        }
    }

    public static void offerQuery(final StrategyClient client, final long id) {
        do {
            TestEngine.query(client, id);
        } while (client.offer() == Offer.BACK_PRESSURED);
    }
}
