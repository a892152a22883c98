package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.Engine;
import io.sluice.serve.http.Route;
import io.sluice.serve.http.TokenRole;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, from where, and what nobody can do. */
@Tag("A-2")
@Tag("A-3")
class ApiSecurityTest {
    private static final String STATUS = "/api/degradation/status";
    private static final String LOCK = "/api/guardian/lock";
    private static final String REASON = "{\"reason\": \"drill\"}";

    @TempDir
    private static Path directory;

    private static final ExecutorService threads = Executors.newFixedThreadPool(50);
    private static Engine engine;
    private static Apis api;

    @BeforeAll
    static void open() {
        engine = Apis.engine(directory, "sluice.hitl.allowed-operators=[alice, bob]");
        api = Apis.over(directory, null, "sluice.hitl.allowed-operators=[alice, bob]")
                .ready();
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        api.close();
        engine.close();
    }

    private static Apis.Answer with(final String token, final String path) {
        return api.ask("GET", path, token, null, Map.of());
    }

    /** A session, as a browser has it. */
    private static Map<String, String> session(final String token) {
        final Apis.Answer begun = api.ask(
                "POST", "/api/session", null, "{\"token\": \"" + token + "\"}", Map.of("Origin", api.address()));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
        final String cookie = begun.whole().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").startsWith("sluice-");
        final Map<String, String> headers = new HashMap<>();
        headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
        headers.put("Origin", api.address());
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        return headers;
    }

    private static Map<String, String> but(final Map<String, String> headers, final String name, final String value) {
        final Map<String, String> other = new HashMap<>(headers);
        other.put("Idempotency-Key", UUID.randomUUID().toString());
        if (value == null) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        return other;
    }

