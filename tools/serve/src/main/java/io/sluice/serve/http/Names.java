package io.sluice.serve.http;

import io.sluice.config.ServeConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Under which names the server is known: what {@code Host} and {@code Origin} may say (SPEC A-2). */
final class Names {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final String own;
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<String> origins = new LinkedHashSet<>();
    private final Set<String> allowed = new LinkedHashSet<>();

    /** @param bound where it really listens. */
    Names(final ServeConfig.Http config, final InetSocketAddress bound) {
        final String scheme = config.keystore() == null ? "http" : "https";
        if (!config.publicUrl().isEmpty()) {
            add(config.publicUrl());
        }
        if (bound.getAddress().isLoopbackAddress()) {
            for (final String host : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
                add(scheme + "://" + host + ":" + bound.getPort());
            }
        }
        if (hosts.isEmpty()) {
            add(scheme + "://" + text(bound) + ":" + bound.getPort());
        }
        config.allowedOrigins().forEach(each -> allowed.add(each.toLowerCase(Locale.ROOT)));
        own = origins.iterator().next();
    }

    private static String text(final InetSocketAddress bound) {
        final String address = bound.getAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    private void add(final String origin) {
        final URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        final int usual = uri.getScheme().equals("https") ? HTTPS : HTTP;
        final boolean isUsual = uri.getPort() < 0 || uri.getPort() == usual;
        origins.add(uri.getScheme() + "://" + uri.getHost() + (isUsual ? "" : ":" + uri.getPort()));
        hosts.add(uri.getHost() + (isUsual ? "" : ":" + uri.getPort()));
        if (isUsual) {
            hosts.add(uri.getHost() + ":" + usual);
        }
    }

    /** The address that people are told. */
    String own() {
        return own;
    }

    boolean isHost(final String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether a browser shows a page of ours. */
    boolean isOwn(final String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether it is another page that may ask. */
    boolean isAllowed(final String origin) {
        return allowed.contains(origin.toLowerCase(Locale.ROOT));
    }
}
