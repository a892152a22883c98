package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.E8;
import io.sluice.engine.Engine;
import io.sluice.serve.http.TokenRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command of the API does what it says, and nothing beside it; each answer is held to its description. */
@Tag("A-6")
class ApiCommandsTest {
    private static final String CONFIG = "/api/admin/trading/approval-config";
    private static final String LOCKOUTS = "/api/admin/trading/lockouts";
    private static final AtomicLong INTENT = new AtomicLong();

    @TempDir
    private static Path directory;

    private static Engine engine;
    private static Apis api;

    @BeforeAll
    static void open() {
        final String[] more = {
            "sluice.operators.four-eyes=true",
            "sluice.hitl.allowed-operators=[alice, bob]",
            "sluice.capacity.pending=64"
        };
        engine = Apis.engine(directory, more);
        api = Apis.over(directory, null, more).ready();
    }

    @AfterAll
    static void close() {
        api.close();
        engine.close();
    }

    private static Apis.Answer good(final String method, final String path, final String body) {
        final Apis.Answer answer = api.send(method, path, body);
        assertThat(answer.status()).as(method + " " + path + " " + answer).isEqualTo(200);
        return answer;
    }

    /** As a second operator. */
    private static Apis.Answer bob(final String path, final String body) {
        return api.ask(
                "POST",
                path,
                api.operator("bob"),
                body,
                Map.of("Idempotency-Key", java.util.UUID.randomUUID().toString()));
    }

    /** Loosens something: alice asks, bob confirms. */
    private static void loosen(final String method, final String path, final String body) {
        final Apis.Answer waits = api.send(method, path, body);
        if (waits.status() == 200) {
            return;
        }
        assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
        final Apis.Answer confirmed =
                bob("/api/requests/" + waits.body().path("request_id").asLong() + "/confirm", "{}");
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
    }

