package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.CommandHandler;
import io.sluice.client.CommandSource;
import io.sluice.client.E8;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.Outcome;
import io.sluice.client.Permission;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.AttachRefusedDecoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.view.View;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door and its Java client, both ends in this process, over a real socket. */
@Tag("X-2")
class DoorTest {
    static final Duration PATIENCE = Duration.ofNanos(TestEngine.PATIENCE_NS);

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    private Engine open(final String... overrides) {
        return Engine.open(TestEngine.options(directory, overrides).door(true));
    }

    private ClientOptions socket() {
        return ClientOptions.at(directory.resolve("door.sock")).road(road());
    }

    Road road() {
        return Road.SLOW;
    }

    @Test
    @Tag("X-6")
    @Tag("X-9")
    void shouldGiveAStrategyItsDecisionsAndAnOperatorHisAnswers() {
        try (Engine engine = open("sluice.hitl.require-approval-for-live=true");
                SluiceClient client = SluiceClient.connect(
                        socket().strategy(7).operator("alice").roles(Role.MARKET));
                StrategyClient strategy = client.strategy(7)) {
            assertThat(strategy.permission(ActionType.OPEN)).isEqualTo(Permission.ALLOWED);
            client.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
            TestEngine.order(strategy, 1, ONE);
            assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
            final Decisions.Given held = decisions.await(strategy, 1).last();
            assertThat(held.kind()).isEqualTo(Decisions.Kind.HELD);
            final CommandAnswer answer =
                    client.operator("alice").approve(held.tradeId(), "fine").await(PATIENCE);
            assertThat(answer.accepted()).as(answer.toString()).isTrue();
            assertThat(answer.outcomes()).extracting(Outcome::type).contains("Decision", "TradeTransition");
            assertThat(answer.outcomes().get(answer.outcomes().size() - 1).type())
                    .isEqualTo("CommandResult");
            assertThat(decisions.await(strategy, 2).last().kind()).isEqualTo(Decisions.Kind.ALLOWED);
            assertThat(engine.failure()).isNull();
        }
        assertThat(Files.exists(directory.resolve("door.sock"))).isFalse();
    }

    @Test
    @Tag("X-6")
    void shouldAnswerThatAnInputHadNoEffect() throws Exception {
        try (Engine engine = open();
                SluiceClient client = SluiceClient.connect(socket().roles(Role.MONITOR))) {
            final var door = client.door(Role.MONITOR, "m");
            final var id = java.util.UUID.randomUUID();
            for (int i = 0; i < 2; i++) {
                final var answer = client.answers().expect(id);
                door.begin(new HeartbeatEncoder()).source(ComponentSource.SYSTEM);
                door.correlationId(id.getMostSignificantBits(), id.getLeastSignificantBits());
                final HeartbeatEncoder beat = door.begin(new HeartbeatEncoder()).source(ComponentSource.SYSTEM);
                door.correlationId(id.getMostSignificantBits(), id.getLeastSignificantBits());
                assertThat(door.offer(beat)).isEqualTo(Offer.OFFERED);
                final CommandAnswer given = answer.get(60, java.util.concurrent.TimeUnit.SECONDS);
                assertThat(given.accepted()).isTrue();
                assertThat(engine.failure()).isNull();
            }
        }
    }

