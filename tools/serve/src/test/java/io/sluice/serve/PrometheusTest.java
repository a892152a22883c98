package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ListenAddress;
import io.sluice.engine.Engine;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.telemetry.MetricsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and Grafana are told to ask exists, by our own reading and by a Prometheus where there is one. */
@Tag("T-2")
class PrometheusTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path DASHBOARD = Path.of("../../config/grafana/sluice.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:sluice|hitl|blocked)_[a-z_]+\\b");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.*)$");
    private static final List<String> SPECIFIED = List.of(
            "hitl_requests_total",
            "hitl_approvals_total",
            "hitl_rejections_total",
            "hitl_rejections_timeout_total",
            "hitl_response_latency_seconds",
            "blocked_by_guardian_total",
            "sluice_engine_up",
            "sluice_start_time_seconds",
            "sluice_mode",
            "sluice_decisions_total",
            "sluice_decision_latency_seconds",
            "sluice_drawdown_ratio",
            "sluice_pending_approvals",
            "sluice_ring_occupied",
            "sluice_dropped_total",
            "sluice_journal_bytes",
            "sluice_sink_lag_records",
            "sluice_sink_records_total",
            "sluice_sink_bytes",
            "sluice_door_clients",
            "sluice_clock_wall_minus_engine_seconds",
            "sluice_build_info");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    /** Asks all of this at an address of an engine that lived through a day. */
    private interface Asking {
        void ask(InetSocketAddress address, String scrape) throws Exception;
    }

    private void withAnEngine(final Asking asking) throws Exception {
        final Path data = directory.resolve("data");
        try (Engine engine = Engine.open(Days.options(data).door(true))) {
            Days.full(engine);
            final Released released = new Released(data);
            final SinkStatus mirror = new SinkStatus("mirror", true, 1, 2, 3, 4, 5, 6, 7, 0, "");
            try (Metering metering =
                    new Metering(data, Days.config(), null, released, () -> List.of(mirror), said -> {})) {
                // The tally reads the journal on a thread of its own.
                final long decisions = Told.count(Told.sinceTheStart(Told.byJournal(data)), Told.is("Decision"));
                Days.await(
                        () -> Told.sum(Told.samples(metering.scrape().get()), "sluice_decisions_total") == decisions);
                Days.await(() -> metering.scrape().get().contains("sluice_drawdown_ratio"));
                try (MetricsServer server =
                        new MetricsServer(new ListenAddress("127.0.0.1", 0).resolve(), metering.scrape())) {
                    asking.ask(server.address(), metering.scrape().get());
                }
            }
        }
    }

    /** Names of a scrape as they may be asked for: of a histogram its three, else that of its samples. */
    private static Set<String> names(final String scrape) {
        return Told.samples(scrape).keySet().stream()
                .map(sample -> sample.replaceFirst("\\{.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldHaveEveryNameThatIsSpecifiedOrAskedFor() throws Exception {
        withAnEngine((address, scrape) -> {
            final Set<String> names = names(scrape);
            for (final String name : SPECIFIED) {
                assertThat(names).as(name).anyMatch(each -> each.replaceFirst("_(bucket|sum|count)$", "")
                        .equals(name));
            }
            final Set<String> asked = new TreeSet<>();
            for (final String expression : expressions()) {
                final Matcher name = NAME.matcher(expression);
                while (name.find()) {
                    asked.add(name.group());
                }
            }
            assertThat(names).containsAll(asked);
            assertThat(asked).hasSizeGreaterThan(30);
            assertThat(names).allMatch(name -> scrape.contains("# HELP " + family(scrape, name) + " "));
            assertThat(get(address, "/metrics").body()).contains("hitl_requests_total");
            assertThat(get(address, "/metrics").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(get(address, "/").statusCode()).isEqualTo(404);
            assertThat(get(address, "/metrics/../../etc/passwd").statusCode()).isEqualTo(404);
            final HttpRequest post = HttpRequest.newBuilder(uri(address, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        });
    }

    private static String family(final String scrape, final String name) {
        return scrape.contains("# HELP " + name + " ") ? name : name.replaceFirst("_(bucket|sum|count)$", "");
    }

    private static List<String> expressions() throws IOException {
        final List<String> expressions = new ArrayList<>();
        final Matcher rule = EXPRESSION.matcher(Files.readString(RunbookTest.RULES));
        while (rule.find()) {
            expressions.add(rule.group(1));
        }
        JSON.readTree(DASHBOARD.toFile()).findValues("expr").forEach(expr -> expressions.add(expr.asText()));
        return expressions;
    }

    @Test
    void shouldTakeTheDataSourceOfTheDashboardFromAVariable() throws IOException {
        final JsonNode dashboard = JSON.readTree(DASHBOARD.toFile());
        assertThat(dashboard.path("templating").path("list").get(0).path("type").asText())
                .isEqualTo("datasource");
        assertThat(dashboard.path("panels").findValues("datasource"))
                .isNotEmpty()
                .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    }

    @Test
    void shouldBeScrapedByARealPrometheusThatFindsNoFaultInTheRules() throws Exception {
        assumeTrue(has("promtool") && has("prometheus"), "no Prometheus is installed here: apt-get install prometheus");
        assertThat(run(null, "promtool", "check", "rules", RunbookTest.RULES.toString()))
                .contains("10 rules found");
        withAnEngine((address, scrape) -> {
            assertThat(run(scrape, "promtool", "check", "metrics")).isEmpty();
            final int port = freePort();
            final Path config = directory.resolve("prometheus.yml");
            Files.writeString(
                    config,
                    Files.readString(Path.of("../../config/prometheus/prometheus.yml"))
                            .replace("127.0.0.1:9480", "127.0.0.1:" + address.getPort())
                            .replace(
                                    "sluice.rules.yml",
                                    RunbookTest.RULES
                                            .toAbsolutePath()
                                            .normalize()
                                            .toString())
                            .replace("5s", "1s"));
            final Process prometheus = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + directory.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            try {
                final InetSocketAddress api = new InetSocketAddress("127.0.0.1", port);
                Days.await(() -> value(api, "sluice_engine_up") == 1, () -> log());
                assertThat(value(api, "hitl_requests_total"))
                        .isEqualTo(Told.samples(scrape).get("hitl_requests_total"));
                Days.await(() -> isEvaluated(api), () -> "evaluation of the rules; " + log());
                for (final String expression : expressions()) {
                    assertThat(query(
                                    api,
                                    expression.replace("$__rate_interval", "1m").replace("$instance", ".*")))
                            .as(expression)
                            .isEqualTo("success");
                }
                Days.await(() -> alerts(api).contains("SluiceEmergency"), () -> "the alert; " + log());
            } finally {
                prometheus.destroyForcibly().waitFor();
            }
        });
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("prometheus.log"));
        } catch (final IOException e) {
            return "";
        }
    }

    private static boolean has(final String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private String run(final String input, final String... command) throws Exception {
        final Path in = directory.resolve("in");
        Files.writeString(in, input == null ? "" : input);
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0 ? said : "failed: " + said;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static URI uri(final InetSocketAddress address, final String path) {
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }

    private static HttpResponse<String> get(final InetSocketAddress address, final String path) throws Exception {
        // One client: each has connections of its own, and Prometheus takes 512.
        return CLIENT.send(
                HttpRequest.newBuilder(uri(address, path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode ask(final InetSocketAddress api, final String path) {
        try {
            return JSON.readTree(get(api, path).body());
        } catch (final Exception e) {
            return JSON.createObjectNode();
        }
    }

    private static JsonNode asked(final InetSocketAddress api, final String expression) {
        return ask(api, "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private static String query(final InetSocketAddress api, final String expression) {
        return asked(api, expression).path("status").asText();
    }

    private static double value(final InetSocketAddress api, final String name) {
        return asked(api, name)
                .path("data")
                .path("result")
                .path(0)
                .path("value")
                .path(1)
                .asDouble(-1);
    }

    /** Every rule was evaluated, and none failed. */
    private static boolean isEvaluated(final InetSocketAddress api) {
        final List<String> health = ask(api, "/api/v1/rules").findValuesAsText("health");
        return health.size() == 10 && health.stream().allMatch("ok"::equals);
    }

    private static String alerts(final InetSocketAddress api) {
        return ask(api, "/api/v1/alerts").toString();
    }
}
