package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Discord's gateway, version 10: hears interactions over a WebSocket, in a thread of its own.
 *
 * <pre>
 *   connect ──Hello──► identify ──Ready────► heartbeats, events
 *              └─────► resume ───Resumed──►     │
 *      ▲        (a session is left)             │ Reconnect, a lost heartbeat, a broken line: resume
 *      └────────────────────────────────────────┘ Invalid Session: wait 1 to 5 s, identify
 * </pre>
 */
final class DiscordGateway implements Runnable, AutoCloseable {
    private static final int DISPATCH = 0;
    private static final int HEARTBEAT = 1;
    private static final int IDENTIFY = 2;
    private static final int RESUME = 6;
    private static final int RECONNECT = 7;
    private static final int INVALID_SESSION = 9;
    private static final int HELLO = 10;
    private static final int HEARTBEAT_ACK = 11;
    /** Keeps the session, unlike 1000 and 1001. */
    private static final int RESUMABLE_CLOSE = 4000;

    private static final Set<Integer> SESSION_ENDS = Set.of(1000, 1001, 4007, 4009);
    /** The token or what is asked for is wrong: trying again soon does not help. */
    private static final Set<Integer> HOPELESS = Set.of(4004, 4010, 4011, 4012, 4013, 4014);

    private static final long HOPELESS_PAUSE_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long LONGEST_PAUSE_MS = TimeUnit.MINUTES.toMillis(2);
    private static final long CONNECT_MS = TimeUnit.SECONDS.toMillis(10);
    private static final long STOP_MS = 5_000;
    /** Discord allows 1,000 a day, and resets the token of a bot that goes beyond. */
    private static final int MOST_IDENTIFIES = 900;

    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    private final Http http;
    private final DiscordRest rest;
    private final String token;
    private final Consumer<JsonNode> interactions;
    private final Consumer<String> say;
    private final Thread thread = new Thread(this, "sluice-notify-discord-gateway");
    private final Deque<Long> identifiesNs = new ArrayDeque<>();
    private volatile boolean isStopping;
    private volatile long contactNs = System.nanoTime();
    private String session = "";
    private String resumeUrl = "";
    private long sequence = -1;
    private int failures;
    private String lastTrouble = "";

    /** What comes over one connection; {@code close} is 0 for a message. */
    private record Signal(String text, int close) {}

