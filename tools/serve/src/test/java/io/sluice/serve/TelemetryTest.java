package io.sluice.serve;

import static io.sluice.serve.Told.count;
import static io.sluice.serve.Told.has;
import static io.sluice.serve.Told.is;
import static io.sluice.serve.Told.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.E8;
import io.sluice.client.OperatorDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.config.ServeConfig;
import io.sluice.engine.Engine;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.Database;
import io.sluice.serve.telemetry.Figures;
import io.sluice.serve.telemetry.TallyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a request can end, as journal, mirror, log and metrics tell it: they agree. */
class TelemetryTest {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final List<String> REQUEST_TYPES =
            List.of("ApprovalCreated", "ApprovalDecided", "ApprovalExpired", "ApprovalRestored");
    private static final String LOGGED_ACTIONS = "hitl\\.(created|decided|expired|restored)";

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    /** Approve, reject, cancel, a guardian's lock with a refused intent, and an expiry. */
    private void firstLife(final Engine engine) {
        final OperatorDoor alice = engine.operator("alice", Channel.CLI);
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        engine.risk("risk").equity(E8.of("1000"));
        try (StrategyClient client = engine.strategy(7)) {
            alice.approve(Days.hold(client, 1), "").await(ANSWER);
            alice.reject(Days.hold(client, 2), "too big").await(ANSWER);
            alice.cancelRequest(Days.hold(client, 3), "late").await(ANSWER);
            Days.hold(client, 4);
            alice.guardianLock("drill").await(ANSWER);
            refused(client, 5);
            alice.guardianUnlock("over").await(ANSWER);
            alice.policy().approvalTimeoutSeconds(1).send().await(ANSWER);
            Days.hold(client, 6);
            Days.await(() -> !told("ApprovalExpired").isEmpty(), () -> "an expiry");
            alice.policy().approvalTimeoutSeconds(600).send().await(ANSWER);
            Days.hold(client, 7);
        }
    }

    private static void refused(final StrategyClient client, final long intentId) {
        final Refusals refusals = new Refusals();
        Days.await(() -> {
            client.intent(intentId, ActionType.OPEN, TradingMode.LIVE)
                    .symbol("BTCUSD")
                    .side(Side.BUY)
                    .quantity(E8.ONE)
                    .price(E8.of("100"));
            client.offer();
            client.poll(refusals, 16);
            return refusals.count > 0;
        });
    }

    @Test
    @Tag("T-2")
    void shouldAgreeWithTheJournalHoweverARequestEnds() throws Exception {
        try (Engine engine = Engine.open(Days.options(data()))) {
            firstLife(engine);
            final List<JsonNode> told = awaitCounted(engine, 1);
            final Map<String, Double> metrics = Told.byMetrics(figures());
            assertThat(metrics)
                    .containsEntry("hitl_requests_total", 6.0)
                    .containsEntry("hitl_approvals_total", 1.0)
                    .containsEntry("hitl_rejections_timeout_total", 1.0)
                    .containsEntry("blocked_by_guardian_total", 2.0)
                    .containsEntry("sluice_pending_approvals", 1.0);
            compare(told, metrics);
        }
        try (Engine engine = Engine.open(Days.options(data()))) {
            final long pending = told("ApprovalRestored").get(0).path("tradeId").asLong();
            engine.operator("alice", Channel.WEB)
                    .reject(pending, "after the start")
                    .await(ANSWER);
            final List<JsonNode> told = awaitCounted(engine, 0);
            final Map<String, Double> metrics = Told.byMetrics(figures());
            assertThat(metrics)
                    .containsEntry("hitl_requests_total", 0.0)
                    .containsEntry("hitl_rejections_total{reason=\"OPERATOR_REJECTED\"}", 1.0)
                    .containsEntry("sluice_pending_approvals", 0.0);
            compare(told, metrics);
        }
        final List<JsonNode> requests = Told.byJournal(data()).stream()
                .filter(line -> REQUEST_TYPES.contains(line.path("type").asText()))
                .toList();
        assertThat(requests).hasSize(6 + 5 + 1 + 1);
        assertThat(mirrored()).containsExactlyElementsOf(texts(requests, "seq", "event", "tradeId", "status"));
        final List<JsonNode> log = logged();
        assertThat(texts(
                        log.stream()
                                .filter(line -> line.path("action").asText().matches(LOGGED_ACTIONS))
                                .toList(),
                        "seq",
                        "action",
                        "target_id",
                        "result"))
                .containsExactlyElementsOf(texts(requests, "seq", "event", "tradeId", "status"));
        assertThat(log).filteredOn(has("level", "ERROR")).anySatisfy(line -> {
            assertThat(line.path("error_code").asText()).isEqualTo("SEC-020");
            assertThat(line.path("input").path("type").asText()).isEqualTo("OrderIntent");
            assertThat(line.path("input").path("intentId").asLong()).isEqualTo(5);
        });
    }

