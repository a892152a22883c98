package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Discord, Telegram, a receiver of webhooks and a dead man's switch on this host, which misbehave on script. */
public final class FakeServices implements AutoCloseable {
    public static final String TOKEN = "sEcReT-bot-token";
    public static final String TELEGRAM_TOKEN = "123456:sEcReT-telegram";
    public static final String KEY = "sEcReT-webhook-key";
    public static final String CHANNEL = "777";
    public static final String CHAT = "-42";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Map<String, Deque<Answer>> scripts = new ConcurrentHashMap<>();
    private final Map<String, String> byNonce = new ConcurrentHashMap<>();
    private final Deque<ObjectNode> updates = new ArrayDeque<>();
    private long nextId = 1000;

    /** What Discord's channel shows, by the message's id. */
    public final Map<String, JsonNode> messages = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Every request that was taken: route and body. */
    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    /** Telegram's messages, by their id. */
    public final Map<String, JsonNode> chat = Collections.synchronizedMap(new LinkedHashMap<>());

    public final FakeGateway gateway = new FakeGateway();

    /** What was asked, and when. */
    public record Asked(String route, JsonNode body, Map<String, String> headers, long atNs) {}

    /**
     * One answer out of the ordinary.
     *
     * @param status   0: as if nothing were wrong.
     * @param headers  and a body that go with it.
     * @param delayMs  before it.
     * @param isTaken  whether the request is carried out nevertheless.
     */
    public record Answer(int status, Map<String, String> headers, String body, long delayMs, boolean isTaken) {
        public static Answer status(final int status) {
            return new Answer(status, Map.of(), "{}", 0, false);
        }

        public static Answer tooMany(final double seconds) {
            return new Answer(
                    429, Map.of("Retry-After", "1"), "{\"retry_after\":" + seconds + ",\"global\":false}", 0, false);
        }

        public static Answer slow(final long delayMs) {
            return new Answer(0, Map.of(), "", delayMs, true);
        }

        /** It is carried out, and the answer is an error. */
        public static Answer lost() {
            return new Answer(502, Map.of(), "{}", 0, true);
        }
    }

    public FakeServices() throws Exception {
        this(0);
    }

    public FakeServices(final int port) throws Exception {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        final WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/gateway/*", (rq, rs, cb) -> gateway.endpoint());
        });
        sockets.setHandler(new Rest());
        server.setHandler(sockets);
        server.start();
        gateway.url = "ws://127.0.0.1:" + port() + "/gateway";
    }

    public int port() {
        return connector.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The next answers of a route. */
    public void script(final String route, final Answer... answers) {
        scripts.computeIfAbsent(route, key -> new ArrayDeque<>()).addAll(List.of(answers));
    }

    /** How many answers of the script are left. */
    public int left(final String route) {
        return scripts.getOrDefault(route, new ArrayDeque<>()).size();
    }

    public List<Asked> asked(final String route) {
        return asked.stream().filter(each -> each.route.equals(route)).toList();
    }

    /** Somebody presses a button of Telegram's chat. */
    public synchronized void press(final String user, final String data) {
        final ObjectNode update = Json.object().put("update_id", ++nextId);
        final ObjectNode query = update.putObject("callback_query").put("id", "q" + nextId);
        query.putObject("from").put("id", Long.parseLong(user));
        query.putObject("message").putObject("chat").put("id", Long.parseLong(CHAT));
        query.put("data", data);
        updates.add(update);
    }

    private synchronized String newId() {
        return Long.toString(++nextId);
    }

    private final class Rest extends Handler.Abstract {
        @Override
        public boolean handle(final Request request, final Response response, final Callback callback)
                throws Exception {
            final String path = request.getHttpURI().getPath();
            final JsonNode body = Json.read(Content.Source.asString(request));
            final String route = route(request.getMethod(), path);
            final Deque<Answer> script = scripts.getOrDefault(route, new ArrayDeque<>());
            final Answer answer = script.isEmpty() ? Answer.slow(0) : script.poll();
            Thread.sleep(answer.delayMs);
            String text = answer.body;
            int status = answer.status;
            if (answer.isTaken) {
                asked.add(new Asked(route, body, headers(request), System.nanoTime()));
                final JsonNode made = take(route, path, body);
                text = status == 0 ? Json.write(made) : text;
                status = status == 0 ? made.path("fake_status").asInt(200) : status;
            }
            response.setStatus(status);
            answer.headers.forEach((name, value) -> response.getHeaders().put(name, value));
            Content.Sink.write(response, true, text, callback);
            return true;
        }

        private Map<String, String> headers(final Request request) {
            final Map<String, String> headers = new LinkedHashMap<>();
            for (final HttpField field : request.getHeaders()) {
                headers.put(field.getName(), field.getValue());
            }
            return headers;
        }
    }

    private static String route(final String method, final String path) {
        final String telegram = "/bot" + TELEGRAM_TOKEN + "/";
        if (path.startsWith(telegram)) {
            return path.substring(telegram.length());
        }
        return method + " " + path.replaceAll("/[0-9]+/[^/]*tok[^/]*", "").replaceAll("/[0-9]+", "");
    }

    private JsonNode take(final String route, final String path, final JsonNode body) {
        return switch (route) {
            case "GET /api/gateway/bot" -> gateway.bot();
            case "POST /api/channels/messages" -> post(body);
            case "PATCH /api/channels/messages" -> patch(path.substring(path.lastIndexOf('/') + 1), body);
            case "sendMessage" -> {
                final String id = newId();
                chat.put(id, body);
                yield ok(Json.object().put("message_id", Long.parseLong(id)));
            }
            case "editMessageText" -> {
                chat.put(body.path("message_id").asText(), body);
                yield ok(Json.object());
            }
            case "getUpdates" -> updates(body.path("offset").asLong());
            default -> ok(Json.object());
        };
    }

    private static ObjectNode ok(final JsonNode result) {
        final ObjectNode answer = Json.object().put("ok", true);
        answer.set("result", result);
        return answer;
    }

    private JsonNode updates(final long offset) {
        final ArrayNode result = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 10 && result.isEmpty(); i++) {
            synchronized (this) {
                updates.removeIf(update -> update.path("update_id").asLong() < offset);
                updates.forEach(result::add);
            }
            if (result.isEmpty()) {
                try {
                    Thread.sleep(20);
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        return ok(result);
    }

    private JsonNode post(final JsonNode body) {
        final String nonce = body.path("nonce").asText();
        final String id = byNonce.computeIfAbsent(nonce, key -> newId());
        messages.putIfAbsent(id, body);
        return Json.object().put("id", id);
    }

    private JsonNode patch(final String id, final JsonNode body) {
        if (!messages.containsKey(id)) {
            return Json.object().put("fake_status", 404).put("code", 10008);
        }
        messages.put(id, body);
        return Json.object().put("id", id);
    }

    /** Titles of what Discord's channel shows. */
    public List<String> titles() {
        synchronized (messages) {
            final List<String> titles = new ArrayList<>();
            messages.values()
                    .forEach(message -> titles.add(message.path("embeds")
                            .path(0)
                            .path("title")
                            .asText()
                            .replace("\\", "")));
            return titles;
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
