package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;
import io.sluice.serve.http.TokenRole;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WebSocket of a real server beside a real engine. */
@Tag("A-8")
class SocketTest {
    /** Sockets at once; {@code -Dsluice.serve.sockets=1000} where there is time. */
    private static final int SOCKETS = Integer.getInteger("sluice.serve.sockets", 50);

    @TempDir
    private Path directory;

    private static long hold(final Engine engine, final long intentId) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            return Days.hold(client, intentId);
        }
    }

    private static JsonNode shows(final Listener listener, final String word) {
        Days.await(
                () -> listener.heard().stream()
                        .anyMatch(each ->
                                word.equals(each.at("/data/system_status").textValue())),
                () -> word + " in " + listener.heard());
        return listener.heard().stream()
                .filter(each -> word.equals(each.at("/data/system_status").textValue()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldTellABreakerAndAStopThatTheApiTriggeredToThoseWhoListenAndThoseWhoCome() {
        try (Engine engine =
                        Engine.open(Days.options(directory).startNormal(false).door(true));
                Apis api = Apis.over(directory, null).ready();
                Listener first = Listener.of(api, TokenRole.VIEWER)) {
            first.send("{\"subscribe\":[\"system_status\"]}");
            shows(first, "RECOVERING");
            final Apis.Answer event = api.send(
                    "POST",
                    "/api/events",
                    "{\"event_type\":\"fail_crit\",\"source\":\"broker\",\"severity\":\"critical\","
                            + "\"reason_code\":\"broker.disconnect\",\"details\":\"pulled\"}");
            assertThat(event.status()).as(event.toString()).isEqualTo(200);
            final JsonNode broken = shows(first, "CIRCUIT_BREAKER");
            assertThat(broken.at("/data/component").textValue()).isEqualTo("broker");
            assertThat(broken.at("/data/reason").textValue()).isEqualTo("broker.disconnect");
            try (Listener late = Listener.of(api, TokenRole.OPERATOR)) {
                late.send("{\"subscribe\":[\"regime\"]}");
                assertThat(shows(late, "CIRCUIT_BREAKER").get("event").textValue())
                        .isEqualTo("snapshot");
                final Apis.Answer stop = api.send("POST", "/api/emergency/stop", "{\"reason\":\"drill\"}");
                assertThat(stop.status()).as(stop.toString()).isEqualTo(200);
                assertThat(shows(first, "EMERGENCY").at("/data/reason").textValue())
                        .isEqualTo("drill");
                shows(late, "EMERGENCY");
            }
            assertThat(api.get("/api/degradation/status")
                            .body()
                            .get("system_status")
                            .textValue())
                    .isEqualTo("EMERGENCY");
            assertThat(engine).isNotNull();
        }
    }

    @Test
    void shouldTellEveryStepOfARequestWithARecordAsItIsDescribed() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready();
                Listener listener = Listener.of(api, TokenRole.VIEWER)) {
            listener.send("{\"subscribe\":[\"hitl\"]}");
            listener.await("snapshot");
            final long trade = hold(engine, 1);
            final JsonNode created = listener.await("hitl.created");
            final Apis.Answer approved = api.send("POST", "/api/hitl/" + trade + "/reject", "{\"reason\":\"no\"}");
            assertThat(approved.status()).as(approved.toString()).isEqualTo(200);
            final JsonNode decided = listener.await("hitl.decided");
            assertThat(decided.at("/data/decision_channel").textValue()).isEqualTo("API");
            for (final JsonNode each : List.of(created, decided)) {
                final Apis.Answer answer = api.get("/api/hitl/" + trade);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                final JsonNode shown = answer.body();
                shown.fieldNames().forEachRemaining(key -> {
                    if (!key.equals("seconds_remaining")) {
                        assertThat(each.get("data").has(key)).as(key).isTrue();
                    }
                });
            }
        }
    }

    @Test
    void shouldNotOpenToOneWhoMayNot() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready()) {
            assertThat(status(() -> Listener.at(api, "/ws", Map.of()))).isEqualTo(401);
            assertThat(status(() -> Listener.at(api, "/ws", Map.of("Authorization", "Bearer " + "x".repeat(43)))))
                    .isEqualTo(401);
            final String token = api.token(TokenRole.VIEWER);
            assertThat(status(() -> Listener.at(api, "/ws?token=" + token, Map.of())))
                    .isEqualTo(401);
            assertThat(status(() -> Listener.of(api, TokenRole.MONITOR))).isEqualTo(403);
            assertThat(status(() -> Listener.at(
                            api, "/ws", Map.of("Authorization", "Bearer " + token, "Origin", "https://evil.example"))))
                    .isEqualTo(403);
            assertThat(engine).isNotNull();
        }
    }

    private static int status(final Runnable open) {
        try {
            open.run();
            return 101;
        } catch (final CompletionException e) {
            assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    @Test
    @Tag("A-3")
    void shouldCloseTheSocketsOfATokenThatIsRevoked() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready();
                Listener revoked = Listener.with(
                        api, api.tokenDesk().create("one-to-revoke", TokenRole.TIGHTENER, "alice", -1, 0));
                Listener other = Listener.of(api, TokenRole.VIEWER)) {
            revoked.send("{\"subscribe\":[\"hitl\"]}");
            revoked.await("snapshot");
            other.send("{\"subscribe\":[\"hitl\"]}");
            other.await("snapshot");
            assertThat(api.tokenDesk().revoke("one-to-revoke")).isTrue();
            Days.await(() -> revoked.closedWith() == 1008, () -> "closed with " + revoked.closedWith());
            hold(engine, 1);
            other.await("hitl.created");
            assertThat(revoked.of("hitl.created")).isEmpty();
        }
    }

    @Test
    void shouldCloseASocketThatFloodsAndServeTheOthers() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready();
                Listener flood = Listener.of(api, TokenRole.VIEWER);
                Listener other = Listener.of(api, TokenRole.VIEWER)) {
            other.send("{\"subscribe\":[\"hitl\"]}");
            other.await("snapshot");
            Days.await(() -> {
                flood.trySend("{\"subscribe\":[\"hitl\"]}");
                // What was still under way may reset the connection before its close is read.
                return flood.closedWith() != 0;
            });
            assertThat(flood.closedWith()).isIn(1013, -1);
            hold(engine, 1);
            other.await("hitl.created");
        }
    }

    @Test
    void shouldCutAReaderThatDoesNotReadAndServeTheOthers() throws IOException {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready();
                DeafReader deaf = new DeafReader(api, api.token(TokenRole.VIEWER));
                Listener other = Listener.of(api, TokenRole.VIEWER)) {
            other.send("{\"subscribe\":[\"lockouts\"]}");
            other.await("snapshot");
            trades(engine, 200);
            Days.await(() -> api.get("/api/trades").body().size() == 200);
            Days.await(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
                return !deaf.send("{\"subscribe\":[\"trades\"]}");
            });
            engine.operator("alice", Channel.CLI).createLockout("ETHUSD", 600, null, "news");
            other.await("lockout.created");
        }
    }

    private static void trades(final Engine engine, final int count) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            for (int i = 1; i <= count; i++) {
                final int id = i;
                Days.await(() -> {
                    client.intent(id, ActionType.OPEN, TradingMode.PAPER)
                            .symbol("BTCUSD")
                            .side(Side.BUY)
                            .quantity(E8.ONE)
                            .price(E8.of("100"));
                    return client.offer() == Offer.OFFERED;
                });
            }
        }
    }

    @Test
    void shouldTellManyReadersTheSame() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready()) {
            final List<Listener> all = new ArrayList<>();
            try {
                for (int i = 0; i < SOCKETS; i++) {
                    final Listener listener = Listener.of(api, TokenRole.VIEWER);
                    all.add(listener);
                    listener.send("{\"subscribe\":[\"hitl\",\"system_status\",\"positions\"]}");
                }
                all.forEach(each -> Days.await(() -> each.of("snapshot").size() == 3));
                final long trade = hold(engine, 1);
                final long beganNs = System.nanoTime();
                all.forEach(each -> assertThat(
                                each.await("hitl.created").at("/data/trade_id").longValue())
                        .isEqualTo(trade));
                assertThat(System.nanoTime() - beganNs).isLessThan(TimeUnit.SECONDS.toNanos(60));
                engine.operator("alice", Channel.CLI).reject(trade, "no");
                all.forEach(each -> each.await("hitl.decided"));
            } finally {
                all.forEach(Listener::close);
            }
        }
    }
}
