package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.serve.http.TokenRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of {@code /ws} that keeps what it hears. */
final class Listener implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile int closedWith;
    private WebSocket socket;

    private Listener() {}

    /** With the token of a role. */
    static Listener of(final Apis api, final TokenRole role) {
        return with(api, api.token(role));
    }

    /** With a token. */
    static Listener with(final Apis api, final String token) {
        return at(api, "/ws", Map.of("Authorization", "Bearer " + token));
    }

    /** Anything. */
    static Listener at(final Apis api, final String path, final Map<String, String> headers) {
        final Listener listener = new Listener();
        final WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        headers.forEach(builder::header);
        listener.socket = builder.buildAsync(URI.create(api.address().replaceFirst("http", "ws") + path), listener)
                .join();
        return listener;
    }

    void send(final String text) {
        socket.sendText(text, true).join();
    }

    /** As the other, be it that it is closed by now. */
    void trySend(final String text) {
        if (!socket.isOutputClosed()) {
            socket.sendText(text, true).handle((sent, failure) -> sent).join();
        }
    }

    @Override
    public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
        part.append(data);
        if (last) {
            try {
                heard.add(MAPPER.readTree(part.toString()));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
        closedWith = code;
        return null;
    }

    @Override
    public void onError(final WebSocket from, final Throwable error) {
        closedWith = closedWith == 0 ? -1 : closedWith;
    }

    int closedWith() {
        return closedWith;
    }

    List<JsonNode> heard() {
        return heard;
    }

    List<JsonNode> of(final String event) {
        return heard.stream()
                .filter(each -> each.path("event").asText().equals(event))
                .toList();
    }

    /** The first event of that name. */
    JsonNode await(final String event) {
        Days.await(() -> !of(event).isEmpty(), () -> event + " in " + heard);
        return of(event).get(0);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
