package io.sluice.serve.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves {@code GET /metrics}, and nothing else, on an address of its own. */
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        final Thread thread = new Thread(work, "sluice-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private final Scrape scrape;

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be had.
     */
    public MetricsServer(final InetSocketAddress address, final Scrape scrape) throws IOException {
        this.scrape = scrape;
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final boolean isRead = READS.contains(exchange.getRequestMethod());
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                say(exchange, NOT_FOUND, "text/plain", "only " + PATH + " is here\n");
            } else if (!isRead) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, NOT_ALLOWED, "text/plain", "read it with GET\n");
            } else {
                scrape(exchange);
            }
        }
    }

    private void scrape(final HttpExchange exchange) throws IOException {
        final String text;
        try {
            text = scrape.get();
        } catch (final RuntimeException e) {
            say(exchange, FAILED, "text/plain", "the metrics cannot be read: " + e.getMessage() + "\n");
            return;
        }
        say(exchange, OK, Scrape.CONTENT_TYPE, text);
    }

    private static void say(final HttpExchange exchange, final int status, final String type, final String text)
            throws IOException {
        final byte[] body = text.getBytes(StandardCharsets.UTF_8);
        final boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
