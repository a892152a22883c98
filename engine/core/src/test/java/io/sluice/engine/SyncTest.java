package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Beacon;
import io.sluice.client.CommandHandler;
import io.sluice.client.Offer;
import io.sluice.client.Permission;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.engine.line.FallbackLog;
import io.sluice.journal.JournalException;
import io.sluice.replay.Recorded;
import io.sluice.schema.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC J-5 and J-7: what waits for the device, and what a device that fails brings about. */
class SyncTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private final TestClock clock = new TestClock();
    private final TestDevice device = new TestDevice();

    @Test
    void shouldForceOnceForAllThatWaitsInTheRingBeforeAnyIsReleased() { // J-5 each
        try (Engine engine = open("each");
                StrategyClient client = engine.strategy(7)) {
            clock.hold();
            final int before = device.forces.get();
            final int count = 50;
            for (int id = 1; id <= count; id++) {
                EngineTest.offerQuery(client, id);
            }
            device.hold();
            clock.letGo();
            device.awaitWaiting();
            assertThat(client.poll(decisions, 64))
                    .as("told before the device has it")
                    .isZero();
            final long shown = engine.beacon().lastSequence();
            assertThat(shown).isEqualTo(engine.startSequence());
            device.letGo();
            decisions.await(client, count);
            assertThat(device.forces.get() - before)
                    .as("forces for %d records", count)
                    .isBetween(1, 3);
        }
    }

    /** Nothing was journaled, so the stop before is still a clean one. */
    @Test
    void shouldRememberACleanStopWhereTheNextStartFindsNoDevice() { // J-5, J-7
        open("none").close();
        device.fail();
        assertThatThrownBy(() -> open("none")).hasMessageContaining("Input/output error");
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.STOPPED);
        TestEngine.open(directory).close();
        assertThat(Recorded.in(directory).starts)
                .extracting(Recorded.Start::kind)
                .containsExactly(StartKind.FIRST, StartKind.CLEAN);
    }

    @Test
    void shouldForceNothingForAnIntentWhereOnlyOperatorsMatter() { // J-5 operator
        try (Engine engine = open("operator");
                StrategyClient client = engine.strategy(7)) {
            TestEngine.order(client, 1, ONE);
            client.offer();
            decisions.await(client, 1);
            final int before = device.forces.get();
            device.hold();
            for (int id = 2; id <= 50; id++) {
                EngineTest.offerQuery(client, id);
            }
            decisions.await(client, 50);
            assertThat(device.forces.get()).isEqualTo(before);
            device.letGo();
        }
    }

    @Test
    void shouldForceAnEmergencyWithItsCommandsBeforeAnybodySeesIt() { // J-5 operator, E-1
        try (Engine engine = open("operator");
                StrategyClient client = engine.strategy(7);
                CommandFeed feed = engine.commands(TradingMode.LIVE)) {
            final Commands commands = new Commands();
            TestEngine.order(client, 1, ONE);
            client.offer();
            decisions.await(client, 1);
            device.hold();
            Inputs.stop(engine.door(Role.OPERATOR, "alice"), "alice");
            device.awaitWaiting();
            feed.poll(commands, 1_000);
            assertThat(commands.cancels).isZero();
            assertThat(client.permission(ActionType.OPEN)).isEqualTo(Permission.ALLOWED);
            device.letGo();
            TestEngine.await(() -> client.permission(ActionType.OPEN) == Permission.REFUSED);
            TestEngine.await(() -> {
                feed.poll(commands, 1_000);
                return commands.cancels == 1;
            });
        }
    }

    @Test
    void shouldNoteHowFarTheDeviceHasItAndThenBeStill() { // J-5 interval
        try (Engine engine = open("interval", "sluice.journal.sync-interval=2 ms");
                StrategyClient client = engine.strategy(7)) {
            final int before = device.forces.get();
            EngineTest.offerQuery(client, 1);
            decisions.await(client, 1);
            TestEngine.await(() -> engine.inputs() >= 2);
            TestEngine.await(() -> device.forces.get() >= before + 2);
            final long inputs = engine.inputs();
            final long until = System.nanoTime() + 50_000_000;
            TestEngine.await(() -> System.nanoTime() - until > 0);
            assertThat(engine.inputs())
                    .as("a sync point is no reason for another")
                    .isEqualTo(inputs);
            assertThat(device.forces.get()).isLessThanOrEqualTo(before + 4);
        }
        assertThat(Recorded.in(directory).inputs)
                .filteredOn(input -> !Set.of("SnapshotTaken", "Seal").contains(input))
                .as("one for the query, one for the clean stop")
                .isEqualTo(List.of("EngineStarted", "OrderIntent", "SyncPoint", "SyncPoint"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "interval", "operator", "each"})
    void shouldNoteTheSyncOfACleanStopAndOfTheNextStart(final String mode) { // J-2
        open(mode).close();
        open(mode).close();
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.inputs)
                .filteredOn(input -> !Set.of("SnapshotTaken", "Seal").contains(input))
                .isEqualTo(List.of("EngineStarted", "SyncPoint", "EngineStarted", "SyncPoint"));
        assertThat(recorded.starts)
                .extracting(Recorded.Start::syncedSequence)
                .containsExactly(0L, recorded.starts.get(1).sequence() - 1);
        assertThat(recorded.starts)
                .extracting(start -> start.syncMode().name().toLowerCase(java.util.Locale.ROOT))
                .containsOnly(mode);
        assertThat(recorded.replay.divergence()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval", "operator", "each"})
    void shouldHaltWhenTheDeviceFails(final String mode) throws IOException { // J-7
        final int asked = 20;
        final long shown;
        try (Engine engine = open(mode, "sluice.journal.sync-interval=1 ms");
                StrategyClient client = engine.strategy(7)) {
            for (int id = 1; id <= asked; id++) {
                EngineTest.offerQuery(client, id);
            }
            decisions.await(client, asked);
            device.fail();
            // In mode operator it takes an operator.
            Inputs.stop(engine.door(Role.OPERATOR, "alice"), "alice");
            TestEngine.await(() -> engine.failure() != null);
            assertThat(engine.failure()).hasMessageContaining("Input/output error");
            assertThat(engine.beacon().state()).isEqualTo(Beacon.State.FAILED);
            assertThat(Permissions.mode(engine.beacon().permissions())).isEqualTo(SystemMode.HALT);
            TestEngine.query(client, asked + 1);
            assertThat(client.offer()).isEqualTo(Offer.ENGINE_STOPPED);
            assertThat(client.poll(decisions, 64))
                    .as("nothing is released any more")
                    .isZero();
            shown = engine.beacon().lastSequence();
        }
        assertThat(Beacon.look(directory).state()).isEqualTo(Beacon.State.FAILED);
        assertThat(Files.readString(directory.resolve(FallbackLog.FILE)))
                .contains("\"reason\":\"ENGINE_STOPPED\"")
                .contains("Input/output error");
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.count("OrderIntent")).isEqualTo(asked);
        assertThat(recorded.end.lastSequence()).isGreaterThanOrEqualTo(shown);
        assertThat(recorded.inputs.get(recorded.inputs.size() - 1)).isEqualTo("SystemEvent");
        assertThat(Permissions.mode(recorded.replay.machine().permissions())).isEqualTo(SystemMode.HALT);
    }

    @Test
    void shouldRefuseToStartOnADeviceThatFails() { // J-7
        open("none").close();
        device.fail();
        assertThatThrownBy(() -> open("none")).isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.code())
                .isEqualTo(JournalException.Code.SYNC_FAILED));
        TestEngine.open(directory).close();
    }

    private Engine open(final String mode, final String... overrides) {
        final String[] all = java.util.Arrays.copyOf(overrides, overrides.length + 1);
        all[overrides.length] = "sluice.journal.sync=" + mode;
        return Engine.open(TestEngine.options(directory, all).clock(clock).device(device));
    }

    private static final class Commands implements CommandHandler {
        private int cancels;

        @Override
        public void onClosePosition(final ClosePositionDecoder close) {}

        @Override
        public void onCancelOrder(final CancelOrderDecoder cancel) {
            cancels++;
        }
    }
}