    @Test
    void shouldAskForATokenAndTakeGoodOnesAlone() {
        final String expired = api.tokenDesk().create("short", TokenRole.VIEWER, null, -1, 1);
        final String revoked = api.tokenDesk().create("gone", TokenRole.VIEWER, null, -1, 0);
        assertThat(with(revoked, STATUS).status()).isEqualTo(200);
        assertThat(api.tokenDesk().revoke("gone")).isTrue();
        Days.await(() -> with(revoked, STATUS).status() == 401);
        for (final String token : new String[] {null, "wrong", expired, revoked, "", "x".repeat(5000)}) {
            final Apis.Answer answer = with(token, STATUS);
            assertThat(answer.status()).as(String.valueOf(token)).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("SEC-001");
            assertThat(answer.whole().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
        for (final String scheme :
                new String[] {"Basic YWxpY2U6eA==", "Bearer", "Bearer  ", api.token(TokenRole.VIEWER)}) {
            assertThat(api.ask("GET", STATUS, null, null, Map.of("Authorization", scheme))
                            .status())
                    .as(scheme)
                    .isEqualTo(401);
        }
    }

    @Test
    void shouldTakeNoTokenOutOfAnAddress() {
        final String token = api.token(TokenRole.VIEWER);
        assertThat(api.ask("GET", STATUS + "?token=" + token, null, null, Map.of())
                        .status())
                .isEqualTo(401);
        assertThat(api.ask("GET", "/ws?token=" + token, null, null, Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void shouldLetEachRoleAskItsRoutesAlone() {
        final List<String> wrong = new ArrayList<>();
        for (final TokenRole role : TokenRole.values()) {
            for (final Route route : api.routes()) {
                final String path =
                        route.path().replaceAll("\\{symbol}", "BTCUSD").replaceAll("\\{[^}]*}", "7");
                if (route.path().equals("/api/session") && route.method().equals("DELETE")) {
                    continue;
                }
                final boolean hasBody = route.body() != Route.Body.NONE;
                final Map<String, String> headers = new HashMap<>();
                headers.put("Idempotency-Key", UUID.randomUUID().toString());
                if (route.body() == Route.Body.FORM) {
                    headers.put("Content-Type", "application/x-www-form-urlencoded");
                }
                final Apis.Answer answer =
                        api.ask(route.method(), path, api.token(role), hasBody ? "{}" : null, headers);
                final boolean mayAsk = route.isPublic() || route.roles().contains(role);
                final boolean isRefused =
                        answer.status() == 403 && answer.code().equals("SEC-090");
                if (answer.status() == 401 || answer.status() == 500 || mayAsk == isRefused) {
                    wrong.add(role + " " + route.method() + " " + path + ": " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldLetNobodySpeakForAnother() {
        final Apis.Answer other = api.send("POST", LOCK, "{\"reason\": \"drill\", \"operator_id\": \"bob\"}");
        assertThat(other.status()).as(other.toString()).isEqualTo(403);
        assertThat(other.code()).isEqualTo("SEC-090");
        final Apis.Answer approve = api.send("POST", "/api/hitl/7/approve", "{\"approved_by\": \"bob\"}");
        assertThat(approve.status()).as(approve.toString()).isEqualTo(403);
        final Apis.Answer strategy =
                api.ask("POST", "/api/intents", api.token(TokenRole.STRATEGY), "{\"strategy_id\": 8}", Map.of());
        assertThat(strategy.status()).as(strategy.toString()).isEqualTo(403);
        Days.await(
                () -> {
                    final JsonNode lines =
                            api.get("/api/audit?type=AccessRefused&limit=1000").body();
                    return lines.toString().contains("POST " + LOCK)
                            && lines.toString().contains("POST /api/intents");
                },
                () -> api.get("/api/audit?type=AccessRefused&limit=1000").toString());
        final Apis.Answer own = api.send("POST", LOCK, "{\"reason\": \"drill\", \"operator_id\": \"alice\"}");
        assertThat(own.status()).as(own.toString()).isEqualTo(200);
    }

    @Test
    void shouldKnowItsOwnNameAlone() throws IOException {
        final String token = api.token(TokenRole.VIEWER);
        for (final String host : new String[] {"evil.example", "127.0.0.1:1", "localhost.evil.example:8480", ""}) {
            final String answer = RawHttp.ask(
                    api.address(),
                    "GET " + STATUS + " HTTP/1.1",
                    "Host: " + host,
                    "Authorization: Bearer " + token,
                    "Connection: close",
                    "",
                    "");
            assertThat(RawHttp.status(answer)).as(host + ": " + answer).isIn(400, 403);
        }
        final String port = api.address().substring(api.address().lastIndexOf(':'));
        final String own = RawHttp.ask(
                api.address(),
                "GET " + STATUS + " HTTP/1.1",
                "Host: localhost" + port,
                "Authorization: Bearer " + token,
                "Connection: close",
                "",
                "");
        assertThat(RawHttp.status(own)).as(own).isEqualTo(200);
        final Apis.Answer page = api.ask("GET", STATUS, token, null, Map.of("Origin", "https://evil.example"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body().toString()).contains("https://evil.example", "sluice.http.allowed-origins");
    }

    @Test
    void shouldTakeCommandsOfASessionFromItsOwnPagesAlone() {
        final Map<String, String> session = session(api.operator("alice"));
        assertThat(api.ask("POST", LOCK, null, REASON, session).status()).isEqualTo(200);
        assertThat(api.ask("POST", LOCK, null, REASON, but(session, "Origin", null))
                        .status())
                .as("no word of where it is from")
                .isEqualTo(403);
        final Map<String, String> fetched = but(session, "Origin", null);
        fetched.put("Sec-Fetch-Site", "same-origin");
        assertThat(api.ask("POST", LOCK, null, REASON, fetched).status()).isEqualTo(200);
        fetched.put("Sec-Fetch-Site", "cross-site");
        fetched.put("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(api.ask("POST", LOCK, null, REASON, fetched).status()).isEqualTo(403);
        final Map<String, String> form = but(session, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(api.ask("POST", LOCK, null, "reason=x", form).status()).isEqualTo(415);
        assertThat(api.ask("POST", LOCK, null, REASON, but(session, "Origin", "null"))
                        .status())
                .isEqualTo(403);
        assertThat(api.ask("POST", LOCK, null, "{\"reason\": \"x\"}", but(session, "Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void shouldAskASessionForItsTokenAgainBeforeItLoosensAnything() {
        final String token = api.operator("alice");
        final Map<String, String> session = session(token);
        assertThat(api.ask("POST", LOCK, null, REASON, but(session, "", null)).status())
                .isEqualTo(200);
        final Apis.Answer asked = api.ask("POST", "/api/guardian/unlock", null, REASON, but(session, "", null));
        assertThat(asked.code()).as(asked.toString()).isEqualTo("CONFIRM_NEEDED");
        final Apis.Answer wrong = api.ask(
                "POST",
                "/api/session/confirm",
                null,
                "{\"token\": \"" + api.operator("bob") + "\"}",
                but(session, "", null));
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(401);
        final Apis.Answer confirmed =
                api.ask("POST", "/api/session/confirm", null, "{\"token\": \"" + token + "\"}", but(session, "", null));
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        final Apis.Answer unlocked = api.ask("POST", "/api/guardian/unlock", null, REASON, but(session, "", null));
        assertThat(unlocked.status()).as(unlocked.toString()).isEqualTo(200);
    }

    @Test
    void shouldEndASessionWithItsToken() {
        final String token = api.tokenDesk().create("laptop", TokenRole.OPERATOR, "alice", -1, 0);
        final Map<String, String> session = session(token);
        final Apis.Answer who = api.ask("GET", "/api/session", null, null, session);
        assertThat(who.body().path("operator").asText()).isEqualTo("alice");
        assertThat(who.body().at("/instance/journal_kind").asText()).isEqualTo("live");
        api.tokenDesk().revoke("laptop");
        Days.await(() -> api.ask("GET", "/api/session", null, null, session).status() == 401);
        final Map<String, String> other = session(api.operator("alice"));
        assertThat(api.ask("DELETE", "/api/session", null, null, other).status())
                .isEqualTo(200);
        assertThat(api.ask("GET", "/api/session", null, null, other).status()).isEqualTo(401);
    }

    @Test
    void shouldSlowDownWhoeverTriesTokensAndNobodyElse() {
        final long begunNs = System.nanoTime();
        final List<CompletableFuture<Integer>> asked = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> with("wrong-" + i, STATUS).status(), threads))
                .toList();
        final List<Integer> statuses =
                asked.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnly(401);
        assertThat(System.nanoTime() - begunNs).isGreaterThan(1_000_000_000L);
        assertThat(with(api.token(TokenRole.VIEWER), STATUS).status()).isEqualTo(200);
        Days.await(() -> api.get("/api/audit?type=AccessRefused&limit=1000")
                .body()
                .toString()
                .contains("requests without a good token"));
    }

    @Test
    void shouldRefuseBodiesThatAreNotExactlyTheForm() {
        final Map<String, String> wrong = new HashMap<>();
        wrong.put("", "");
        wrong.put("{", "");
        wrong.put("[]", "");
        wrong.put("\"text\"", "");
        wrong.put("{\"reason\": \"a\"} {}", "");
        wrong.put("{\"reason\": \"a\", \"reason\": \"b\"}", "");
        wrong.put("{\"reason\": \"a\", \"raeson\": \"b\"}", "raeson");
        wrong.put("{\"reason\": 7}", "reason");
        wrong.put("{\"reason\": \"" + "x".repeat(257) + "\"}", "reason");
        wrong.put("{\"reason\": \"a\\u0000b\"}", "reason");
        wrong.put("{\"reason\": \"a\\u202eb\"}", "reason");
        wrong.put("{\"reason\": \"\\ud800\"}", "reason");
        wrong.put("{\"reason\": null}", "reason");
        wrong.put("{\"reason\": \"  \"}", "reason");
        wrong.put("{\"reason\": " + "[".repeat(40) + "]".repeat(40) + "}", "");
        wrong.forEach((body, key) -> {
            final Apis.Answer answer = api.send("POST", LOCK, body);
            assertThat(answer.status()).as(body + " " + answer).isEqualTo(400);
            assertThat(answer.body().at("/error/details/key").asText()).as(body).isEqualTo(key);
        });
        assertThat(api.send("POST", LOCK, "{\"reason\": \"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(api.ask("POST", LOCK, api.operator("alice"), REASON, Map.of())
                        .status())
                .as("no Idempotency-Key")
                .isEqualTo(400);
        assertThat(api.ask("POST", LOCK, api.operator("alice"), REASON, Map.of("Idempotency-Key", "1"))
                        .status())
                .isEqualTo(400);
        final Apis.Answer both = api.send(
                "POST",
                "/api/admin/trading/lockouts",
                "{\"ticker\": \"A\", \"symbol\": \"A\", \"reason\": \"x\", \"duration_minutes\": 1}");
        assertThat(both.status()).as(both.toString()).isEqualTo(400);
        final Apis.Answer mode = api.send(
                "POST", "/api/degradation/force", "{\"mode\": \"paused\", \"ttl_seconds\": 60, \"reason\": \"x\"}");
        assertThat(mode.status()).as(mode.toString()).isEqualTo(400);
    }

    @Test
    void shouldRefusePathsThatPlayTricks() throws IOException {
        final List<String> tricks = List.of(
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2fserve.class",
                "/api/%2e%2e/%2e%2e/x",
                "//evil.example/api",
                "/api/hitl/pending;jsessionid=1",
                "/api/hitl/pending%00",
                "/api/hitl\\pending",
                "http://evil.example/api/hitl/pending",
                "/%c0%ae%c0%ae/",
                "*");
        for (final String path : tricks) {
            final String answer = RawHttp.ask(
                    api.address(),
                    "GET " + path + " HTTP/1.1",
                    "Host: " + URI.create(api.address()).getAuthority(),
                    "Authorization: Bearer " + api.token(TokenRole.VIEWER),
                    "Connection: close",
                    "",
                    "");
            assertThat(RawHttp.status(answer)).as(path + ": " + answer).isIn(400, 403, 404);
            assertThat(answer).as(path).doesNotContain("root:", "Jetty", "Exception", "\tat ");
        }
        final String smuggled = RawHttp.ask(
                api.address(),
                "POST " + LOCK + " HTTP/1.1",
                "Host: " + URI.create(api.address()).getAuthority(),
                "Content-Length: 4",
                "Transfer-Encoding: chunked",
                "Connection: close",
                "",
                "0",
                "",
                "");
        assertThat(RawHttp.status(smuggled)).as(smuggled).isIn(400, 401);
    }

    @Test
    void shouldStopReadingABodyThatDoesNotSayHowLongItIs() throws IOException {
        final String chunk = "4000\r\n" + "x".repeat(0x4000);
        final String answer = RawHttp.ask(
                api.address(),
                "POST " + LOCK + " HTTP/1.1",
                "Host: " + URI.create(api.address()).getAuthority(),
                "Authorization: Bearer " + api.operator("alice"),
                "Idempotency-Key: " + UUID.randomUUID(),
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "Connection: close",
                "",
                chunk,
                chunk,
                chunk,
                chunk,
                chunk,
                "0",
                "",
                "");
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(413);
    }

    @Test
    void shouldGiveEveryAnswerItsHeaders() {
        final Apis.Answer answer = api.get(STATUS);
        final Map<String, List<String>> headers = answer.whole().headers().map();
        assertThat(headers.keySet().stream().map(String::toLowerCase).toList())
                .contains(
                        "correlation-id",
                        "sluice-seq",
                        "sluice-age-ms",
                        "sluice-engine",
                        "content-security-policy",
                        "x-content-type-options",
                        "referrer-policy")
                .doesNotContain("server", "access-control-allow-origin");
        assertThat(answer.whole().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.whole()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(answer.body().hasNonNull("correlation_id")).isTrue();
        final Apis.Answer error = api.get("/api/nothing");
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.body().at("/error/correlation_id").asText())
                .isEqualTo(error.whole().headers().firstValue("Correlation-Id").orElse(""));
    }

    @Test
    void shouldWriteNoTokenAnywhere() throws IOException {
        final Set<String> secrets = Set.of(api.operator("alice"), api.token(TokenRole.VIEWER));
        final Map<String, String> session = session(api.operator("alice"));
        final String cookie =
                session.get("Cookie").substring(session.get("Cookie").indexOf('=') + 1);
        assertThat(api.ask("GET", "/api/session", null, null, session).status()).isEqualTo(200);
        final Path log = api.folder().resolve("access.log");
        Days.await(() -> read(log).contains("/api/session"), () -> read(log));
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(secrets).as(file.toString()).noneMatch(text::contains);
                assertThat(text.contains(cookie)).as(file.toString()).isFalse();
            }
        }
        assertThat(String.join("\n", api.said())).doesNotContain(secrets);
        for (final String name : new String[] {"tokens.json", "access.log", "answers.jsonl"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(api.folder().resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return "";
        }
    }
}