    /** The counters and the views follow the journal by a moment. */
    private List<JsonNode> awaitCounted(final Engine engine, final long pending) {
        Days.await(() -> {
            final Figures figures = figures();
            return figures.engine() != null
                    && figures.state() != null
                    && Told.byMetrics(figures).get("sluice_records_total")
                            == Days.last(data()) - engine.startSequence() + 1
                    && figures.state().pending() == pending;
        });
        return Told.sinceTheStart(Told.byJournal(data()));
    }

    private Figures figures() {
        final Released released = new Released(data());
        final TallyReader tally = Metering.tally(data(), released, said -> {});
        tally.countAll();
        try (FigureSource source = new FigureSource(data(), Days.config(), tally::counts, List::of)) {
            return source.get();
        }
    }

    private static void compare(final List<JsonNode> told, final Map<String, Double> metrics) {
        assertThat(metrics.get("hitl_requests_total")).isEqualTo(count(told, is("ApprovalCreated")));
        assertThat(metrics.get("hitl_approvals_total"))
                .isEqualTo(count(told, is("ApprovalDecided").and(has("status", "ACCEPTED"))));
        assertThat(Told.sum(metrics, "hitl_rejections_total"))
                .isEqualTo(count(
                        told, is("ApprovalExpired").or(is("ApprovalDecided").and(has("status", "REJECTED")))));
        assertThat(metrics.get("hitl_rejections_timeout_total")).isEqualTo(count(told, is("ApprovalExpired")));
        assertThat(metrics.get("hitl_response_latency_seconds_count"))
                .isEqualTo(count(
                        told,
                        is("ApprovalDecided")
                                .and(has("decisionChannel", "SYSTEM").negate())));
        for (final String verdict : List.of("ALLOW", "HOLD", "REJECT")) {
            assertThat(Told.sum(metrics, "sluice_decisions_total{code=")
                            - metrics.entrySet().stream()
                                    .filter(sample -> sample.getKey().startsWith("sluice_decisions_total{")
                                            && !sample.getKey().contains("verdict=\"" + verdict + "\""))
                                    .mapToDouble(Map.Entry::getValue)
                                    .sum())
                    .as(verdict)
                    .isEqualTo(count(told, is("Decision").and(has("verdict", verdict))));
        }
        assertThat(metrics.get("sluice_records_total")).isEqualTo(count(told, has("kind", "input")));
    }

    private List<JsonNode> told(final String type) {
        final List<JsonNode> lines = new ArrayList<>(Told.byJournal(data()));
        lines.removeIf(is(type).negate());
        return lines;
    }

    private List<String> mirrored() throws Exception {
        final Database database = Databases.SQLITE.fresh(directory);
        Days.mirrorAll(data(), database);
        final List<String> rows = new ArrayList<>();
        try (Connection connection = Databases.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select seq, action, target_id, new_state from audit_log"
                        + " where target_type = 'approval' order by seq, idx")) {
            while (row.next()) {
                rows.add(row.getLong(1) + " " + row.getString(2) + " " + row.getString(3) + " " + row.getString(4));
            }
        } catch (final SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private List<JsonNode> logged() throws Exception {
        final Path file = directory.resolve("logs").resolve("sluice.log");
        final Released released = new Released(data());
        try (SinkRunner runner = new SinkRunner(
                data(),
                Days.journal(data()),
                new LogSink(data(), new ServeConfig.Log(file, true, 1 << 20, 2)),
                false,
                released,
                said -> {})) {
            runner.start();
            Days.await(() -> runner.held() >= released.getAsLong(), () -> "the log " + runner.status());
        }
        assertThat(Files.getPosixFilePermissions(file))
                .noneMatch(each -> each.name().startsWith("OTHERS"));
        return Told.byLog(file);
    }
}
