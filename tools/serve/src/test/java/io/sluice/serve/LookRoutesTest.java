package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.E8;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Channel;
import io.sluice.engine.Engine;
import io.sluice.serve.http.TokenRole;
import io.sluice.serve.sql.Database;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the API shows of a real engine: state, history and journal. */
@Tag("A-6")
class LookRoutesTest {
    /** Path in the description, and what is asked. */
    private static final Map<String, String> LOOKS = Map.ofEntries(
            Map.entry("/api/hitl/pending", "/api/hitl/pending"),
            Map.entry("/api/hitl/history", "/api/hitl/history"),
            Map.entry("/api/degradation/status", "/api/degradation/status"),
            Map.entry("/api/degradation/permissions", "/api/degradation/permissions"),
            Map.entry("/api/degradation/components", "/api/degradation/components"),
            Map.entry("/api/degradation/recovery", "/api/degradation/recovery"),
            Map.entry("/api/degradation/transitions", "/api/degradation/transitions?limit=5"),
            Map.entry("/api/admin/trading/approval-config", "/api/admin/trading/approval-config"),
            Map.entry("/api/admin/trading/config", "/api/admin/trading/config"),
            Map.entry("/api/admin/trading/lockouts", "/api/admin/trading/lockouts"),
            Map.entry("/api/patches/status", "/api/patches/status"),
            Map.entry("/api/emergency", "/api/emergency"),
            Map.entry("/api/guardian", "/api/guardian"),
            Map.entry("/api/trades", "/api/trades"),
            Map.entry("/api/positions", "/api/positions"),
            Map.entry("/api/quotes", "/api/quotes"),
            Map.entry("/api/commands", "/api/commands"),
            Map.entry("/api/strategies", "/api/strategies"),
            Map.entry("/api/models", "/api/models"),
            Map.entry("/api/requests", "/api/requests"),
            Map.entry("/api/clients", "/api/clients"),
            Map.entry("/api/sinks", "/api/sinks"),
            Map.entry("/api/audit", "/api/audit?limit=20"),
            Map.entry("/api/journal/{seq}", "/api/journal/1"),
            Map.entry("/api/equity", "/api/equity"));

    @TempDir
    private Path directory;

