package io.sluice.serve.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Offer;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.Role;
import io.sluice.config.Grant;
import io.sluice.engine.Engine;
import io.sluice.json.JsonInput;
import io.sluice.serve.Days;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine, and the gateway at its door. */
@Tag("A-1")
class GatewayTest {
    private static final String USER = System.getProperty("user.name");

    @TempDir
    private Path directory;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private Gateway gateway;

    @BeforeEach
    void make() {
        gateway = new Gateway(directory.resolve("door.sock"), Wanted.roles(List.of(), USER), said::add);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Engine engine(final String... overrides) {
        return Engine.open(Days.options(directory, overrides).door(true));
    }

    private void attach() {
        Days.await(
                () -> {
                    gateway.turn();
                    return gateway.isAttached();
                },
                said::toString);
    }

    private Given lock(final UUID id) {
        return gateway.command("alice", Channel.WEB, id, door -> door.guardianLock("drill"));
    }

    @Test
    void shouldGiveCommandsUnderTheIdThatItsCallerChose() {
        try (Engine engine = engine()) {
            attach();
            final UUID id = UUID.randomUUID();
            final Given given = lock(id);
            assertThat(given.isAccepted()).as(given.toString()).isTrue();
            assertThat(given.answer().correlationId()).isEqualTo(id);
            assertThat(given.answer().sequence()).isPositive();
            assertThat(gateway.journalId()).isEqualTo(Days.journal(directory));
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
    }

    @Test
    void shouldTellARefusalFromWhatNeverReachedTheEngine() throws Exception {
        assertThat(lock(UUID.randomUUID()).fate()).isEqualTo(Given.Fate.ENGINE_LOST);
        assertThat(gateway.heartbeat(ComponentSource.ALERTS)).isEqualTo(Offer.ENGINE_LOST);
        try (Engine engine = engine()) {
            attach();
            final Given none =
                    gateway.command("alice", Channel.API, UUID.randomUUID(), door -> door.reject(4711, "no such"));
            assertThat(none.fate()).isEqualTo(Given.Fate.ANSWERED);
            assertThat(none.answer().code()).isEqualTo(Code.NOT_FOUND);
            final Given nobody =
                    gateway.command("mallory", Channel.API, UUID.randomUUID(), door -> door.guardianLock("mine"));
            assertThat(nobody.fate()).isEqualTo(Given.Fate.NOT_GRANTED);
            final Given empty =
                    gateway.command("alice", Channel.API, UUID.randomUUID(), door -> door.emergencyStop(""));
            assertThat(empty.fate()).isEqualTo(Given.Fate.MALFORMED);
            assertThat(empty.answer().field()).isEqualTo("reason");
            final JsonInput json = new JsonInput(JsonInput.Source.API);
            json.parse(
                    """
                    {"type": "OrderIntent", "strategyId": 7, "intentId": 1, "action": "open", "tradingMode": "live",
                     "symbol": "BTCUSD", "side": "BUY", "quantity": "1", "price": "0"}
                    """);
            final Given intent = gateway.input(
                    Role.STRATEGY, "7", UUID.randomUUID(), json.buffer(), json.length(), Gateway.PATIENCE);
            assertThat(intent.answer().outcomes()).as(intent.toString()).anyMatch(each -> each.type()
                    .equals("Decision"));
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
    }

    @Test
    void shouldServeManyThreads() {
        try (Engine engine = engine()) {
            attach();
            final long accepted = IntStream.range(0, 64)
                    .parallel()
                    .mapToObj(i -> i % 2 == 0
                            ? lock(UUID.randomUUID())
                            : gateway.command(
                                    "alice",
                                    Channel.API,
                                    UUID.randomUUID(),
                                    door -> door.createLockout("ETH" + i, 60, null, "reason " + i)))
                    .filter(given -> given.fate() == Given.Fate.ANSWERED)
                    .count();
            assertThat(accepted).isEqualTo(64);
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
    }

    @Test
    void shouldAttachAgainWhereTheEngineWasLost() {
        try (Engine engine = engine()) {
            attach();
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
        Days.await(() -> !gateway.isAttached(), said::toString);
        assertThat(lock(UUID.randomUUID()).fate()).isIn(Given.Fate.ENGINE_LOST, Given.Fate.ENGINE_STOPPED);
        try (Engine engine = engine()) {
            attach();
            assertThat(lock(UUID.randomUUID()).isAccepted()).isTrue();
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
    }

    @Test
    void shouldBeAMonitorWhereItIsNoGateway() {
        final String socket = directory.resolve("s").toString();
        gateway.close();
        gateway = new Gateway(Path.of(socket), Wanted.roles(List.of(), USER), said::add);
        try (Engine engine =
                engine("sluice.door.path=" + socket, "sluice.door.grants=[{user=" + USER + ",roles=[monitor]}]")) {
            attach();
            assertThat(lock(UUID.randomUUID()).fate()).isEqualTo(Given.Fate.NOT_GRANTED);
            assertThat(gateway.heartbeat(ComponentSource.ALERTS)).isEqualTo(Offer.OFFERED);
            assertThat(said).anyMatch(each -> each.contains("sluice.door.grants"));
            assertThat(engine.beacon().lastSequence()).isPositive();
        }
    }

    @Test
    void shouldAskForNoRoleThatTheConfigurationDoesNotGrant() {
        final Grant monitor = new Grant("bot", Set.of(Role.MONITOR, Role.OPERATOR), List.of(), List.of(), false);
        final Grant gate = new Grant("serve", Set.of(Role.OPERATOR, Role.BROKER), List.of(), List.of(), true);
        assertThat(Wanted.roles(List.of(), "bot"))
                .containsExactlyInAnyOrder(Role.MONITOR, Role.OPERATOR, Role.STRATEGY);
        assertThat(Wanted.roles(List.of(monitor, gate), "bot")).containsExactly(Role.MONITOR);
        assertThat(Wanted.roles(List.of(monitor, gate), "serve"))
                .containsExactlyInAnyOrder(Role.MONITOR, Role.OPERATOR);
    }
}