    DiscordGateway(
            final Http http,
            final DiscordRest rest,
            final String token,
            final Consumer<JsonNode> interactions,
            final Consumer<String> say) {
        this.http = http;
        this.rest = rest;
        this.token = token;
        this.interactions = interactions;
        this.say = say;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** When something was last heard, by the monotonic clock. */
    long contactNs() {
        return contactNs;
    }

    @Override
    public void run() {
        while (!isStopping) {
            long pauseMs;
            try {
                pauseMs = session();
            } catch (final DeliveryException e) {
                pauseMs = Math.max(e.pauseMs(), failed(e.getMessage()));
            } catch (final InterruptedException e) {
                return;
            } catch (final RuntimeException e) {
                pauseMs = failed("a fault in Sluice itself: " + e);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    /** Returns the pause before the next try: rising, with jitter. */
    private long failed(final String why) {
        if (!why.equals(lastTrouble) && !isStopping) {
            say.accept("Discord's gateway: " + why);
        }
        lastTrouble = why;
        final long ms = Math.min(LONGEST_PAUSE_MS, 500L << Math.min(failures++, 10));
        return ms + ThreadLocalRandom.current().nextLong(1 + ms / 2);
    }

    /** Lives through one connection; returns the pause before the next. */
    private long session() throws DeliveryException, InterruptedException {
        final boolean resumes = !session.isEmpty();
        final String url = resumes ? resumeUrl : url();
        final Line now = connect(url);
        try {
            final JsonNode hello = now.take(CONNECT_MS);
            if (hello == null || hello.path("op").asInt() != HELLO) {
                return now.closed == 0 ? failed("no Hello") : ended(now.closed);
            }
            contactNs = System.nanoTime();
            now.send(resumes ? resume() : identify());
            return live(now, hello.path("d").path("heartbeat_interval").asLong());
        } finally {
            now.close();
        }
    }

    private String url() throws DeliveryException, InterruptedException {
        final JsonNode gateway = rest.ask("GET gateway", "GET", "/gateway/bot", null);
        if (gateway == null) {
            throw new DeliveryException(DeliveryException.Kind.NOT_TAKEN, "there is none at this address", 0);
        }
        final JsonNode limit = gateway.path("session_start_limit");
        final long now = System.nanoTime();
        identifiesNs.removeIf(each -> now - each > DAY_NS);
        if (limit.path("remaining").asInt(1) < 1 || identifiesNs.size() >= MOST_IDENTIFIES) {
            final long ms =
                    Math.max(HOPELESS_PAUSE_MS, limit.path("reset_after").asLong());
            throw new DeliveryException(
                    DeliveryException.Kind.NOT_TAKEN, "the starts of a day are used up, next in " + ms + " ms", ms);
        }
        return gateway.path("url").asText();
    }

    private Line connect(final String url) throws DeliveryException, InterruptedException {
        final Line made = new Line();
        try {
            made.socket = http.client()
                    .newWebSocketBuilder()
                    .connectTimeout(Http.TIMEOUT)
                    .buildAsync(URI.create(url + "/?v=10&encoding=json"), made)
                    .get(CONNECT_MS, TimeUnit.MILLISECONDS);
            return made;
        } catch (final ExecutionException | TimeoutException | IllegalArgumentException e) {
            // Where the resumed one is gone the general one may be there.
            session = "";
            throw new DeliveryException(DeliveryException.Kind.NOT_TAKEN, "it cannot be reached", 0);
        }
    }

    private ObjectNode identify() {
        identifiesNs.add(System.nanoTime());
        sequence = -1;
        final ObjectNode message = message(IDENTIFY);
        final ObjectNode data = message.putObject("d");
        data.put("token", token).put("intents", 0);
        data.putObject("properties").put("os", "linux").put("browser", "sluice").put("device", "sluice");
        return message;
    }

    private ObjectNode resume() {
        final ObjectNode message = message(RESUME);
        message.putObject("d").put("token", token).put("session_id", session).put("seq", sequence);
        return message;
    }

    private static ObjectNode message(final int op) {
        return Json.object().put("op", op);
    }

    private ObjectNode heartbeat() {
        final ObjectNode message = message(HEARTBEAT);
        if (sequence < 0) {
            message.putNull("d");
        } else {
            message.put("d", sequence);
        }
        return message;
    }

    private long live(final Line now, final long beatMs) throws DeliveryException, InterruptedException {
        long beatAtMs = nowMs() + (long) (beatMs * ThreadLocalRandom.current().nextDouble());
        boolean isHeard = true;
        while (!isStopping) {
            final JsonNode message = now.take(Math.max(0, beatAtMs - nowMs()));
            if (message == null && now.closed != 0) {
                return ended(now.closed);
            }
            if (message == null) {
                if (!isHeard) {
                    return failed("it does not answer heartbeats");
                }
                isHeard = false;
                beatAtMs = nowMs() + beatMs;
                now.send(heartbeat());
                continue;
            }
            contactNs = System.nanoTime();
            switch (message.path("op").asInt()) {
                case DISPATCH -> dispatch(message);
                case HEARTBEAT -> now.send(heartbeat());
                case HEARTBEAT_ACK -> isHeard = true;
                case RECONNECT -> {
                    return 0;
                }
                case INVALID_SESSION -> {
                    if (!message.path("d").asBoolean()) {
                        session = "";
                    }
                    return ThreadLocalRandom.current().nextLong(1_000, 5_000);
                }
                default -> contactNs = System.nanoTime();
            }
        }
        return 0;
    }

    private void dispatch(final JsonNode message) {
        sequence = message.path("s").asLong(sequence);
        switch (message.path("t").asText()) {
            case "READY" -> {
                session = message.path("d").path("session_id").asText();
                resumeUrl = message.path("d").path("resume_gateway_url").asText();
                works();
            }
            case "RESUMED" -> works();
            case "INTERACTION_CREATE" -> interactions.accept(message.path("d"));
            default -> failures = 0;
        }
    }

    private void works() {
        failures = 0;
        if (!lastTrouble.isEmpty()) {
            say.accept("Discord's gateway works again");
        }
        lastTrouble = "";
    }

    private long ended(final int code) {
        if (SESSION_ENDS.contains(code)) {
            session = "";
        }
        if (HOPELESS.contains(code)) {
            session = "";
            failed("it refuses the bot, code " + code + "; look at its token");
            return HOPELESS_PAUSE_MS;
        }
        return failed("the connection ended, code " + code);
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** One connection: what comes is queued for the thread of the gateway. */
    private static final class Line implements WebSocket.Listener {
        private static final int BROKEN = 1006;

        private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private WebSocket socket;
        /** Code that it ended with; 0 while it has not. */
        private int closed;

        @Override
        public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
            part.append(data);
            if (last) {
                signals.add(new Signal(part.toString(), 0));
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
            signals.add(new Signal("", code == 0 ? BROKEN : code));
            return null;
        }

        @Override
        public void onError(final WebSocket from, final Throwable error) {
            signals.add(new Signal("", BROKEN));
        }

        /** The next message; null if none came in time, or it has ended. */
        JsonNode take(final long limitMs) throws InterruptedException {
            final Signal signal = closed == 0 ? signals.poll(limitMs, TimeUnit.MILLISECONDS) : null;
            if (signal == null) {
                return null;
            }
            closed = signal.close;
            return closed == 0 ? Json.read(signal.text) : null;
        }

        void send(final JsonNode message) throws DeliveryException, InterruptedException {
            try {
                socket.sendText(Json.write(message), true).get(CONNECT_MS, TimeUnit.MILLISECONDS);
            } catch (final ExecutionException | TimeoutException | IllegalStateException e) {
                throw new DeliveryException(DeliveryException.Kind.NOT_TAKEN, "the connection broke", 0);
            }
        }

        void close() {
            if (!socket.isOutputClosed()) {
                socket.sendClose(RESUMABLE_CLOSE, "")
                        .orTimeout(1, TimeUnit.SECONDS)
                        .handle((sent, e) -> {
                            socket.abort();
                            return null;
                        });
            } else {
                socket.abort();
            }
        }
    }

    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
