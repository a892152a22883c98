package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.serve.http.TokenRole;
import io.sluice.serve.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By HTTP alone, against an engine that is a process of its own, with the mirror on. */
@Tag("A-5")
@Tag("A-6")
class ApiTest {
    private static final String LOCK = "/api/guardian/lock";

    @TempDir
    private Path directory;

    private Path data;
    private EngineChild engine;
    private Apis api;
    private Database mirror;

    @BeforeEach
    void open() throws Exception {
        data = directory.resolve("data");
        mirror = Databases.SQLITE.fresh(directory);
        engine = engine();
        Days.await(() -> hasJournal(data), () -> "an engine in " + data);
        api = Apis.over(data, mirror).ready();
    }

    @AfterEach
    void close() {
        api.close();
        engine.close();
    }

    private EngineChild engine() throws IOException {
        return new EngineChild(data, directory.resolve("engine.log"));
    }

    private static boolean hasJournal(final Path data) {
        try {
            return Days.journal(data) != null;
        } catch (final RuntimeException e) {
            return false;
        }
    }

    private Apis.Answer intent(final long id, final String mode) {
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
        final Apis.Answer[] answer = {null};
        Days.await(
                () -> {
                    answer[0] = intent(id, "live");
                    return answer[0].body().path("verdict").asText().equals("HOLD");
                },
                () -> String.valueOf(answer[0]));
        return answer[0].body().path("trade_id").asLong();
    }

    private Set<Long> pending() {
        final Set<Long> trades = new HashSet<>();
        api.get("/api/hitl/pending")
                .body()
                .forEach(row -> trades.add(row.path("trade_id").asLong()));
        return trades;
    }

    private void awaitPending(final Set<Long> trades) {
        Days.await(() -> pending().equals(trades), () -> trades + " instead of " + pending());
    }

    private String status(final long trade) {
        return api.get("/api/hitl/" + trade).body().path("status").asText();
    }

