package io.sluice.config;

import com.typesafe.config.ConfigUtil;
import java.util.regex.Pattern;

/** How the keys of the HTTP API are written. */
final class HttpTypes {
    private static final String OFF = "off";
    private static final String HOST = "[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]";
    private static final Pattern ADDRESS = Pattern.compile("(" + HOST + "):([0-9]{1,5})");
    private static final Pattern ORIGIN = Pattern.compile("https?://(" + HOST + ")(:[0-9]{1,5})?");
    private static final Pattern PLAIN = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");
    private static final int MAX_PORT = 65_535;

    private HttpTypes() {}

    /** {@code HOST:PORT}; empty for {@code off}. Port 0 takes any that is free. */
    static ValueType address() {
        return ValueType.of(
                "HOST:PORT with a port up to 65535, or off",
                text -> text.equals(OFF) ? "" : isAddress(text) ? text : null,
                HttpTypes::show);
    }

    private static boolean isAddress(final String text) {
        return ADDRESS.matcher(text).matches()
                && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= MAX_PORT;
    }

    /** What a browser sends as {@code Origin}. */
    static ValueType origin() {
        return ValueType.of(
                "an origin as https://trading.example.com, without a path",
                text -> ORIGIN.matcher(text).matches() ? text : null,
                HttpTypes::show);
    }

    /** The same; empty for {@code off}. */
    static ValueType originOrOff() {
        return ValueType.of(
                "an origin as https://trading.example.com, without a path, or off",
                text -> text.equals(OFF) ? "" : origin().read().apply(text),
                HttpTypes::show);
    }

    /** An address of the network, by number. */
    static ValueType host() {
        return ValueType.of(
                "an IP address as 10.0.0.7", text -> PLAIN.matcher(text).matches() ? text : null, HttpTypes::show);
    }

    private static String show(final Object value) {
        return ((String) value).isEmpty() ? OFF : ConfigUtil.quoteString((String) value);
    }
}
