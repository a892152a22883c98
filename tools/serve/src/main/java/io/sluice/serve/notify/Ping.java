package io.sluice.serve.notify;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls a dead man's switch every minute while all is well; its silence raises the alarm elsewhere. One thread. */
final class Ping {
    private static final long PERIOD_NS = TimeUnit.MINUTES.toNanos(1);

    private final Http http;
    private final String url;
    private final Consumer<String> say;
    private final long periodNs;
    private long dueNs = System.nanoTime();
    private volatile boolean hasFailed;

    /** @param url empty for none. */
    Ping(final Http http, final String url, final Consumer<String> say) {
        this(http, url, say, PERIOD_NS);
    }

    Ping(final Http http, final String url, final Consumer<String> say, final long periodNs) {
        this.http = http;
        this.url = url;
        this.say = say;
        this.periodNs = periodNs;
    }

    /** Calls it where it is time and all is well; never waits for the answer. */
    void turn(final boolean isWell) {
        final long now = System.nanoTime();
        if (url.isEmpty() || !isWell || now - dueNs < 0) {
            return;
        }
        dueNs = now + periodNs;
        final HttpRequest request = Http.request(url).GET().build();
        http.client().sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, error) -> {
            final boolean isBad = error != null || answer.statusCode() / 100 != 2;
            if (isBad && !hasFailed) {
                say.accept("the address of sluice.notify.webhook.ping "
                        + (error == null ? "answered " + answer.statusCode() : "cannot be reached"));
            }
            hasFailed = isBad;
        });
    }
}