    private static long hold(final Engine engine, final long intentId) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            return Days.hold(client, intentId);
        }
    }

    private static String complete(final Apis.Answer answer) {
        return answer.whole().headers().firstValue("Sluice-Complete").orElse("missing");
    }

    private static long rejected(final Database mirror) {
        try {
            return Databases.number(mirror, "select count(*) from hitl_approvals where status = 'REJECTED'");
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitSeen(final Apis api) {
        Days.await(() -> api.get("/api/strategies")
                        .whole()
                        .headers()
                        .firstValueAsLong("Sluice-Seq")
                        .orElse(0)
                >= Days.last(api.data()));
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE")
    @Tag("A-7")
    void shouldAnswerEveryLookAsItIsDescribed(final Databases kind) throws Exception {
        final Database mirror = kind.fresh(directory);
        try (Engine engine = Apis.engine(directory.resolve("data"))) {
            Days.full(engine);
            engine.operator("alice", Channel.CLI).emergencyReset(true, "over");
            try (Apis api = Apis.over(directory.resolve("data"), mirror).ready()) {
                awaitSeen(api);
                final List<String> problems = new ArrayList<>();
                LOOKS.forEach((path, asked) -> {
                    final Apis.Answer answer = api.get(asked);
                    if (answer.status() != 200) {
                        problems.add(asked + ": " + answer);
                    }
                    problems.addAll(Schemas.problems("GET", path, answer.status(), answer.body()));
                    final HttpResponse<?> whole = answer.whole();
                    for (final String header :
                            List.of("Correlation-Id", "Sluice-Seq", "Sluice-Age-Ms", "Sluice-Engine")) {
                        if (whole.headers().firstValue(header).isEmpty()) {
                            problems.add(asked + " has no header " + header);
                        }
                    }
                });
                assertThat(problems).isEmpty();
                assertThat(api.get("/api/trades").body()).isNotEmpty();
                assertThat(api.get("/api/admin/trading/lockouts")
                                .body()
                                .at("/0/ticker")
                                .textValue())
                        .isEqualTo("ETHUSD");
                final JsonNode config =
                        api.get("/api/admin/trading/approval-config").body();
                assertThat(config.get("approval_timeout_minutes").intValue()).isOne();
                final JsonNode known =
                        api.get("/api/admin/trading/config").body().get("decision");
                assertThat(known.at("/sluice.hitl.allowed-operators/source").textValue())
                        .contains("test");
                assertThat(known.has("sluice.http.bind")).isFalse();
                // A thread of its own reads what the mirror has of before.
                Days.await(() -> !api.get("/api/equity").body().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowHistoryFromTheMirrorWholeAndWithoutItWhatTheEngineRemembers(final Databases kind) throws Exception {
        final Database mirror = kind.fresh(directory);
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data, "sluice.capacity.history=2")) {
            final List<Long> trades = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                trades.add(hold(engine, i));
                engine.operator("alice", Channel.CLI).reject(trades.get(i - 1), "no " + i);
            }
            final long waiting = hold(engine, 5);
            try (Apis api = Apis.over(data, mirror, "sluice.capacity.history=2").ready()) {
                Days.await(() -> complete(api.get("/api/hitl/history")).equals("true"));
                final Apis.Answer all = api.get("/api/hitl/history");
                assertThat(all.body().findValues("trade_id").stream().map(JsonNode::longValue))
                        .containsExactly(waiting, trades.get(3), trades.get(2), trades.get(1), trades.get(0));
                assertThat(Schemas.problems("GET", "/api/hitl/history", 200, all.body()))
                        .isEmpty();
                assertThat(api.get("/api/hitl/history?status=REJECTED&limit=3").body())
                        .hasSize(3);
                assertThat(api.get("/api/hitl/history?status=AWAITING_APPROVAL").body())
                        .hasSize(1);
                assertThat(api.get("/api/hitl/history?symbol=ethusd").body()).isEmpty();
                assertThat(api.get("/api/hitl/history?symbol=btcusd").body()).hasSize(5);
                final String since = all.body().at("/1/requested_at").textValue();
                assertThat(api.get("/api/hitl/history?since=" + since).body()).hasSize(2);
                final Apis.Answer oldest = api.get("/api/hitl/" + trades.get(0));
                assertThat(oldest.body().get("decision_reason").textValue()).isEqualTo("no 1");
                assertThat(api.get("/api/hitl/history?status=PENDING").status()).isEqualTo(400);
                assertThat(api.get("/api/hitl/1").status()).isEqualTo(404);
                assertThat(complete(api.get("/api/degradation/transitions"))).isEqualTo("true");
            }
            Files.delete(data.resolve("serve").resolve("tokens.json"));
            try (Apis api = Apis.over(data, null, "sluice.capacity.history=2").ready()) {
                awaitSeen(api);
                final Apis.Answer known = api.get("/api/hitl/history");
                assertThat(known.body()).hasSize(3);
                assertThat(complete(known)).isEqualTo("false");
                assertThat(api.get("/api/hitl/" + trades.get(0)).status()).isEqualTo(404);
            }
        }
    }

    @Test
    @Tag("H-9")
    void shouldNotShowARequestThatWasChangedInTheMirror() throws Exception {
        final Database mirror = Databases.SQLITE.fresh(directory);
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data, "sluice.capacity.history=1");
                Apis api = Apis.over(data, mirror, "sluice.capacity.history=1").ready()) {
            final long first = hold(engine, 1);
            engine.operator("alice", Channel.CLI).reject(first, "no");
            final long second = hold(engine, 2);
            engine.operator("alice", Channel.CLI).reject(second, "no");
            Days.await(() -> api.get("/api/hitl/history").body().size() == 2);
            Days.await(() -> rejected(mirror) == 2);
            Databases.change(mirror, "update hitl_approvals set quantity = '9' where id = " + first);
            // As long as the state image is from before the second answer, it still has the first request itself.
            Days.await(() -> {
                final Apis.Answer rest = api.get("/api/hitl/history");
                return rest.body().size() == 1 && "false".equals(complete(rest));
            });
            Days.await(() -> !api.get("/api/audit?type=SecurityAlert").body().isEmpty());
            assertThat(api.get("/api/audit?type=SecurityAlert")
                            .body()
                            .at("/0/code")
                            .textValue())
                    .isEqualTo("SEC-080");
        }
    }

    @Test
    @Tag("A-4")
    void shouldShowTheJournalPageByPageAndFiltered() {
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data)) {
            final long trade = hold(engine, 1);
            engine.operator("alice", Channel.CLI).reject(trade, "no");
            try (Apis api = Apis.over(data, null).ready()) {
                final long last = Days.last(data);
                final List<JsonNode> lines = new ArrayList<>();
                long from = 0;
                while (from <= last) {
                    final Apis.Answer page = api.get("/api/audit?limit=7&from=" + from);
                    page.body().forEach(lines::add);
                    from = page.whole()
                            .headers()
                            .firstValueAsLong("Sluice-Next")
                            .orElseThrow();
                }
                final List<JsonNode> byRecord = new ArrayList<>();
                for (long seq = 1; seq <= lines.get(lines.size() - 1).get("seq").longValue(); seq++) {
                    api.get("/api/journal/" + seq).body().forEach(byRecord::add);
                }
                assertThat(lines).isEqualTo(byRecord);
                assertThat(lines.get(0).get("type").textValue()).isEqualTo("EngineStarted");
                final JsonNode decided =
                        api.get("/api/audit?type=ApprovalDecided").body();
                assertThat(decided).hasSize(1);
                assertThat(decided.at("/0/tradeId").longValue()).isEqualTo(trade);
                assertThat(api.get("/api/audit?trade_id=" + trade).body().findValuesAsText("type"))
                        .contains("Decision", "ApprovalCreated", "ApprovalDecision", "ApprovalDecided");
                assertThat(api.get("/api/audit?type=Nothing").status()).isEqualTo(400);
                assertThat(api.get("/api/journal/999999").status()).isEqualTo(404);
            }
        }
    }

    @Test
    @Tag("A-1")
    void shouldGoOnReadingWhileTheEngineIsAway() {
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data)) {
            hold(engine, 1);
        }
        try (Apis api = Apis.over(data, null)) {
            final Apis.Answer pending = api.get("/api/hitl/pending");
            assertThat(pending.body()).hasSize(1);
            assertThat(pending.whole().headers().firstValue("Sluice-Engine")).contains("lost");
            final JsonNode status = api.get("/api/degradation/status").body();
            assertThat(status.get("engine").textValue()).isEqualTo("lost");
            assertThat(status.at("/safeguards/event_buffer").textValue()).isEqualTo("OFF");
            assertThat(Schemas.problems("SystemStatus", status)).isEmpty();
        }
    }

    @Test
    void shouldSayNothingToOneWhoMayNotLook() {
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data);
                Apis api = Apis.over(data, null).ready()) {
            assertThat(engine).isNotNull();
            assertThat(api.ask("GET", "/api/hitl/pending", null, null, Map.of()).status())
                    .isEqualTo(401);
            for (final String path : LOOKS.values()) {
                assertThat(api.ask("GET", path, api.token(TokenRole.MONITOR), null, Map.of())
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }
}
