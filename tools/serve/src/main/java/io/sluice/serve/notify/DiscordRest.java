package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.serve.notify.DeliveryException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Discord's REST interface. It keeps to the buckets that the answers' headers name, and waits as long as a 429 asks.
 * Any thread.
 */
final class DiscordRest implements AutoCloseable {
    private static final int MOST_WAITS = 5;
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final int TOO_MANY = 429;
    private static final int GONE = 404;
    private static final String GLOBAL = "global";
    private static final String AGENT = "DiscordBot (sluice, 1)";

    private final Http http;
    private final String api;
    private final String token;
    private final Map<String, String> buckets = new HashMap<>();
    /** Until when a bucket is empty, by the monotonic clock. */
    private final Map<String, Long> emptyUntilNs = new HashMap<>();

    private boolean isClosed;
    private volatile long contactNs = System.nanoTime();

    DiscordRest(final Http http, final String api, final String token) {
        this.http = http;
        this.api = api;
        this.token = token;
    }

    /** When Discord last answered, by the monotonic clock. */
    long contactNs() {
        return contactNs;
    }

    /**
     * Asks.
     *
     * @param route  names what shares a limit: method and path without what differs.
     * @param body   null for none.
     * @return the answer; null if what is asked about does not exist (any more).
     */
    JsonNode ask(final String route, final String method, final String path, final JsonNode body)
            throws DeliveryException {
        for (int waits = 0; waits <= MOST_WAITS; waits++) {
            await(route);
            final HttpRequest.Builder request = Http.request(api + path)
                    .header("Authorization", "Bot " + token)
                    .header("User-Agent", AGENT)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            final HttpResponse<String> answer = http.send("Discord, " + route, request.build());
            contactNs = System.nanoTime();
            note(route, answer);
            if (answer.statusCode() != TOO_MANY) {
                return judged(route, answer);
            }
        }
        throw new DeliveryException(Kind.NOT_TAKEN, "Discord, " + route + ": too many requests", 0);
    }

    private static JsonNode judged(final String route, final HttpResponse<String> answer) throws DeliveryException {
        final int status = answer.statusCode();
        if (status / 100 == 2) {
            return Json.read(answer.body());
        }
        if (status == GONE) {
            return null;
        }
        final String what = "Discord, " + route + ": " + status + " " + Http.words(answer.body());
        throw switch (status) {
            case 401, 403 -> new DeliveryException(Kind.NOT_TAKEN, what, TimeUnit.SECONDS.toMillis(30));
            default -> new DeliveryException(status >= 500 ? Kind.UNKNOWN : Kind.REFUSED, what, 0);
        };
    }

    /** Waits until the route's bucket has room. */
    private synchronized void await(final String route) throws DeliveryException {
        try {
            for (long ms = waitMs(route); ms > 0 && !isClosed; ms = waitMs(route)) {
                TimeUnit.MILLISECONDS.timedWait(this, ms);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(Kind.NOT_TAKEN, "Discord, " + route + ": interrupted", 0);
        }
        if (isClosed) {
            throw new DeliveryException(Kind.NOT_TAKEN, "Discord, " + route + ": serve stops", 0);
        }
    }

    private long waitMs(final String route) {
        final long now = System.nanoTime();
        final long own = emptyUntilNs.getOrDefault(buckets.getOrDefault(route, route), now) - now;
        // Answers to interactions are no part of the limit for all.
        final long all = route.endsWith("callback") ? 0 : emptyUntilNs.getOrDefault(GLOBAL, now) - now;
        final long ns = Math.max(own, all);
        return ns <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, TimeUnit.NANOSECONDS.toMillis(ns) + 1);
    }

    private synchronized void note(final String route, final HttpResponse<String> answer) {
        answer.headers().firstValue("X-RateLimit-Bucket").ifPresent(bucket -> buckets.put(route, bucket));
        final String bucket = buckets.getOrDefault(route, route);
        if (answer.statusCode() == TOO_MANY) {
            final JsonNode body = Json.read(answer.body());
            final double seconds =
                    body.has("retry_after") ? body.get("retry_after").asDouble() : seconds(answer, "Retry-After", 1);
            final boolean isGlobal = body.path("global").asBoolean()
                    || answer.headers().firstValue("X-RateLimit-Global").isPresent();
            empty(isGlobal ? GLOBAL : bucket, seconds);
        } else if (seconds(answer, "X-RateLimit-Remaining", 1) < 1) {
            empty(bucket, seconds(answer, "X-RateLimit-Reset-After", 1));
        }
    }

    private void empty(final String bucket, final double seconds) {
        final long ms = Math.min(LONGEST_WAIT_MS, (long) Math.ceil(Math.max(0, seconds) * 1_000));
        emptyUntilNs.put(bucket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
    }

    private static double seconds(final HttpResponse<String> answer, final String header, final double otherwise) {
        try {
            return answer.headers().firstValue(header).map(Double::parseDouble).orElse(otherwise);
        } catch (final NumberFormatException e) {
            return otherwise;
        }
    }

    /** Ends every wait. */
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
