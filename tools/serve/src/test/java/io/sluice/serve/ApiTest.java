package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.E8;
import io.sluice.engine.Engine;
import io.sluice.serve.http.TokenRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By HTTP alone, against a real engine. */
@Tag("A-6")
class ApiTest {
    @TempDir
    private Path directory;

    private Engine engine;
    private Apis api;

    @BeforeEach
    void open() {
        final Path data = directory.resolve("data");
        engine = Apis.engine(data);
        api = Apis.over(data, null).ready();
    }

    @AfterEach
    void close() {
        api.close();
        engine.close();
    }

    private Apis.Answer intent(final long id, final String mode) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        return api.ask(
                "POST",
                "/api/intents",
                api.token(TokenRole.STRATEGY),
                """
                {"strategy_id": 7, "intent_id": %d, "action": "open", "trading_mode": "%s", "symbol": "BTCUSD",
                 "side": "BUY", "quantity": "1", "price": "100"}
                """
                        .formatted(id, mode),
                Map.of());
    }

    private long held(final long id) {
        final Apis.Answer answer = intent(id, "live");
        assertThat(answer.body().path("verdict").asText()).as(answer.toString()).isEqualTo("HOLD");
        return answer.body().path("trade_id").asLong();
    }

    @Test
    void shouldDecideRequestsAndShowWhatBecameOfThem() {
        final long approved = held(1);
        Days.await(() -> api.get("/api/hitl/pending").body().size() == 1);
        final JsonNode seen = api.get("/api/hitl/pending").body().get(0);
        final Apis.Answer answer = api.send(
                "POST",
                "/api/hitl/" + approved + "/approve",
                "{\"comment\": \"fine\", \"row_hash\": \""
                        + seen.path("row_hash").asText() + "\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body().path("status").asText()).isEqualTo("ACCEPTED");
        final Apis.Answer again = api.send("POST", "/api/hitl/" + approved + "/reject", "{\"reason\": \"no\"}");
        assertThat(again.status()).as("within a second: " + again).isIn(409, 429);
        final long rejected = held(2);
        final Apis.Answer no = api.send("POST", "/api/hitl/" + rejected + "/reject", "{\"reason\": \"no\"}");
        assertThat(no.body().path("status").asText()).as(no.toString()).isEqualTo("REJECTED");
        final Apis.Answer late = api.send("POST", "/api/hitl/4711/reject", "{\"reason\": \"no\"}");
        assertThat(late.status()).as(late.toString()).isEqualTo(404);
        final Apis.Answer decided = api.get("/api/hitl/" + rejected);
        assertThat(decided.body().path("status").asText())
                .as(decided.toString())
                .isEqualTo("REJECTED");
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameRequestAlsoAfterARestart() {
        final UUID key = UUID.randomUUID();
        final String body = "{\"reason\": \"drill\"}";
        final Apis.Answer first = api.send("POST", "/api/guardian/lock", body, key);
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(api.send("POST", "/api/guardian/lock", body, key).body()).isEqualTo(first.body());
        assertThat(api.send("POST", "/api/guardian/lock", "{\"reason\": \"other\"}", key)
                        .status())
                .isEqualTo(422);
        assertThat(api.send("POST", "/api/guardian/unlock", body, key).status()).isEqualTo(422);
        api.stop();
        api.start();
        api.ready();
        final Apis.Answer after = api.send("POST", "/api/guardian/lock", body, key);
        assertThat(after.body()).isEqualTo(first.body());
        assertThat(after.whole().headers().firstValue("Idempotent-Replay")).hasValue("true");
    }
}