    @Test
    void shouldRefuseASecondClientOfAStrategyUnlessItTakesOver() {
        try (Engine engine = open();
                SluiceClient first = SluiceClient.connect(socket().strategy(1).name("first"))) {
            assertThatThrownBy(() -> SluiceClient.connect(socket().strategy(1)))
                    .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code())
                            .isEqualTo(EngineException.Code.CLIENT_EXISTS))
                    .hasMessageContaining("first");
            assertThatThrownBy(() -> engine.strategy(1)).isInstanceOf(EngineException.class);
            try (SluiceClient second = SluiceClient.connect(socket().strategy(1).takeOver(true));
                    StrategyClient strategy = second.strategy(1)) {
                TestEngine.query(strategy, 1);
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(strategy, 1);
                TestEngine.await(() -> first.permission(ActionType.OPEN) == Permission.ENGINE_STOPPED);
            }
            TestEngine.await(() -> !isTaken(engine));
        }
    }

    private static boolean isTaken(final Engine engine) {
        try {
            engine.strategy(1).close();
            return false;
        } catch (final EngineException e) {
            return true;
        }
    }

    @Test
    @Tag("X-5")
    @Tag("X-4")
    void shouldRecordWhoComesAndGoes() {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final ClientListener listener = new ClientListener() {
            @Override
            public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                heard.add(outcome.sentence());
            }
        };
        try (Engine engine = open();
                SluiceClient watcher = SluiceClient.connect(
                        socket().name("watcher").listener(listener).outcomes(1, "ClientSeen"))) {
            final String user = System.getProperty("user.name");
            try (SluiceClient bot = SluiceClient.connect(socket().name("bot").strategy(3))) {
                TestEngine.await(() -> heard.contains("Client 2 bot of user " + user + " attached with strategy"));
                try (StateView state = engine.awaitState(PATIENCE)) {
                    TestEngine.await(
                            () -> state.read(View.CLIENTS).rows(View.CLIENTS).size() == 2);
                }
            }
            TestEngine.await(() -> heard.contains("Client 2 bot of user " + user + " went: LEFT"));
            try (StateView state = engine.awaitState(PATIENCE)) {
                TestEngine.await(
                        () -> state.read(View.CLIENTS).rows(View.CLIENTS).size() == 1);
            }
            assertThat(heard).anyMatch(line -> line.startsWith("Client 1 watcher"));
        }
    }

    @Test
    @Tag("X-7")
    void shouldComeBackToAnEngineThatStartedAgainAndAskForWhatHasNoDecision() {
        final AtomicInteger attached = new AtomicInteger();
        final ClientListener listener = new ClientListener() {
            @Override
            public void onAttached(final boolean isAgain, final long startSequence) {
                attached.incrementAndGet();
            }
        };
        Engine engine = open();
        try (SluiceClient client = SluiceClient.connect(socket().strategy(2).listener(listener));
                StrategyClient strategy = client.strategy(2)) {
            for (int i = 1; i <= 20; i++) {
                TestEngine.query(strategy, strategy.highestIntentId() + 1);
                TestEngine.await(() -> strategy.offer() == Offer.OFFERED || query(strategy));
                if (i % 5 == 0) {
                    engine.close();
                    engine = open();
                }
            }
            decisions.await(strategy, 20);
            assertThat(attached.get()).isEqualTo(5);
        } finally {
            engine.close();
        }
    }

    private static boolean query(final StrategyClient strategy) {
        TestEngine.query(strategy, strategy.highestIntentId() + 1);
        return false;
    }

    @Test
    @Tag("X-6")
    void shouldGiveAnAdapterEveryCommandThatHasNoFinalAnswer() {
        final List<Long> commands = new ArrayList<>();
        final CommandHandler handler = new CommandHandler() {
            @Override
            public void onClosePosition(final ClosePositionDecoder command) {
                commands.add(command.commandId());
            }

            @Override
            public void onCancelOrder(final CancelOrderDecoder command) {
                commands.add(command.commandId());
            }
        };
        try (Engine engine = open();
                StrategyClient strategy = engine.strategy(1)) {
            engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
            TestEngine.order(strategy, 1, ONE);
            strategy.offer();
            final long trade = decisions.await(strategy, 1).last().tradeId();
            final CommandAnswer cancel =
                    engine.operator("alice").cancelOrder(trade, "a test").await(PATIENCE);
            assertThat(cancel.accepted()).as(cancel.toString()).isTrue();
            for (int round = 0; round < 3; round++) {
                commands.clear();
                try (StateView state = engine.awaitState(PATIENCE);
                        SluiceClient client = SluiceClient.connect(socket().broker(TradingMode.LIVE))) {
                    final CommandSource source = client.commands(TradingMode.LIVE);
                    if (round < 2) {
                        TestEngine.await(() -> source.await(handler, 16, 1_000_000) > 0);
                        assertThat(commands).hasSize(1);
                    } else {
                        assertThat(source.await(handler, 16, 300_000_000)).isZero();
                    }
                    if (round == 1) {
                        final Offer offer = client.broker("paper")
                                .execution(trade, ExecutionStatus.CANCELLED)
                                .order("BTCUSD", Side.BUY)
                                .leaves(0)
                                .command(commands.get(0))
                                .offer();
                        assertThat(offer).isEqualTo(Offer.OFFERED);
                        TestEngine.await(() ->
                                state.read(View.COMMANDS).rows(View.COMMANDS).isEmpty());
                    }
                }
            }
        }
    }

    @Test
    @Tag("W-8")
    void shouldSayWhichGatewaySentForSomebodyElse() {
        try (Engine engine = open("sluice.hitl.allowed-operators=alice,bob");
                SluiceClient client = SluiceClient.connect(socket().operator("alice"))) {
            final CommandAnswer own = client.operator().guardianLock("x").await(PATIENCE);
            final CommandAnswer other = client.operator("bob").guardianLock("y").await(PATIENCE);
            assertThat(own.code()).isEqualTo(Code.OK);
            assertThat(via(own.sequence())).isEmpty();
            assertThat(via(other.sequence())).isEqualTo("alice");
            assertThat(engine.failure()).isNull();
        }
    }

    private String via(final long sequence) {
        final String[] via = new String[1];
        try (io.sluice.replay.ReleasedFeed feed = io.sluice.replay.ReleasedFeed.open(directory, sequence)) {
            // The beacon follows: an answer may arrive before it says that the record is released.
            final int count = feed.await(
                    (record, position) -> {
                        final RecordHeaderDecoder header = record.header();
                        assertThat(header.sequence()).isEqualTo(sequence);
                        header.principal();
                        via[0] = header.via();
                    },
                    1,
                    TestEngine.PATIENCE_NS);
            assertThat(count).isEqualTo(1);
        }
        return via[0];
    }

    @Test
    void shouldRefuseWhatIsNoAttach() throws IOException {
        try (Engine engine = open()) {
            final FrameWriter late = new FrameWriter(4096);
            late.end(late.begin(new SignOfLifeEncoder()).engineState(0));
            assertThat(refusal(late)).isEqualTo(AttachRefusal.FRAME);
            assertThat(engine.failure()).isNull();
        }
    }

    private AttachRefusal refusal(final FrameWriter frames) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("door.sock")))) {
            frames.writeTo(channel);
            final FrameReader in = new FrameReader(1 << 16);
            while (!in.next()) {
                assertThat(in.readFrom(channel)).isGreaterThan(0);
            }
            return new AttachRefusedDecoder()
                    .wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder())
                    .refusal();
        }
    }

    @Test
    @Tag("X-8")
    void shouldCancelWhatAStrategyHasWorkingWhereItsConnectionEndsUnsaid() throws IOException {
        try (Engine engine = open("sluice.strategy.cancel-on-disconnect=true");
                StateView state = engine.awaitState(PATIENCE)) {
            try (SluiceClient client = SluiceClient.connect(socket().strategy(1).roles(Role.MARKET));
                    StrategyClient strategy = client.strategy(1)) {
                client.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
                TestEngine.order(strategy, 1, ONE);
                strategy.offer();
                assertThat(decisions.await(strategy, 1).last().kind()).isEqualTo(Decisions.Kind.ALLOWED);
            }
            TestEngine.await(() -> !isTaken(engine));
            assertThat(state.read(View.COMMANDS).rows(View.COMMANDS)).isEmpty();
            final FrameWriter attach = new FrameWriter(4096);
            final AttachEncoder encoder = attach.begin(new AttachEncoder())
                    .protocol(1)
                    .road(Road.SLOW)
                    .takeOver(Bool.FALSE)
                    .strategyId(1);
            encoder.buffer().putByte(encoder.offset() + AttachEncoder.rolesEncodingOffset(), (byte) 1);
            attach.end(encoder.name("dies").principal(""));
            try (SocketChannel channel =
                    SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("door.sock")))) {
                attach.writeTo(channel);
                final FrameReader in = new FrameReader(1 << 16);
                while (!in.next()) {
                    assertThat(in.readFrom(channel)).isGreaterThan(0);
                }
                assertThat(in.templateId()).isEqualTo(AttachedDecoder.TEMPLATE_ID);
            }
            TestEngine.await(() -> state.read(View.COMMANDS).rows(View.COMMANDS).size() == 1);
        }
    }
}
