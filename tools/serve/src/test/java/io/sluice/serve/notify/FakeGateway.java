package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Discord's gateway, which loses heartbeats, sessions and lines on script. */
public final class FakeGateway {
    private final AtomicLong sequence = new AtomicLong();
    private final List<ObjectNode> dispatched = new CopyOnWriteArrayList<>();
    private volatile Endpoint present;
    private volatile String session = "";
    private long interactions = 5000;

    public volatile String url = "";
    public volatile long beatMs = 200;
    /** Whether heartbeats are answered. */
    public volatile boolean isMute;
    /** Whether the next resume is answered with Invalid Session. */
    public volatile boolean isForgetful;

    public final List<String> heard = new CopyOnWriteArrayList<>();

    JsonNode bot() {
        final ObjectNode answer = Json.object().put("url", url).put("shards", 1);
        answer.putObject("session_start_limit")
                .put("total", 1000)
                .put("remaining", 999)
                .put("reset_after", 1000)
                .put("max_concurrency", 1);
        return answer;
    }

    Endpoint endpoint() {
        return new Endpoint();
    }

    public boolean isReady() {
        return present != null && present.isReady;
    }

    /** How often something was heard: {@code identify}, {@code resume}. */
    public long count(final String what) {
        return heard.stream().filter(what::equals).count();
    }

    /** Somebody presses a button; a line that is down hears of it when it resumes. */
    public synchronized void press(final String user, final String customId) {
        final ObjectNode data = Json.object()
                .put("id", Long.toString(++interactions))
                .put("application_id", "9")
                .put("type", 3)
                .put("channel_id", FakeServices.CHANNEL)
                .put("token", "tok-" + interactions);
        data.putObject("data").put("custom_id", customId).put("component_type", 2);
        data.putObject("member").putObject("user").put("id", user);
        dispatch("INTERACTION_CREATE", data);
    }

    /** Asks the client to come again. */
    public void reconnect() {
        present.send(Json.object().put("op", 7));
    }

    /** Breaks the line. */
    public void cut() {
        present.isReady = false;
        present.session.disconnect();
    }

    public void end(final int code) {
        present.isReady = false;
        present.session.close(code, "", Callback.NOOP);
    }

    private synchronized void dispatch(final String type, final ObjectNode data) {
        final ObjectNode message = Json.object().put("op", 0).put("t", type).put("s", sequence.incrementAndGet());
        message.set("d", data);
        dispatched.add(message);
        if (isReady() || type.equals("READY")) {
            present.send(message);
        }
    }

    /** One connection. */
    public final class Endpoint implements Session.Listener.AutoDemanding {
        private volatile Session session;
        private volatile boolean isReady;

        @Override
        public void onWebSocketOpen(final Session opened) {
            session = opened;
            present = this;
            final ObjectNode hello = Json.object().put("op", 10);
            hello.putObject("d").put("heartbeat_interval", beatMs);
            send(hello);
        }

        @Override
        public void onWebSocketText(final String text) {
            final JsonNode message = Json.read(text);
            switch (message.path("op").asInt()) {
                case 1 -> {
                    heard.add("heartbeat");
                    if (!isMute) {
                        send(Json.object().put("op", 11));
                    }
                }
                case 2 -> identify(message.path("d"));
                case 6 -> resume(message.path("d"));
                default -> heard.add("op " + message.path("op").asInt());
            }
        }

        private void identify(final JsonNode data) {
            heard.add("identify");
            if (!data.path("token").asText().equals(FakeServices.TOKEN)) {
                session.close(4004, "", Callback.NOOP);
                return;
            }
            synchronized (FakeGateway.this) {
                FakeGateway.this.session = "session-" + heard.size();
                dispatch(
                        "READY",
                        Json.object()
                                .put("session_id", FakeGateway.this.session)
                                .put("resume_gateway_url", url));
                isReady = true;
            }
        }

        private void resume(final JsonNode data) {
            heard.add("resume");
            if (isForgetful || !data.path("session_id").asText().equals(FakeGateway.this.session)) {
                isForgetful = false;
                send(Json.object().put("op", 9).put("d", false));
                return;
            }
            synchronized (FakeGateway.this) {
                dispatched.stream()
                        .filter(each ->
                                each.path("s").asLong() > data.path("seq").asLong())
                        .forEach(this::send);
                isReady = true;
                dispatch("RESUMED", Json.object());
            }
        }

        void send(final JsonNode message) {
            session.sendText(Json.write(message), Callback.NOOP);
        }

        @Override
        public void onWebSocketClose(final int code, final String reason, final Callback callback) {
            isReady = false;
            callback.succeed();
        }
    }
}
