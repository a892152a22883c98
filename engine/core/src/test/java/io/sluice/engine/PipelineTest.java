package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Beacon;
import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.engine.line.FallbackLog;
import io.sluice.replay.Recorded;
import io.sluice.schema.FrameCheck;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    private static final int SLOTS = 64;

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private final TestClock clock = new TestClock();

    @Test
    void shouldKeepTheLastEighthOfTheRingForFactsAndCommands() { // M-6
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
                StrategyClient client = engine.strategy(7)) {
            final Door broker = engine.door(Role.BROKER, "sim");
            clock.hold();
            assertThat(fill(client)).isEqualTo(SLOTS - SLOTS / 8);
            for (int i = 0; i < SLOTS / 8; i++) {
                assertThat(broker.equity(100 * ONE)).isEqualTo(Offer.OFFERED);
            }
            assertThat(broker.equity(100 * ONE)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(engine.counters().ringOccupied()).isEqualTo(SLOTS);
            assertThat(engine.counters().backPressured()).isEqualTo(2);
            clock.letGo();
            decisions.await(client, SLOTS - SLOTS / 8);
            assertThat(broker.equity(100 * ONE)).isEqualTo(Offer.OFFERED);
        }
    }

    @Test
    void shouldDropCountAndLogWhatMayBeMissedWhenTheRingIsFull() throws IOException { // M-6
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock))) {
            final Door broker = engine.door(Role.BROKER, "sim");
            clock.hold();
            fill(broker);
            assertThat(broker.quote("BTCUSD", ONE, ONE)).isEqualTo(Offer.DROPPED);
            assertThat(broker.heartbeat(ComponentSource.BROKER)).isEqualTo(Offer.DROPPED);
            final UUID eventId = new UUID(1, 2);
            assertThat(Inputs.event(broker, ReasonCode.MARKET_DATA_STALE, eventId))
                    .isEqualTo(Offer.DROPPED);
            assertThat(engine.counters().dropped()).isEqualTo(3);
            clock.letGo();
        }
        final List<String> lines = Files.readAllLines(directory.resolve(FallbackLog.FILE));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains("\"reason\":\"RING_FULL\",\"type\":\"Quote\",\"eventId\":null,\"eventType\":null")
                .endsWith("\"mustDeliver\":false}");
        assertThat(lines.get(1)).contains("\"source\":\"broker\"");
        assertThat(lines.get(2))
                .contains("\"eventId\":\"00000000-0000-0001-0000-000000000002\",\"eventType\":\"fail_crit\"")
                .contains("\"reasonCode\":\"market_data.stale\",\"severity\":\"critical\"");
    }

    @Test
    void shouldDeliverWhatMustGetThroughBeforeTheInputsOfAFullRing() { // M-6
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
                StrategyClient client = engine.strategy(7)) {
            final Door broker = engine.door(Role.BROKER, "sim");
            final Door alice = engine.door(Role.OPERATOR, "alice");
            clock.hold();
            fill(broker);
            assertThat(Inputs.event(broker, ReasonCode.BROKER_DISCONNECT, new UUID(1, 1)))
                    .isEqualTo(Offer.OFFERED);
            assertThat(Inputs.stop(alice, "alice")).isEqualTo(Offer.OFFERED);
            clock.letGo();
            TestEngine.await(() -> engine.counters().inputs() == SLOTS + 2);
            assertThat(client.permission(ActionType.OPEN)).isEqualTo(Permission.REFUSED);
        }
        final List<String> inputs = Recorded.in(directory).inputs;
        // The engine was held as it stamped a timer or the first input; nothing else comes between.
        assertThat(inputs.subList(0, 4)).containsOnlyOnce("SystemEvent").containsOnlyOnce("EmergencyStop");
        assertThat(inputs)
                .as("and the start and the sync of the stop")
                .filteredOn(input -> !Set.of("Seal", "SnapshotTaken").contains(input))
                .hasSize(SLOTS + 4);
    }

    @Test
    void shouldLeaveTheSecondOfAKindAtTheFirstThatWaits() { // M-6
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock))) {
            final Door broker = engine.door(Role.BROKER, "sim");
            clock.hold();
            for (int i = 1; i <= 3; i++) {
                assertThat(Inputs.event(broker, ReasonCode.POSITION_UNKNOWN, new UUID(1, i)))
                        .isEqualTo(Offer.OFFERED);
            }
            assertThat(engine.counters().merged()).isEqualTo(2);
            clock.letGo();
            TestEngine.await(() -> engine.counters().inputs() == 1);
        }
        assertThat(Recorded.in(directory).count("SystemEvent")).isEqualTo(1);
    }

    @Test
    void shouldNotLetAStopThatIsRefusedStandInTheWayOfOneThatCounts() { // M-6, W-8
        try (Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
                StrategyClient client = engine.strategy(7)) {
            final Door mallory = engine.uncheckedDoor(Role.OPERATOR, "mallory");
            final Door alice = engine.door(Role.OPERATOR, "alice");
            clock.hold();
            assertThat(Inputs.stop(mallory, "mallory")).isEqualTo(Offer.OFFERED);
            assertThat(Inputs.stop(alice, "mallory")).isEqualTo(Offer.OFFERED);
            assertThat(Inputs.stop(alice, "alice")).isEqualTo(Offer.OFFERED);
            clock.letGo();
            TestEngine.await(() -> client.permission(ActionType.OPEN) == Permission.REFUSED);
        }
        assertThat(Recorded.in(directory).count("EmergencyStop")).isEqualTo(3);
    }

    @Test
    void shouldRecordWhatItTookBeforeItStopsAndRefuseTheRest() {
        final Engine engine = Engine.open(TestEngine.options(directory).clock(clock));
        final StrategyClient client = engine.strategy(7);
        clock.hold();
        final int offered = fill(client);
        final Thread closer = new Thread(engine::close);
        closer.start();
        TestEngine.await(() -> engine.beacon().state() == Beacon.State.STOPPING);
        TestEngine.query(client, offered + 1);
        assertThat(client.offer()).isEqualTo(Offer.ENGINE_STOPPED);
        clock.letGo();
        TestEngine.await(() -> !closer.isAlive());
        decisions.await(client, offered);
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.STOPPED);
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.count("OrderIntent")).isEqualTo(offered);
        assertThat(recorded.replay.divergence()).isNull();
    }

    @Test
    void shouldGoOnWhateverBytesAreOffered() {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            final Door door = engine.door(Role.MONITOR, "m");
            final Random random = new Random(7);
            final byte[] bytes = new byte[2_000];
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            for (int i = 0; i < 5_000; i++) {
                random.nextBytes(bytes);
                assertThat(door.offer(buffer, 0, random.nextInt(bytes.length))).isEqualTo(Offer.MALFORMED);
            }
            final List<MessageSpec> inputs = Schema.messages().stream()
                    .filter(message -> message.id() >= 100 && message.id() < 200)
                    .toList();
            int malformed = 0;
            for (int i = 0; i < 10_000; i++) {
                final int length = almost(inputs.get(random.nextInt(inputs.size())), buffer, random);
                final Offer offer = door.offer(buffer, 0, length);
                final boolean isReadable = FrameCheck.check(buffer, 0, length) == null;
                malformed += isReadable ? 0 : 1;
                assertThat(offer == Offer.MALFORMED).isNotEqualTo(isReadable);
            }
            assertThat(malformed).isGreaterThan(1_000);
            assertThat(door.offer(buffer, -1, 10)).isEqualTo(Offer.MALFORMED);
            assertThat(door.offer(buffer, 1_990, 11)).isEqualTo(Offer.MALFORMED);
            assertThat(door.offer(buffer, 0, -1)).isEqualTo(Offer.MALFORMED);
            EngineTest.offerQuery(client, 1);
            decisions.await(client, 1);
            assertThat(engine.failure()).isNull();
        }
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    @Test
    void shouldRefuseAnIntentThatCannotBeWritten() {
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7)) {
            for (final String symbol : new String[] {"", "A2345678901234567890123456", "BTC€", "A\0B", "A\tB"}) {
                TestEngine.order(client, 1, ONE).symbol(symbol);
                assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            }
            TestEngine.order(client, 1, ONE).reasoning("x".repeat(513));
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            TestEngine.order(client, 1, ONE).reasoning("\ud800");
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            TestEngine.order(client, 1L << 53, ONE);
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            TestEngine.order(client, 1, Long.MAX_VALUE);
            assertThat(client.offer()).isEqualTo(Offer.MALFORMED);
            TestEngine.order(client, 1, ONE).reasoning("x".repeat(512)).model("m".repeat(32), "ü".repeat(16));
            assertThat(client.offer()).isEqualTo(Offer.OFFERED);
            decisions.await(client, 1);
        }
    }

    /** A message that is sound but for a byte or two, or quite sound. */
    private static int almost(final MessageSpec spec, final UnsafeBuffer buffer, final Random random) {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        buffer.putShort(0, (short) spec.blockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(2, (short) spec.id(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) MessageHeaderDecoder.SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(8, spec.absentBlock());
        final int length = 8 + spec.blockLength() + 2 * spec.texts().size();
        buffer.putByte(random.nextInt(length), (byte) random.nextInt(256));
        buffer.putByte(random.nextInt(length), (byte) random.nextInt(256));
        return length;
    }

    private static int fill(final StrategyClient client) {
        int id = 0;
        Offer offer;
        do {
            TestEngine.query(client, ++id);
            offer = client.offer();
        } while (offer == Offer.OFFERED);
        assertThat(offer).isEqualTo(Offer.BACK_PRESSURED);
        return id - 1;
    }

    private static void fill(final Door door) {
        Offer offer;
        do {
            offer = door.equity(100 * ONE);
        } while (offer == Offer.OFFERED);
        assertThat(offer).isEqualTo(Offer.BACK_PRESSURED);
    }
}