    private static void good(final Apis.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void shouldKeepWhatWaitsThroughAKillAndDecideItAfterwards() throws Exception {
        final long approved = held(1);
        final long rejected = held(2);
        final long cancelled = held(3);
        awaitPending(Set.of(approved, rejected, cancelled));

        engine.close();
        Days.await(() -> api.get("/ready").status() == 503);
        assertThat(pending()).containsExactlyInAnyOrder(approved, rejected, cancelled);
        final Apis.Answer away = api.send("POST", LOCK, "{\"reason\": \"drill\"}");
        assertThat(away.status()).as(away.toString()).isEqualTo(503);
        assertThat(away.whole().headers().firstValue("Retry-After")).isPresent();
        assertThat(api.get("/api/degradation/status").whole().headers().firstValue("Sluice-Engine"))
                .hasValue("lost");

        engine = engine();
        api.ready();
        awaitPending(Set.of(approved, rejected, cancelled));
        final JsonNode seen = api.get("/api/hitl/" + approved).body();
        final Apis.Answer[] yes = {null};
        Days.await(
                () -> {
                    yes[0] = api.send(
                            "POST",
                            "/api/hitl/" + approved + "/approve",
                            "{\"comment\": \"fine\", \"row_hash\": \""
                                    + seen.path("row_hash").asText() + "\"}");
                    return yes[0].status() == 200;
                },
                () -> String.valueOf(yes[0]));
        assertThat(yes[0].body().path("status").asText()).isEqualTo("ACCEPTED");
        good(api.send("POST", "/api/hitl/" + rejected + "/reject", "{\"reason\": \"no\"}"));
        good(api.send("POST", "/api/hitl/" + cancelled + "/cancel", "{\"reason\": \"late\"}"));
        good(api.send("PUT", "/api/admin/trading/approval-config", "{\"approval_timeout_seconds\": 1}"));
        final long expired = held(4);
        awaitPending(Set.of());
        Days.await(() -> status(expired).equals("REJECTED"));
        assertThat(status(approved)).isEqualTo("ACCEPTED");
        assertThat(status(cancelled)).isEqualTo("REJECTED");
        final Apis.Answer late = api.send("POST", "/api/hitl/" + expired + "/approve", "{}");
        assertThat(late.status()).as(late.toString()).isIn(409, 410);
        shouldBeOnRecord(approved, rejected, cancelled, expired);
    }

    private void shouldBeOnRecord(final long approved, final long rejected, final long cancelled, final long expired)
            throws Exception {
        final Apis.Answer decision = api.get("/api/intents/7/1");
        assertThat(decision.body().path("trade_id").asLong())
                .as(decision.toString())
                .isEqualTo(approved);
        for (final long trade : new long[] {approved, rejected, cancelled, expired}) {
            final String row =
                    "select count(*) from hitl_approvals where decided_at is not null and trade_id = " + trade;
            Days.await(() -> count(row) == 1, () -> "a row of trade " + trade);
            assertThat(api.get("/api/audit?trade_id=" + trade).body()).isNotEmpty();
        }
        assertThat(count("select count(*) from audit_log where action = 'hitl.expired'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from audit_log where action = 'hitl.decided' and actor_id = 'alice'"))
                .isEqualTo(3);
    }

    private long count(final String sql) {
        try {
            return Databases.number(mirror, sql);
        } catch (final Exception e) {
            return -1;
        }
    }

    @Test
    void shouldDecideOnceHoweverOftenTheButtonIsPressed() {
        final long trade = held(1);
        final UUID key = UUID.randomUUID();
        final String path = "/api/hitl/" + trade + "/reject";
        final List<CompletableFuture<Apis.Answer>> pressed = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.send("POST", path, "{\"reason\": \"no\"}", key)))
                .toList();
        final Apis.Answer first = pressed.get(0).join();
        good(first);
        pressed.forEach(each -> assertThat(each.join().body()).isEqualTo(first.body()));
        final Apis.Answer other = api.send("POST", path, "{\"reason\": \"no\"}");
        assertThat(other.status()).as("another press: " + other).isIn(409, 429);
        final JsonNode decisions = api.get("/api/audit?type=ApprovalDecision&limit=1000&trade_id=" + trade)
                .body();
        assertThat(decisions.size()).as(decisions.toString()).isLessThanOrEqualTo(2);
        final long accepted = IntStream.range(0, decisions.size())
                .mapToObj(decisions::get)
                .filter(line -> line.path("correlationId").asText().equals(key.toString()))
                .count();
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    @Tag("H-1")
    void shouldShowTheDefaultsWhereNothingWasEverChanged() {
        final JsonNode config = api.get("/api/admin/trading/approval-config").body();
        assertThat(config.path("auto_approve_paper").asBoolean()).isTrue();
        assertThat(config.path("require_approval_for_live").asBoolean()).isTrue();
        assertThat(config.path("approval_timeout_seconds").asInt()).isEqualTo(300);
        assertThat(config.path("approval_timeout_minutes").asInt()).isEqualTo(5);
        assertThat(api.send("PUT", "/api/admin/trading/approval-config", "{}").status())
                .isIn(200, 400);
        assertThat(api.get("/api/admin/trading/approval-config")
                        .body()
                        .path("approval_timeout_seconds")
                        .asInt())
                .isEqualTo(300);
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameRequestAlsoAfterARestart() {
        final UUID key = UUID.randomUUID();
        final String body = "{\"reason\": \"drill\"}";
        final Apis.Answer first = api.send("POST", LOCK, body, key);
        good(first);
        assertThat(first.body().path("correlation_id").asText()).isEqualTo(key.toString());
        assertThat(api.send("POST", LOCK, body, key).body()).isEqualTo(first.body());
        assertThat(api.send("POST", LOCK, "{\"reason\": \"other\"}", key).status())
                .isEqualTo(422);
        assertThat(api.send("POST", "/api/guardian/unlock", body, key).status()).isEqualTo(422);
        api.stop();
        api.start();
        api.ready();
        final Apis.Answer after = api.send("POST", LOCK, body, key);
        assertThat(after.body()).isEqualTo(first.body());
        assertThat(after.whole().headers().firstValue("Idempotent-Replay")).hasValue("true");
        assertThat(api.ask("POST", LOCK, api.operator("alice"), body, Map.of("Idempotency-Key", "x"))
                        .status())
                .isEqualTo(400);
    }
}
