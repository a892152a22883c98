package io.sluice.serve.http;

import io.sluice.config.ServeConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What is looked at before anyone is asked who he is (SPEC A-2): by which proxy a request came, under which name the
 * server was asked, which page asks. It adds what every answer has.
 */
final class Gate {
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; " + "frame-ancestors 'none'; object-src 'none'";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<InetAddress> proxies = new LinkedHashSet<>();
    private final boolean isSecure;
    private volatile Names names;

    Gate(final ServeConfig.Http config) {
        config.behindProxy().forEach(each -> proxies.add(byNumber(each)));
        isSecure = config.keystore() != null || !proxies.isEmpty();
    }

    private static InetAddress byNumber(final String address) {
        try {
            return InetAddress.getByName(address);
        } catch (final UnknownHostException e) {
            throw new HttpRefusedException("sluice.http.behind-proxy: " + address + " is no address", e);
        }
    }

    /** Whether browsers reach the server by TLS alone. */
    boolean isSecure() {
        return isSecure;
    }

    /** Where it listens is known. */
    void open(final Names known) {
        names = known;
    }

    Names names() {
        return names;
    }

    /** The request, and whom it comes from. */
    Exchange exchange(final Request request, final Response response, final Callback callback) {
        final SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        final InetAddress peer = remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (peer != null && proxies.contains(peer)) {
            return new Exchange(request, response, callback, forwarded(request, peer), false, false);
        }
        final boolean isProbe = Probes.BIND.equals(
                request.getConnectionMetaData().getConnector().getName());
        return new Exchange(
                request,
                response,
                callback,
                peer == null ? "unknown" : peer.getHostAddress(),
                isProbe || peer != null && peer.isLoopbackAddress(),
                isProbe);
    }

    /** The last address of the list that is no proxy of ours: those before it anybody may have written. */
    private String forwarded(final Request request, final InetAddress peer) {
        final List<String> chain = request.getHeaders().getCSV("X-Forwarded-For", false);
        for (int i = chain.size() - 1; i >= 0; i--) {
            final String each = chain.get(i).strip();
            final boolean isNumber = each.matches("[0-9a-fA-F.:]{2,45}");
            if (!isNumber || !proxies.contains(byNumber(each))) {
                return isNumber ? each : peer.getHostAddress();
            }
        }
        return peer.getHostAddress();
    }

    /**
     * Lets a request in.
     *
     * @throws HttpProblem 403 with what was seen, and the key that would allow it.
     */
    void check(final Exchange exchange) {
        headers(exchange);
        if (exchange.isProbe && !Probes.PATHS.contains(exchange.path())) {
            throw HttpProblem.notFound("health, ready and metrics are here, and nothing else");
        }
        final boolean isProbe = exchange.isLocal && Probes.PATHS.contains(exchange.path());
        if (!proxies.isEmpty() && !isProbe) {
            checkProxy(exchange);
        }
        final String host = exchange.header("Host");
        if (!names.isHost(host) && !isProbe) {
            throw new HttpProblem(
                    Statuses.FORBIDDEN,
                    "HOST_UNKNOWN",
                    "this server is not known as " + shown(host) + ": sluice.http.public-url says its name");
        }
        final String origin = exchange.header("Origin");
        if (origin != null && !isOfOurs(exchange, origin) && !names.isAllowed(origin)) {
            throw unknownOrigin(origin);
        }
    }

    /** A form of a page that sends no referrer comes with the origin null; then the browser says where it is from. */
    private boolean isOfOurs(final Exchange exchange, final String origin) {
        return names.isOwn(origin) || origin.equals("null") && "same-origin".equals(exchange.header("Sec-Fetch-Site"));
    }

    private static HttpProblem unknownOrigin(final String origin) {
        return new HttpProblem(
                Statuses.FORBIDDEN,
                "ORIGIN_UNKNOWN",
                "a page of " + shown(origin) + " may not ask: sluice.http.allowed-origins or sluice.http.public-url "
                        + "would have to name it");
    }

    private void checkProxy(final Exchange exchange) {
        final SocketAddress remote = exchange.request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(remote instanceof InetSocketAddress inet) || !proxies.contains(inet.getAddress())) {
            throw new HttpProblem(
                    Statuses.FORBIDDEN,
                    "NOT_BY_PROXY",
                    "plain HTTP is taken from the proxies of sluice.http.behind-proxy alone, and this came from "
                            + exchange.address);
        }
        final String scheme = exchange.header("X-Forwarded-Proto");
        if (scheme != null && !scheme.equalsIgnoreCase("https")) {
            throw new HttpProblem(
                    Statuses.FORBIDDEN, "PLAIN_HTTP", "the proxy was asked by " + shown(scheme) + ": use https");
        }
    }

    /**
     * A session's request that may change something comes from a page of ours: the browser says so (SPEC A-3).
     *
     * @param isUpgrade of a WebSocket, which browsers let any page open.
     */
    void checkPage(final Exchange exchange, final boolean isUpgrade) {
        if (SAFE.contains(exchange.method()) && !isUpgrade) {
            return;
        }
        final String origin = exchange.header("Origin");
        final String site = exchange.header("Sec-Fetch-Site");
        final boolean isSame = origin != null || !isUpgrade && "same-origin".equals(site);
        if (!isSame || site != null && site.equals("cross-site") && !names.isAllowed(origin)) {
            throw origin != null ? unknownOrigin(origin) : unknownOrigin("an unknown page");
        }
    }

    private void headers(final Exchange exchange) {
        final var headers = exchange.response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, exchange.isPrivate() ? "no-store" : "no-cache");
        if (isSecure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        final String origin = exchange.header("Origin");
        if (origin != null && names.isAllowed(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", "Correlation-Id, Sluice-Seq, Sluice-Age-Ms, Sluice-Engine");
            headers.put("Cross-Origin-Resource-Policy", "cross-origin");
            headers.put("Vary", "Origin");
        }
    }

    /** Answers a browser that asks before it asks; null where that is not what it does. */
    Reply preflight(final Exchange exchange) {
        final String origin = exchange.header("Origin");
        final boolean isAsked = exchange.method().equals("OPTIONS")
                && origin != null
                && names.isAllowed(origin)
                && exchange.header("Access-Control-Request-Method") != null;
        return !isAsked
                ? null
                : Reply.empty(204)
                        .header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                        .header("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key")
                        .header("Access-Control-Max-Age", "600");
    }

    private static String shown(final String text) {
        if (text == null) {
            return "nothing";
        }
        final String plain = text.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
    }
}
