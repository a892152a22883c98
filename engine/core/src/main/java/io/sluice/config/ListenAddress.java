package io.sluice.config;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on.
 *
 * @param host name or number, an IPv6 number without its brackets.
 * @param port 0 for any that is free.
 */
public record ListenAddress(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9][A-Za-z0-9.-]{0,252}):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    /** Reads {@code HOST:PORT}; null for anything else. */
    public static ListenAddress parse(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
            return null;
        }
        final String host = matcher.group(1);
        return new ListenAddress(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, Integer.parseInt(matcher.group(2)));
    }

    /** The address, looked up. */
    public InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
