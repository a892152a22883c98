package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.Engine;
import io.sluice.serve.http.TokenRole;
import io.sluice.tools.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the server listens, and by which way it may be reached. */
@Tag("A-2")
class ApiPlaceTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Apis.engine(directory.resolve("data"));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static Apis over(final String... overrides) {
        return Apis.over(directory.resolve("data"), null, overrides);
    }

    private static Path password(final String rights) throws IOException {
        final Path file = directory.resolve("password-" + rights);
        Files.writeString(file, PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static Path keystore() throws Exception {
        final Path file = directory.resolve("keys.p12");
        if (Files.notExists(file)) {
            final Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "sluice",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=ip:127.0.0.1,dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString())
                    .inheritIO()
                    .start();
            assertThat(keytool.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        return file;
    }

    @Test
    void shouldRefuseToBeReadAlongAndSayWhichKeyToSet() throws Exception {
        final Path store = keystore();
        final Map<List<String>, String> refused = Map.of(
                List.of("sluice.http.bind=0.0.0.0:0"), "sluice.http.keystore",
                List.of("sluice.http.bind=0.0.0.0:0", "sluice.http.behind-proxy=[10.0.0.7]"), "sluice.http.public-url",
                List.of("sluice.http.behind-proxy=[10.0.0.7]", "sluice.http.public-url=\"http://x.example\""),
                        "sluice.http.public-url",
                List.of("sluice.http.keystore=" + store), "sluice.http.keystore-password-file",
                List.of("sluice.http.keystore=/nowhere", "sluice.http.keystore-password-file=/nowhere"),
                        "sluice.http.keystore",
                List.of("sluice.http.keystore=" + store, "sluice.http.keystore-password-file=" + password("rw-r--r--")),
                        "0600");
        refused.forEach((overrides, key) -> assertThatThrownBy(() -> over(overrides.toArray(String[]::new)))
                .as(overrides.toString())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(key));
        try (Apis first = over()) {
            final String taken =
                    "sluice.http.bind=127.0.0.1:" + URI.create(first.local()).getPort();
            assertThatThrownBy(() -> over(taken))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("sluice.http.bind");
        }
    }

    @Test
    void shouldSpeakTls() throws Exception {
        try (Apis api = over(
                        "sluice.http.keystore=" + keystore(),
                        "sluice.http.keystore-password-file=" + password("rw-------"))
                .ready()) {
            assertThat(api.address()).startsWith("https://");
            assertThat(api.get("/api/degradation/status").status()).isEqualTo(200);
            final Apis.Answer begun = api.ask(
                    "POST",
                    "/api/session",
                    null,
                    "{\"token\": \"" + api.operator("alice") + "\"}",
                    Map.of("Origin", api.address()));
            assertThat(begun.whole().headers().firstValue("Set-Cookie").orElse(""))
                    .startsWith("__Host-sluice-")
                    .contains("Secure");
            assertThat(begun.whole().headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
        }
    }

    private static String asked(final Apis api, final String path, final String... more) throws IOException {
        return RawHttp.ask(
                api.local(),
                "GET " + path + " HTTP/1.1",
                "Host: sluice.example",
                "Authorization: Bearer " + api.token(TokenRole.VIEWER),
                String.join("\r\n", more),
                "Connection: close",
                "",
                "");
    }

    @Test
    void shouldBelieveItsProxyAndNobodyElse() throws Exception {
        final String name = "sluice.http.public-url=\"https://sluice.example\"";
        try (Apis api = over("sluice.http.behind-proxy=[127.0.0.1]", name)) {
            assertThat(api.address()).isEqualTo("https://sluice.example");
            final String path = "/api/degradation/status";
            final String good =
                    asked(api, path, "X-Forwarded-For: 198.51.100.1, 203.0.113.9", "X-Forwarded-Proto: https");
            assertThat(RawHttp.status(good)).as(good).isEqualTo(200);
            assertThat(RawHttp.status(asked(api, path, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: http")))
                    .isEqualTo(403);
            Days.await(() -> read(api).contains("\"address\":\"203.0.113.9\""), () -> read(api));
            assertThat(read(api)).doesNotContain("198.51.100.1");
            final String health = RawHttp.ask(
                    api.local(),
                    "GET /ready HTTP/1.1",
                    "Host: sluice.example",
                    "X-Forwarded-For: 203.0.113.9",
                    "Connection: close",
                    "",
                    "");
            assertThat(RawHttp.status(health))
                    .as("a probe from elsewhere: " + health)
                    .isEqualTo(401);
        }
        try (Apis api = over("sluice.http.behind-proxy=[10.0.0.7]", name)) {
            final String answer = asked(api, "/api/degradation/status", "X-Forwarded-For: 203.0.113.9");
            assertThat(RawHttp.status(answer)).as(answer).isEqualTo(403);
            assertThat(answer).contains("sluice.http.behind-proxy");
        }
    }

    private static String read(final Apis api) {
        try {
            return Files.readString(api.folder().resolve("access.log"));
        } catch (final IOException e) {
            return "";
        }
    }

    @Test
    void shouldGiveProbesAndTheConsoleWithoutAToken() throws Exception {
        try (Apis api =
                over("sluice.http.allowed-origins=[\"https://desk.example\"]").ready()) {
            assertThat(api.ask("GET", "/health", null, null, Map.of())
                            .body()
                            .path("status")
                            .asText())
                    .isEqualTo("alive");
            assertThat(api.ask("GET", "/metrics", null, null, Map.of()).whole().body())
                    .contains("sluice_engine_up 1");
            final Apis.Answer page = api.ask("GET", "/", null, null, Map.of());
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.whole().body()).containsIgnoringCase("<html");
            final Apis.Answer other = api.ask(
                    "GET", "/api/quotes", api.token(TokenRole.VIEWER), null, Map.of("Origin", "https://desk.example"));
            assertThat(other.whole().headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://desk.example");
        }
    }
}