    private static Apis.Answer intent(final String mode) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        return api.ask(
                "POST",
                "/api/intents",
                api.token(TokenRole.STRATEGY),
                """
                {"strategy_id": 7, "intent_id": %d, "action": "open", "trading_mode": "%s", "instrument": "BTCUSD",
                 "side": "BUY", "quantity": "1", "price": "100"}
                """
                        .formatted(INTENT.incrementAndGet(), mode),
                Map.of());
    }

    private static JsonNode config() {
        final ObjectNode config = (ObjectNode) api.get(CONFIG).body();
        config.remove("correlation_id");
        config.remove("version");
        return config;
    }

    private static JsonNode lockouts() {
        final JsonNode rows = api.get(LOCKOUTS).body();
        rows.forEach(row -> {
            for (final String aged : new String[] {"seq", "time", "seconds_remaining"}) {
                ((ObjectNode) row).remove(aged);
            }
        });
        return rows;
    }

    @ParameterizedTest
    @Tag("H-1")
    @CsvSource({
        "live, true, true", "live, true, false", "live, false, true", "live, false, false",
        "paper, true, true", "paper, true, false", "paper, false, true", "paper, false, false"
    })
    void shouldHoldTheNextIntentExactlyWhereAPersonIsNeeded(
            final String mode, final boolean autoApprovePaper, final boolean requireForLive) {
        loosen("PUT", CONFIG, "{\"auto_approve_paper\": true}");
        loosen("PUT", CONFIG, "{\"require_approval_for_live\": false}");
        if (!autoApprovePaper) {
            good("PUT", CONFIG, "{\"auto_approve_paper\": false}");
        }
        if (requireForLive) {
            good("PUT", CONFIG, "{\"require_approval_for_live\": true}");
        }
        final Apis.Answer answer = intent(mode);
        final boolean isHeld = mode.equals("live") ? requireForLive : !autoApprovePaper;
        assertThat(answer.body().path("verdict").asText()).as(answer.toString()).isEqualTo(isHeld ? "HOLD" : "ALLOW");
        if (isHeld) {
            good("POST", "/api/hitl/" + answer.body().path("trade_id").asLong() + "/reject", "{\"reason\": \"over\"}");
        }
    }

    @ParameterizedTest
    @Tag("P-2")
    @CsvSource({
        "auto_approve_paper, true",
        "auto_approve_paper, false",
        "require_approval_for_live, true",
        "require_approval_for_live, false",
        "approval_timeout_seconds, 90",
        "approval_timeout_minutes, 7"
    })
    void shouldChangeWhatIsNamedAndNothingElse(final String field, final String value) {
        final String id = good(
                        "POST", LOCKOUTS, "{\"ticker\": \"ethusd\", \"reason\": \"news\", \"duration_minutes\": 60}")
                .body()
                .path("lockout_id")
                .asText();
        Days.await(() -> lockouts().findValuesAsText("lockout_id").contains(id), () -> id + " in " + lockouts());
        final ObjectNode before = (ObjectNode) config();
        final JsonNode locked = lockouts();
        loosen("PUT", CONFIG, "{\"" + field + "\": " + value + "}");
        final boolean isTime = field.startsWith("approval_timeout");
        if (isTime) {
            final int seconds = Integer.parseInt(value) * (field.endsWith("minutes") ? 60 : 1);
            before.put("approval_timeout_seconds", seconds).put("approval_timeout_minutes", (seconds + 59) / 60);
        } else {
            before.put(field, Boolean.parseBoolean(value));
        }
        Days.await(() -> config().equals(before), () -> config() + " instead of " + before);
        assertThat(lockouts()).isEqualTo(locked);
    }

    @Test
    void shouldAnswerEachCommandAsItIsDescribed() {
        good("POST", "/api/guardian/lock", "{\"reason\": \"drill\"}");
        loosen("POST", "/api/guardian/unlock", "{\"reason\": \"over\"}");
        final Apis.Answer forced = good(
                "POST", "/api/degradation/force", "{\"mode\": \"safe_mode\", \"ttl_seconds\": 60, \"reason\": \"x\"}");
        assertThat(forced.body().path("is_override").asBoolean()).isTrue();
        loosen("DELETE", "/api/degradation/force", null);
        final long lockout = good(
                        "POST", LOCKOUTS, "{\"symbol\": \"XRPUSD\", \"reason\": \"news\", \"duration_minutes\": 5}")
                .body()
                .path("lockout_id")
                .asLong();
        loosen("DELETE", LOCKOUTS + "/" + lockout, null);
        assertThat(api.send("DELETE", LOCKOUTS + "/4711", null).status()).isEqualTo(404);
        intent("paper");
        good("POST", "/api/strategies/7/disable", "{\"reason\": \"x\"}");
        loosen("POST", "/api/strategies/7/enable", "{\"reason\": \"x\"}");
        assertThat(api.send("POST", "/api/strategies/9/disable", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
        good("POST", "/api/models/promote", "{\"model_name\": \"m\", \"new_version\": \"1\"}");
        final Apis.Answer conflict = api.send(
                "POST",
                "/api/models/promote",
                "{\"model_name\": \"m\", \"new_version\": \"3\", \"old_version\": \"2\"}");
        assertThat(conflict.code()).as(conflict.toString()).isEqualTo("VERSION_CONFLICT");
        good("POST", "/api/cash-flows", "{\"flow_id\": \"f1\", \"amount\": \"5\", \"reason\": \"deposit\"}");
        loosen("POST", "/api/drawdown/reset", "{\"reason\": \"x\"}");
        good("POST", "/api/symbols/BTC%2FUSD/watch", "{\"reason\": \"x\"}");
        final Apis.Answer paged =
                api.send("PATCH", "/api/admin/trading/config", "{\"slippage_max_percent\": \"0.25\"}");
        assertThat(paged.body().at("/policy/slippage_max_percent/value").asText())
                .as(paged.toString())
                .isEqualTo("0.25");
        assertThat(api.send("PUT", "/api/admin/trading/config", "{}").status()).isEqualTo(405);
        assertThat(api.send("POST", "/api/positions/BTCUSD/close", "{\"reason\": \"x\"}")
                        .status())
                .isIn(200, 404, 409);
        assertThat(api.send("POST", "/api/trades/7/cancel", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
        final Apis.Answer event = api.ask(
                "POST",
                "/api/events",
                api.token(TokenRole.MONITOR),
                "{\"event_type\": \"quality_degraded\", \"source\": \"market_data\", \"severity\": \"warning\"}",
                Map.of("Idempotency-Key", java.util.UUID.randomUUID().toString()));
        assertThat(event.status()).as(event.toString()).isEqualTo(200);
        final Apis.Answer mismatch = api.send(
                "POST",
                "/api/events",
                "{\"event_type\": \"recovered\", \"source\": \"broker\", \"severity\": \"info\","
                        + " \"reason_code\": \"broker.disconnect\"}");
        assertThat(mismatch.status()).as(mismatch.toString()).isEqualTo(400);
    }

    @Test
    @Tag("O-1")
    void shouldWaitForASecondOperatorWhereACommandLoosens() {
        good("POST", "/api/guardian/lock", "{\"reason\": \"drill\"}");
        final Apis.Answer waits = api.send("POST", "/api/guardian/unlock", "{\"reason\": \"over\"}");
        assertThat(waits.status()).as(waits.toString()).isEqualTo(202);
        final String request =
                "/api/requests/" + waits.body().path("request_id").asLong();
        final Apis.Answer own = api.send("POST", request + "/confirm", "{}");
        assertThat(own.code()).as(own.toString()).isEqualTo("SAME_OPERATOR");
        assertThat(bob(request + "/withdraw", "{}").status()).isIn(200, 403, 409);
        final Apis.Answer again = api.send("POST", "/api/guardian/unlock", "{\"reason\": \"over\"}");
        final Apis.Answer confirmed =
                bob("/api/requests/" + again.body().path("request_id").asLong() + "/confirm", "{}");
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        Days.await(() -> !api.get("/api/guardian").body().path("locked").asBoolean());
    }
}
