package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.serve.http.Route;
import io.sluice.serve.http.TokenDesk;
import io.sluice.serve.http.TokenRole;
import io.sluice.serve.sql.Database;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The API over a data directory in which an engine runs, or ran; and who asks it. */
public final class Apis implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path data;
    private final Path folder;
    private final LoadedConfig config;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> tokens = new HashMap<>();
    /** Tokens of this one, where several are over one directory. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting())
            .build();
    private final List<String> overrides;
    private Serving serving;
    private Api api;
    private Thread thread;
    private volatile boolean isStopping;

    /** What was answered. */
    public record Answer(int status, JsonNode body, HttpResponse<String> whole) {
        /** The code of an error, or "". */
        public String code() {
            return body.path("error").path("code").asText();
        }

        @Override
        public String toString() {
            return status + " " + (body.isMissingNode() ? whole.body() : body);
        }
    }

    /** Opens it over a data directory that has a journal. */
    public static Apis over(final Path data, final Database mirror, final String... overrides) {
        return new Apis(data, mirror, overrides);
    }

    private final Database mirror;

    private Apis(final Path data, final Database mirror, final String... overrides) {
        this.data = data;
        this.mirror = mirror;
        folder = data.resolve("serve");
        this.overrides = new ArrayList<>(List.of("sluice.http.bind=127.0.0.1:0"));
        this.overrides.addAll(List.of(overrides));
        config = Days.config(this.overrides.toArray(String[]::new));
        makeFolder();
        start();
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins, again after {@link #stop}. */
    public void start() {
        serving = new Assembly(config, data, folder, data.resolve("door.sock"), mirror, said::add).open();
        api = serving.api();
        isStopping = false;
        thread = new Thread(() -> {
            while (!isStopping) {
                serving.turn();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        });
        thread.setDaemon(true);
        thread.start();
        Days.await(
                () -> !ask("GET", "/health", null, null, Map.of()).whole.body().isEmpty());
    }

    /** Ends as a process that is stopped does. */
    public void stop() {
        isStopping = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serving.close();
    }

    /** Waits until the engine is attached and its view is fresh. */
    public Apis ready() {
        Days.await(() -> ask("GET", "/ready", null, null, Map.of()).status == 200, said::toString);
        return this;
    }

    /** Where it listens. */
    public String address() {
        return api.address();
    }

    /** Where it is reached from this host, whatever it is called. */
    public String local() {
        return (config.serve().http().keystore() == null ? "http" : "https") + "://127.0.0.1:" + api.port();
    }

    /** Certificates of tests are nobody's. */
    private static SSLContext trusting() {
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (final GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String type) {}

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String type) {}

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String type, final Socket socket) {}

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String type, final Socket socket) {}

        @Override
        public void checkClientTrusted(final X509Certificate[] chain, final String type, final SSLEngine engine) {}

        @Override
        public void checkServerTrusted(final X509Certificate[] chain, final String type, final SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Every route. */
    public List<Route> routes() {
        return api.routes();
    }

    /** Folder of serve. */
    public Path folder() {
        return folder;
    }

    /** The data directory. */
    public Path data() {
        return data;
    }

    /** What it said. */
    public List<String> said() {
        return said;
    }

    /** Whoever makes tokens. */
    public TokenDesk tokenDesk() {
        return new TokenDesk(folder);
    }

    /** The token of a role, in alice's name where it has one, of strategy 7. */
    public synchronized String token(final TokenRole role) {
        final boolean hasOperator = role == TokenRole.OPERATOR || role == TokenRole.TIGHTENER;
        return tokens.computeIfAbsent(role.name(), key -> tokenDesk()
                .create(
                        "the-" + role.spelling() + "-" + mark,
                        role,
                        hasOperator ? "alice" : null,
                        role == TokenRole.STRATEGY ? 7 : -1,
                        0));
    }

    /** The token of an operator. */
    public synchronized String operator(final String name) {
        return tokens.computeIfAbsent("operator " + name, key -> tokenDesk()
                .create("of-" + name + "-" + mark, TokenRole.OPERATOR, name, -1, 0));
    }

    /** Reads, as a viewer. */
    public Answer get(final String path) {
        return ask("GET", path, token(TokenRole.VIEWER), null, Map.of());
    }

    /** Changes something, as alice, with a key of its own. */
    public Answer send(final String method, final String path, final String body) {
        return send(method, path, body, UUID.randomUUID());
    }

    /** Changes something, as alice, with this key. */
    public Answer send(final String method, final String path, final String body, final UUID key) {
        return ask(method, path, operator("alice"), body, Map.of("Idempotency-Key", key.toString()));
    }

    /** Asks anything. */
    public Answer ask(
            final String method,
            final String path,
            final String token,
            final String body,
            final Map<String, String> headers) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(local() + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            final HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            final boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
            return new Answer(
                    response.statusCode(), isJson ? MAPPER.readTree(response.body()) : MAPPER.missingNode(), response);
        } catch (final IOException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whatever a test asks, the answer is as it is described. */
    private void hold(final String method, final String path, final int status, final JsonNode body) {
        final String plain = path.split("\\?", 2)[0];
        for (final Route route : api.routes()) {
            if (route.method().equals(method)
                    && plain.matches(route.path().replaceAll("\\{[^}]*}", "[^/]+"))
                    && !body.isMissingNode()) {
                final List<String> problems = Schemas.problems(method, route.path(), status, body);
                if (problems.isEmpty()) {
                    return;
                }
                throw new AssertionError(method + " " + path + " " + status + ": " + problems);
            }
        }
    }

    /** An engine that begins in normal and has a door, over which everything is allowed. */
    public static Engine engine(final Path data, final String... overrides) {
        return Engine.open(Days.options(data, overrides).door(true));
    }

    @Override
    public void close() {
        stop();
    }
}
